// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/migration/bulkrun.h"

#include "models/migration/engineprivate.h"

#include <QCoroFuture>
#include <QHash>

#include <algorithm>

namespace transship {
namespace {

/// How the work is cut: where the registry is asked its latency has to be hidden without flooding it by one click; else
/// many rows share a transaction, and two blocks at a time keep the database busy while one is answered.
struct Cut {
    int lanes;
    std::size_t block;
};
constexpr Cut asking{8, 8};
constexpr Cut plain{2, 200};

constexpr int hopelessInARow = 20;

/// Speaks of the registry or the database as a whole.
bool isHopeless(const Error& error)
{
    switch (error.code) {
    case ErrorCode::Unreachable:
    case ErrorCode::Timeout:
    case ErrorCode::Tls:
    case ErrorCode::Unauthorized:
    case ErrorCode::HttpStatus: // a 5xx
    case ErrorCode::Protocol:
    case ErrorCode::Disabled:
    case ErrorCode::ReadOnly: // it was locked meanwhile
    case ErrorCode::DatabaseUnavailable:
    case ErrorCode::DatabaseFailed:
        return true;
    default:
        return false;
    }
}

Error notTheImportApi(Compliance compliance)
{
    return {compliance == Compliance::NeedsToken ? ErrorCode::Unauthorized : ErrorCode::Protocol,
        compliance == Compliance::NeedsToken
            ? QStringLiteral("the registry wants a token; give it with the profile or TRANSSHIP_REGISTRY_TOKEN")
            : QStringLiteral("the registry does not serve the import API; check its address")};
}

} // namespace

BulkRun::BulkRun(MigrationEngine& engine, StorageWorker& storage, BulkOperation operation,
    std::shared_ptr<const FrozenRepositories> frozen, Actor actor, QObject* parent)
    : QObject(parent)
    , m_engine(&engine)
    , m_storage(storage)
    , m_frozen(std::move(frozen))
    , m_actor(std::move(actor))
    , m_cancellation(std::make_shared<Cancellation>())
{
    m_report.operation = std::move(operation);
    m_report.total = static_cast<qint64>(m_frozen->size());
    connect(&engine, &QObject::destroyed, this, [this] { stop(engineGone()); });
}

QCoro::Task<BulkReport> BulkRun::run()
{
    m_time.start();
    const std::optional<Error> unusable = co_await checkRegistry();
    if (unusable) {
        stop(*unusable);
    }
    const int lanes = m_report.operation.plainEvent() ? plain.lanes : asking.lanes;
    for (int i = 0; i < lanes; ++i) {
        lane();
    }
    co_await m_lanes.finished();
    m_report.took = std::chrono::milliseconds(m_time.elapsed());
    m_report.sortCauses();
    co_return std::as_const(m_report);
}

/// Before anything is changed: a start that the registry does not answer is an abort and costs a retry.
QCoro::Task<std::optional<Error>> BulkRun::checkRegistry()
{
    if (!m_report.operation.callsRegistry()) {
        co_return std::nullopt;
    }
    if (!m_engine->registry()) {
        co_return noRegistryConfigured();
    }
    const Result<Compliance> compliance = co_await m_engine->registry()->checkCompliance();
    if (!compliance) {
        co_return compliance.error();
    }
    if (*compliance != Compliance::Supported) {
        co_return notTheImportApi(*compliance);
    }
    co_return std::nullopt;
}

void BulkRun::cancel()
{
    if (!m_stopping) {
        m_report.canceled = true;
        m_stopping = true;
        m_cancellation->cancel();
        Q_EMIT progressed();
    }
}

void BulkRun::stop(const Error& error)
{
    if (!m_stopping) {
        m_report.stoppedBy = error;
        m_stopping = true;
        m_cancellation->cancel();
    }
}

bool BulkRun::isPending(qint64 id) const
{
    if (m_underWay.contains(id)) {
        return true;
    }
    if (m_stopping) {
        return false;
    }
    const auto left = m_frozen->cbegin() + static_cast<std::ptrdiff_t>(m_next);
    const auto place = std::lower_bound(
        left, m_frozen->cend(), id, [](const FrozenRepository& row, qint64 wanted) { return row.id() < wanted; });
    return place != m_frozen->cend() && place->id() == id;
}

QCoro::Task<> BulkRun::lane()
{
    const auto running = m_lanes.enter();
    const bool together = m_report.operation.plainEvent().has_value();
    const std::size_t block = together ? plain.block : asking.block;
    while (!m_stopping && m_next < m_frozen->size()) {
        const std::size_t from = m_next;
        const std::size_t to = std::min(from + block, m_frozen->size());
        m_next = to;
        for (const qint64 id : idsOf(from, to)) {
            m_underWay.insert(id);
        }
        if (together) {
            co_await applyTogether(from, to);
        } else {
            co_await applyEach(from, to);
        }
        endBlock(from, to);
    }
}

QList<qint64> BulkRun::idsOf(std::size_t from, std::size_t to) const
{
    QList<qint64> ids;
    for (std::size_t i = from; i < to; ++i) {
        ids << (*m_frozen)[i].id();
    }
    return ids;
}

QCoro::Task<> BulkRun::applyEach(std::size_t from, std::size_t to)
{
    const auto read = [ids = idsOf(from, to)](Stores& stores) { return rowsOf(stores.connection, ids); };
    const Result<QList<ContainerRepository>> rows = co_await m_storage.run(read);
    if (!rows) {
        stop(rows.error());
        co_return;
    }
    QHash<qint64, ContainerRepository> byId;
    for (const ContainerRepository& row : *rows) {
        byId.insert(row.id, row);
    }
    for (std::size_t i = from; i < to && !m_stopping; ++i) {
        const FrozenRepository seen = (*m_frozen)[i];
        const auto row = byId.constFind(seen.id());
        if (row == byId.cend() || !seen.isStill(*row)) {
            endChanged(i, row == byId.cend() ? std::nullopt : std::optional(*row));
            continue;
        }
        BulkItem item{i, seen.id(), *row, *row, std::nullopt, std::nullopt};
        const Result<FireOutcome> outcome
            = co_await applyTo(*m_engine, *item.before, m_report.operation, m_actor, m_cancellation);
        if (outcome) {
            item.after = outcome->now;
            item.answer = outcome->answer;
            item.error = refusalOf(*outcome);
        } else {
            item.error = outcome.error();
        }
        endItem(std::move(item));
        Q_EMIT progressed();
    }
}

QCoro::Task<> BulkRun::applyTogether(std::size_t from, std::size_t to)
{
    QList<MigrationEngine::Seen> seen;
    for (std::size_t i = from; i < to; ++i) {
        const FrozenRepository& row = (*m_frozen)[i];
        seen << MigrationEngine::Seen{row.id(), row.state(), row.updatedAt()};
    }
    FireOptions options;
    options.reason = m_report.operation.reason;
    options.note = m_report.operation.note;
    options.forced = m_report.operation.forced;
    const QList<Result<FireOutcome>> outcomes
        = co_await m_engine->fireTogether(seen, *m_report.operation.plainEvent(), m_actor, options);
    QList<qint64> changed;
    for (qsizetype i = 0; i < outcomes.size(); ++i) {
        const std::size_t index = from + static_cast<std::size_t>(i);
        const qint64 id = (*m_frozen)[index].id();
        const Result<FireOutcome>& outcome = outcomes[i];
        if (outcome) {
            endItem(BulkItem{index, id, outcome->transition.before, outcome->now, outcome->answer, std::nullopt});
        } else if (outcome.error().code == ErrorCode::Conflict || outcome.error().code == ErrorCode::NotFound) {
            changed << i;
        } else {
            endItem(BulkItem{index, id, std::nullopt, std::nullopt, std::nullopt, outcome.error()});
        }
    }
    if (changed.isEmpty() || !m_engine) {
        co_return;
    }
    // Nothing was done to them; what has become of them is asked for the report alone.
    const auto read = [ids = idsOf(from, to)](Stores& stores) { return rowsOf(stores.connection, ids); };
    const Result<QList<ContainerRepository>> rows = co_await m_storage.run(read);
    QHash<qint64, ContainerRepository> byId;
    for (const ContainerRepository& row : rows ? *rows : QList<ContainerRepository>()) {
        byId.insert(row.id, row);
    }
    for (const qint64 i : changed) {
        const std::size_t index = from + static_cast<std::size_t>(i);
        const auto row = byId.constFind((*m_frozen)[index].id());
        endChanged(index, row == byId.cend() ? std::nullopt : std::optional(*row));
    }
}

void BulkRun::endItem(BulkItem item)
{
    m_underWay.remove(item.id);
    if (item.error) {
        m_report.noteFailure(item.id, item.before ? item.before->path : QString(), *item.error);
    } else {
        ++m_report.succeeded;
        m_report.succeededIds << item.id;
    }
    watchProspect(item.error);
    m_report.took = std::chrono::milliseconds(m_time.elapsed());
    Q_EMIT itemEnded(item);
}

void BulkRun::endChanged(std::size_t index, const std::optional<ContainerRepository>& now)
{
    const FrozenRepository& seen = (*m_frozen)[index];
    m_underWay.remove(seen.id());
    m_report.noteChanged(now);
    const Error error = now
        ? Error{ErrorCode::Conflict,
            QStringLiteral(
                "%1 was %2 when it was selected and was changed since (it is %3 now); nothing was done to it")
                .arg(now->path, toName(seen.state()), toName(now->state))}
        : Error{ErrorCode::NotFound, QStringLiteral("there is no repository with id %1 any more").arg(seen.id())};
    Q_EMIT itemEnded(BulkItem{index, seen.id(), now, now, std::nullopt, error});
}

/// What the block did not come to is not under way any more.
void BulkRun::endBlock(std::size_t from, std::size_t to)
{
    for (const qint64 id : idsOf(from, to)) {
        m_underWay.remove(id);
    }
    Q_EMIT progressed();
}

void BulkRun::watchProspect(const std::optional<Error>& error)
{
    m_hopeless = error && isHopeless(*error) ? m_hopeless + 1 : 0;
    if (m_hopeless >= hopelessInARow) {
        stop(*error);
    }
}

} // namespace transship
