// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/registry/metricstext.h"

#include <QDir>
#include <QFile>

#include <unistd.h>

namespace transship {

namespace {

QByteArray contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QByteArray number(double value)
{
    return QByteArray::number(value, 'g', 17);
}

} // namespace

MetricFamily::MetricFamily(QByteArray& text, const QByteArray& name, const char* type, const char* help)
    : m_text(text)
    , m_name(name)
{
    m_text += "# HELP " + name + ' ' + help + "\n# TYPE " + name + ' ' + type + '\n';
}

MetricFamily& MetricFamily::add(double value)
{
    m_text += m_name + ' ' + number(value) + '\n';
    return *this;
}

MetricFamily& MetricFamily::add(const char* label, const QString& of, double value)
{
    m_text += m_name + '{' + label + "=\"" + of.toUtf8() + "\"} " + number(value) + '\n';
    return *this;
}

MetricFamily& MetricFamily::add(
    const char* label, const QString& of, const char* secondLabel, const QString& ofSecond, double value)
{
    m_text += m_name + '{' + label + "=\"" + of.toUtf8() + "\"," + secondLabel + "=\"" + ofSecond.toUtf8() + "\"} "
        + number(value) + '\n';
    return *this;
}

void addProcessMetrics(QByteArray& text)
{
    const QByteArray stat = contentOf(QStringLiteral("/proc/self/stat"));
    // The program's name may hold blanks; what follows its bracket does not.
    const QList<QByteArray> fields = stat.mid(stat.lastIndexOf(')') + 2).split(' ');
    const auto field = [&fields](int number) { return fields.value(number - 3).toDouble(); }; // as in proc(5)
    const auto ticks = static_cast<double>(sysconf(_SC_CLK_TCK));
    MetricFamily(text, "process_cpu_seconds_total", "counter", "User and system time spent.")
        .add((field(14) + field(15)) / ticks);
    MetricFamily(text, "process_resident_memory_bytes", "gauge", "Memory in use.")
        .add(field(24) * static_cast<double>(sysconf(_SC_PAGESIZE)));
    MetricFamily(text, "process_virtual_memory_bytes", "gauge", "Address space in use.").add(field(23));
    MetricFamily(text, "process_threads", "gauge", "Threads.").add(field(20));
    const auto open
        = QDir(QStringLiteral("/proc/self/fd")).entryList(QDir::NoDotAndDotDot | QDir::AllEntries | QDir::System);
    MetricFamily(text, "process_open_fds", "gauge", "Open file descriptors.").add(static_cast<double>(open.size()));
    for (const QByteArray& line : contentOf(QStringLiteral("/proc/stat")).split('\n')) {
        if (line.startsWith("btime ")) {
            MetricFamily(text, "process_start_time_seconds", "gauge", "When it started, in seconds since the epoch.")
                .add(line.mid(6).toDouble() + field(22) / ticks);
        }
    }
}

} // namespace transship
