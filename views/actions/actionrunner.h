// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/migration/bulkactions.h"

#include <QObject>
#include <QTimer>

#include <memory>
#include <vector>

namespace transship {

/// The operator's actions under way, any number side by side. GUI thread; never blocks. Borrows the bulk actions; runs
/// that are under way when their engine is destroyed end there.
class ActionRunner : public QObject {
    Q_OBJECT
public:
    ActionRunner(BulkActions& bulk, Actor actor, QObject* parent = nullptr);
    ~ActionRunner() override;

    void run(BulkOperation operation, std::shared_ptr<const FrozenRepositories> frozen);
    void cancelAll();

    /// What was asked for of this repository and has no answer yet.
    std::optional<OperatorAction> requested(qint64 repositoryId) const;
    /// How many wait for each action.
    QMap<OperatorAction, qint64> requestedCounts() const;
    /// Repositories in all runs that have no answer yet.
    qint64 pending() const;

Q_SIGNALS:
    void started(transship::BulkRun* run);
    /// Some got their answer, or more were asked for; not more often than the eye can follow.
    void progressed();
    void finished(transship::BulkRun* run, const transship::BulkReport& report);

private:
    QCoro::Task<> perform(std::shared_ptr<BulkRun> run);
    void end(BulkRun* run, const BulkReport& report);

    BulkActions& m_bulk;
    Actor m_actor;
    std::vector<std::shared_ptr<BulkRun>> m_runs; ///< each also held by its coroutine
    QTimer m_tell;
};

/// The action of an operation that is one.
OperatorAction actionOf(const BulkOperation& operation);

} // namespace transship
