// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/migration/enqueuer.h"

#include "models/domain/enumnames.h"
#include "models/migration/enqueuedecision.h"
#include "models/storage/storageworker.h"

#include <QCoroFuture>
#include <QTimer>

namespace transship {
namespace {

using namespace std::chrono_literals;

/// Renewed while a run lasts, so that a dead worker's lease is free after half a minute and not after half an hour.
constexpr std::chrono::seconds leaseTtl = 30s;
constexpr std::chrono::milliseconds renewEvery = 10s;
/// One failure may be this repository's own, or one among thousands of good answers: no reason to hold up the others.
constexpr int failuresOfAnOutage = 3;

constexpr std::array stopNames{
    EnumName<EnqueueStop>{EnqueueStop::LeaseTaken, "lease_taken"},
    EnumName<EnqueueStop>{EnqueueStop::NotEnabled, "not_enabled"},
    EnumName<EnqueueStop>{EnqueueStop::NoRegistry, "no_registry"},
    EnumName<EnqueueStop>{EnqueueStop::NoCapacity, "no_capacity"},
    EnumName<EnqueueStop>{EnqueueStop::WaitingTime, "waiting_time"},
    EnumName<EnqueueStop>{EnqueueStop::NothingToDo, "nothing_to_do"},
    EnumName<EnqueueStop>{EnqueueStop::Failed, "failed"},
    EnumName<EnqueueStop>{EnqueueStop::Worked, "worked"},
};

EnqueueReport failed(const Error& error)
{
    EnqueueReport report;
    report.stop = EnqueueStop::Failed;
    report.explanation = error.toString();
    return report;
}

/// A failure before the start request counts as that request's.
StartOutcome outcomeOf(const Error& error)
{
    switch (error.code) {
    case ErrorCode::Timeout:
        return StartOutcome::Timeout;
    case ErrorCode::Unreachable:
    case ErrorCode::Tls:
        return StartOutcome::Unreachable;
    case ErrorCode::Unauthorized:
        return StartOutcome::Unauthorized;
    case ErrorCode::Protocol:
        return StartOutcome::NotThisApi;
    case ErrorCode::RateLimited:
        return StartOutcome::RateLimited;
    default:
        return error.httpStatus >= 500 ? StartOutcome::ServerError : StartOutcome::Refused;
    }
}

/// Keeps the lease while it lives.
class LeaseRenewal {
public:
    LeaseRenewal(StorageWorker& storage, const QString& holder)
    {
        QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [&storage, holder] {
            storage.run(
                [holder](Stores& stores) { return stores.leases.acquire(Enqueuer::leaseName(), holder, leaseTtl); });
        });
        m_timer.start(renewEvery);
    }

private:
    QTimer m_timer;
};

QJsonObject seenSettings(const Policy& policy)
{
    QJsonObject json{{QStringLiteral("enabled"), policy.enabled}, {QStringLiteral("capacity"), policy.capacity},
        {QStringLiteral("waiting_time"), static_cast<qint64>(policy.waitingTime.count())},
        {QStringLiteral("max_tags_count"), policy.maxTagsCount}, {QStringLiteral("max_retries"), policy.maxRetries}};
    switch (policy.tierFilter) {
    case TierFilter::None:
        json[QStringLiteral("tier")] = QStringLiteral("all");
        break;
    case TierFilter::GitlabOrgOnly:
        json[QStringLiteral("tier")] = QStringLiteral("gitlab-org");
        break;
    case TierFilter::PlanGroup:
        json[QStringLiteral("tier")] = policy.targetPlan;
        break;
    }
    if (policy.createdBefore.isValid()) {
        json[QStringLiteral("created_before")] = policy.createdBefore.toString(Qt::ISODate);
    }
    return json;
}

} // namespace

QString toName(EnqueueStop stop)
{
    return nameOf(stopNames, stop);
}

Result<EnqueueStop> enqueueStopFromName(QStringView name)
{
    return parseName(stopNames, name, "enqueuer check");
}

