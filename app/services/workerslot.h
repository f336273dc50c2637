// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace transship {

/// A name for a worker that no other running one has and that is the same again after a crash, so that a new worker
/// renews the lease a killed one left behind instead of waiting until it runs out. The slot is a locked file in the
/// user's runtime folder; the kernel frees it when the process ends, however it ends. Leases and claims take two
/// workers of one name for the same, so the name says which file it is: other users, services with a private /tmp and
/// containers under the host's name have a slot 1 of their own.
class WorkerSlot {
public:
    WorkerSlot();
    WorkerSlot(const WorkerSlot&) = delete;
    WorkerSlot& operator=(const WorkerSlot&) = delete;
    ~WorkerSlot();

    /// HOST/N-FILE, FILE being eight hex digits; HOST/pid-PID-RANDOM where no file can be locked.
    const QString& name() const { return m_name; }

private:
    int m_fd = -1;
    QString m_name;
};

} // namespace transship
