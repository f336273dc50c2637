// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/migration/engine.h"
#include "models/migration/registrycall.h"
#include "models/registry/requestgovernor.h"
#include "models/storage/storageworker.h"

namespace transship {

/// A committed transition and the policy it was decided under.
struct FiredTransition {
    TransitionResult transition;
    Policy policy;
};

/// The inside of MigrationEngine; shared by engine.cpp (transitions and start requests) and enginestatus.cpp (what the
/// registry says of a step).
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

    QCoro::Task<Result<FiredTransition>> commit(qint64 id, MigrationEvent event, Actor actor, FireOptions options);
    /// fireTogether before anything that follows; an error: nothing was done.
    QCoro::Task<Result<QList<Result<FireOutcome>>>> commitTogether(
        QList<MigrationEngine::Seen> repositories, MigrationEvent event, Actor actor, FireOptions options);
    /// The rows that were aborted too often, skipped; `outcomes` then says so.
    QCoro::Task<QList<Result<FireOutcome>>> skipWhereTooManyRetries(QList<Result<FireOutcome>> outcomes, Actor actor);
    QCoro::Task<Result<ContainerRepository>> read(qint64 id);
    QCoro::Task<Result<FireOutcome>> callRegistry(
        FireOutcome outcome, Actor actor, Policy policy, std::shared_ptr<Cancellation> cancellation);
    QCoro::Task<ContainerRepository> noteAccepted(ContainerRepository repository);
    QCoro::Task<Result<FireOutcome>> follow(
        ContainerRepository seen, MigrationEvent event, Actor actor, FireOptions options);
    /// As follow; before an import ends as complete, its tags are compared with those it had, and history says so.
    QCoro::Task<Result<FireOutcome>> followEnd(
        ContainerRepository seen, MigrationEvent event, Actor actor, FireOptions options);
    QCoro::Task<Result<FireOutcome>> reconcile(
        ContainerRepository repository, ImportStatusReport report, Actor actor, FireOptions wish);
    QCoro::Task<Result<FireOutcome>> finishPreImportAndStart(
        ContainerRepository repository, FireOptions wish, Actor actor);
    QCoro::Task<Result<FireOutcome>> cancel(
        ContainerRepository repository, bool force, Actor actor, FireOptions options);
    QCoro::Task<Result<ContainerRepository>> cancelLongStep(ContainerRepository repository, Policy policy, Actor actor);

    MigrationEngine* q;
    StorageWorker& storage;
    ImportApiClient* registry;
    const Clock& clock;
    std::shared_ptr<Cancellation> stopping = std::make_shared<Cancellation>(); ///< ends the waits between attempts
    Delay delay;
};

Error noRegistryConfigured();

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
