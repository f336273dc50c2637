// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/eligibility.h"
#include "models/domain/policy.h"
#include "models/domain/repository.h"
#include "models/domain/repositoryfilter.h"
#include "models/domain/transition.h"
#include "models/storage/connection.h"
#include "models/storage/repositorysort.h"

#include <QList>

#include <array>
#include <chrono>
#include <functional>
#include <optional>

namespace transship {

/// One transition as asked for; becomes the row's new state and one `migration_events` row, or nothing at all.
struct TransitionRequest {
    qint64 repositoryId = 0;
    MigrationEvent event = MigrationEvent::Reset;
    /// The state the caller believes the row is in: another one is a Conflict. Nothing: whatever it is in when read.
    std::optional<MigrationState> expected;
    /// The row as the caller last saw it (its updated_at): a row written since is a Conflict. So a late answer to one
    /// step cannot end the next one. Invalid: not compared.
    QDateTime expectedUpdatedAt;
    /// At most this many rows in process afterwards, when this transition takes the row into process: else NoCapacity.
    /// Counted inside the transaction, with every other program's entries held up, so that it cannot be exceeded even
    /// when two enqueuers work at a time. Nothing: an operator's wish, not limited.
    std::optional<int> capacity;
    TransitionContext context;
    QString actor;
    Origin origin = Origin::Ctl;
    QString reason; ///< for history; empty: the skip reason's name where there is one
    QString detail;
};

struct TransitionResult {
    ContainerRepository before;
    ContainerRepository after;
    qint64 eventId = 0;
    MigrationEvent event = MigrationEvent::Reset;
};

/// Rows in each state, by the numbers of MigrationState.
struct StateCounts {
    std::array<qint64, allMigrationStates.size()> counts{};
    qint64 of(MigrationState state) const { return counts[static_cast<std::size_t>(state)]; }
    qint64 total() const;
    qint64 inProcess() const;
};

/// Reads and writes `container_repositories`. Thread: the connection's. No function here leaves a transaction open.
class RepositoryStore {
public:
    explicit RepositoryStore(Connection& connection);

    Result<ContainerRepository> find(qint64 id); ///< NotFound
    Result<ContainerRepository> findByPath(const QString& path); ///< NotFound

    /// Read, apply the transition table, compare-and-set UPDATE and history row, in one transaction.
    /// NoCapacity: see TransitionRequest. Refused / Disabled: the rules say no. Conflict: another writer was faster,
    /// nothing was changed.
    Result<TransitionResult> fire(const TransitionRequest& request);

    /// nextReady and fire in one transaction: takes the first repository that no other claimant is just taking and
    /// fires request.event at it (request.repositoryId and expected… are not looked at). Nothing: none is ready.
    Result<std::optional<TransitionResult>> claimNextReady(const Policy& policy, TransitionRequest request);

    Result<StateCounts> countByState();
    /// Moves PostgreSQL's deltas into the counters; how many there were. Nothing to do on SQLite, nor while another
    /// program is at it. Call it every minute or so: countByState reads every delta that is left.
    Result<int> foldStateCounts();
    Result<qint64> countInProcess(); ///< an index-only count, for the enqueuer
    Result<QList<ContainerRepository>> inProcess(int limit);

