// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/migration/engine.h"

#include <QHash>
#include <QList>
#include <QObject>
#include <QQueue>
#include <QSet>

#include <memory>

namespace transship {

struct ActionFailure {
    qint64 repositoryId = 0;
    QString path;
    Error error;
};

struct ActionReport {
    OperatorAction action = OperatorAction::Retry;
    int total = 0;
    int succeeded = 0;
    QList<ActionFailure> failures;
};

/// Runs an operator's action on several repositories through the engine, a few at a time, and collects what failed.
/// Each is guarded by the state the operator saw: one that changed meanwhile is reported, not overwritten.
/// GUI thread; never blocks. The engine must outlive it.
class ActionRunner : public QObject {
    Q_OBJECT
public:
    ActionRunner(MigrationEngine& engine, Actor actor, QObject* parent = nullptr);

    void run(OperatorAction action, const QList<ContainerRepository>& targets, const FireOptions& options);
    bool isBusy(qint64 repositoryId) const { return m_busy.contains(repositoryId); }
    int pending() const { return static_cast<int>(m_busy.size()); }

Q_SIGNALS:
    void busyChanged();
    void finished(const transship::ActionReport& report);

private:
    struct Batch {
        ActionReport report;
        FireOptions options;
    };
    struct Job {
        std::shared_ptr<Batch> batch;
        ContainerRepository target;
    };
    void startNext();
    QCoro::Task<> perform(Job job);
    void complete(const Job& job, const Result<FireOutcome>& outcome);

    MigrationEngine& m_engine;
    Actor m_actor;
    QQueue<Job> m_queue;
    QSet<qint64> m_busy; ///< queued or under way
    int m_running = 0;
};

} // namespace transship

Q_DECLARE_METATYPE(transship::ActionReport)
