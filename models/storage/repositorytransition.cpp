// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/storage/repositorystore.h"

#include "models/domain/transitiontable.h"

namespace transship {
namespace {

QVariant stored(const std::optional<SkippedReason>& reason)
{
    return reason ? QVariant(static_cast<int>(*reason)) : QVariant();
}

QVariant stored(const std::optional<MigrationState>& state)
{
    return state ? QVariant(toName(*state)) : QVariant();
}

Error conflict(qint64 id, const QString& found)
{
    return {ErrorCode::Conflict,
        QStringLiteral("repository %1 was changed by someone else meanwhile%2; nothing was changed, look again")
            .arg(id)
            .arg(found)};
}

/// PostgreSQL: locked for the rest of the transaction, so that what is written back is computed from the row as it is
/// (the state alone would not tell that others went round the states meanwhile). SQLite: BEGIN IMMEDIATE did that.
Result<ContainerRepository> readForUpdate(Connection& connection, qint64 id)
{
    QString sql
        = QStringLiteral("SELECT ") + repositoryColumns() + QStringLiteral(" FROM container_repositories WHERE id = ?");
    if (connection.backend() == Backend::PostgreSql) {
        sql += QStringLiteral(" FOR UPDATE");
    }
    Result<ContainerRepository> found
        = Error{ErrorCode::NotFound, QStringLiteral("there is no repository with id %1").arg(id)};
    const Result<void> read = connection.read(sql, {id}, [&found](const QSqlQuery& query) -> Result<void> {
        found = repositoryFromRow(query);
        return {};
    });
    return read ? found : read.error();
}

/// Compare and set; changedValues are the values in that order.
const QString changeStatement = QStringLiteral(
    "UPDATE container_repositories SET migration_state = ?, updated_at = ?, migration_pre_import_started_at = ?, "
    "migration_pre_import_done_at = ?, migration_import_started_at = ?, migration_import_done_at = ?, "
    "migration_aborted_at = ?, migration_skipped_at = ?, migration_retries_count = ?, "
    "migration_skipped_reason = ?, migration_aborted_in_state = ?, migration_step_accepted_at = ? "
    "WHERE id = ? AND migration_state = ?");

QVariantList changedValues(const Connection& connection, MigrationState before, const ContainerRepository& after)
{
    return {toName(after.state), connection.toStored(after.updatedAt), connection.toStored(after.preImportStartedAt),
        connection.toStored(after.preImportDoneAt), connection.toStored(after.importStartedAt),
        connection.toStored(after.importDoneAt), connection.toStored(after.abortedAt),
        connection.toStored(after.skippedAt), after.retriesCount, stored(after.skippedReason),
        stored(after.abortedInState), connection.toStored(after.stepAcceptedAt), after.id, toName(before)};
}

const QString insertHistory = QStringLiteral("INSERT INTO migration_events (container_repository_id, event, "
                                             "from_state, to_state, actor, origin, reason, detail, created_at) ");

QString reasonFor(const TransitionRequest& request, const ContainerRepository& after)
{
    if (!request.reason.isEmpty()) {
        return request.reason;
    }
    if (request.event == MigrationEvent::SkipImport && after.skippedReason) {
        return toName(*after.skippedReason);
    }
    return request.event == MigrationEvent::FinishImport && request.context.reason ? toName(*request.context.reason)
                                                                                   : QString();
}

QVariantList historyValues(const Connection& connection, const TransitionRequest& request, MigrationState from,
    const ContainerRepository& after)
{
    return {toName(request.event), toName(from), toName(after.state), request.actor, toName(request.origin),
        reasonFor(request, after), request.detail, connection.toStored(request.context.now)};
}

/// Compare and set, and the history row; its id, or 0 when the row is not as `before` says. The state is compared
/// always, the moment of the last write where the caller knows it. PostgreSQL does both in one round trip.
Result<qint64> changeAndNote(
    Connection& connection, const TransitionRequest& request, MigrationState before, const ContainerRepository& after)
{
    QString change = changeStatement;
    QVariantList changed = changedValues(connection, before, after);
    if (request.expectedUpdatedAt.isValid()) {
        change += QStringLiteral(" AND updated_at = ?");
        changed << connection.toStored(request.expectedUpdatedAt);
    }
    const QVariantList noted = historyValues(connection, request, before, after);
    qint64 id = 0;
    const auto readId = [&id](const QSqlQuery& query) -> Result<void> {
        id = query.value(0).toLongLong();
        return {};
    };
    Result<void> written;
    if (connection.backend() == Backend::PostgreSql) {
        const QString both = QStringLiteral("WITH changed AS (") + change + QStringLiteral(" RETURNING id) ")
            + insertHistory
            + QStringLiteral("SELECT id, ?, ?, ?, ?, ?, ?, ?, CAST(? AS timestamp) FROM changed RETURNING id");
        written = connection.execReturning(both, changed + noted, readId);
    } else {
        const Result<int> count = connection.execCount(change, changed);
        if (!count || *count == 0) {
            return count ? Result<qint64>(0) : count.error();
        }
        const QString note = insertHistory + QStringLiteral("VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id");
        written = connection.execReturning(note, QVariantList{after.id} + noted, readId);
    }
    return written ? Result<qint64>(id) : written.error();
}

} // namespace

Result<TransitionResult> RepositoryStore::fire(const TransitionRequest& request)
{
    return m_connection.transaction([&] { return apply(request); });
}

/// Who counts what is in process must see every entry before his own, also those that are not committed yet: he enters
/// alone, all others (operators, whom no capacity limits) side by side. So the history, read in its order, shows no
/// limited entry above capacity. SQLite has one writer at a time anyway. Before the row is locked: whoever waits here
/// holds nothing that others wait for, unless he shares a transaction with others' rows (StorageWorker::runGrouped);
/// a deadlock of that kind ends by running again.
Result<void> RepositoryStore::queueEntry(const TransitionRequest& request)
{
    const bool mayEnter
        = isInProcess(ruleOf(request.event).to) && !(request.expected && isInProcess(*request.expected));
    if (!mayEnter || m_connection.backend() == Backend::Sqlite) {
        return {};
    }
    return m_connection.read(request.capacity ? QStringLiteral("SELECT pg_advisory_xact_lock(7260114)")
                                              : QStringLiteral("SELECT pg_advisory_xact_lock_shared(7260114)"),
        {}, [](const QSqlQuery&) -> Result<void> { return {}; });
}

Result<void> RepositoryStore::checkCapacity(const TransitionRequest& request, MigrationState before)
{
    if (!request.capacity || isInProcess(before) || !isInProcess(ruleOf(request.event).to)) {
        return {};
    }
    const Result<qint64> inProcess = countInProcess();
    if (!inProcess) {
        return inProcess.error();
    }
    if (*inProcess >= *request.capacity) {
        return Error{ErrorCode::NoCapacity,
            QStringLiteral("all slots are taken: %1 of %2").arg(*inProcess).arg(*request.capacity)};
    }
    return {};
}

Result<TransitionResult> RepositoryStore::apply(const TransitionRequest& request)
{
    if (const Result<void> queued = queueEntry(request); !queued) {
        return queued.error();
    }
    Result<ContainerRepository> before = readForUpdate(m_connection, request.repositoryId);
    if (!before) {
        return before.error();
    }
    if (request.expected && *request.expected != before->state) {
        return conflict(request.repositoryId,
            QStringLiteral(" (it is %1, not %2)").arg(toName(before->state), toName(*request.expected)));
    }
    if (request.expectedUpdatedAt.isValid() && request.expectedUpdatedAt != before->updatedAt) {
        return conflict(request.repositoryId, QStringLiteral(" (it is %1 now)").arg(toName(before->state)));
    }
    return write(request, *before);
}

Result<TransitionResult> RepositoryStore::write(const TransitionRequest& request, const ContainerRepository& before)
{
    Result<ContainerRepository> after = applyEvent(before, request.event, request.context);
    if (!after) {
        return after.error();
    }
    if (const Result<void> fits = checkCapacity(request, before.state); !fits) {
        return fits.error();
    }
    // Each write moves the moment on, also when the clock stands still or was set back: it tells one step from the
    // next.
    after->updatedAt = qMax(after->updatedAt, before.updatedAt.addMSecs(1));
    const Result<qint64> eventId = changeAndNote(m_connection, request, before.state, *after);
    if (!eventId) {
        return eventId.error();
    }
    if (*eventId == 0) {
        return conflict(request.repositoryId, {});
    }
    return TransitionResult{before, *after, *eventId, request.event};
}

Result<void> RepositoryStore::markStepAccepted(qint64 id, const QDateTime& updatedAt, const QDateTime& now)
{
    const Result<int> marked = m_connection.execCount(
        QStringLiteral(
            "UPDATE container_repositories SET migration_step_accepted_at = ? WHERE id = ? AND updated_at = ?"),
        {m_connection.toStored(now), id, m_connection.toStored(updatedAt)});
    if (!marked) {
        return marked.error();
    }
    return *marked == 1 ? Result<void>() : conflict(id, {});
}

} // namespace transship
