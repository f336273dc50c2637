// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/commands/commands.h"
#include "app/ctl/documents.h"
#include "models/domain/settingdefinitions.h"

#include <CLI/CLI.hpp>
#include <QCoroFuture>
#include <QJsonArray>

namespace transship::ctl {
namespace {

struct SetArguments {
    std::string name;
    std::string value;
    bool dryRun = false;
};

struct FlagArguments {
    std::string name;
    bool on = false;
    bool dryRun = false;
};

void showSettings(const Session& session, const QHash<QString, QString>& stored)
{
    QJsonArray settings;
    TextTable table(
        {QStringLiteral("NAME"), QStringLiteral("VALUE"), QStringLiteral("DEFAULT"), QStringLiteral("MEANING")});
    for (const SettingDefinition& definition : settingDefinitions()) {
        const bool isSet = stored.contains(definition.name);
        const QString value = stored.value(definition.name, definition.defaultValue);
        settings << QJsonObject{{QStringLiteral("name"), definition.name},
            {QStringLiteral("short_name"), definition.shortName}, {QStringLiteral("value"), value},
            {QStringLiteral("default"), definition.defaultValue}, {QStringLiteral("is_default"), !isSet},
            {QStringLiteral("description"), definition.description}};
        table.addRow({definition.shortName, value.isEmpty() ? QStringLiteral("-") : value,
            definition.defaultValue.isEmpty() ? QStringLiteral("-") : definition.defaultValue, definition.description});
    }
    session.out().table(table);
    session.out().document({{QStringLiteral("settings"), settings}});
}

QCoro::Task<int> listSettings(Session& session)
{
    if (const Result<void> opened = co_await session.open(); !opened) {
        co_return session.fail(opened.error());
    }
    const Result<QHash<QString, QString>> stored
        = co_await session.services().reader->run([](Stores& stores) { return stores.settings.settings(); });
    if (!stored) {
        co_return session.fail(stored.error());
    }
    showSettings(session, *stored);
    co_return exitDone;
}

QCoro::Task<int> setSetting(Session& session, SetArguments arguments)
{
    const Result<SettingDefinition> definition = findSetting(QString::fromStdString(arguments.name));
    if (!definition) {
        co_return session.fail(definition.error());
    }
    Result<QString> value = validateSetting(*definition, QString::fromStdString(arguments.value));
    if (!value) {
        co_return session.fail(value.error());
    }
    if (const Result<void> opened = co_await session.open(); !opened) {
        co_return session.fail(opened.error());
    }
    if (!arguments.dryRun) {
        value = co_await session.services().control->setSetting(definition->name, *value);
        if (!value) {
            co_return session.fail(value.error());
        }
    }
    session.out().text(
        QStringLiteral("%1 %2 %3")
            .arg(definition->name, arguments.dryRun ? QStringLiteral("would be") : QStringLiteral("is now"), *value));
    session.out().document({{QStringLiteral("name"), definition->name}, {QStringLiteral("value"), *value},
        {QStringLiteral("dry_run"), arguments.dryRun}});
    co_return exitDone;
}

QCoro::Task<int> settingsHistory(Session& session, int limit)
{
    if (limit < 1) {
        co_return session.fail({ErrorCode::InvalidArgument, QStringLiteral("--limit wants a number from 1 on")});
    }
    if (const Result<void> opened = co_await session.open(); !opened) {
        co_return session.fail(opened.error());
    }
    const Result<QList<SettingsEvent>> events = co_await session.services().monitor->settingsHistory(limit);
    if (!events) {
        co_return session.fail(events.error());
    }
    QJsonArray list;
    TextTable table({QStringLiteral("TIME"), QStringLiteral("WHAT"), QStringLiteral("NAME"), QStringLiteral("BEFORE"),
        QStringLiteral("AFTER"), QStringLiteral("ACTOR"), QStringLiteral("ORIGIN")});
    for (const SettingsEvent& event : *events) {
        list << QJsonObject{{QStringLiteral("id"), event.id}, {QStringLiteral("kind"), transship::toName(event.kind)},
            {QStringLiteral("name"), event.name}, {QStringLiteral("before"), event.before},
            {QStringLiteral("after"), event.after}, {QStringLiteral("actor"), event.actor},
            {QStringLiteral("origin"), transship::toName(event.origin)},
            {QStringLiteral("created_at"), ctl::toJson(event.createdAt)}};
        const auto shown = [](const QString& value) { return value.isEmpty() ? QStringLiteral("-") : value; };
        table.addRow({shortTime(event.createdAt), transship::toName(event.kind), event.name, shown(event.before),
            shown(event.after), shown(event.actor), transship::toName(event.origin)});
    }
    if (events->isEmpty()) {
        session.out().note(QStringLiteral("No setting was ever changed."));
    } else {
        session.out().table(table);
    }
    session.out().document({{QStringLiteral("settings_events"), list}});
    co_return exitDone;
}

QCoro::Task<int> listFlags(Session& session)
{
    if (const Result<void> opened = co_await session.open(); !opened) {
        co_return session.fail(opened.error());
    }
    const Result<QSet<QString>> enabled
        = co_await session.services().reader->run([](Stores& stores) { return stores.settings.enabledFlags(); });
    if (!enabled) {
        co_return session.fail(enabled.error());
    }
    QJsonArray list;
    TextTable table({QStringLiteral("FLAG"), QStringLiteral("STATE"), QStringLiteral("MEANING")});
    for (const FlagDefinition& flag : flagDefinitions()) {
        const bool on = enabled->contains(flag.name);
        list << QJsonObject{{QStringLiteral("name"), flag.name}, {QStringLiteral("enabled"), on},
            {QStringLiteral("description"), flag.description}};
        table.addRow({flag.name, on ? QStringLiteral("on") : QStringLiteral("off"), flag.description});
    }
    session.out().table(table);
    session.out().document({{QStringLiteral("flags"), list}});
    co_return exitDone;
}

QCoro::Task<int> switchFlag(Session& session, FlagArguments arguments)
{
    const Result<FlagDefinition> flag = findFlag(QString::fromStdString(arguments.name));
    if (!flag) {
        co_return session.fail(flag.error());
    }
    if (const Result<void> opened = co_await session.open(); !opened) {
        co_return session.fail(opened.error());
    }
    if (!arguments.dryRun) {
        if (const Result<void> set = co_await session.services().control->setFlag(flag->name, arguments.on); !set) {
            co_return session.fail(set.error());
        }
    }
    session.out().text(QStringLiteral("%1 %2 %3")
                           .arg(flag->name, arguments.dryRun ? QStringLiteral("would be") : QStringLiteral("is now"),
                               arguments.on ? QStringLiteral("on") : QStringLiteral("off")));
    session.out().document({{QStringLiteral("name"), flag->name}, {QStringLiteral("enabled"), arguments.on},
        {QStringLiteral("dry_run"), arguments.dryRun}});
    co_return exitDone;
}

void addSwitch(CLI::App* group, Command& chosen, const std::string& name, bool on)
{
    CLI::App* command = group->add_subcommand(name, on ? "Switch a flag on" : "Switch a flag off");
    const auto arguments = std::make_shared<FlagArguments>();
    arguments->on = on;
    command->add_option("name", arguments->name, "Full name, or its end: capacity_5, enqueue_speed_fast")->required();
    command->add_flag("--dry-run", arguments->dryRun, "Change nothing");
    command->callback(
        [&chosen, arguments] { chosen = [arguments](Session& session) { return switchFlag(session, *arguments); }; });
}

} // namespace

void addSettingsCommands(CLI::App& app, Command& chosen)
{
    CLI::App* group = app.add_subcommand("settings", "The rollout's settings")->require_subcommand(1);
    group->add_subcommand("list", "All settings with their values and meanings")->callback([&chosen] {
        chosen = &listSettings;
    });
    CLI::App* history
        = group->add_subcommand("history", "Who changed which setting, flag or entry of the deny list, newest first");
    const auto limit = std::make_shared<int>(50);
    history->add_option("--limit", *limit, "How many (default: 50)");
    history->callback(
        [&chosen, limit] { chosen = [limit](Session& session) { return settingsHistory(session, *limit); }; });
    CLI::App* set = group->add_subcommand("set", "Change one");
    const auto arguments = std::make_shared<SetArguments>();
    set->add_option("name", arguments->name, "Full or short name")->required();
    set->add_option("value", arguments->value, "The new value")->required();
    set->add_flag("--dry-run", arguments->dryRun, "Change nothing");
    set->callback(
        [&chosen, arguments] { chosen = [arguments](Session& session) { return setSetting(session, *arguments); }; });
}

void addFlagsCommands(CLI::App& app, Command& chosen)
{
    CLI::App* group = app.add_subcommand("flags", "The rollout's switches")->require_subcommand(1);
    group->add_subcommand("list", "All flags and whether they are on")->callback([&chosen] { chosen = &listFlags; });
    addSwitch(group, chosen, "enable", true);
    addSwitch(group, chosen, "disable", false);
}

} // namespace transship::ctl