    // -- the enqueuer's scopes (see docs/domain.md, section 3)
    /// Newest of pre_import_done_at, import_done_at, aborted_at, skipped_at over the rows that have finished a step;
    /// an invalid time when there is none.
    Result<QDateTime> latestStepAt();
    /// Without those that the guard canceled, or the registry failed for, within `restAfterFailure`.
    Result<std::optional<ContainerRepository>> nextAborted(const QDateTime& now);
    /// A registry notices within 5 s that an import was canceled, and refuses the next one for as long.
    static constexpr std::chrono::milliseconds restAfterFailure{10'000};
    /// In the history, of the abort of a step that took too long and was canceled, or whose start was never answered.
    static QString canceledStepReason() { return QStringLiteral("timeout"); }
    static QString failedStartReason() { return QStringLiteral("server_error"); } ///< of one answered with a 5xx
    static QString tagsNotCountedReason() { return QStringLiteral("tags_not_counted"); } ///< of one not even tried
    // The three of them (countInProcess too) to be asked together, with Connection::readAll; the answer goes to `into`.
    Connection::Question inProcessQuestion(qint64& into) const;
    Connection::Question latestStepQuestion(QDateTime& into) const;
    Connection::Question nextAbortedQuestion(std::optional<ContainerRepository>& into, const QDateTime& now) const;
    /// default, created before policy.createdBefore, let through by the tier filter, root namespace not denied.
    Result<std::optional<ContainerRepository>> nextReady(const Policy& policy);
    /// How many nextReady would return before this row, counted no further than `limit`.
    Result<qint64> countReadyBefore(const Policy& policy, const ContainerRepository& row, int limit);
    /// How many nextAborted would return before this row, likewise.
    Result<qint64> countAbortedBefore(const ContainerRepository& row, int limit);
    /// What transship::isReady wants to know besides the row.
    Result<RepositoryFacts> factsOf(const ContainerRepository& row);

    /// Rows of this in-process state whose step started (pre_import_done: ended) before `before`, oldest first.
    Result<QList<ContainerRepository>> stepsOlderThan(const QDateTime& before, int limit);

    Result<void> setTagsCount(qint64 id, qint64 tags); ///< leaves updated_at alone
    /// Notes that the registry accepted the step the row is in (`migration_step_accepted_at`), unless the row was
    /// written since `updatedAt` (then Conflict). Leaves updated_at alone.
    Result<void> markStepAccepted(qint64 id, const QDateTime& updatedAt, const QDateTime& now);

    /// limit <= 0: all.
    Result<QList<ContainerRepository>> list(
        const RepositoryFilter& filter, RepositorySort sort, bool descending, int limit);
    /// The same one by one, so that millions of them need no memory. `visit` stops it by returning an error, and must
    /// not ask the database.
    Result<void> forEach(const RepositoryFilter& filter, RepositorySort sort, bool descending, int limit,
        const std::function<Result<void>(const ContainerRepository&)>& visit);
    Result<QList<qint64>> ids(const RepositoryFilter& filter);
    Result<qint64> count(const RepositoryFilter& filter);

private:
    /// A row that is this transaction's until its end; nothing where there is none.
    struct Held {
        std::optional<ContainerRepository> row;
        qint64 inProcess = 0; ///< where a capacity is to be kept; with the row
    };
    Result<qint64> number(const QString& sql, const QVariantList& values); ///< first column of the last row, else 0
    static Connection::Question numberQuestion(const QString& sql, const QVariantList& values, qint64& into);
    static Connection::Question firstRow(
        const QString& sql, const QVariantList& values, std::optional<ContainerRepository>& into);
    static Connection::Question deniedQuestion(QList<qint64>& into);
    enum class Taking { Look, Lock }; ///< Lock: PostgreSQL only
    Result<std::optional<ContainerRepository>> nextReadyBeyondDenied(const Policy& policy, Taking taking);
    Result<std::optional<ContainerRepository>> first(const QString& sql, const QVariantList& values);
    Result<QList<ContainerRepository>> all(const QString& sql, const QVariantList& values);
    Result<TransitionResult> apply(const TransitionRequest& request);
    Result<TransitionResult> write(const TransitionRequest& request, const Held& held);
    Result<Held> readForUpdate(const TransitionRequest& request, bool limited);
    Result<Held> lockNextReady(const Policy& policy, bool limited);
    Result<Held> lockHead(const Policy& policy, int length, bool limited);
    /// Returns whether a capacity has to be kept.
    bool queueEntry(const TransitionRequest& request);
    static Result<void> checkCapacity(const TransitionRequest& request, const Held& held);

    Connection& m_connection;
};

/// The filter as a SQL condition with literals for `container_repositories` (no WHERE word; empty filter: empty text),
/// asked at the filter's moment. A condition is true for exactly the rows that the filter matches.
QString whereClause(const RepositoryFilter& filter, Backend backend);

/// Column list and reader shared by everything that reads whole rows.
QString repositoryColumns();
Result<ContainerRepository> repositoryFromRow(const Row& visited, int firstColumn = 0);
Result<ContainerRepository> repositoryFromRow(const QSqlQuery& query, int firstColumn = 0);

} // namespace transship
