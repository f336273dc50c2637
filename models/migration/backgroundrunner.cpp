// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/migration/backgroundrunner.h"

#include "models/migration/backgroundlog.h"
#include "models/migration/runningtasks.h"
#include "models/migration/tagquestions.h"
#include "models/migration/writeshare.h"
#include "models/storage/checkpoint.h"
#include "models/storage/storageworker.h"

#include <QCoroFuture>
#include <QCoroTimer>
#include <QElapsedTimer>
#include <QTimer>

namespace transship {
namespace {

using namespace std::chrono_literals;

constexpr std::chrono::milliseconds lookEvery = 1s;
constexpr std::chrono::milliseconds heartbeatEvery = 5s;
/// Whoever says nothing for so long is dead. Being wrong costs time only, see BackgroundMigrationStore.
constexpr std::chrono::seconds silence = 30s;

/// What was written and what the log says of it, in one transaction.
template <typename Write, typename Lines>
Result<SubBatchResult> withLog(Stores& stores, const QDateTime& now, Write write, Lines lines)
{
    return stores.connection.transaction([&]() -> Result<SubBatchResult> {
        Result<SubBatchResult> result = write();
        if (!result) {
            return result;
        }
        const Result<void> kept
            = stores.jobLogs.append(result->migration.id, backgroundlog::stored(lines(*result), now));
        return kept ? result : kept.error();
    });
}

/// A transaction of reset_skipped, and what WriteShare wants to know about it.
struct Slice {
    SubBatchResult result; ///< of the sub-batch so far
    qint64 rows = 0; ///< in this transaction
    std::chrono::microseconds held{};
    qint64 othersVersion = 0;
};

bool endsSomething(const SubBatchResult& result)
{
    return result.subBatchEnded || result.migration.status == BackgroundStatus::Finished;
}

/// `soFar`: of the sub-batch under way, before this transaction.
Result<Slice> writeSlice(Stores& stores, const BackgroundMigration& migration, const SubBatchResult& soFar,
    const QDateTime& now, const WriteShare& share)
{
    Slice slice;
    QElapsedTimer timer;
    timer.start();
    const auto write = [&]() -> Result<SubBatchResult> {
        Result<SubBatchResult> part = stores.background.resetSkipped(migration, now, share.rows());
        if (part) {
            slice.rows = part->doneCount;
            part->doneCount += soFar.doneCount;
            part->changedCount += soFar.changedCount;
        }
        return part;
    };
    const auto lines = [](const SubBatchResult& result) {
        return endsSomething(result) ? backgroundlog::linesOf(result) : QList<QJsonObject>();
    };
    Result<SubBatchResult> result = withLog(stores, now, write, lines);
    slice.held = std::chrono::microseconds(timer.nsecsElapsed() / 1000);
    if (!result) {
        return result.error();
    }
    slice.result = *std::move(result);
    if (share.isCrowded()) {
        checkpoint(stores.connection);
    }
    const Result<qint64> version = stores.background.othersVersion();
    if (!version) {
        return version.error();
    }
    slice.othersVersion = *version;
    return slice;
}

} // namespace

class BackgroundRunner::Private {
public:
    Private(BackgroundRunner* runner, StorageWorker& s, ImportApiClient* registry, const Clock& c, QString w)
        : q(runner)
        , storage(s)
        , clock(c)
        , worker(std::move(w))
        , questions(registry)
    {
    }

    template <typename Job> auto inStorage(Job job) { return storage.run(std::move(job)); }

    QCoro::Task<> runDue();
    QCoro::Task<> work(BackgroundMigration migration);
    QCoro::Task<BackgroundMigration> workOnSkipped(BackgroundMigration migration);
    QCoro::Task<BackgroundMigration> workOnStatus(BackgroundMigration migration);
    QCoro::Task<Result<TagQuestions::Answers>> askNext(BackgroundMigration migration);
    QCoro::Task<bool> took(Result<SubBatchResult> result, BackgroundMigration before);
    void report(const SubBatchResult& result);
    static QCoro::Task<> wait(std::chrono::milliseconds time);
    QCoro::Task<> beat(qint64 id);
    QCoro::Task<> letGo(qint64 id);
    QCoro::Task<> giveBack(BackgroundMigration migration, Error error);
    bool goesOn(const BackgroundMigration& migration) const;
    void log(const QJsonObject& line) { Q_EMIT q->logged(line); }
    void logAndKeep(const BackgroundMigration& migration, const QJsonObject& line);

