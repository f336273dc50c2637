// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/actions/actionrunner.h"

#include <QPointer>

namespace transship {
namespace {

// Enough to hide the registry's latency, few enough not to flood it by one click.
constexpr int maxParallel = 4;

} // namespace

ActionRunner::ActionRunner(MigrationEngine& engine, Actor actor, QObject* parent)
    : QObject(parent)
    , m_engine(engine)
    , m_actor(std::move(actor))
{
}

void ActionRunner::run(OperatorAction action, const QList<ContainerRepository>& targets, const FireOptions& options)
{
    auto batch = std::make_shared<Batch>();
    batch->options = options;
    batch->report.action = action;
    for (const ContainerRepository& target : targets) {
        if (m_busy.contains(target.id)) {
            continue;
        }
        m_busy.insert(target.id);
        m_queue.enqueue(Job{batch, target});
        ++batch->report.total;
    }
    if (batch->report.total == 0) {
        return;
    }
    Q_EMIT busyChanged();
    startNext();
}

void ActionRunner::startNext()
{
    while (m_running < maxParallel && !m_queue.isEmpty()) {
        ++m_running;
        perform(m_queue.dequeue());
    }
}

QCoro::Task<> ActionRunner::perform(Job job)
{
    const QPointer<ActionRunner> self(this);
    FireOptions options = job.batch->options;
    options.expected = job.target.state;
    const Result<FireOutcome> outcome
        = co_await m_engine.act(job.target.id, job.batch->report.action, m_actor, options);
    if (self) {
        self->complete(job, outcome);
    }
}

void ActionRunner::complete(const Job& job, const Result<FireOutcome>& outcome)
{
    --m_running;
    m_busy.remove(job.target.id);
    ActionReport& report = job.batch->report;
    if (outcome) {
        ++report.succeeded;
    } else {
        report.failures << ActionFailure{job.target.id, job.target.path, outcome.error()};
    }
    Q_EMIT busyChanged();
    if (report.succeeded + report.failures.size() == report.total) {
        Q_EMIT finished(report);
    }
    startNext();
}

} // namespace transship
