// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace transship {

/// A name for a worker that is unique among those running on this machine and the same again after a crash, so that a
/// new worker renews the lease a killed one left behind instead of waiting until it runs out. The slot is a locked file
/// in the user's runtime folder; the kernel frees it when the process ends, however it ends.
class WorkerSlot {
public:
    WorkerSlot();
    WorkerSlot(const WorkerSlot&) = delete;
    WorkerSlot& operator=(const WorkerSlot&) = delete;
    ~WorkerSlot();

    /// HOST/N; HOST/pid-PID where no file can be locked.
    const QString& name() const { return m_name; }

private:
    int m_fd = -1;
    QString m_name;
};

} // namespace transship
