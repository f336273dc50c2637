// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/clock.h"
#include "models/domain/operatoraction.h"
#include "models/domain/policy.h"
#include "models/registry/importapiclient.h"
#include "models/storage/repositorystore.h"

#include <QCoroTask>
#include <QObject>
#include <QString>

#include <functional>

namespace transship {

class Cancellation;
class StorageWorker;

/// Waits; tests pass one that does not.
using Delay = std::function<QCoro::Task<>(std::chrono::milliseconds)>;

/// Who acts and why; kept in history.
struct Actor {
    QString name; ///< user@host or the worker's name
    Origin origin = Origin::Ctl;
};

struct FireOptions {
    std::optional<MigrationState> expected; ///< Conflict when the row is in another state
    QDateTime expectedUpdatedAt; ///< Conflict when the row was written since; invalid: not compared
    std::optional<SkippedReason> reason; ///< skip_import, finish_import
    QString cause; ///< kept as the history row's reason; empty: the name of `reason`
    QString note; ///< kept as the history row's detail
    bool forced = false; ///< no registry call after entering an active state
    std::shared_ptr<Cancellation> cancellation; ///< a start that waits for a free place gives up; null: never
    bool withinCapacity = false; ///< NoCapacity instead of one more in process than the policy's capacity
};

/// What became of a repository after everything a transition sets off has been done: the registry call, the answer
/// applied, the skip after too many retries.
struct FireOutcome {
    TransitionResult transition; ///< the one asked for
    ContainerRepository now; ///< the row as it is after what followed
    std::optional<StartAnswer> answer; ///< of the registry, when it was called
};

/// The state machine at work: commit, then the registry call outside every transaction, then the answer applied.
/// Only this class turns registry answers into transitions. Thread: the one it lives in (coroutines, no blocking call).
/// May be destroyed at any moment, and what it borrows right after it. A transition that was handed to storage is still
/// committed, once; nothing is decided any more, no request is sent, and who waits is told what was done, or Canceled.
/// A step whose start was not answered by then is found by the poller or the guard of whoever works on.
class MigrationEngine : public QObject {
    Q_OBJECT
public:
    /// Borrows all; `registry` may be null: transitions that need it then abort with "no registry configured".
    /// `delay` waits between two attempts of a rate-limited start (tests pass their own; empty = a timer).
    MigrationEngine(StorageWorker& storage, ImportApiClient* registry, const Clock& clock, Delay delay = {},
        QObject* parent = nullptr);
    ~MigrationEngine() override;

    QCoro::Task<Result<FireOutcome>> fire(qint64 repositoryId, MigrationEvent event, Actor actor, FireOptions options);

    /// start_pre_import of the next repository that is ready, within capacity, picked and fired in one transaction, so
    /// that no two programs start the same one. Nothing: none is ready.
    QCoro::Task<Result<std::optional<FireOutcome>>> startNextReady(Actor actor);

    /// An operator's wish (start, retry, skip, abort, cancel, …) on one repository.
    QCoro::Task<Result<FireOutcome>> act(qint64 repositoryId, OperatorAction action, Actor actor, FireOptions options);

    /// An event that calls no registry, on many repositories: each in the state and as of the write in which it was
    /// seen, else a Conflict and left alone. They share a transaction, each still with an answer of its own, in their
    /// order. For a few hundred at a time: their rows stay locked until its end.
    struct Seen {
        qint64 id = 0;
        MigrationState state = MigrationState::Default;
        QDateTime updatedAt;
    };
    QCoro::Task<QList<Result<FireOutcome>>> fireTogether(
        QList<Seen> repositories, MigrationEvent event, Actor actor, FireOptions options);

    /// Asks the registry how far an aborted repository is and resumes there (retry_aborted_migration).
    QCoro::Task<Result<FireOutcome>> retryAborted(ContainerRepository repository, Actor actor, FireOptions options);

    /// Applies what the registry says of an active repository (polled or notified) to the row: one transition, no
    /// request. Nothing to do is ok and returns the row as it was. See startAfterPreImport() for what follows.
    QCoro::Task<Result<ContainerRepository>> applyStatus(
        ContainerRepository repository, ImportStatusReport report, Actor actor);

    /// Starts the import of a repository whose pre import is done; returns any other as it is.
    QCoro::Task<Result<ContainerRepository>> startAfterPreImport(ContainerRepository repository, Actor actor);

    /// Steps that hang (docs/domain.md section 3, guard): leave, cancel or abort this one, by what the registry says.
    QCoro::Task<Result<ContainerRepository>> guardStep(ContainerRepository repository, Actor actor);

    /// Null: none is configured.
    ImportApiClient* registry() const;

    /// From now on a rate-limited start gives up instead of trying again, so that a program can end soon.
    void stopRetrying();

Q_SIGNALS:
    /// After every committed transition of this engine.
    void repositoryChanged(const transship::TransitionResult& change);
    /// A repository ended (import_done, import_aborted, import_skipped): the enqueuer should run.
    void enqueueWanted();

private:
    class Private;
    std::shared_ptr<Private> d; ///< shared with the coroutines under way
};

} // namespace transship
