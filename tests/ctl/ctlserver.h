// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/ctl/ctlprocess.h"

#include <QUrl>

namespace transship::testing {

/// A transshipctl that serves until it is told to stop (`worker --listen`, `importer serve`); ended with the object.
/// Everything it ever writes is kept, so that its pipes never fill.
class CtlServer {
public:
    CtlServer(const CtlProcess& ctl, const QStringList& arguments);
    ~CtlServer();
    Q_DISABLE_COPY_MOVE(CtlServer)

    /// Waits for the address; invalid when it ended instead, see written().
    QUrl url();
    bool hasEnded() const { return m_process->state() == QProcess::NotRunning; }
    /// SIGTERM; the exit code, -1 when it did not end in time, -2 after a crash.
    int stop();
    /// Both streams so far.
    QByteArray written();
    qint64 processId() const { return m_process->processId(); }
    /// The most memory it ever had, in KiB.
    qint64 peakMemory() const;
    qsizetype openFiles() const;

private:
    std::unique_ptr<QProcess> m_process;
    QByteArray m_written;
};

} // namespace transship::testing
