// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/actions/actionrunner.h"

#include <QPointer>

#include <algorithm>
#include <chrono>

namespace transship {
namespace {

constexpr std::chrono::milliseconds tellInterval{100};

qint64 left(const BulkRun& run)
{
    return run.isStopping() ? run.underWay().size() : run.report().total - run.report().ended();
}

} // namespace

OperatorAction actionOf(const BulkOperation& operation)
{
    return std::get<OperatorAction>(operation.what);
}

ActionRunner::ActionRunner(BulkActions& bulk, Actor actor, QObject* parent)
    : QObject(parent)
    , m_bulk(bulk)
    , m_actor(std::move(actor))
{
    m_tell.setSingleShot(true);
    m_tell.setInterval(tellInterval);
    connect(&m_tell, &QTimer::timeout, this, &ActionRunner::progressed);
}

ActionRunner::~ActionRunner() = default;

void ActionRunner::run(BulkOperation operation, std::shared_ptr<const FrozenRepositories> frozen)
{
    m_runs.push_back(m_bulk.makeRun(std::move(operation), std::move(frozen), m_actor));
    BulkRun* run = m_runs.back().get();
    connect(run, &BulkRun::progressed, this, [this] {
        if (!m_tell.isActive()) {
            m_tell.start();
        }
    });
    Q_EMIT started(run);
    perform(m_runs.back());
    Q_EMIT progressed();
}

QCoro::Task<> ActionRunner::perform(std::shared_ptr<BulkRun> run)
{
    const QPointer<ActionRunner> self(this);
    const BulkReport report = co_await run->run();
    if (self) {
        self->end(run.get(), report);
    }
}

void ActionRunner::end(BulkRun* run, const BulkReport& report)
{
    m_bulk.learn(report);
    Q_EMIT finished(run, report);
    m_runs.erase(std::remove_if(m_runs.begin(), m_runs.end(), [run](const auto& each) { return each.get() == run; }),
        m_runs.end());
    m_tell.stop();
    Q_EMIT progressed();
}

void ActionRunner::cancelAll()
{
    for (const auto& run : m_runs) {
        run->cancel();
    }
}

std::optional<OperatorAction> ActionRunner::requested(qint64 repositoryId) const
{
    for (const auto& run : m_runs) {
        if (run->isPending(repositoryId)) {
            return actionOf(run->report().operation);
        }
    }
    return std::nullopt;
}

QMap<OperatorAction, qint64> ActionRunner::requestedCounts() const
{
    QMap<OperatorAction, qint64> counts;
    for (const auto& run : m_runs) {
        if (const qint64 count = left(*run); count > 0) {
            counts[actionOf(run->report().operation)] += count;
        }
    }
    return counts;
}

qint64 ActionRunner::pending() const
{
    // A run that has answered all but was not taken off yet still counts: its object is needed.
    qint64 sum = 0;
    for (const auto& run : m_runs) {
        sum += qMax<qint64>(1, left(*run));
    }
    return sum;
}

} // namespace transship
