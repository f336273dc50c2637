// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/migration/engine.h"
#include "models/migration/registrycall.h"
#include "models/migration/tagcheck.h"
#include "models/registry/requestgovernor.h"
#include "models/storage/storageworker.h"

#include <QCoroFuture>

namespace transship {

Error noRegistryConfigured();

/// Canceled: what a coroutine answers that finds the engine gone.
Error engineGone();

/// A committed transition and the policy it was decided under.
struct FiredTransition {
    TransitionResult transition;
    Policy policy;
};

/// The inside of MigrationEngine: engine.cpp (transitions and start requests), enginetogether.cpp (many at once),
/// enginestatus.cpp (what the registry says of a step), enginetags.cpp. It outlives the engine while a coroutine waits:
/// after every co_await `q` may be null, and then storage, registry and clock are gone as well.
class MigrationEngine::Private {
public:
    Private(MigrationEngine* engine, StorageWorker& s, ImportApiClient* r, const Clock& c, Delay d)
        : q(engine)
        , storage(s)
        , registry(r)
        , clock(c)
        , delay(d ? std::move(d) : [stop = stopping](std::chrono::milliseconds time) { return pause(time, stop); })
    {
    }

    /// What MigrationEngine's methods of these names do.
    QCoro::Task<Result<FireOutcome>> fire(qint64 id, MigrationEvent event, Actor actor, FireOptions options);
    QCoro::Task<Result<std::optional<FireOutcome>>> startNextReady(Actor actor);
    QCoro::Task<Result<FireOutcome>> act(qint64 id, OperatorAction action, Actor actor, FireOptions options);
    QCoro::Task<QList<Result<FireOutcome>>> fireTogether(
        QList<MigrationEngine::Seen> repositories, MigrationEvent event, Actor actor, FireOptions options);
    QCoro::Task<Result<FireOutcome>> retryAborted(ContainerRepository repository, Actor actor, FireOptions options);
    QCoro::Task<Result<ContainerRepository>> applyStatus(
        ContainerRepository repository, ImportStatusReport report, Actor actor);
    QCoro::Task<Result<ContainerRepository>> startAfterPreImport(ContainerRepository repository, Actor actor);
    QCoro::Task<Result<ContainerRepository>> guardStep(ContainerRepository repository, Actor actor);

    /// Storage's answer to what decides nothing by itself; Canceled once the engine is gone.
    template <typename Job> QCoro::Task<std::invoke_result_t<Job, Stores&>> ask(Job job)
    {
        if (!q) {
            co_return engineGone();
        }
        std::invoke_result_t<Job, Stores&> answer = co_await storage.run(job);
        if (!q) {
            co_return engineGone();
        }
        co_return answer;
    }
    /// For every transition; nobody hears of one that is committed after the engine's end.
    void tell(const TransitionResult& change);
    void wantEnqueue();

    QCoro::Task<Result<FiredTransition>> commit(qint64 id, MigrationEvent event, Actor actor, FireOptions options);
    /// fireTogether before anything that follows; an error: nothing was done.
    QCoro::Task<Result<QList<Result<FireOutcome>>>> commitTogether(
        QList<MigrationEngine::Seen> repositories, MigrationEvent event, Actor actor, FireOptions options);
    /// The rows that were aborted too often, skipped; `outcomes` then says so.
    QCoro::Task<QList<Result<FireOutcome>>> skipWhereTooManyRetries(QList<Result<FireOutcome>> outcomes, Actor actor);
    QCoro::Task<Result<ContainerRepository>> read(qint64 id);
    /// The registry's answer; an error when none is configured, Canceled once the engine is gone.
    QCoro::Task<Result<ImportStatusReport>> statusOf(QString path);
    QCoro::Task<Result<FireOutcome>> callRegistry(
        FireOutcome outcome, Actor actor, Policy policy, std::shared_ptr<Cancellation> cancellation);
    QCoro::Task<ContainerRepository> noteAccepted(ContainerRepository repository);
    QCoro::Task<Result<FireOutcome>> follow(
        ContainerRepository seen, MigrationEvent event, Actor actor, FireOptions options);
    /// As follow; before an import ends as complete, its tags are compared with those it had, and history says so.
    QCoro::Task<Result<FireOutcome>> followEnd(
        ContainerRepository seen, MigrationEvent event, Actor actor, FireOptions options);
    /// Right before a final import is asked for.
    QCoro::Task<> keepTags(ContainerRepository repository);
    /// After it was reported complete. Keeps what was listed before until forgetTags.
    QCoro::Task<TagCheck> checkTags(ContainerRepository repository);
    QCoro::Task<> forgetTags(qint64 repositoryId);
    QCoro::Task<Result<FireOutcome>> reconcile(
        ContainerRepository repository, ImportStatusReport report, Actor actor, FireOptions wish);
    QCoro::Task<Result<FireOutcome>> finishPreImportAndStart(
        ContainerRepository repository, FireOptions wish, Actor actor);
    QCoro::Task<Result<FireOutcome>> cancel(
        ContainerRepository repository, bool force, Actor actor, FireOptions options);
    QCoro::Task<Result<ContainerRepository>> cancelLongStep(ContainerRepository repository, Policy policy, Actor actor);

    MigrationEngine* q; ///< null: destroyed
    StorageWorker& storage;
    ImportApiClient* registry;
    const Clock& clock;
    std::shared_ptr<Cancellation> stopping = std::make_shared<Cancellation>(); ///< ends the waits between attempts
    Delay delay;
};

/// import_done, import_aborted, import_skipped: a slot is free.
bool isFinal(MigrationState state);
TransitionRequest requestFor(
    MigrationEvent event, const Actor& actor, const FireOptions& options, const Policy& policy, const QDateTime& now);

/// No transition of ours: the row as it was seen, and as it is now.
FireOutcome unchanged(const ContainerRepository& seen, const ContainerRepository& now);

/// The row alone, for those who do not look at the registry's answer.
Result<ContainerRepository> rowOf(const Result<FireOutcome>& outcome);

/// Options of a transition that follows from what was seen: only that very row may be changed by it.
FireOptions followingFrom(const ContainerRepository& seen, QString cause = {}, QString note = {});

} // namespace transship
