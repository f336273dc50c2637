// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/commands/commands.h"

#include <CLI/CLI.hpp>
#include <QCoroFuture>
#include <QJsonArray>

namespace transship::ctl {
namespace {

struct DenyArguments {
    std::string rootNamespace;
    bool add = false;
    bool dryRun = false;
};

QCoro::Task<int> list(Session& session)
{
    if (const Result<void> opened = co_await session.open(); !opened) {
        co_return session.fail(opened.error());
    }
    const Result<QStringList> denied = co_await session.services().control->denyList();
    if (!denied) {
        co_return session.fail(denied.error());
    }
    if (denied->isEmpty()) {
        session.out().note(QStringLiteral("The deny list is empty."));
    } else {
        session.out().text(denied->join(u'\n'));
    }
    session.out().document({{QStringLiteral("namespaces"), QJsonArray::fromStringList(*denied)}});
    co_return exitDone;
}

QString sentence(const DenyArguments& arguments, const QString& name, bool changes)
{
    if (!changes) {
        return QStringLiteral("%1 is on the deny list already").arg(name);
    }
    const QString verb = arguments.dryRun ? QStringLiteral("would be") : QStringLiteral("is now");
    return QStringLiteral("%1 %2 %3 the deny list")
        .arg(name, verb, arguments.add ? QStringLiteral("on") : QStringLiteral("off"));
}

QCoro::Task<int> change(Session& session, DenyArguments arguments)
{
    const QString name = QString::fromStdString(arguments.rootNamespace).toLower();
    if (const Result<void> opened = co_await session.open(); !opened) {
        co_return session.fail(opened.error());
    }
    RolloutControl& control = *session.services().control;
    const Result<QStringList> denied = co_await control.denyList();
    if (!denied) {
        co_return session.fail(denied.error());
    }
    const bool isDenied = denied->contains(name);
    if (!arguments.add && !isDenied) {
        co_return session.fail({ErrorCode::NotFound, QStringLiteral("%1 is not on the deny list").arg(name)});
    }
    const bool changes = isDenied != arguments.add;
    if (changes && !arguments.dryRun) {
        Result<void> done;
        if (arguments.add) { // no conditional operator: GCC 12 destroys the task of one twice
            done = co_await control.deny(name);
        } else {
            done = co_await control.allow(name);
        }
        if (!done) {
            co_return session.fail(done.error());
        }
    }
    session.out().text(sentence(arguments, name, changes));
    session.out().document({{QStringLiteral("namespace"), name}, {QStringLiteral("denied"), arguments.add},
        {QStringLiteral("changed"), changes}, {QStringLiteral("dry_run"), arguments.dryRun}});
    co_return exitDone;
}

void addChange(CLI::App* group, Command& chosen, const std::string& name, bool add)
{
    CLI::App* command = group->add_subcommand(
        name, add ? "Nothing of this root namespace is started" : "Take a root namespace off the deny list");
    const auto arguments = std::make_shared<DenyArguments>();
    arguments->add = add;
    command->add_option("namespace", arguments->rootNamespace, "A root namespace: the first part of a path")
        ->required();
    command->add_flag("--dry-run", arguments->dryRun, "Change nothing");
    command->callback(
        [&chosen, arguments] { chosen = [arguments](Session& session) { return change(session, *arguments); }; });
}

} // namespace

void addDenyCommands(CLI::App& app, Command& chosen)
{
    CLI::App* group = app.add_subcommand("deny", "Root namespaces that are not migrated")->require_subcommand(1);
    group->add_subcommand("list", "Who is denied")->callback([&chosen] { chosen = &list; });
    addChange(group, chosen, "add", true);
    addChange(group, chosen, "remove", false);
}

} // namespace transship::ctl