    BackgroundRunner* q;
    StorageWorker& storage;
    const Clock& clock;
    QString worker;
    TagQuestions questions;
    RunningTasks tasks;
    QTimer timer;
    QString lastProblem; ///< said once, not every second
    bool running = false;
    bool troubled = false;
    bool stopping = false;
};

BackgroundRunner::BackgroundRunner(
    StorageWorker& storage, ImportApiClient* registry, const Clock& clock, QString worker, QObject* parent)
    : QObject(parent)
    , d(std::make_unique<Private>(this, storage, registry, clock, std::move(worker)))
{
    connect(&d->timer, &QTimer::timeout, this, [this] { d->runDue(); });
}

BackgroundRunner::~BackgroundRunner() = default;

void BackgroundRunner::start()
{
    d->stopping = false;
    d->questions.goOn();
    d->timer.start(lookEvery);
    d->runDue();
}

QCoro::Task<> BackgroundRunner::stop()
{
    d->stopping = true;
    d->timer.stop();
    d->questions.giveUp();
    co_await d->tasks.finished();
}

QCoro::Task<> BackgroundRunner::runDue()
{
    return d->runDue();
}

QCoro::Task<> BackgroundRunner::Private::runDue()
{
    if (running) {
        co_return;
    }
    const auto entered = tasks.enter();
    running = true;
    troubled = false;
    while (!stopping && !troubled) {
        const auto claim = [name = worker, now = clock.now()](
                               Stores& stores) { return stores.background.claimDue(name, now, silence); };
        const Result<std::optional<BackgroundMigration>> claimed = co_await inStorage(claim);
        if (!claimed) {
            if (lastProblem != claimed.error().message) {
                lastProblem = claimed.error().message;
                log(backgroundlog::problem(claimed.error()));
            }
            break;
        }
        lastProblem.clear();
        if (!*claimed) {
            break;
        }
        co_await work(**claimed);
    }
    running = false;
}

QCoro::Task<> BackgroundRunner::Private::work(BackgroundMigration migration)
{
    logAndKeep(migration,
        backgroundlog::line(
            migration, QStringLiteral("%1 works on it from id %2 on").arg(worker).arg(migration.cursorId)));
    questions.goOn();
    QTimer heart;
    QObject::connect(&heart, &QTimer::timeout, q, [this, id = migration.id] { beat(id); });
    heart.start(heartbeatEvery);
    if (migration.kind == BackgroundKind::ResetSkipped) {
        migration = co_await workOnSkipped(migration);
    } else {
        migration = co_await workOnStatus(migration);
    }
    heart.stop();
    if (goesOn(migration)) { // ended by stop(), or by a failure that may pass
        co_await letGo(migration.id);
    }
}

/// Still this worker's, and something to do now.
bool BackgroundRunner::Private::goesOn(const BackgroundMigration& migration) const
{
    return migration.status == BackgroundStatus::Running && migration.worker == worker
        && !migration.nextBatchAt.isValid();
}

QCoro::Task<BackgroundMigration> BackgroundRunner::Private::workOnSkipped(BackgroundMigration migration)
{
    WriteShare share(storage.url().backend());
    SubBatchResult soFar;
    while (!stopping && goesOn(migration)) {
        const auto job = [migration, share, soFar, now = clock.now()](
                             Stores& stores) { return writeSlice(stores, migration, soFar, now, share); };
        const Result<Slice> slice = co_await inStorage(job);
        if (!slice) {
            co_await giveBack(migration, slice.error());
            co_return migration;
        }
        share.wrote(slice->rows, slice->held, slice->othersVersion);
        migration = slice->result.migration;
        soFar = slice->result;
        if (endsSomething(soFar)) {
            report(soFar);
            soFar = {};
        }
        co_await wait(share.pause());
    }
    co_return migration;
}

QCoro::Task<> BackgroundRunner::Private::wait(std::chrono::milliseconds time)
{
    if (time == 0ms) {
        co_return;
    }
    QTimer pause;
    pause.setSingleShot(true);
    pause.setTimerType(Qt::PreciseTimer);
    pause.start(time);
    co_await pause;
}

/// While the registry answers the last questions of one sub-batch, the next ones are already asked.
QCoro::Task<BackgroundMigration> BackgroundRunner::Private::workOnStatus(BackgroundMigration migration)
{
    Result<TagQuestions::Answers> current = co_await askNext(migration);
    while (!stopping && goesOn(migration)) {
        if (!current) {
            co_await giveBack(migration, current.error());
            break;
        }
        const TagQuestions::Answers answers = *current;
        BackgroundMigration ahead = migration;
        ahead.batchDoneCount = (ahead.batchDoneCount + int(answers->rows.size())) % ahead.options.batchSize;
        ahead.cursorId = answers->rows.isEmpty() ? ahead.lastId : answers->rows.last().id;
        const bool pauses = ahead.batchDoneCount == 0 && ahead.options.pause > 0s;
        if (!pauses && ahead.cursorId < ahead.lastId) {
            current = co_await askNext(ahead);
        }
        const bool answered = co_await questions.wait(answers);
        if (!answered) {
            break;
        }
        const auto job = [migration, answers, now = clock.now()](Stores& stores) {
            const auto write
                = [&] { return stores.background.resetStatus(migration, answers->rows, answers->withTags, now); };
            const auto lines = [&](const SubBatchResult& done) {
                return backgroundlog::linesOf(done.migration, *answers) + backgroundlog::linesOf(done);
            };
            return withLog(stores, now, write, lines);
        };
        const Result<SubBatchResult> result = co_await inStorage(job);
        if (!co_await took(result, migration)) {
            break;
        }
        migration = result->migration;
        for (const QJsonObject& line : backgroundlog::linesOf(migration, *answers)) {
            log(line);
        }
    }
    questions.giveUp(); // what was asked ahead of a pause or an end
    co_return migration;
}

QCoro::Task<Result<TagQuestions::Answers>> BackgroundRunner::Private::askNext(BackgroundMigration migration)
{
    const int size = nextSubBatchSize(migration);
    const auto job = [migration, size](Stores& stores) {
        return stores.background.candidates(migration.kind, migration.cursorId, migration.lastId, size);
    };
    const Result<QList<ContainerRepository>> rows = co_await inStorage(job);
    if (!rows) {
        co_return rows.error();
    }
    co_return questions.ask(*rows);
}

/// False: the job is no longer this worker's to go on with.
QCoro::Task<bool> BackgroundRunner::Private::took(Result<SubBatchResult> result, BackgroundMigration before)
{
    if (!result) {
        co_await giveBack(before, result.error());
        co_return false;
    }
    report(*result);
    co_return true;
}

void BackgroundRunner::Private::report(const SubBatchResult& result)
{
    for (const QJsonObject& line : backgroundlog::linesOf(result)) {
        log(line);
    }
    Q_EMIT q->progressed(result.migration);
}

/// What may pass is tried again a moment later; what will not fails the job.
QCoro::Task<> BackgroundRunner::Private::giveBack(BackgroundMigration migration, Error error)
{
    if (error.code == ErrorCode::Conflict) {
        logAndKeep(migration,
            backgroundlog::line(
                migration, QStringLiteral("%1 stops: it was paused, canceled or taken over").arg(worker)));
        co_return;
    }
    logAndKeep(migration, backgroundlog::failure(migration, error));
    if (error.retryable || error.code == ErrorCode::DatabaseUnavailable) {
        co_await letGo(migration.id);
        troubled = true; // the timer comes back
        co_return;
    }
    const auto job = [=, name = worker, now = clock.now()](
                         Stores& stores) { return stores.background.fail(migration.id, name, error.toString(), now); };
    const Result<void> noted = co_await inStorage(job);
    Q_UNUSED(noted) // the next worker meets the same failure
}

QCoro::Task<> BackgroundRunner::Private::beat(qint64 id)
{
    const auto entered = tasks.enter();
    const auto job
        = [id, name = worker, now = clock.now()](Stores& stores) { return stores.background.heartbeat(id, name, now); };
    const Result<bool> mine = co_await inStorage(job);
    if (mine && !*mine) {
        questions.giveUp(); // paused, canceled or taken over: do not wait for a slow registry
    }
}

QCoro::Task<> BackgroundRunner::Private::letGo(qint64 id)
{
    const auto job = [id, name = worker](Stores& stores) { return stores.background.release(id, name); };
    const Result<void> released = co_await inStorage(job);
    Q_UNUSED(released) // it falls silent then
}

/// What is no sub-batch; nobody waits for it.
void BackgroundRunner::Private::logAndKeep(const BackgroundMigration& migration, const QJsonObject& line)
{
    log(line);
    const QStringList lines{backgroundlog::stored(line, clock.now())};
    storage.run([id = migration.id, lines](Stores& stores) { return stores.jobLogs.append(id, lines); });
}

} // namespace transship
