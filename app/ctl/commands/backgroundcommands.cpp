// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/commands/backgroundviews.h"
#include "app/ctl/commands/bulk.h"
#include "app/ctl/commands/commands.h"
#include "app/services/workerslot.h"
#include "models/migration/backgroundcontrol.h"
#include "models/migration/backgroundrunner.h"
#include "models/registry/requestgovernor.h"

#include <CLI/CLI.hpp>
#include <QCoroFuture>
#include <QJsonArray>
#include <QJsonDocument>

namespace transship::ctl {
namespace {

using namespace std::chrono_literals;

struct StartArguments {
    std::string name;
    std::optional<int> batchSize;
    std::optional<int> subBatchSize;
    std::optional<int> pauseSeconds;
    bool dryRun = false;
    bool wait = false;
    bool yes = false;
};

BackgroundOptions optionsOf(const StartArguments& arguments, BackgroundKind kind)
{
    BackgroundOptions options = defaultOptions(kind);
    options.batchSize = arguments.batchSize.value_or(options.batchSize);
    options.subBatchSize = arguments.subBatchSize.value_or(std::min(options.subBatchSize, options.batchSize));
    options.pause = std::chrono::seconds(arguments.pauseSeconds.value_or(int(options.pause.count())));
    return options;
}

int exitCodeOf(BackgroundStatus status)
{
    return status == BackgroundStatus::Failed || status == BackgroundStatus::Canceled ? exitFailed : exitDone;
}

QCoro::Task<Result<BackgroundMigration>> find(Session& session, qint64 id)
{
    co_return co_await session.services().reader->run([id](Stores& stores) { return stores.background.find(id); });
}

/// Works on it here until it ends, is paused or a signal comes; another worker may do so as well or instead.
QCoro::Task<int> follow(Session& session, BackgroundMigration migration)
{
    Services& services = session.services();
    const WorkerSlot slot;
    BackgroundRunner runner(*services.storage, services.registry.get(), services.clock, slot.name());
    const LogWriter log = session.log();
    QObject::connect(&runner, &BackgroundRunner::logged, &runner, [&log](const QJsonObject& line) { log.write(line); });
    const auto interrupted = std::make_shared<Cancellation>();
    session.onTermination = [interrupted] { interrupted->cancel(); };
    runner.start();
    Result<BackgroundMigration> now = migration;
    while (!interrupted->isCanceled() && now && now->status == BackgroundStatus::Running) {
        co_await pause(200ms, interrupted);
        now = co_await find(session, migration.id);
        if (now) {
            session.out().progress(progressOf(*now));
        }
    }
    session.out().progress({});
    co_await runner.stop();
    session.onTermination = nullptr;
    now = co_await find(session, migration.id);
    if (!now) {
        co_return session.fail(now.error());
    }
    session.out().document(toJson(*now));
    session.out().table(tableOf({*now}));
    if (!now->error.isEmpty()) {
        session.out().error(now->error);
    }
    if (interrupted->isCanceled() && now->status == BackgroundStatus::Running) {
        session.out().note(QStringLiteral("It stays queued; the next worker goes on with it."));
        co_return exitInterrupted;
    }
    co_return exitCodeOf(now->status);
}

QCoro::Task<int> start(Session& session, StartArguments arguments)
{
    const Result<BackgroundKind> kind = backgroundKindFromName(QString::fromStdString(arguments.name));
    if (!kind) {
        co_return session.fail(kind.error());
    }
    const BackgroundOptions options = optionsOf(arguments, *kind);
    if (const Result<void> legal = validate(options); !legal) {
        co_return session.fail(legal.error());
    }
    if (const Result<void> opened = co_await session.open(); !opened) {
        co_return session.fail(opened.error());
    }
    if (arguments.dryRun) {
        co_return co_await previewMigration(session, *kind);
    }
    BackgroundControl& control = *session.services().background;
    const Result<qint64> rows = co_await control.countCandidates(*kind);
    if (!rows) {
        co_return session.fail(rows.error());
    }
    if (*rows > 1) {
        const QString what = QStringLiteral("Run %1 over %2 repositories").arg(transship::toName(*kind)).arg(*rows);
        if (const std::optional<int> code = confirmChange(session, what, arguments.yes)) {
            co_return *code;
        }
    }
    const Result<BackgroundMigration> made = co_await control.start(*kind, options);
    if (!made) {
        co_return session.fail(made.error());
    }
    if (made->status == BackgroundStatus::Finished) {
        session.out().note(QStringLiteral("There is nothing to do."));
    } else if (arguments.wait) {
        co_return co_await follow(session, *made);
    } else {
        session.out().note(QStringLiteral("Queued for the next worker; see `transshipctl background list`."));
    }
    session.out().document(toJson(*made));
    session.out().table(tableOf({*made}));
    co_return exitDone;
}

QCoro::Task<int> list(Session& session)
{
    if (const Result<void> opened = co_await session.open(); !opened) {
        co_return session.fail(opened.error());
    }
    const Result<QList<BackgroundMigration>> rows = co_await session.services().background->list();
    if (!rows) {
        co_return session.fail(rows.error());
    }
    QJsonArray migrations;
    for (const BackgroundMigration& migration : *rows) {
        migrations << toJson(migration);
    }
    if (!rows->isEmpty()) {
        session.out().table(tableOf(*rows));
    }
    for (const BackgroundMigration& migration : *rows) {
        if (migration.status == BackgroundStatus::Running && !session.out().json()) {
            session.out().note(QStringLiteral("%1: %2").arg(migration.id).arg(progressOf(migration)));
        }
    }
    session.out().document({{QStringLiteral("background_migrations"), migrations}});
    co_return exitDone;
}

using Wish = QCoro::Task<Result<BackgroundMigration>> (BackgroundControl::*)(qint64, BackgroundControl::Changing);

/// A dry run shows what it would be afterwards.
QCoro::Task<int> change(Session& session, qint64 id, Wish wish, bool dryRun)
{
    if (const Result<void> opened = co_await session.open(); !opened) {
        co_return session.fail(opened.error());
    }
    BackgroundControl& control = *session.services().background;
    const auto changing = dryRun ? BackgroundControl::Changing::Try : BackgroundControl::Changing::Apply;
    const Result<BackgroundMigration> changed = co_await (control.*wish)(id, changing);
    if (!changed) {
        co_return session.fail(changed.error());
    }
    QJsonObject document = toJson(*changed);
    if (dryRun) {
        document[QStringLiteral("dry_run")] = true;
    }
    session.out().document(document);
    session.out().table(tableOf({*changed}));
    co_return exitDone;
}

/// The lines as they were logged, whichever worker did.
QCoro::Task<int> log(Session& session, qint64 id)
{
    constexpr int page = 1000;
    if (const Result<void> opened = co_await session.open(); !opened) {
        co_return session.fail(opened.error());
    }
    const Result<BackgroundMigration> known = co_await find(session, id);
    if (!known) {
        co_return session.fail(known.error());
    }
    qint64 last = 0;
    while (true) {
        const auto job = [id, last](Stores& stores) { return stores.jobLogs.lines(id, last, page); };
        const Result<QList<JobLogLine>> lines = co_await session.services().reader->run(job);
        if (!lines) {
            co_return session.fail(lines.error());
        }
        for (const JobLogLine& line : *lines) {
            session.out().text(line.line);
            session.out().line(QJsonDocument::fromJson(line.line.toUtf8()).object());
            last = line.id;
        }
        if (lines->size() < page) {
            co_return exitDone;
        }
    }
}

/// There is a way up and, as in the original, a way down that has nothing to do.
QCoro::Task<int> down(Session& session, std::string name)
{
    const Result<BackgroundKind> kind = backgroundKindFromName(QString::fromStdString(name));
    if (!kind) {
        co_return session.fail(kind.error());
    }
    session.out().text(QStringLiteral("%1: nothing to undo").arg(transship::toName(*kind)));
    session.out().document({{QStringLiteral("name"), transship::toName(*kind)}, {QStringLiteral("undone"), 0}});
    co_return exitDone;
}

void addStart(CLI::App* group, Command& chosen)
{
    CLI::App* command = group->add_subcommand("start", "Queue one for the next worker");
    const auto arguments = std::make_shared<StartArguments>();
    command
        ->add_option("name", arguments->name,
            "reset-skipped: what was skipped for too many tags becomes default; reset-status: delete_scheduled is "
            "lifted "
            "where the registry has a tag")
        ->required();
    command->add_option("--batch-size", arguments->batchSize, "Rows between two pauses (default: 10000, 50)");
    command->add_option("--sub-batch-size", arguments->subBatchSize, "Rows of one transaction (default: 100, 50)");
    command->add_option("--pause", arguments->pauseSeconds, "Seconds between two batches, 0 = none (default: 120)");
    command->add_flag("--dry-run", arguments->dryRun, "Only list what would change");
    command->add_flag("--wait", arguments->wait, "Work on it here and return when it has ended or was paused");
    command->add_flag("--yes,-y", arguments->yes, "Do not ask before changing many");
    command->callback(
        [&chosen, arguments] { chosen = [arguments](Session& session) { return start(session, *arguments); }; });
}

void addChange(CLI::App* group, Command& chosen, const std::string& name, const std::string& help, Wish wish)
{
    CLI::App* command = group->add_subcommand(name, help);
    const auto id = std::make_shared<qint64>(0);
    const auto dryRun = std::make_shared<bool>(false);
    command->add_option("id", *id, "As `background list` shows it")->required()->type_name("ID");
    command->add_flag("--dry-run", *dryRun, "Change nothing, only show what it would be");
    command->callback([&chosen, id, dryRun, wish] {
        chosen = [id, dryRun, wish](Session& session) { return change(session, *id, wish, *dryRun); };
    });
}

} // namespace

void addBackgroundCommands(CLI::App& app, Command& chosen)
{
    CLI::App* group = app.add_subcommand("background", "Background migrations")->require_subcommand(1);
    addStart(group, chosen);
    group->add_subcommand("list", "All of them, newest first, and how far they are")->callback([&chosen] {
        chosen = [](Session& session) { return list(session); };
    });
    addChange(group, chosen, "pause", "Stop after the sub-batch under way", &BackgroundControl::pause);
    addChange(group, chosen, "resume", "Go on where it was paused or failed", &BackgroundControl::resume);
    addChange(group, chosen, "cancel", "End it; what is done stays done", &BackgroundControl::cancel);
    CLI::App* logged = group->add_subcommand("log", "What was logged about one, one JSON object a line");
    const auto ofId = std::make_shared<qint64>(0);
    logged->add_option("id", *ofId, "As `background list` shows it")->required()->type_name("ID");
    logged->callback([&chosen, ofId] { chosen = [ofId](Session& session) { return log(session, *ofId); }; });
    CLI::App* undo = group->add_subcommand("down", "The way back: there is nothing to undo");
    const auto name = std::make_shared<std::string>();
    undo->add_option("name", *name, "reset-skipped or reset-status")->required();
    undo->callback([&chosen, name] { chosen = [name](Session& session) { return down(session, *name); }; });
}

} // namespace transship::ctl
