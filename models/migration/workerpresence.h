// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoroTask>
#include <QString>
#include <QTimer>

namespace transship {

class StorageWorker;

/// Says in the database that a worker is at work, as a lease of its own that runs out half a minute after it fell
/// silent: so every console knows whether somebody would start what is ready. Thread: the one it lives in.
class WorkerPresence {
public:
    /// Borrows the storage.
    WorkerPresence(StorageWorker& storage, QString worker);

    /// Of the names of these leases; the worker's name follows.
    static const QString leasePrefix;

    void start();
    QCoro::Task<> stop();

private:
    void renew();

    StorageWorker& m_storage;
    QString m_worker;
    QTimer m_timer;
};

} // namespace transship
