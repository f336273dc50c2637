// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/commands/bulk.h"
#include "app/ctl/commands/commands.h"
#include "app/ctl/commands/repositoryviews.h"
#include "models/domain/operatoraction.h"

#include <CLI/CLI.hpp>

namespace transship::ctl {
namespace {

struct ChangeArguments {
    std::string event; ///< of `fire`
    Selection selection;
    std::string reason;
    std::string note;
    bool forced = false; ///< fire: no registry call; cancel: force=true
};

Result<BulkOperation> operationOf(std::variant<OperatorAction, MigrationEvent> what, const ChangeArguments& arguments)
{
    BulkOperation operation;
    operation.what = what;
    operation.note = QString::fromStdString(arguments.note);
    operation.forced = arguments.forced;
    if (!arguments.reason.empty()) {
        const Result<SkippedReason> reason = skippedReasonFromName(QString::fromStdString(arguments.reason));
        if (!reason) {
            return reason.error();
        }
        operation.reason = *reason;
    }
    return operation;
}

QCoro::Task<int> fire(Session& session, ChangeArguments arguments)
{
    const Result<MigrationEvent> event = migrationEventFromName(QString::fromStdString(arguments.event));
    if (!event) {
        co_return session.fail(event.error());
    }
    const Result<BulkOperation> operation = operationOf(*event, arguments);
    if (!operation) {
        co_return session.fail(operation.error());
    }
    BulkChange change{QStringLiteral("event"), QStringLiteral("Fire %1 on").arg(operation->name()), *operation};
    co_return co_await runBulk(session, arguments.selection, std::move(change));
}

QCoro::Task<int> act(Session& session, OperatorAction action, ChangeArguments arguments)
{
    const Result<BulkOperation> operation = operationOf(action, arguments);
    if (!operation) {
        co_return session.fail(operation.error());
    }
    const QString name = operation->name();
    BulkChange change{QStringLiteral("action"), name.at(0).toUpper() + name.mid(1).replace(u'_', u' '), *operation};
    co_return co_await runBulk(session, arguments.selection, std::move(change));
}

void addSelection(CLI::App* command, ChangeArguments& arguments)
{
    command->add_option("repositories", arguments.selection.given, "Ids or paths")->type_name("X");
    command->add_option(
        "--query", arguments.selection.query, "All that match, e.g. \"state:import_aborted retries>=2\"");
    command->add_option("--note", arguments.note, "Why, kept in history");
    command->add_flag("--yes,-y", arguments.selection.yes, "Do not ask before changing many");
    command->add_flag("--dry-run", arguments.selection.dryRun, "Only show what would change");
}

std::string names(const QStringList& list)
{
    return list.join(QStringLiteral(", ")).toStdString();
}

std::string reasonNames()
{
    QStringList list;
    for (const SkippedReason reason : allSkippedReasons) {
        list << transship::toName(reason);
    }
    return names(list);
}

void addFire(CLI::App* group, Command& chosen)
{
    QStringList events;
    for (const MigrationEvent event : allMigrationEvents) {
        events << transship::toName(event);
    }
    CLI::App* command = group->add_subcommand("fire", "One event of the state machine: " + names(events));
    const auto arguments = std::make_shared<ChangeArguments>();
    command->add_option("event", arguments->event, "Its name")->required();
    addSelection(command, *arguments);
    command->add_option("--reason", arguments->reason, "For skip_import and finish_import: " + reasonNames());
    command->add_flag("--forced", arguments->forced, "Change the row only, make no call to the registry");
    command->callback(
        [&chosen, arguments] { chosen = [arguments](Session& session) { return fire(session, *arguments); }; });
}

void addAction(CLI::App* group, Command& chosen, OperatorAction action, const std::string& help)
{
    CLI::App* command = group->add_subcommand(transship::toName(action).toStdString(), help);
    const auto arguments = std::make_shared<ChangeArguments>();
    addSelection(command, *arguments);
    if (action == OperatorAction::Skip) {
        command->add_option("--reason", arguments->reason, "One of " + reasonNames());
    }
    if (action == OperatorAction::Cancel) {
        command->add_flag("--force", arguments->forced, "Also a final import that the registry would rather finish");
    }
    command->callback([&chosen, arguments, action] {
        const bool force = action == OperatorAction::Cancel && arguments->forced;
        const OperatorAction wanted = force ? OperatorAction::ForceCancel : action;
        chosen = [arguments, wanted](Session& session) { return act(session, wanted, *arguments); };
    });
}

void addViews(CLI::App* group, Command& chosen)
{
    CLI::App* list = group->add_subcommand("list", "Repositories and their states");
    const auto arguments = std::make_shared<ListArguments>();
    list->add_option("--query", arguments->query, "Only those that match, e.g. \"state:import_skipped path:group/*\"");
    list->add_option("--sort", arguments->sort, sortHelp())->capture_default_str();
    list->add_option("--limit", arguments->limit, "At most so many, 0 = all")
        ->check(CLI::NonNegativeNumber)
        ->capture_default_str();
    list->callback([&chosen, arguments] {
        chosen = [arguments](Session& session) { return listRepositories(session, *arguments); };
    });
    const auto given = std::make_shared<std::string>();
    CLI::App* show = group->add_subcommand("show", "Everything about one repository");
    show->add_option("repository", *given, "Id or path")->required()->type_name("X");
    show->callback(
        [&chosen, given] { chosen = [given](Session& session) { return showRepository(session, *given); }; });
    CLI::App* why = group->add_subcommand("explain", "Why one repository moves or does not: every check, with values");
    why->add_option("repository", *given, "Id or path")->required()->type_name("X");
    why->callback(
        [&chosen, given] { chosen = [given](Session& session) { return explainRepository(session, *given); }; });
    CLI::App* history = group->add_subcommand("history", "Every transition of one repository, oldest first");
    history->add_option("repository", *given, "Id or path")->required()->type_name("X");
    history->callback(
        [&chosen, given] { chosen = [given](Session& session) { return showHistory(session, *given); }; });
}

} // namespace

void addRepositoryCommands(CLI::App& app, Command& chosen)
{
    CLI::App* group = app.add_subcommand("repo", "Repositories: look and act")->require_subcommand(1);
    addViews(group, chosen);
    addFire(group, chosen);
    addAction(group, chosen, OperatorAction::Start, "Start the pre import now");
    addAction(group, chosen, OperatorAction::Retry, "Ask the registry how far it is and resume there");
    addAction(group, chosen, OperatorAction::Skip, "Leave out of the migration");
    addAction(group, chosen, OperatorAction::Abort, "Abort; the enqueuer retries it later");
    addAction(group, chosen, OperatorAction::Cancel, "Cancel at the registry, then skip");
    addAction(group, chosen, OperatorAction::Reset, "Back to default, every trace of the migration cleared");
}

} // namespace transship::ctl
