// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/commands/commands.h"
#include "app/ctl/commands/inventoryscan.h"
#include "app/ctl/inventory/inventoryloader.h"

#include <CLI/CLI.hpp>
#include <QCoroFuture>
#include <QFileInfo>
#include <QJsonArray>

namespace transship::ctl {
namespace {

constexpr qsizetype maxListedProblems = 1000; ///< in the document; stderr gets them all

struct LoadArguments {
    std::string file;
    bool dryRun = false;
};

QString sentence(const InventoryResult& result, bool dryRun)
{
    return QStringLiteral("%1 %2, %3 there already")
        .arg(counted(result.added, QStringLiteral("repository"), QStringLiteral("repositories")),
            dryRun ? QStringLiteral("would be added") : QStringLiteral("added"))
        .arg(result.alreadyThere);
}

/// Checks the whole file before anything is written; every bad line goes to stderr with its number.
std::optional<int> refuseBadLines(const Session& session, const InventoryFile& file)
{
    QJsonArray problems;
    const Result<InventoryCheck> check = checkInventory(file, [&](qint64 line, const QString& problem) {
        session.out().error(QStringLiteral("%1, line %2: %3").arg(file.name()).arg(line).arg(problem));
        if (problems.size() < maxListedProblems) {
            problems << QJsonObject{{QStringLiteral("line"), line}, {QStringLiteral("problem"), problem}};
        }
    });
    if (!check) {
        return session.fail(check.error());
    }
    if (!check->ignored.isEmpty()) {
        session.out().note(QStringLiteral("Ignored columns: %1.").arg(check->ignored.join(QStringLiteral(", "))));
    }
    if (check->bad == 0) {
        return std::nullopt;
    }
    session.out().document({{QStringLiteral("added"), 0}, {QStringLiteral("already_there"), 0},
        {QStringLiteral("good_lines"), check->good}, {QStringLiteral("bad_lines"), check->bad},
        {QStringLiteral("problems"), problems}});
    session.out().error(
        QStringLiteral("nothing was loaded from %1: %2 cannot be taken; mend the file and load it again")
            .arg(file.name(), counted(check->bad, QStringLiteral("line"), QStringLiteral("lines"))));
    return exitFailed;
}

/// With a dry run nothing is created either: what an absent database would get is then all that the file names.
QCoro::Task<Result<InventoryResult>> load(Session& session, std::shared_ptr<InventoryFile> file, bool dryRun)
{
    const Result<void> opened = co_await session.openFor(dryRun);
    if (!opened) {
        co_return opened.error();
    }
    const auto canceled = std::make_shared<std::atomic<bool>>(false);
    session.onTermination = [canceled] { *canceled = true; };
    const QDateTime now = session.services().clock.now();
    const Output out = session.out();
    const auto write = [file, now, dryRun, canceled, out](Stores& stores) {
        return loadInventory(stores, *file, now, dryRun, *canceled,
            [&out](qint64 done) { out.progress(QStringLiteral("%1 lines").arg(done)); });
    };
    const Result<InventoryResult> result = co_await session.services().storage->run(write);
    session.onTermination = nullptr;
    session.out().progress({});
    co_return result;
}

QCoro::Task<int> loadCommand(Session& session, LoadArguments arguments)
{
    const Result<std::shared_ptr<InventoryFile>> file = InventoryFile::open(QString::fromStdString(arguments.file));
    if (!file) {
        co_return session.fail(file.error());
    }
    if (const std::optional<int> code = refuseBadLines(session, **file)) {
        co_return *code;
    }
    const Result<InventoryResult> result = co_await load(session, *file, arguments.dryRun);
    if (!result) {
        co_return session.fail(result.error());
    }
    session.out().text(sentence(*result, arguments.dryRun));
    session.out().document(
        {{QStringLiteral("added"), result->added}, {QStringLiteral("already_there"), result->alreadyThere},
            {QStringLiteral("bad_lines"), 0}, {QStringLiteral("dry_run"), arguments.dryRun}});
    co_return exitDone;
}

void addLoad(CLI::App* group, Command& chosen)
{
    CLI::App* command = group->add_subcommand("load",
        "Add the repositories of a file: CSV with a header (path, plan, created_at, tags; only path is required) or\n"
        "NDJSON with these keys. One bad line and nothing is loaded; what is there already stays as it is.");
    const auto arguments = std::make_shared<LoadArguments>();
    command->add_option("file", arguments->file, "The file, - for the standard input")->required();
    command->add_flag("--dry-run", arguments->dryRun, "Only check the file and say what would be added");
    command->callback(
        [&chosen, arguments] { chosen = [arguments](Session& session) { return loadCommand(session, *arguments); }; });
}

void addScan(CLI::App* group, Command& chosen)
{
    CLI::App* command = group->add_subcommand("scan",
        "Add the repositories of a registry's catalog that are not there yet. A catalog also lists repositories whose\n"
        "tags are all gone; they are added too, and found empty when their turn comes. Credentials:\n"
        "TRANSSHIP_SOURCE_USERNAME and TRANSSHIP_SOURCE_PASSWORD (or …_PASSWORD_FILE).");
    const auto arguments = std::make_shared<ScanArguments>();
    command->add_option("--source", arguments->source, "The registry")->required()->type_name("URL");
    command->add_option("--prefix", arguments->prefix, "Only paths that begin so");
    command->add_flag("--dry-run", arguments->dryRun, "Only say what would be added");
    command->callback([&chosen, arguments] {
        chosen = [arguments](Session& session) { return scanInventory(session, *arguments); };
    });
}

} // namespace

void addInventoryCommands(CLI::App& app, Command& chosen)
{
    CLI::App* group = app.add_subcommand("inventory", "What there is to migrate")->require_subcommand(1);
    addLoad(group, chosen);
    addScan(group, chosen);
}

} // namespace transship::ctl
