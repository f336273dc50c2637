// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/services/workermetrics.h"
#include "models/domain/result.h"

#include <QByteArray>
#include <QCoroTask>
#include <QHostAddress>
#include <QUrl>

#include <chrono>
#include <memory>

namespace transship {

class DatabaseUrl;
class NotificationReceiver;

/// What a worker answers over HTTP, in a thread of its own, so that nobody out there can hold up the migration:
/// notifications of the registry (docs/registry-api.md §1), `GET /healthz` (200 while the database answers, else 503)
/// and `GET /metrics`. Its thread asks the database over a connection of its own.
///
/// Thread: the receiver's, which creates it, awaits stop() and destroys it.
class WorkerServer {
public:
    struct Options {
        QHostAddress address = QHostAddress(QHostAddress::LocalHost);
        quint16 port = 0; ///< 0: any free one, see url()
        QByteArray secret; ///< the whole Authorization header of a notification; empty: all are refused
        std::chrono::milliseconds idleTimeout = std::chrono::seconds(10);
    };
    /// Borrows receiver and metrics.
    WorkerServer(Options options, const DatabaseUrl& database, NotificationReceiver& receiver, WorkerMetrics& metrics);
    WorkerServer(const WorkerServer&) = delete;
    WorkerServer& operator=(const WorkerServer&) = delete;
    ~WorkerServer();

    /// Once. Waits for the few milliseconds that binding takes.
    Result<void> listen();
    /// http://127.0.0.1:8080, for people and tests.
    QUrl url() const;

    /// Closes the address and every connection; done when the last handler has ended. Only for one that listens.
    QCoro::Task<> stop();

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace transship