QJsonObject EnqueueReport::toJson() const
{
    QJsonObject json{{QStringLiteral("stopped_by"), toName(stop)}, {QStringLiteral("explanation"), explanation},
        {QStringLiteral("in_process"), inProcess}, {QStringLiteral("capacity"), capacity}};
    if (repositoryId != 0) {
        json[QStringLiteral("container_repository_id")] = repositoryId;
        json[QStringLiteral("container_repository_path")] = path;
        json[QStringLiteral("import_type")] = importType;
    }
    if (stateAfter) {
        json[QStringLiteral("container_repository_migration_state")] = toName(*stateAfter);
    }
    if (waitFor) {
        json[QStringLiteral("wait_seconds")] = static_cast<qint64>(waitFor->count());
    }
    if (policy) {
        json[QStringLiteral("settings")] = seenSettings(*policy);
    }
    if (answer) {
        json[QStringLiteral("registry_answer")] = toName(answer->outcome);
    }
    return json;
}

bool EnqueueReport::registryUnavailable() const
{
    if (!answer) {
        return false;
    }
    switch (answer->outcome) {
    case StartOutcome::Unreachable:
    case StartOutcome::NotThisApi:
    case StartOutcome::Unauthorized:
        return true;
    case StartOutcome::Timeout:
    case StartOutcome::ServerError:
        return failuresInARow >= failuresOfAnOutage;
    case StartOutcome::RateLimited:
        return answeredBeforeStart; // a start has been tried again for minutes then
    default:
        return false;
    }
}

class Enqueuer::Private {
public:
    Private(StorageWorker& s, MigrationEngine& e, const Clock& c, QString h)
        : storage(s)
        , engine(e)
        , clock(c)
        , holder(std::move(h))
    {
    }

    QCoro::Task<Result<EnqueueDecision>> decide();
    QCoro::Task<EnqueueReport> work(EnqueueDecision decision, Actor actor);
    QCoro::Task<Result<FireOutcome>> startNext(ContainerRepository candidate, Policy policy, Actor actor);

    StorageWorker& storage;
    MigrationEngine& engine;
    const Clock& clock;
    QString holder;
    bool running = false;
    bool again = false;
    bool stopped = false;
    int failuresInARow = 0; ///< until the next answer that is none
};

Enqueuer::Enqueuer(StorageWorker& storage, MigrationEngine& engine, const Clock& clock, QString holder, QObject* parent)
    : QObject(parent)
    , d(std::make_unique<Private>(storage, engine, clock, std::move(holder)))
{
}

Enqueuer::~Enqueuer() = default;

QString Enqueuer::leaseName()
{
    return QStringLiteral("enqueuer");
}

QCoro::Task<Result<EnqueueDecision>> Enqueuer::Private::decide()
{
    const bool configured = engine.registry() != nullptr;
    const QDateTime now = clock.now();
    // A name for the job: GCC 12 destroys captures twice when the lambda is a temporary of a co_await expression.
    const auto job = [now, configured](Stores& stores) { return decideNext(stores, now, configured); };
    Result<EnqueueDecision> decision = co_await storage.run(job);
    if (decision) {
        decision->report.policy = decision->policy;
    }
    co_return decision;
}

QCoro::Task<EnqueueReport> Enqueuer::peek()
{
    const Result<EnqueueDecision> decision = co_await d->decide();
    co_return decision ? decision->report : failed(decision.error());
}

QCoro::Task<EnqueueReport> Enqueuer::runOnce(Actor actor)
{
    const auto acquire = [holder = d->holder](
                             Stores& stores) { return stores.leases.acquire(Enqueuer::leaseName(), holder, leaseTtl); };
    const Result<bool> leased = co_await d->storage.run(acquire);
    EnqueueReport report;
    if (!leased) {
        report = failed(leased.error());
    } else if (!*leased) {
        report.stop = EnqueueStop::LeaseTaken;
        report.explanation = QStringLiteral("another worker is enqueuing");
    } else {
        const LeaseRenewal renewal(d->storage, d->holder);
        Result<EnqueueDecision> decision = co_await d->decide();
        if (!decision) {
            report = failed(decision.error());
        } else if (!decision->candidate) {
            report = decision->report;
        } else if (d->stopped) {
            report.explanation = QStringLiteral("stopping; %1 is next").arg(decision->candidate->path);
        } else {
            report = co_await d->work(std::move(*decision), std::move(actor));
        }
    }
    if (leased && *leased) {
        const auto release
            = [holder = d->holder](Stores& stores) { return stores.leases.release(Enqueuer::leaseName(), holder); };
        const Result<void> released = co_await d->storage.run(release);
        Q_UNUSED(released) // it runs out by itself
    }
    Q_EMIT ran(report);
    co_return report;
}

