// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/migration/worker.h"

#include "models/migration/backgroundrunner.h"
#include "models/migration/runningtasks.h"
#include "models/migration/workerpresence.h"
#include "models/storage/storageworker.h"

#include <QCoroFuture>
#include <QPointer>
#include <QSet>
#include <QTimer>

#include <algorithm>
#include <vector>

namespace transship {
namespace {

using namespace std::chrono_literals;
using std::chrono::milliseconds;

/// Counts per state are appended to on PostgreSQL; whoever reads them adds up what was not folded yet.
constexpr milliseconds foldEvery = 60s;

/// What a timer can take: 0 would never pause, and beyond 24 days its milliseconds overflow.
milliseconds periodOf(std::chrono::seconds interval)
{
    return std::clamp(milliseconds(interval), milliseconds(1s), milliseconds(24h * 20));
}

QJsonObject lineOf(const QString& component, const QString& message)
{
    return {{QStringLiteral("component"), component}, {QStringLiteral("message"), message}};
}

} // namespace

class MigrationWorker::Private {
public:
    Private(MigrationWorker* worker, StorageWorker& s, MigrationEngine& e, const Clock& c, const QString& n)
        : q(worker)
        , storage(s)
        , engine(e)
        , clock(c)
        , name(n)
        , enqueuer(s, e, c, n)
        , background(s, e.registry(), c, n)
        , presence(s, n)
    {
        for (QTimer* timer : {&enqueueTimer, &pollTimer, &guardTimer, &observerTimer, &backoffTimer}) {
            timer->setSingleShot(true);
        }
    }

    Actor actor(Origin origin) const { return {name, origin}; }

    QCoro::Task<> enqueue();
    QCoro::Task<> poll();
    QCoro::Task<> pollOne(ContainerRepository repository);
    QCoro::Task<> pollThenGuard();
    QCoro::Task<> guard();
    QCoro::Task<> observe();
    void foldCounts();
    QCoro::Task<> foldEvents();
    QCoro::Task<> waitForRegistry();
    milliseconds pauseStarts();
    void note(const EnqueueReport& report);
    QCoro::Task<Policy> policyOrDefaults();
    void setRegistryDown(bool down)
    {
        registryDown = down;
        Q_EMIT q->registryServesUs(!down);
    }

