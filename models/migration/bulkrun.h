// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/migration/bulkreport.h"
#include "models/migration/runningtasks.h"

#include <QElapsedTimer>
#include <QObject>
#include <QPointer>
#include <QSet>

#include <memory>

namespace transship {

class Cancellation;

/// Does one thing to each of many repositories that were frozen before: a block at a time, several blocks side by side
/// where the registry is asked, many rows in one transaction where it is not. A row that is not what it was when it was
/// frozen is left alone and counted as such. What has no prospect (the registry or the database does not answer) is
/// stopped after a few failures instead of being tried on all.
///
/// Thread: the one it lives in; never blocks. Keep it until run() has ended; when engine and storage are destroyed
/// before, it stops there.
class BulkRun : public QObject {
    Q_OBJECT
public:
    BulkRun(MigrationEngine& engine, StorageWorker& storage, BulkOperation operation,
        std::shared_ptr<const FrozenRepositories> frozen, Actor actor, QObject* parent = nullptr);

    /// Once.
    QCoro::Task<BulkReport> run();
    /// Starts no further ones; those under way come to their end, a start that waits for a free place at the registry
    /// gives up at its next attempt.
    void cancel();
    bool isStopping() const { return m_stopping; }

    /// So far.
    const BulkReport& report() const { return m_report; }
    /// It is to be done to this repository and has not ended. Frozen ones in the order of their ids only.
    bool isPending(qint64 id) const;
    /// Those whose answer is awaited at this moment.
    const QSet<qint64>& underWay() const { return m_underWay; }

Q_SIGNALS:
    /// After each block, and where the registry is asked after each repository.
    void progressed();
    void itemEnded(const transship::BulkItem& item);

private:
    QCoro::Task<std::optional<Error>> checkRegistry();
    QCoro::Task<> lane();
    QCoro::Task<> applyEach(std::size_t from, std::size_t to);
    QCoro::Task<> applyTogether(std::size_t from, std::size_t to);
    void endItem(BulkItem item);
    void endChanged(std::size_t index, const std::optional<ContainerRepository>& now);
    void endBlock(std::size_t from, std::size_t to);
    void stop(const Error& error);
    void watchProspect(const std::optional<Error>& error);
    QList<qint64> idsOf(std::size_t from, std::size_t to) const;

    const QPointer<MigrationEngine> m_engine;
    StorageWorker& m_storage; ///< gone when the engine is
    const std::shared_ptr<const FrozenRepositories> m_frozen;
    const Actor m_actor;
    RunningTasks m_lanes;
    std::shared_ptr<Cancellation> m_cancellation;
    QElapsedTimer m_time;
    BulkReport m_report;
    std::size_t m_next = 0; ///< of m_frozen; what is before it has ended or is under way
    QSet<qint64> m_underWay;
    int m_hopeless = 0; ///< failures in a row that speak of no repository in particular
    bool m_stopping = false;
};

} // namespace transship
