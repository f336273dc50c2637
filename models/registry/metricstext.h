// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace transship {

/// One family of a /metrics answer (Prometheus' text format): its head, then its samples. Thread: any one.
class MetricFamily {
public:
    /// Appends to `text`. `type`: "gauge" or "counter".
    MetricFamily(QByteArray& text, const QByteArray& name, const char* type, const char* help);

    MetricFamily& add(double value);
    /// Label values are names of ours: nothing in them needs to be escaped.
    MetricFamily& add(const char* label, const QString& of, double value);
    MetricFamily& add(
        const char* label, const QString& of, const char* secondLabel, const QString& ofSecond, double value);

    static constexpr char contentType[] = "text/plain; version=0.0.4; charset=utf-8";

private:
    QByteArray& m_text;
    QByteArray m_name;
};

/// What Prometheus' clients tell of a process: time, memory, threads, files, start.
void addProcessMetrics(QByteArray& text);

} // namespace transship
