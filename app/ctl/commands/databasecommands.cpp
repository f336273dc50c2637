// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/commands/commands.h"
#include "app/ctl/documents.h"
#include "models/storage/schema.h"

#include <CLI/CLI.hpp>
#include <QCoroFuture>
#include <QDir>
#include <QFileInfo>
#include <QJsonArray>

namespace transship::ctl {
namespace {

struct UpgradeArguments {
    bool dryRun = false;
};

bool isMissing(const DatabaseUrl& url)
{
    return url.backend() == Backend::Sqlite && !QFileInfo::exists(url.name());
}

/// 0 for one that does not exist, without creating it.
QCoro::Task<Result<int>> schemaVersion(Services& services)
{
    if (isMissing(services.config.database)) {
        co_return 0;
    }
    co_return co_await services.reader->run([](Stores& stores) { return schema::version(stores.connection); });
}

QList<int> stepsBetween(int version, int latest)
{
    QList<int> steps;
    for (int step = version + 1; step <= latest; ++step) {
        steps << step;
    }
    return steps;
}

QString upgradeSentence(const QString& database, const QList<int>& steps, int latest, bool dryRun)
{
    if (steps.isEmpty()) {
        return QStringLiteral("%1 is up to date (schema version %2).").arg(database).arg(latest);
    }
    QStringList numbers;
    for (const int step : steps) {
        numbers << QString::number(step);
    }
    return QStringLiteral("%1 %2 schema version %3 (steps: %4).")
        .arg(database, dryRun ? QStringLiteral("would be brought to") : QStringLiteral("is now at"))
        .arg(latest)
        .arg(numbers.join(QStringLiteral(", ")));
}

void showUpgrade(Session& session, const QList<int>& steps, bool dryRun)
{
    const DatabaseUrl& url = session.services().config.database;
    const int latest = schema::latestVersion(url.backend());
    QJsonArray applied;
    for (const int step : steps) {
        applied << step;
    }
    session.out().text(upgradeSentence(url.toDisplayString(), steps, latest, dryRun));
    session.out().document({{QStringLiteral("database"), url.toDisplayString()},
        {QStringLiteral("schema_version"), dryRun && !steps.isEmpty() ? steps.first() - 1 : latest},
        {QStringLiteral("latest_version"), latest}, {QStringLiteral("steps"), applied},
        {QStringLiteral("dry_run"), dryRun}});
}

QCoro::Task<int> upgrade(Session& session, UpgradeArguments arguments)
{
    if (const Result<void> built = session.build(); !built) {
        co_return session.fail(built.error());
    }
    Services& services = session.services();
    const DatabaseUrl& url = services.config.database;
    if (arguments.dryRun) {
        const Result<int> version = co_await schemaVersion(services);
        if (!version) {
            co_return session.fail(version.error());
        }
        const int latest = schema::latestVersion(url.backend());
        if (*version > latest) {
            const Result<void> tooNew = co_await checkSchema(services);
            co_return session.fail(tooNew.error());
        }
        showUpgrade(session, stepsBetween(*version, latest), true);
        co_return exitDone;
    }
    if (url.backend() == Backend::Sqlite && url.name() == DatabaseUrl::defaultUrl().name()) {
        QDir().mkpath(QFileInfo(url.name()).absolutePath());
    }
    const Result<QList<int>> applied = co_await upgradeSchema(services);
    if (!applied) {
        co_return session.fail(applied.error());
    }
    showUpgrade(session, *applied, false);
    const Result<bool> indexed = co_await services.storage->run(
        [](Stores& stores) -> Result<bool> { return schema::findsPartsByIndex(stores.connection); });
    if (indexed && !*indexed) {
        session.out().note(QStringLiteral("PostgreSQL's extension pg_trgm is missing, or this user may not create it: "
                                          "a search for a part of a path reads "
                                          "all paths (seconds with millions of them). To make it fast, let an "
                                          "administrator run CREATE EXTENSION pg_trgm "
                                          "in this database (Debian: it comes with the package postgresql-15), then "
                                          "run `transshipctl db upgrade` again."));
    }
    co_return exitDone;
}

void showStatus(Session& session, int version, const QString& verdict, const std::optional<StateCounts>& counts)
{
    const DatabaseUrl& url = session.services().config.database;
    const int latest = schema::latestVersion(url.backend());
    TextTable table({QStringLiteral("DATABASE"), url.toDisplayString()});
    table.addRow(
        {QStringLiteral("schema"), QStringLiteral("version %1 of %2, %3").arg(version).arg(latest).arg(verdict)});
    if (counts) {
        for (const MigrationState state : allMigrationStates) {
            table.addRow({transship::toName(state), QString::number(counts->of(state))});
        }
        table.addRow({QStringLiteral("repositories"), QString::number(counts->total())});
    }
    session.out().table(table);
    session.out().document(
        {{QStringLiteral("database"), url.toDisplayString()}, {QStringLiteral("schema_version"), version},
            {QStringLiteral("latest_version"), latest}, {QStringLiteral("verdict"), verdict},
            {QStringLiteral("repositories"), counts ? QJsonValue(counts->total()) : QJsonValue()},
            {QStringLiteral("states"), counts ? QJsonValue(toJson(*counts)) : QJsonValue()}});
}

QString verdictOf(const Result<void>& checked, int version)
{
    if (checked) {
        return QStringLiteral("up_to_date");
    }
    if (checked.error().code == ErrorCode::DatabaseTooNew) {
        return QStringLiteral("too_new");
    }
    return version == 0 ? QStringLiteral("empty") : QStringLiteral("outdated");
}

QCoro::Task<int> status(Session& session)
{
    if (const Result<void> built = session.build(); !built) {
        co_return session.fail(built.error());
    }
    Services& services = session.services();
    const Result<int> version = co_await schemaVersion(services);
    if (!version) {
        co_return session.fail(version.error());
    }
    const Result<void> checked = co_await checkSchema(services);
    const QString verdict = verdictOf(checked, *version);
    if (!checked) {
        showStatus(session, *version, verdict, std::nullopt);
        co_return session.fail(checked.error());
    }
    const Result<StateCounts> counts
        = co_await services.reader->run([](Stores& stores) { return stores.repositories.countByState(); });
    if (!counts) {
        co_return session.fail(counts.error());
    }
    showStatus(session, *version, verdict, *counts);
    co_return exitDone;
}

} // namespace

void addDatabaseCommands(CLI::App& app, Command& chosen)
{
    CLI::App* group = app.add_subcommand("db", "The database: create, upgrade, look")->require_subcommand(1);
    CLI::App* upgradeCommand = group->add_subcommand("upgrade", "Create the schema, or bring it up to date");
    const auto arguments = std::make_shared<UpgradeArguments>();
    upgradeCommand->add_flag("--dry-run", arguments->dryRun, "Only say which steps would be applied");
    upgradeCommand->callback(
        [&chosen, arguments] { chosen = [arguments](Session& session) { return upgrade(session, *arguments); }; });
    group->add_subcommand("status", "Schema version and counts")->callback([&chosen] { chosen = &status; });
}

} // namespace transship::ctl
