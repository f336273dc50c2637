// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/migration/engine.h"

#include "models/migration/engineprivate.h"

namespace transship {
namespace {

/// The coroutine's answer; what it works with stays until then, whatever becomes of the engine.
template <typename T> QCoro::Task<T> holding(std::shared_ptr<const void> /*inside*/, QCoro::Task<T> task)
{
    co_return co_await task;
}

} // namespace

bool isFinal(MigrationState state)
{
    return state == MigrationState::ImportDone || state == MigrationState::ImportAborted
        || state == MigrationState::ImportSkipped;
}

TransitionRequest requestFor(
    MigrationEvent event, const Actor& actor, const FireOptions& options, const Policy& policy, const QDateTime& now)
{
    TransitionRequest request;
    request.event = event;
    request.expected = options.expected;
    request.expectedUpdatedAt = options.expectedUpdatedAt;
    if (options.withinCapacity) {
        request.capacity = policy.capacity;
    }
    request.context = {now, policy.enabled, options.reason};
    request.actor = actor.name;
    request.origin = actor.origin;
    request.reason = options.cause;
    request.detail = options.note;
    return request;
}

Error noRegistryConfigured()
{
    return {ErrorCode::Unreachable, QStringLiteral("no registry is configured; give --registry or TRANSSHIP_REGISTRY")};
}

Error engineGone()
{
    return {
        ErrorCode::Canceled, QStringLiteral("the program ended before this was done; what was begun is in history")};
}

FireOptions followingFrom(const ContainerRepository& seen, QString cause, QString note)
{
    FireOptions options;
    options.expected = seen.state;
    options.expectedUpdatedAt = seen.updatedAt;
    options.cause = std::move(cause);
    options.note = std::move(note);
    return options;
}

FireOutcome unchanged(const ContainerRepository& seen, const ContainerRepository& now)
{
    return {{seen, now, 0}, now, std::nullopt};
}

MigrationEngine::MigrationEngine(
    StorageWorker& storage, ImportApiClient* registry, const Clock& clock, Delay delay, QObject* parent)
    : QObject(parent)
    , d(std::make_shared<Private>(this, storage, registry, clock, std::move(delay)))
{
}

MigrationEngine::~MigrationEngine()
{
    d->q = nullptr;
    d->stopping->cancel(); // who waits for the next attempt need not hold the inside any longer
}

ImportApiClient* MigrationEngine::registry() const
{
    return d->registry;
}

void MigrationEngine::stopRetrying()
{
    d->stopping->cancel();
}

// A copy of `d` first: what runs at once may end with the engine destroyed by who heard of a change.

QCoro::Task<Result<FireOutcome>> MigrationEngine::fire(
    qint64 repositoryId, MigrationEvent event, Actor actor, FireOptions options)
{
    const std::shared_ptr<Private> inside = d;
    return holding(inside, inside->fire(repositoryId, event, std::move(actor), std::move(options)));
}

QCoro::Task<Result<std::optional<FireOutcome>>> MigrationEngine::startNextReady(Actor actor)
{
    const std::shared_ptr<Private> inside = d;
    return holding(inside, inside->startNextReady(std::move(actor)));
}

QCoro::Task<Result<FireOutcome>> MigrationEngine::act(
    qint64 repositoryId, OperatorAction action, Actor actor, FireOptions options)
{
    const std::shared_ptr<Private> inside = d;
    return holding(inside, inside->act(repositoryId, action, std::move(actor), std::move(options)));
}

QCoro::Task<QList<Result<FireOutcome>>> MigrationEngine::fireTogether(
    QList<Seen> repositories, MigrationEvent event, Actor actor, FireOptions options)
{
    const std::shared_ptr<Private> inside = d;
    return holding(inside, inside->fireTogether(std::move(repositories), event, std::move(actor), std::move(options)));
}

QCoro::Task<Result<FireOutcome>> MigrationEngine::retryAborted(
    ContainerRepository repository, Actor actor, FireOptions options)
{
    const std::shared_ptr<Private> inside = d;
    return holding(inside, inside->retryAborted(std::move(repository), std::move(actor), std::move(options)));
}

QCoro::Task<Result<ContainerRepository>> MigrationEngine::applyStatus(
    ContainerRepository repository, ImportStatusReport report, Actor actor)
{
    const std::shared_ptr<Private> inside = d;
    return holding(inside, inside->applyStatus(std::move(repository), std::move(report), std::move(actor)));
}

QCoro::Task<Result<ContainerRepository>> MigrationEngine::startAfterPreImport(
    ContainerRepository repository, Actor actor)
{
    const std::shared_ptr<Private> inside = d;
    return holding(inside, inside->startAfterPreImport(std::move(repository), std::move(actor)));
}

QCoro::Task<Result<ContainerRepository>> MigrationEngine::guardStep(ContainerRepository repository, Actor actor)
{
    const std::shared_ptr<Private> inside = d;
    return holding(inside, inside->guardStep(std::move(repository), std::move(actor)));
}

void MigrationEngine::Private::tell(const TransitionResult& change)
{
    if (q) {
        Q_EMIT q->repositoryChanged(change);
    }
}

void MigrationEngine::Private::wantEnqueue()
{
    if (q) {
        Q_EMIT q->enqueueWanted();
    }
}

QCoro::Task<Result<FiredTransition>> MigrationEngine::Private::commit(
    qint64 id, MigrationEvent event, Actor actor, FireOptions options)
{
    if (!q) {
        co_return engineGone();
    }
    const QDateTime now = clock.now();
    const auto job = [=](Stores& stores) -> Result<FiredTransition> {
        Result<Policy> policy = stores.settings.policy();
        if (!policy) {
            return policy.error();
        }
        TransitionRequest request = requestFor(event, actor, options, *policy, now);
        request.repositoryId = id;
        Result<TransitionResult> transition = stores.repositories.fire(request);
        if (!transition) {
            return transition.error();
        }
        return FiredTransition{std::move(*transition), std::move(*policy)};
    };
    // A name for the job: GCC 12 destroys captures twice when the lambda is a temporary of a co_await expression.
    Result<FiredTransition> fired = co_await storage.runGrouped(job);
    if (fired) {
        tell(fired->transition);
    }
    co_return fired;
}

QCoro::Task<Result<std::optional<FireOutcome>>> MigrationEngine::Private::startNextReady(Actor actor)
{
    using Claimed = std::optional<FiredTransition>;
    FireOptions options;
    options.withinCapacity = true;
    const QDateTime now = clock.now();
    const auto job = [=](Stores& stores) -> Result<Claimed> {
        Result<Policy> policy = stores.settings.policy();
        if (!policy) {
            return policy.error();
        }
        Result<std::optional<TransitionResult>> claimed = stores.repositories.claimNextReady(
            *policy, requestFor(MigrationEvent::StartPreImport, actor, options, *policy, now));
        if (!claimed) {
            return claimed.error();
        }
        return *claimed ? Claimed(FiredTransition{std::move(**claimed), std::move(*policy)}) : Claimed();
    };
    Result<Claimed> claimed = co_await storage.runGrouped(job);
    if (!claimed) {
        co_return claimed.error();
    }
    if (!*claimed) {
        co_return std::optional<FireOutcome>();
    }
    const FiredTransition fired = **claimed;
    tell(fired.transition);
    FireOutcome started{fired.transition, fired.transition.after, std::nullopt};
    Result<FireOutcome> outcome = co_await callRegistry(std::move(started), std::move(actor), fired.policy, {});
    if (!outcome) {
        co_return outcome.error();
    }
    co_return std::optional(std::move(*outcome));
}

QCoro::Task<Result<ContainerRepository>> MigrationEngine::Private::read(qint64 id)
{
    co_return co_await ask([id](Stores& stores) { return stores.repositories.find(id); });
}

QCoro::Task<Result<FireOutcome>> MigrationEngine::Private::fire(
    qint64 id, MigrationEvent event, Actor actor, FireOptions options)
{
    Result<FiredTransition> fired = co_await commit(id, event, actor, options);
    if (!fired) {
        co_return fired.error();
    }
    FireOutcome outcome{fired->transition, fired->transition.after, std::nullopt};
    const MigrationState entered = outcome.now.state;
    if (isActive(entered) && !options.forced) {
        co_return co_await callRegistry(
            std::move(outcome), std::move(actor), fired->policy, std::move(options.cancellation));
    }
    if (entered == MigrationState::ImportAborted && outcome.now.retriesCount >= fired->policy.maxRetries) {
        FireOptions skip = followingFrom(outcome.now);
        skip.reason = SkippedReason::TooManyRetries;
        skip.note = QStringLiteral("aborted %1 times").arg(outcome.now.retriesCount);
        const Result<FiredTransition> skipped
            = co_await commit(id, MigrationEvent::SkipImport, std::move(actor), std::move(skip));
        if (skipped) {
            outcome.now = skipped->transition.after;
        } else if (skipped.error().code != ErrorCode::Conflict) {
            co_return skipped.error();
        }
    }
    if (isFinal(entered)) {
        wantEnqueue();
    }
    co_return outcome;
}

/// What follows from a step: as fire(), but someone else having been faster is no error, the row as it is now is the
/// answer.
QCoro::Task<Result<FireOutcome>> MigrationEngine::Private::follow(
    ContainerRepository seen, MigrationEvent event, Actor actor, FireOptions options)
{
    Result<FireOutcome> fired = co_await fire(seen.id, event, std::move(actor), std::move(options));
    if (fired || fired.error().code != ErrorCode::Conflict) {
        co_return fired;
    }
    const Result<ContainerRepository> present = co_await read(seen.id);
    if (!present) {
        co_return present.error();
    }
    co_return unchanged(seen, *present);
}

QCoro::Task<ContainerRepository> MigrationEngine::Private::noteAccepted(ContainerRepository repository)
{
    if (!q) {
        co_return repository;
    }
    const QDateTime now = clock.now();
    const auto job = [=](Stores& stores) {
        return stores.repositories.markStepAccepted(repository.id, repository.updatedAt, now);
    };
    const Result<void> noted = co_await ask(job);
    // Failing to note it costs nothing but time: the guard looks at the step when it is old.
    if (noted) {
        repository.stepAcceptedAt = now;
    }
    co_return repository;
}

QCoro::Task<Result<FireOutcome>> MigrationEngine::Private::callRegistry(
    FireOutcome outcome, Actor actor, Policy policy, std::shared_ptr<Cancellation> cancellation)
{
    const ContainerRepository started = outcome.now;
    const StillWanted stillWanted = [this, started, cancellation]() -> QCoro::Task<bool> {
        const Result<ContainerRepository> present = co_await read(started.id);
        const bool givenUp = !q || stopping->isCanceled() || (cancellation && cancellation->isCanceled());
        co_return !givenUp && (!present || present->updatedAt == started.updatedAt);
    };
    if (started.state == MigrationState::Importing) {
        co_await keepTags(started);
    }
    if (!q) {
        co_return engineGone();
    }
    const StartAnswer answer = co_await startStep(registry, started, policy, delay, stillWanted);
    if (!q) {
        co_return engineGone(); // whatever the answer: it may be our own end that cut the request off
    }
    outcome.answer = answer;
    Result<ImportStatusReport> confirmed = noRegistryConfigured();
    if (answer.outcome == StartOutcome::AlreadyImported) {
        confirmed = co_await statusOf(started.path);
    }
    const StartVerdict verdict = verdictOf(started, answer, confirmed);
    if (verdict.accepted) {
        outcome.now = co_await noteAccepted(started);
    }
    if (verdict.event) {
        FireOptions options = followingFrom(started, verdict.cause, verdict.detail);
        options.reason = verdict.reason;
        const Result<FireOutcome> after
            = co_await followEnd(started, *verdict.event, std::move(actor), std::move(options));
        if (!after) {
            co_return after.error();
        }
        outcome.now = after->now;
    }
    co_return outcome;
}

QCoro::Task<Result<FireOutcome>> MigrationEngine::Private::act(
    qint64 id, OperatorAction action, Actor actor, FireOptions options)
{
    switch (action) {
    case OperatorAction::Start:
        co_return co_await fire(id, MigrationEvent::StartPreImport, std::move(actor), std::move(options));
    case OperatorAction::Skip:
        co_return co_await fire(id, MigrationEvent::SkipImport, std::move(actor), std::move(options));
    case OperatorAction::Abort:
        co_return co_await fire(id, MigrationEvent::AbortImport, std::move(actor), std::move(options));
    case OperatorAction::Reset:
        co_return co_await fire(id, MigrationEvent::Reset, std::move(actor), std::move(options));
    case OperatorAction::Retry:
    case OperatorAction::Cancel:
    case OperatorAction::ForceCancel:
        break;
    }
    const Result<ContainerRepository> repository = co_await read(id);
    if (!repository) {
        co_return repository.error();
    }
    const bool writtenSince = options.expectedUpdatedAt.isValid() && options.expectedUpdatedAt != repository->updatedAt;
    if (writtenSince || (options.expected && *options.expected != repository->state)) {
        co_return Error{
            ErrorCode::Conflict, QStringLiteral("%1 is %2 by now").arg(repository->path, toName(repository->state))};
    }
    if (!isAllowed(action, repository->state)) {
        co_return Error{ErrorCode::Refused,
            QStringLiteral("%1 is not allowed in state %2").arg(toName(action), toName(repository->state))};
    }
    if (action == OperatorAction::Retry) {
        co_return co_await retryAborted(*repository, std::move(actor), std::move(options));
    }
    co_return co_await cancel(*repository, action == OperatorAction::ForceCancel, std::move(actor), std::move(options));
}

} // namespace transship
