// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/services/servicesconfig.h"
#include "app/services/workermetrics.h"
#include "app/services/workerserver.h"
#include "models/domain/clock.h"
#include "models/domain/result.h"
#include "models/migration/backgroundcontrol.h"
#include "models/migration/bulkactions.h"
#include "models/migration/engine.h"
#include "models/migration/enqueuer.h"
#include "models/migration/notificationreceiver.h"
#include "models/migration/repositoryinquiry.h"
#include "models/migration/rolloutcontrol.h"
#include "models/migration/rolloutmonitor.h"
#include "models/migration/worker.h"
#include "models/registry/importapiclient.h"
#include "models/storage/storageworker.h"

#include <QCoroTask>

#include <memory>

namespace transship {

class WorkerSlot;

/// The object graph of a program that works on the rollout: who owns whom, in the order of construction; destruction
/// runs backwards, and destroying a StorageWorker finishes what was queued. Built on the thread with the event loop
/// that the coroutines live in. Building opens nothing and asks nobody: see checkSchema and checkRegistry.
struct Services {
    explicit Services(ServicesConfig servicesConfig);
    Services(const Services&) = delete;
    Services& operator=(const Services&) = delete;
    ~Services();

    /// Adds the enqueuer, acting as `holder`: to look (peek); what acts comes with addWorker().
    void addEnqueuer(const QString& holder);
    /// Adds enqueuer and worker (not started) under one name a machine and slot, see WorkerSlot; once.
    void addWorker();
    /// Read-only: the database refuses every write of ours, and nothing is sent to the registry that would change
    /// something there; what is under way goes on. Both answer with ReadOnly.
    void setReadOnly(bool readOnly);
    /// Adds what answers over HTTP (not listening) and the counters it shows; once, before addWorker().
    void addServer(WorkerServer::Options options);

    ServicesConfig config;
    SystemClock clock;
    std::unique_ptr<StorageWorker> storage; ///< writes, short transactions
    std::unique_ptr<StorageWorker> reader; ///< reads that may take long; never holds up a write
    std::unique_ptr<ImportApiClient> registry; ///< null: none is configured
    std::unique_ptr<MigrationEngine> engine;
    std::unique_ptr<BulkActions> bulk;
    std::unique_ptr<RolloutControl> control;
    std::unique_ptr<RolloutMonitor> monitor;
    std::unique_ptr<RepositoryInquiry> inquiry;
    std::unique_ptr<BackgroundControl> background;
    std::unique_ptr<WorkerSlot> slot; ///< null without addWorker()
    std::unique_ptr<Enqueuer> enqueuer; ///< null without one of the two above
    std::unique_ptr<MigrationWorker> worker; ///< null without addWorker()
    std::unique_ptr<WorkerMetrics> metrics; ///< this and the next two: null without addServer()
    std::unique_ptr<NotificationReceiver> notifications;
    std::unique_ptr<WorkerServer> server;
};

/// Fine, DatabaseOutdated, DatabaseTooNew, or why the database cannot be asked. Never creates an SQLite file.
QCoro::Task<Result<void>> checkSchema(Services& services);

/// Creates or upgrades the schema; the steps applied.
QCoro::Task<Result<QList<int>>> upgradeSchema(Services& services);

/// Fine, or in words for people what is wrong with the registry (none configured, down, not this API, switched off, a
/// token is wanted) and what to do.
QCoro::Task<Result<void>> checkRegistry(Services& services);

} // namespace transship
