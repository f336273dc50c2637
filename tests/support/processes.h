// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

class QProcess;

namespace transship::testing {

/// Starts the process, and returns when it runs or has failed to. The fork is done by a thread that does nothing else:
/// after one inside Qt the thread sanitizer sees none of the locks that the forking thread takes, and reports races
/// where there are none. Thread: the process's.
bool startProcess(QProcess& process, const QString& program, const QStringList& arguments);

} // namespace transship::testing
