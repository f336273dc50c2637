// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/storage/historyinsert.h"
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

/// Compare and set, and the history row; its id, or 0 when the row is not in the state `before`. The moment of the last
/// write was compared when the row was read, and has been locked since: here it would be compared in milliseconds with
/// what another program may have written in microseconds. PostgreSQL does both in one round trip.
Result<qint64> changeAndNote(
    Connection& connection, const TransitionRequest& request, MigrationState before, const ContainerRepository& after)
{
    const QVariantList changed = changedValues(connection, before, after);
    const QVariantList noted = historyValues(connection, request, before, after);
    qint64 id = 0;
    const auto readId = [&id](const Row& row) -> Result<void> {
        id = row.value(0).toLongLong();
        return {};
    };
    Result<void> written;
    if (connection.backend() == Backend::PostgreSql) {
        const QString both = QStringLiteral("WITH changed AS (") + changeStatement + QStringLiteral(" RETURNING id) ")
            + insertHistory
            + QStringLiteral("SELECT id, ?, ?, ?, ?, ?, ?, ?, CAST(? AS timestamp) FROM changed RETURNING id");
        // The last statement of fire() and claimNextReady().
        written = connection.execReturning(both, changed + noted, readId, Connection::Place::Last);
    } else {
        const Result<int> count = connection.execCount(changeStatement, changed);
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
bool RepositoryStore::queueEntry(const TransitionRequest& request)
{
    const bool mayEnter
        = isInProcess(ruleOf(request.event).to) && !(request.expected && isInProcess(*request.expected));
    if (mayEnter && m_connection.backend() == Backend::PostgreSql) {
        m_connection.runBeforeNext(request.capacity ? QStringLiteral("SELECT pg_advisory_xact_lock(7260114)")
                                                    : QStringLiteral("SELECT pg_advisory_xact_lock_shared(7260114)"));
    }
    return mayEnter && request.capacity;
}

/// The row, and how many are in process where that matters, after queueEntry. PostgreSQL: locked for the rest of the
/// transaction, so that what is written back is computed from the row as it is (the state alone would not tell that
/// others went round the states meanwhile). SQLite: BEGIN IMMEDIATE did that.
Result<RepositoryStore::Held> RepositoryStore::readForUpdate(const TransitionRequest& request, bool limited)
{
    QString sql
        = QStringLiteral("SELECT ") + repositoryColumns() + QStringLiteral(" FROM container_repositories WHERE id = ?");
    if (m_connection.backend() == Backend::PostgreSql) {
        sql += QStringLiteral(" FOR UPDATE");
    }
    Held held;
    QList<Connection::Question> questions{firstRow(sql, {request.repositoryId}, held.row)};
    if (limited) {
        questions << inProcessQuestion(held.inProcess);
    }
    const Result<void> read = m_connection.readAll(questions);
    if (!read) {
        return read.error();
    }
    if (!held.row) {
        return Error{
            ErrorCode::NotFound, QStringLiteral("there is no repository with id %1").arg(request.repositoryId)};
    }
    return held;
}

Result<void> RepositoryStore::checkCapacity(const TransitionRequest& request, const Held& held)
{
    const bool enters = isInProcess(ruleOf(request.event).to) && !isInProcess(held.row->state);
    if (!request.capacity || !enters || held.inProcess < *request.capacity) {
        return {};
    }
    return Error{ErrorCode::NoCapacity,
        QStringLiteral("all slots are taken: %1 of %2").arg(held.inProcess).arg(*request.capacity)};
}

Result<TransitionResult> RepositoryStore::apply(const TransitionRequest& request)
{
    const Result<Held> held = readForUpdate(request, queueEntry(request));
    if (!held) {
        return held.error();
    }
    const ContainerRepository& before = *held->row;
    if (request.expected && *request.expected != before.state) {
        return conflict(request.repositoryId,
            QStringLiteral(" (it is %1, not %2)").arg(toName(before.state), toName(*request.expected)));
    }
    if (request.expectedUpdatedAt.isValid() && request.expectedUpdatedAt != before.updatedAt) {
        return conflict(request.repositoryId, QStringLiteral(" (it is %1 now)").arg(toName(before.state)));
    }
    return write(request, *held);
}

Result<TransitionResult> RepositoryStore::write(const TransitionRequest& request, const Held& held)
{
    const ContainerRepository& before = *held.row;
    Result<ContainerRepository> after = applyEvent(before, request.event, request.context);
    if (!after) {
        return after.error();
    }
    if (const Result<void> fits = checkCapacity(request, held); !fits) {
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
