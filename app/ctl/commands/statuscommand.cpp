// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/commands/commands.h"
#include "app/ctl/documents.h"

#include <CLI/CLI.hpp>
#include <QCoroFuture>
#include <QCoroSignal>

#include <unistd.h>

namespace transship::ctl {
namespace {

constexpr int rateMinutes = 10;

struct StatusArguments {
    bool watch = false;
    double interval = 2;
};

struct Snapshot {
    StateCounts counts;
    Policy policy;
    double donePerMinute = 0;
    double endedPerMinute = 0; ///< done or skipped
    EnqueueReport enqueuer;

    /// What has neither been imported nor skipped.
    qint64 remaining() const
    {
        return counts.total() - counts.of(MigrationState::ImportDone) - counts.of(MigrationState::ImportSkipped);
    }
    std::optional<qint64> secondsLeft() const
    {
        if (remaining() == 0) {
            return 0;
        }
        return endedPerMinute > 0 ? std::optional(qRound64(double(remaining()) / endedPerMinute * 60)) : std::nullopt;
    }
};

QCoro::Task<Result<Snapshot>> takeSnapshot(Services& services)
{
    const QDateTime now = services.clock.now();
    const auto read = [now](Stores& stores) -> Result<Snapshot> {
        const Result<StateCounts> counts = stores.repositories.countByState();
        if (!counts) {
            return counts.error();
        }
        const Result<Policy> policy = stores.settings.policy();
        if (!policy) {
            return policy.error();
        }
        const auto buckets = stores.events.throughput(now.addSecs(-60 * rateMinutes), now, 60);
        if (!buckets) {
            return buckets.error();
        }
        Snapshot taken{*counts, *policy, 0, 0, {}};
        for (const ThroughputBucket& bucket : *buckets) {
            taken.donePerMinute += double(bucket.done) / rateMinutes;
            taken.endedPerMinute += double(bucket.done + bucket.skipped) / rateMinutes;
        }
        return taken;
    };
    Result<Snapshot> snapshot = co_await services.reader->run(read);
    if (snapshot) {
        snapshot->enqueuer = co_await services.enqueuer->peek();
    }
    co_return snapshot;
}

QString duration(std::optional<qint64> seconds)
{
    if (!seconds) {
        return QStringLiteral("unknown");
    }
    const qint64 minutes = (*seconds + 30) / 60;
    if (*seconds < 60) {
        return QStringLiteral("%1 s").arg(*seconds);
    }
    return minutes < 60 ? QStringLiteral("%1 min").arg(minutes)
                        : QStringLiteral("%1 h %2 min").arg(minutes / 60).arg(minutes % 60);
}

QJsonObject documentOf(const Snapshot& snapshot, const QDateTime& now)
{
    const std::optional<qint64> left = snapshot.secondsLeft();
    return {
        {QStringLiteral("time"), toJson(now)},
        {QStringLiteral("states"), toJson(snapshot.counts)},
        {QStringLiteral("repositories"), snapshot.counts.total()},
        {QStringLiteral("remaining"), snapshot.remaining()},
        {QStringLiteral("enabled"), snapshot.policy.enabled},
        {QStringLiteral("in_process"), snapshot.counts.inProcess()},
        {QStringLiteral("capacity"), snapshot.policy.capacity},
        {QStringLiteral("done_per_minute"), snapshot.donePerMinute},
        {QStringLiteral("ended_per_minute"), snapshot.endedPerMinute},
        {QStringLiteral("seconds_left"), left ? QJsonValue(*left) : QJsonValue()},
        {QStringLiteral("enqueuer"), snapshot.enqueuer.toJson()},
    };
}

QString enqueuerSentence(const EnqueueReport& report)
{
    return report.explanation.isEmpty()
        ? transship::toName(report.stop)
        : QStringLiteral("%1: %2").arg(transship::toName(report.stop), report.explanation);
}

TextTable tableOf(const Snapshot& snapshot)
{
    TextTable table({QStringLiteral("STATE"), QStringLiteral(">REPOSITORIES")});
    for (const MigrationState state : allMigrationStates) {
        table.addRow({transship::toName(state), QString::number(snapshot.counts.of(state))});
    }
    table.addRow({QStringLiteral("total"), QString::number(snapshot.counts.total())});
    return table;
}

QString summaryOf(const Snapshot& snapshot)
{
    TextTable table(
        {QStringLiteral("migration"), snapshot.policy.enabled ? QStringLiteral("enabled") : QStringLiteral("paused")});
    table.addRow({QStringLiteral("in process"),
        QStringLiteral("%1 of %2").arg(snapshot.counts.inProcess()).arg(snapshot.policy.capacity)});
    table.addRow({QStringLiteral("rate"),
        QStringLiteral("%1 done per minute, over %2 minutes").arg(snapshot.donePerMinute, 0, 'f', 1).arg(rateMinutes)});
    table.addRow({QStringLiteral("left"),
        QStringLiteral("%1, time: %2").arg(snapshot.remaining()).arg(duration(snapshot.secondsLeft()))});
    table.addRow({QStringLiteral("enqueuer"), enqueuerSentence(snapshot.enqueuer)});
    return table.toString();
}

QString lineOf(const Snapshot& snapshot, const QDateTime& now)
{
    QStringList parts{shortTime(now)};
    for (const MigrationState state : allMigrationStates) {
        parts << QStringLiteral("%1 %2").arg(transship::toName(state)).arg(snapshot.counts.of(state));
    }
    parts << QStringLiteral("%1/min").arg(snapshot.donePerMinute, 0, 'f', 1)
          << QStringLiteral("left %1").arg(duration(snapshot.secondsLeft()))
          << transship::toName(snapshot.enqueuer.stop);
    return parts.join(QStringLiteral("  "));
}

void showOnce(const Session& session, const Snapshot& snapshot, const QDateTime& now)
{
    session.out().text(tableOf(snapshot).toString() + u'\n' + summaryOf(snapshot));
    session.out().document(documentOf(snapshot, now));
}

void showAgain(const Session& session, const Snapshot& snapshot, const QDateTime& now)
{
    session.out().line(documentOf(snapshot, now));
    if (isTerminal(STDOUT_FILENO)) {
        session.out().text(QStringLiteral("\x1b[H\x1b[J") + shortTime(now) + QStringLiteral(" UTC\n\n")
            + tableOf(snapshot).toString() + u'\n' + summaryOf(snapshot));
    } else {
        session.out().text(lineOf(snapshot, now));
    }
}

QCoro::Task<int> watch(Session& session, std::chrono::milliseconds interval)
{
    session.onTermination = [] {};
    TerminationSignals& termination = session.termination();
    QString last;
    while (!termination.received()) {
        const Result<Snapshot> snapshot = co_await takeSnapshot(session.services());
        if (snapshot) {
            last.clear();
            showAgain(session, *snapshot, session.services().clock.now());
            if (!Output::flush()) {
                co_return exitFailed;
            }
        } else if (snapshot.error().message != last) { // once for a database that stays away
            last = snapshot.error().message;
            session.out().error(snapshot.error());
        }
        if (!termination.received()) {
            co_await qCoro(&termination, &TerminationSignals::terminationRequested, interval);
        }
    }
    co_return exitDone;
}

QCoro::Task<int> status(Session& session, StatusArguments arguments)
{
    if (const Result<void> opened = co_await session.open(); !opened) {
        co_return session.fail(opened.error());
    }
    Services& services = session.services();
    services.addEnqueuer(services.config.actor);
    if (arguments.watch) {
        const auto interval = std::chrono::milliseconds(qRound64(arguments.interval * 1000));
        co_return co_await watch(session, interval);
    }
    const Result<Snapshot> snapshot = co_await takeSnapshot(services);
    if (!snapshot) {
        co_return session.fail(snapshot.error());
    }
    showOnce(session, *snapshot, services.clock.now());
    co_return exitDone;
}

} // namespace

void addStatusCommand(CLI::App& app, Command& chosen)
{
    CLI::App* command = app.add_subcommand("status", "Counts per state, rate, time left, and what stops the enqueuer");
    const auto arguments = std::make_shared<StatusArguments>();
    command->add_flag("--watch", arguments->watch, "Again and again until interrupted");
    command->add_option("--interval", arguments->interval, "Seconds between two looks")
        ->check(CLI::Range(0.1, 3600.0))
        ->capture_default_str();
    command->callback(
        [&chosen, arguments] { chosen = [arguments](Session& session) { return status(session, *arguments); }; });
}

} // namespace transship::ctl
