// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/migration/engineprivate.h"

/// What the registry says of a step, turned into transitions: retry of aborted ones, polling, guard, cancel.
namespace transship {
namespace {

bool statusMatches(MigrationState state, ImportStatus status)
{
    return (state == MigrationState::PreImporting && status == ImportStatus::PreImportInProgress)
        || (state == MigrationState::Importing && status == ImportStatus::ImportInProgress);
}

} // namespace

Result<ContainerRepository> rowOf(const Result<FireOutcome>& outcome)
{
    return outcome ? Result<ContainerRepository>(outcome->now) : outcome.error();
}

QCoro::Task<Result<FireOutcome>> MigrationEngine::Private::followEnd(
    ContainerRepository seen, MigrationEvent event, Actor actor, FireOptions options)
{
    const bool complete = event == MigrationEvent::FinishImport && !options.reason;
    if (complete) {
        const TagCheck check = co_await checkTags(seen);
        if (check.compared) {
            options.note
                = options.note.isEmpty() ? check.inWords() : options.note + QStringLiteral("; ") + check.inWords();
            options.cause = check.missing.isEmpty() ? options.cause : QStringLiteral("tags_missing");
        }
    }
    Result<FireOutcome> ended = co_await follow(seen, event, std::move(actor), std::move(options));
    if (complete && ended && ended->now.state == MigrationState::ImportDone) {
        co_await forgetTags(seen.id);
    }
    co_return ended;
}

QCoro::Task<Result<FireOutcome>> MigrationEngine::Private::finishPreImportAndStart(
    ContainerRepository repository, FireOptions wish, Actor actor)
{
    FireOptions finish = followingFrom(repository, std::move(wish.cause), std::move(wish.note));
    finish.withinCapacity = wish.withinCapacity;
    const Result<FireOutcome> finished
        = co_await follow(repository, MigrationEvent::FinishPreImport, actor, std::move(finish));
    if (!finished || finished->now.state != MigrationState::PreImportDone) {
        co_return finished;
    }
    FireOptions start = followingFrom(finished->now);
    start.cancellation = std::move(wish.cancellation);
    co_return co_await follow(finished->now, MigrationEvent::StartImport, std::move(actor), std::move(start));
}

QCoro::Task<Result<ContainerRepository>> MigrationEngine::Private::startAfterPreImport(
    ContainerRepository repository, Actor actor)
{
    if (repository.state != MigrationState::PreImportDone) {
        co_return repository;
    }
    FireOptions start = followingFrom(repository);
    const Result<FireOutcome> went
        = co_await follow(repository, MigrationEvent::StartImport, std::move(actor), std::move(start));
    co_return rowOf(went);
}

QCoro::Task<Result<ImportStatusReport>> MigrationEngine::Private::statusOf(QString path)
{
    if (!q || !registry) {
        co_return q ? noRegistryConfigured() : engineGone();
    }
    co_return co_await registry->status(path);
}

/// docs/domain.md section 3, retry_aborted_migration: where the registry says it stands. Of the wish its note, which
/// goes to history before the registry's words, and whether capacity limits it.
QCoro::Task<Result<FireOutcome>> MigrationEngine::Private::reconcile(
    ContainerRepository repository, ImportStatusReport report, Actor actor, FireOptions wish)
{
    QStringList words{wish.note, report.detail};
    words.removeAll(QString());
    FireOptions options = followingFrom(
        repository, QStringLiteral("registry: ") + toName(report.status), words.join(QStringLiteral("; ")));
    options.withinCapacity = wish.withinCapacity;
    options.cancellation = std::move(wish.cancellation);
    MigrationEvent event = MigrationEvent::RetryPreImport;
    switch (report.status) {
    case ImportStatus::Native:
        event = MigrationEvent::FinishImport;
        options.reason = SkippedReason::NativeImport;
        break;
    case ImportStatus::ImportComplete:
        event = MigrationEvent::FinishImport;
        break;
    case ImportStatus::PreImportInProgress:
    case ImportStatus::ImportInProgress:
        if (statusMatches(repository.state, report.status)) {
            co_return unchanged(repository, repository);
        }
        options.forced = true;
        event = report.status == ImportStatus::PreImportInProgress ? MigrationEvent::StartPreImport
                                                                   : MigrationEvent::StartImport;
        break;
    case ImportStatus::PreImportComplete:
        options.note = wish.note;
        co_return co_await finishPreImportAndStart(repository, std::move(options), std::move(actor));
    case ImportStatus::ImportFailed:
    case ImportStatus::ImportCanceled:
        event = MigrationEvent::RetryImport;
        break;
    case ImportStatus::PreImportFailed:
    case ImportStatus::PreImportCanceled:
        break;
    }
    const bool running = options.forced;
    Result<FireOutcome> after = co_await followEnd(repository, event, std::move(actor), std::move(options));
    if (after && running && isActive(after->now.state)) {
        after->now = co_await noteAccepted(after->now);
    }
    co_return after;
}

QCoro::Task<Result<FireOutcome>> MigrationEngine::Private::retryAborted(
    ContainerRepository repository, Actor actor, FireOptions options)
{
    const Result<ImportStatusReport> report = co_await statusOf(repository.path);
    if (report) {
        co_return co_await reconcile(repository, *report, std::move(actor), std::move(options));
    }
    const MigrationEvent event
        = repository.preImportDoneAt.isValid() ? MigrationEvent::RetryImport : MigrationEvent::RetryPreImport;
    options.expected = repository.state;
    options.expectedUpdatedAt = repository.updatedAt;
    if (options.cause.isEmpty()) {
        options.cause = QStringLiteral("registry: no status");
    }
    options.note = options.note.isEmpty() ? report.error().toString()
                                          : options.note + QStringLiteral("; ") + report.error().toString();
    co_return co_await fire(repository.id, event, std::move(actor), std::move(options));
}

QCoro::Task<Result<FireOutcome>> MigrationEngine::Private::cancel(
    ContainerRepository repository, bool force, Actor actor, FireOptions options)
{
    if (!q || !registry) {
        co_return q ? noRegistryConfigured() : engineGone();
    }
    const Result<CancelAnswer> answer = co_await registry->cancel(repository.path, force);
    if (!answer) {
        co_return answer.error();
    }
    if (answer->outcome == CancelOutcome::NotFound) {
        co_return Error{ErrorCode::NotFound,
            QStringLiteral("the registry does not know %1, there is nothing to cancel; abort it instead")
                .arg(repository.path)};
    }
    if (answer->outcome == CancelOutcome::NotCancelable) {
        const QString status = answer->report ? toName(answer->report->status) : QStringLiteral("unknown");
        co_return Error{ErrorCode::Refused,
            QStringLiteral("the registry cannot cancel %1: its status there is %2").arg(repository.path, status)};
    }
    options.expected = repository.state;
    options.expectedUpdatedAt = repository.updatedAt;
    options.reason = force ? SkippedReason::MigrationForcedCanceled : SkippedReason::MigrationCanceled;
    Result<FireOutcome> skipped
        = co_await fire(repository.id, MigrationEvent::SkipImport, std::move(actor), std::move(options));
    if (!skipped && skipped.error().code == ErrorCode::Conflict) {
        // The registry's own word that it was canceled may be faster than ours.
        const Result<ContainerRepository> present = co_await read(repository.id);
        if (present && present->skippedReason == SkippedReason::MigrationCanceledByRegistry) {
            co_return unchanged(repository, *present);
        }
    }
    co_return skipped;
}

QCoro::Task<Result<ContainerRepository>> MigrationEngine::Private::applyStatus(
    ContainerRepository repository, ImportStatusReport report, Actor actor)
{
    if (!isActive(repository.state)) {
        co_return repository;
    }
    const bool pre = repository.state == MigrationState::PreImporting;
    FireOptions options = followingFrom(repository, toName(report.status), report.detail);
    switch (report.status) {
    case ImportStatus::PreImportComplete:
    case ImportStatus::PreImportFailed:
    case ImportStatus::PreImportCanceled:
        if (!pre) {
            co_return repository; // the step before this one
        }
        break;
    case ImportStatus::ImportFailed:
    case ImportStatus::ImportCanceled:
        if (pre) {
            co_return repository;
        }
        break;
    case ImportStatus::Native:
    case ImportStatus::ImportComplete:
        break;
    case ImportStatus::PreImportInProgress:
    case ImportStatus::ImportInProgress:
        co_return repository;
    }
    MigrationEvent event = MigrationEvent::AbortImport;
    if (report.status == ImportStatus::PreImportComplete) {
        event = MigrationEvent::FinishPreImport;
    } else if (report.status == ImportStatus::Native || report.status == ImportStatus::ImportComplete) {
        event = MigrationEvent::FinishImport;
        if (report.status == ImportStatus::Native) {
            options.reason = SkippedReason::NativeImport;
        }
    } else if (report.status == ImportStatus::PreImportCanceled || report.status == ImportStatus::ImportCanceled) {
        event = MigrationEvent::SkipImport;
        options.reason = SkippedReason::MigrationCanceledByRegistry;
    }
    const Result<FireOutcome> went = co_await followEnd(repository, event, std::move(actor), std::move(options));
    co_return rowOf(went);
}

QCoro::Task<Result<ContainerRepository>> MigrationEngine::Private::guardStep(
    ContainerRepository repository, Actor actor)
{
    const Result<ImportStatusReport> report = co_await statusOf(repository.path);
    if (!report && report.error().code != ErrorCode::NotFound) {
        // Nobody knows how the step stands while the registry does not answer; ending it would only burn a retry.
        co_return report.error();
    }
    if (!report || !statusMatches(repository.state, report->status)) {
        FireOptions options = followingFrom(repository, QStringLiteral("stuck"),
            report ? QStringLiteral("the registry says %1. %2").arg(toName(report->status), report->detail).trimmed()
                   : QStringLiteral("the registry knows no such import"));
        const Result<FireOutcome> aborted
            = co_await follow(repository, MigrationEvent::AbortImport, std::move(actor), std::move(options));
        co_return rowOf(aborted);
    }
    const Result<Policy> policy = co_await ask([](Stores& stores) { return stores.settings.policy(); });
    if (!policy) {
        co_return policy.error();
    }
    const bool pre = repository.state == MigrationState::PreImporting;
    const auto timeout = pre ? policy->preImportTimeout(repository.tagsCount) : policy->importTimeout;
    if (repository.stateSince().addSecs(timeout.count()) > clock.now()) {
        if (!repository.stepAcceptedAt.isValid()) {
            co_return co_await noteAccepted(repository);
        }
        co_return repository;
    }
    co_return co_await cancelLongStep(repository, *policy, std::move(actor));
}

QCoro::Task<Result<ContainerRepository>> MigrationEngine::Private::cancelLongStep(
    ContainerRepository repository, Policy policy, Actor actor)
{
    const Result<CancelAnswer> answer = co_await registry->cancel(repository.path, false);
    if (answer && answer->outcome == CancelOutcome::NotCancelable && answer->report) {
        FireOptions wish;
        const Result<FireOutcome> reconciled
            = co_await reconcile(repository, *answer->report, std::move(actor), std::move(wish));
        co_return rowOf(reconciled);
    }
    FireOptions options = followingFrom(repository, RepositoryStore::canceledStepReason(),
        answer ? QStringLiteral("canceled after running too long") : answer.error().toString());
    const bool canceled = answer && answer->outcome == CancelOutcome::WillBeCanceled;
    if (canceled && repository.retriesCount >= policy.maxRetries - 1) {
        options.reason = SkippedReason::MigrationCanceled;
    }
    const MigrationEvent event = options.reason ? MigrationEvent::SkipImport : MigrationEvent::AbortImport;
    const Result<FireOutcome> went = co_await follow(repository, event, std::move(actor), std::move(options));
    co_return rowOf(went);
}

} // namespace transship
