// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/migration/engine.h"
#include "models/migration/runningtasks.h"
#include "models/registry/cancellation.h"

#include <QCoroTask>
#include <QJsonObject>
#include <QObject>
#include <QSet>

#include <memory>

namespace transship {

class StorageWorker;

/// Takes what a registry says of its own accord when an import ended (docs/domain.md section 3), and moves the
/// repository on. Thread: the engine's.
class NotificationReceiver : public QObject {
    Q_OBJECT
public:
    NotificationReceiver(StorageWorker& storage, MigrationEngine& engine, QString actor, QObject* parent = nullptr);

    /// Done as soon as it is safe in the database: the registry waits for a few seconds only, so a request that follows
    /// (the start of the import after its pre import) is made later. NotFound: no such repository. Refused: "Wrong
    /// migration state". InvalidArgument: a status that ends nothing.
    ///
    /// A step that the registry has not been heard to accept yet may not be the one spoken of: this is found out, once
    /// it was accepted, by asking for the status.
    QCoro::Task<Result<void>> take(ImportStatusReport report);

    /// Done when what is under way has ended; waits for acceptance are given up.
    QCoro::Task<> stop();

Q_SIGNALS:
    /// One object a notification that was taken: {"component": "notifications", …}.
    void logged(const QJsonObject& line);

private:
    QCoro::Task<> startImport(ContainerRepository repository);
    QCoro::Task<> applyOnceAccepted(ContainerRepository seen);
    QCoro::Task<> applyAsked(ContainerRepository repository);
    QCoro::Task<Result<ContainerRepository>> read(QString path);
    Actor actor() const { return {m_actor, Origin::Notification}; }
    void log(const ImportStatusReport& report, const QString& outcome);

    StorageWorker& m_storage;
    MigrationEngine& m_engine;
    QString m_actor;
    RunningTasks m_tasks;
    std::shared_ptr<Cancellation> m_stopping = std::make_shared<Cancellation>();
    QSet<qint64> m_awaitingAcceptance;
};

} // namespace transship
