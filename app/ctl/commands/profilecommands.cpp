// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/commands/commands.h"
#include "models/settings/profilestore.h"

#include <CLI/CLI.hpp>
#include <QJsonArray>

namespace transship::ctl {
namespace {

struct ListArguments {
    bool names = false;
};

struct ShowArguments {
    std::string name;
};

QCoro::Task<int> listProfiles(Session& session, ListArguments arguments)
{
    const ProfileStore::Listing listing = ProfileStore().list();
    if (arguments.names) {
        for (const ConnectionProfile& profile : listing.profiles) {
            session.out().text(profile.name);
        }
        co_return exitDone;
    }
    TextTable table(
        {QStringLiteral("NAME"), QStringLiteral("TYPE"), QStringLiteral("DATABASE"), QStringLiteral("REGISTRY")});
    QJsonArray profiles;
    for (const ConnectionProfile& profile : listing.profiles) {
        table.addRow({profile.name, transship::toName(profile.type), profile.database.toDisplayString(),
            profile.registryUrl.toDisplayString()});
        profiles << toJson(profile);
    }
    for (const Error& problem : listing.problems) {
        session.out().error(problem);
    }
    session.out().table(table);
    session.out().document({{QStringLiteral("profiles"), profiles}});
    if (!listing.problems.isEmpty()) {
        co_return exitPartly;
    }
    co_return listing.profiles.isEmpty() ? exitNothingMatched : exitDone;
}

QString describe(const SecretSource& source)
{
    return source.name.isEmpty() ? transship::toName(source.kind) : transship::toName(source.kind) + u' ' + source.name;
}

void showRegistry(TextTable& table, const ConnectionProfile& profile)
{
    using Method = RegistryLogin::Method;
    const RegistryLogin& login = profile.login;
    table.addRow({QStringLiteral("registry"), profile.registryUrl.toDisplayString()});
    table.addRow({QStringLiteral("login"), transship::toName(login.method)});
    if (login.method == Method::Password) {
        table.addRow({QStringLiteral("user"), login.user});
    }
    if (login.method == Method::Password || login.method == Method::Token) {
        table.addRow({QStringLiteral("secret from"), describe(login.secret)});
    }
    if (login.method == Method::SigningKey) {
        table.addRow({QStringLiteral("signing key"), login.keyFile});
    }
    const ProxySettings& proxy = profile.proxy;
    const bool named = !proxy.host.isEmpty();
    table.addRow({QStringLiteral("proxy"),
        named ? QStringLiteral("%1 %2:%3").arg(transship::toName(proxy.kind), proxy.host).arg(proxy.port)
              : transship::toName(proxy.kind)});
}

QCoro::Task<int> showProfile(Session& session, ShowArguments arguments)
{
    const ProfileStore store;
    const Result<ConnectionProfile> profile = store.find(QString::fromStdString(arguments.name));
    if (!profile) {
        co_return session.fail(profile.error());
    }
    TextTable table({QStringLiteral("PROFILE"), profile->name});
    table.addRow({QStringLiteral("type"), transship::toName(profile->type)});
    table.addRow({QStringLiteral("changes"),
        profile->isProduction() ? QStringLiteral("only with --unlock REASON") : QStringLiteral("allowed")});
    table.addRow({QStringLiteral("database"), profile->database.toDisplayString()});
    if (profile->database.backend() == Backend::PostgreSql) {
        table.addRow({QStringLiteral("password from"), describe(profile->databasePassword)});
    }
    if (!profile->registryUrl.isEmpty()) {
        showRegistry(table, *profile);
    }
    if (!profile->caFile.isEmpty()) {
        table.addRow({QStringLiteral("CA file"), profile->caFile});
    }
    table.addRow({QStringLiteral("stored in"), store.filePath(profile->name)});
    session.out().table(table);
    session.out().document(toJson(*profile));
    co_return exitDone;
}

} // namespace

void addProfileCommands(CLI::App& app, Command& chosen)
{
    CLI::App* group = app.add_subcommand("profile", "Connection profiles, as the console and --profile use them")
                          ->require_subcommand(1);
    CLI::App* list = group->add_subcommand("list", "All of them, without secrets");
    const auto how = std::make_shared<ListArguments>();
    list->add_flag("--names", how->names, "Only the names, one a line");
    list->callback([&chosen, how] { chosen = [how](Session& session) { return listProfiles(session, *how); }; });
    CLI::App* show = group->add_subcommand("show", "One of them; where its secrets come from, not what they are");
    const auto arguments = std::make_shared<ShowArguments>();
    show->add_option("name", arguments->name, "Its name")->required();
    show->callback(
        [&chosen, arguments] { chosen = [arguments](Session& session) { return showProfile(session, *arguments); }; });
}

} // namespace transship::ctl
