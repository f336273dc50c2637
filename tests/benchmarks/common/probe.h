// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QProcess>
#include <QStringList>

#include <memory>

namespace transship::bench {

/// Measurements in a process of their own, so that memory and start are their own: this program again, with --probe
/// and further arguments, which prints its figures as one JSON object.
std::unique_ptr<QProcess> startProbe(const QStringList& arguments);
/// Waits for it; gives up when it failed.
QJsonObject figuresOf(QProcess& process);
QJsonObject probe(const QStringList& arguments);
/// In the process that was started: prints them.
void printFigures(const QJsonObject& figures);

/// Of this process, so far, MB.
double memoryPeak();
/// Of this process, so far: user and system time.
double processorSeconds();

} // namespace transship::bench