    MigrationWorker* q;
    StorageWorker& storage;
    MigrationEngine& engine;
    const Clock& clock;
    QString name;
    Enqueuer enqueuer;
    BackgroundRunner background;
    WorkerPresence presence;
    RunningTasks tasks;
    QTimer enqueueTimer;
    QTimer pollTimer;
    QTimer guardTimer;
    QTimer observerTimer;
    QTimer backoffTimer;
    QTimer foldTimer;
    Pauses pauses;
    milliseconds nextPause = pauses.first;
    QSet<qint64> polling; ///< one status request a repository at a time
    bool folding = false; ///< of the history, some thousand events at a time
    std::vector<QCoro::Task<>> polled; ///< of the last round
    bool stopping = true; ///< also before the start: an engine may want an enqueuer although nobody started one
    bool registryDown = false;
};

MigrationWorker::MigrationWorker(
    StorageWorker& storage, MigrationEngine& engine, const Clock& clock, QString name, QObject* parent)
    : QObject(parent)
    , d(std::make_unique<Private>(this, storage, engine, clock, name))
{
    connect(&d->enqueueTimer, &QTimer::timeout, this, [this] { d->enqueue(); });
    connect(&d->pollTimer, &QTimer::timeout, this, [this] { d->poll(); });
    connect(&d->guardTimer, &QTimer::timeout, this, [this] { d->guard(); });
    connect(&d->observerTimer, &QTimer::timeout, this, [this] { d->observe(); });
    connect(&d->backoffTimer, &QTimer::timeout, this, [this] { d->waitForRegistry(); });
    connect(&d->foldTimer, &QTimer::timeout, this, [this] { d->foldCounts(); });
    connect(&engine, &MigrationEngine::enqueueWanted, this, [this] { d->enqueue(); });
    connect(&d->enqueuer, &Enqueuer::ran, this, [this](const EnqueueReport& report) { d->note(report); });
    connect(&d->background, &BackgroundRunner::logged, this, &MigrationWorker::logged);
}

MigrationWorker::~MigrationWorker() = default;

void MigrationWorker::setPauses(Pauses pauses)
{
    d->pauses = pauses;
    d->nextPause = pauses.first;
}

void MigrationWorker::start()
{
    d->stopping = false;
    d->enqueuer.setStopped(false);
    d->presence.start();
    d->foldCounts();
    d->foldTimer.start(foldEvery);
    d->observe();
    d->pollThenGuard();
    d->enqueue();
    d->background.start();
}

QCoro::Task<> MigrationWorker::stop()
{
    d->stopping = true;
    d->enqueuer.setStopped(true);
    d->engine.stopRetrying();
    for (QTimer* timer :
        {&d->enqueueTimer, &d->pollTimer, &d->guardTimer, &d->observerTimer, &d->backoffTimer, &d->foldTimer}) {
        timer->stop();
    }
    co_await d->background.stop();
    co_await d->tasks.finished();
    co_await d->presence.stop();
}

QCoro::Task<Policy> MigrationWorker::Private::policyOrDefaults()
{
    const Result<Policy> policy = co_await storage.run([](Stores& stores) { return stores.settings.policy(); });
    if (policy) {
        co_return *policy;
    }
    Q_EMIT q->logged(lineOf(QStringLiteral("settings"), policy.error().toString()));
    const Result<Policy> defaults = Policy::fromStored({}, {});
    co_return *defaults;
}

QCoro::Task<> MigrationWorker::Private::enqueue()
{
    if (stopping || registryDown) {
        co_return;
    }
    const auto running = tasks.enter();
    enqueueTimer.stop();
    const EnqueueReport report = co_await enqueuer.runWhileWork(actor(Origin::Enqueuer));
    if (report.registryUnavailable() && !registryDown) {
        setRegistryDown(true);
        QJsonObject line = lineOf(QStringLiteral("enqueuer"),
            QStringLiteral("the registry does not serve us (%1); starting nothing until it does")
                .arg(toName(report.answer->outcome)));
        line[QStringLiteral("pause_ms")] = static_cast<qint64>(pauseStarts().count());
        Q_EMIT q->logged(line);
    }
    const Policy policy = co_await policyOrDefaults();
    if (!stopping) {
        enqueueTimer.start(periodOf(policy.enqueuerInterval));
    }
}

QCoro::Task<> MigrationWorker::Private::waitForRegistry()
{
    const auto running = tasks.enter();
    const Result<Compliance> compliance = co_await engine.registry()->checkCompliance();
    if (stopping) {
        co_return;
    }
    if (compliance && *compliance == Compliance::Supported) {
        setRegistryDown(false);
        Q_EMIT q->logged(lineOf(QStringLiteral("enqueuer"), QStringLiteral("the registry answers again")));
        enqueue();
        co_return;
    }
    pauseStarts();
}

/// For how long.
milliseconds MigrationWorker::Private::pauseStarts()
{
    const milliseconds pause = nextPause;
    nextPause = std::min(pause * 2, pauses.longest);
    if (!stopping) {
        backoffTimer.start(pause);
    }
    return pause;
}

void MigrationWorker::Private::note(const EnqueueReport& report)
{
    // Only this ends an outage: a registry whose root answers and that refuses every start would cost a repository one
    // of its retries at each short pause, and by the morning thousands would be skipped.
    if (report.answer && !report.registryUnavailable()) {
        nextPause = pauses.first;
    }
    QJsonObject line = report.toJson();
    line[QStringLiteral("component")] = QStringLiteral("enqueuer");
    Q_EMIT q->logged(line);
}

QCoro::Task<> MigrationWorker::Private::poll()
{
    const auto running = tasks.enter();
    const Policy policy = co_await policyOrDefaults();
    // More than the capacity: it may have been lowered meanwhile, and operators may start any number.
    const Result<QList<ContainerRepository>> rows
        = co_await storage.run([](Stores& stores) { return stores.repositories.inProcess(1000); });
    if (!rows) {
        Q_EMIT q->logged(lineOf(QStringLiteral("poller"), rows.error().toString()));
    } else if (engine.registry()) {
        polled.clear(); // those still under way go on by themselves
        for (const ContainerRepository& row : *rows) {
            if (!stopping && !polling.contains(row.id)) {
                polled.push_back(pollOne(row));
            }
        }
    }
    if (!stopping && !registryDown) {
        const EnqueueReport next = co_await enqueuer.peek();
        if (next.stop == EnqueueStop::Worked) {
            enqueue();
        }
    }
    if (!stopping) {
        pollTimer.start(periodOf(policy.pollInterval));
    }
}

/// At first: while nobody looked, steps have ended, and the guard would take their ends for strays and abort them.
QCoro::Task<> MigrationWorker::Private::pollThenGuard()
{
    const auto running = tasks.enter();
    co_await poll();
    const std::vector<QCoro::Task<>> first = std::exchange(polled, {});
    for (const QCoro::Task<>& one : first) {
        co_await one;
    }
    if (!stopping) {
        guard();
    }
}

QCoro::Task<> MigrationWorker::Private::pollOne(ContainerRepository repository)
{
    const auto running = tasks.enter();
    const bool betweenSteps = repository.state == MigrationState::PreImportDone;
    // Before the registry has accepted the step, its status still speaks of the one before.
    if (!betweenSteps && !repository.stepAcceptedAt.isValid()) {
        co_return;
    }
    polling.insert(repository.id);
    if (betweenSteps) {
        // Whoever finished the pre import goes on by himself within moments; this is for the one who died there.
        if (repository.stateSince().addSecs(2) < clock.now()) {
            FireOptions options;
            options.expected = repository.state;
            options.expectedUpdatedAt = repository.updatedAt;
            const Result<FireOutcome> started = co_await engine.fire(
                repository.id, MigrationEvent::StartImport, actor(Origin::Polling), std::move(options));
            Q_UNUSED(started) // a conflict means that it went on
        }
    } else {
        const Result<ImportStatusReport> report = co_await engine.registry()->status(repository.path);
        if (report) {
            const Result<ContainerRepository> applied
                = co_await engine.applyStatus(repository, *report, actor(Origin::Polling));
            if (applied) {
                const Result<ContainerRepository> went
                    = co_await engine.startAfterPreImport(*applied, actor(Origin::Polling));
                Q_UNUSED(went) // its history says how
            } else {
                Q_EMIT q->logged(lineOf(
                    QStringLiteral("poller"), repository.path + QStringLiteral(": ") + applied.error().toString()));
            }
        } else {
            Q_EMIT q->logged(
                lineOf(QStringLiteral("poller"), repository.path + QStringLiteral(": ") + report.error().toString()));
        }
    }
    polling.remove(repository.id);
}

QCoro::Task<> MigrationWorker::Private::guard()
{
    const auto running = tasks.enter();
    const Policy policy = co_await policyOrDefaults();
    const QDateTime before = clock.now().addSecs(-policy.maxStepDuration.count());
    const int limit = 2 * std::max(policy.capacity, 1);
    // A name for the job: GCC 12 destroys captures twice when the lambda is a temporary of a co_await expression.
    const auto job = [before, limit](Stores& stores) { return stores.repositories.stepsOlderThan(before, limit); };
    const Result<QList<ContainerRepository>> rows = co_await storage.run(job);
    QJsonObject line = lineOf(QStringLiteral("guard"), rows ? QString() : rows.error().toString());
    if (rows) {
        int touched = 0;
        for (const ContainerRepository& row : *rows) {
            if (stopping) {
                break;
            }
            const Result<ContainerRepository> after = co_await engine.guardStep(row, actor(Origin::Guard));
            touched += after && after->state != row.state ? 1 : 0;
        }
        line[QStringLiteral("stale")] = rows->size();
        line[QStringLiteral("ended")] = touched;
    }
    Q_EMIT q->logged(line);
    if (!stopping) {
        guardTimer.start(periodOf(policy.guardInterval));
    }
}

void MigrationWorker::Private::foldCounts()
{
    // Nobody waits for it; what fails is folded with the rest a minute later.
    storage.run([](Stores& stores) { return stores.repositories.foldStateCounts(); });
    foldEvents();
}

QCoro::Task<> MigrationWorker::Private::foldEvents()
{
    const auto running = tasks.enter();
    const auto job = [now = clock.now()](Stores& stores) { return stores.rollups.fold(now); };
    bool more = !std::exchange(folding, true);
    while (more && !stopping) {
        const Result<int> folded = co_await storage.run(job);
        more = folded && *folded == EventRollups::foldAtOnce;
        folding = more;
    }
}

QCoro::Task<> MigrationWorker::Private::observe()
{
    const auto running = tasks.enter();
    const QDateTime now = clock.now();
    const auto job = [now](Stores& stores) -> Result<StateCounts> {
        Result<StateCounts> present = stores.repositories.countByState();
        if (!present) {
            return present;
        }
        if (const Result<void> recorded = stores.samples.record({now, *present}); !recorded) {
            return recorded.error();
        }
        return present;
    };
    const Result<StateCounts> counts = co_await storage.run(job);
    QJsonObject line = lineOf(QStringLiteral("observer"), counts ? QString() : counts.error().toString());
    if (counts) {
        for (const MigrationState state : allMigrationStates) {
            line[toName(state)] = counts->of(state);
        }
    }
    Q_EMIT q->logged(line);
    const Policy policy = co_await policyOrDefaults();
    if (!stopping) {
        observerTimer.start(periodOf(policy.observerInterval));
    }
}

} // namespace transship