QCoro::Task<EnqueueReport> Enqueuer::Private::work(EnqueueDecision decision, Actor actor)
{
    EnqueueReport report = decision.report;
    const ContainerRepository candidate = *decision.candidate;
    Result<FireOutcome> outcome = Error{};
    if (decision.retry) {
        FireOptions options;
        options.withinCapacity = true;
        outcome = co_await engine.retryAborted(candidate, std::move(actor), std::move(options));
    } else {
        outcome = co_await startNext(candidate, decision.policy, std::move(actor));
    }
    if (outcome) {
        // A claim takes what is first at its own moment.
        if (report.repositoryId != outcome->now.id) {
            report.repositoryId = outcome->now.id;
            report.path = outcome->now.path;
            report.explanation = QStringLiteral("%1 was next when it came to it").arg(report.path);
        }
        report.stateAfter = outcome->now.state;
        report.answer = outcome->answer;
        report.answeredBeforeStart = outcome->transition.event == MigrationEvent::AbortImport;
        if (report.answer) {
            const bool failure = report.answer->outcome == StartOutcome::ServerError
                || report.answer->outcome == StartOutcome::Timeout;
            failuresInARow = failure ? failuresInARow + 1 : 0;
            report.failuresInARow = failuresInARow;
        }
    } else if (outcome.error().code == ErrorCode::Conflict) {
        report.explanation = QStringLiteral("someone else was faster with %1").arg(candidate.path);
    } else if (outcome.error().code == ErrorCode::NoCapacity) {
        report.stop = EnqueueStop::NoCapacity;
        report.explanation = outcome.error().message;
    } else {
        report.stop = EnqueueStop::Failed;
        report.explanation = outcome.error().toString();
    }
    co_return report;
}

/// Checks 6 and 7: tags, then start; what keeps the tags from being counted aborts.
QCoro::Task<Result<FireOutcome>> Enqueuer::Private::startNext(ContainerRepository candidate, Policy policy, Actor actor)
{
    FireOptions options;
    options.expected = candidate.state;
    options.expectedUpdatedAt = candidate.updatedAt;
    options.withinCapacity = true;
    if (policy.maxTagsCount == 0) {
        const Result<std::optional<FireOutcome>> claimed = co_await engine.startNextReady(std::move(actor));
        if (!claimed) {
            co_return claimed.error();
        }
        if (!*claimed) {
            co_return Error{ErrorCode::Conflict, QStringLiteral("%1 is not ready any more").arg(candidate.path)};
        }
        co_return **claimed;
    }
    const Result<TagsCount> tags = co_await engine.registry()->countTags(candidate.path, policy.maxTagsCount);
    if (!tags && tags.error().code != ErrorCode::NotFound) {
        options.cause = RepositoryStore::tagsNotCountedReason();
        options.note = tags.error().toString();
        Result<FireOutcome> aborted
            = co_await engine.fire(candidate.id, MigrationEvent::AbortImport, std::move(actor), std::move(options));
        if (aborted) {
            StartAnswer answer;
            answer.outcome = outcomeOf(tags.error());
            answer.message = tags.error().message;
            aborted->answer = answer;
        }
        co_return aborted;
    }
    if (stopped) {
        co_return Error{ErrorCode::Canceled, QStringLiteral("nothing is started any more")};
    }
    if (tags) {
        const Result<void> kept = co_await storage.run([id = candidate.id, count = tags->counted](Stores& stores) {
            return stores.repositories.setTagsCount(id, count);
        });
        Q_UNUSED(kept) // shown only; counted anew at the next try
    }
    if (tags && tags->exceedsLimit) {
        options.reason = SkippedReason::TooManyTags;
        options.note = QStringLiteral("more than %1 tags").arg(policy.maxTagsCount);
        co_return co_await engine.fire(candidate.id, MigrationEvent::SkipImport, std::move(actor), std::move(options));
    }
    co_return co_await engine.fire(candidate.id, MigrationEvent::StartPreImport, std::move(actor), std::move(options));
}

void Enqueuer::setStopped(bool stopped)
{
    d->stopped = stopped;
}

QCoro::Task<EnqueueReport> Enqueuer::runWhileWork(Actor actor)
{
    EnqueueReport report;
    if (d->running) {
        d->again = true;
        report.explanation = QStringLiteral("already running");
        co_return report;
    }
    d->running = true;
    do {
        d->again = false;
        report = co_await runOnce(actor);
        if (report.registryUnavailable()) {
            break;
        }
    } while (!d->stopped && (report.stop == EnqueueStop::Worked || d->again));
    d->running = false;
    co_return report;
}

} // namespace transship
