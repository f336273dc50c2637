// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/commands/commands.h"
#include "app/ctl/registryaccess.h"
#include "models/importer/importservice.h"

#include <CLI/CLI.hpp>
#include <QCoroSignal>
#include <QFileInfo>
#include <QStandardPaths>

using namespace Qt::StringLiterals;

namespace transship::ctl {
namespace {

struct ServeArguments {
    std::string source;
    std::string target;
    std::string listen = "127.0.0.1:0";
    std::string database;
    std::string notificationUrl;
    int maxConcurrentImports = 5;
};

/// A URL, or the path of an SQLite file; its own and never the rollout's.
Result<DatabaseUrl> importerDatabase(const std::string& argument)
{
    const QString given = QString::fromStdString(argument);
    const QString text = given.isEmpty() ? qEnvironmentVariable("TRANSSHIP_IMPORTER_DATABASE") : given;
    if (text.isEmpty()) {
        return DatabaseUrl::sqlite(
            QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) + QStringLiteral("/importer.sqlite"));
    }
    const bool isUrl = text.startsWith(u"sqlite:") || text.startsWith(u"postgres");
    Result<DatabaseUrl> url = isUrl ? DatabaseUrl::parse(text) : Result<DatabaseUrl>(DatabaseUrl::sqlite(text));
    if (url && !given.isEmpty() && !url->password().isEmpty()) {
        return Error{ErrorCode::InvalidArgument,
            QStringLiteral(
                "--database must not hold a password, since everyone on this machine can read arguments; put "
                "the URL into the environment variable TRANSSHIP_IMPORTER_DATABASE")};
    }
    return url;
}

Result<ImporterRegistry> registryOf(const std::string& argument, const QString& option, const QString& prefix)
{
    const Result<QUrl> url = parseRegistryUrl(QString::fromStdString(argument), option);
    if (!url) {
        return url.error();
    }
    const Result<RegistryCredentials> credentials = credentialsFromEnvironment(prefix, *url);
    return credentials ? Result<ImporterRegistry>(ImporterRegistry{*url, *credentials}) : credentials.error();
}

/// An address with `{path}` in its path; empty: nobody is told.
Result<QString> notificationUrlOf(const std::string& argument)
{
    const QString text = QString::fromStdString(argument);
    if (text.isEmpty()) {
        return text;
    }
    const Result<QUrl> url
        = parseRegistryUrl(QString(text).replace(u"{path}"_s, u"group/app"_s), QStringLiteral("--notification-url"));
    if (!url) {
        return url.error();
    }
    if (!text.contains(u"{path}"_s)) {
        return Error{ErrorCode::InvalidArgument,
            QStringLiteral("--notification-url must hold {path}, which is replaced by the repository's path")};
    }
    return text;
}

Result<ImporterOptions> importerOptions(const ServeArguments& arguments)
{
    const auto source = registryOf(arguments.source, QStringLiteral("--source"), QStringLiteral("TRANSSHIP_SOURCE"));
    if (!source) {
        return source.error();
    }
    const auto target = registryOf(arguments.target, QStringLiteral("--target"), QStringLiteral("TRANSSHIP_TARGET"));
    if (!target) {
        return target.error();
    }
    if (source->url == target->url) {
        return Error{ErrorCode::InvalidArgument, QStringLiteral("--source and --target are the same registry")};
    }
    const Result<ListenAddress> listen = parseListenAddress(QString::fromStdString(arguments.listen));
    if (!listen) {
        return listen.error();
    }
    const Result<DatabaseUrl> database = importerDatabase(arguments.database);
    if (!database) {
        return database.error();
    }
    const Result<QByteArray> token = secretFromEnvironment(QStringLiteral("TRANSSHIP_IMPORTER_TOKEN"));
    if (!token) {
        return token.error();
    }
    const Result<QString> notificationUrl = notificationUrlOf(arguments.notificationUrl);
    if (!notificationUrl) {
        return notificationUrl.error();
    }
    const Result<QByteArray> secret = secretFromEnvironment(QStringLiteral("TRANSSHIP_NOTIFICATION_SECRET"));
    if (!secret) {
        return secret.error();
    }
    ImporterOptions options;
    options.notificationUrl = *notificationUrl;
    options.notificationSecret = *secret;
    options.source = *source;
    options.target = *target;
    options.database = *database;
    options.listenAddress = listen->address;
    options.listenPort = listen->port;
    options.bearerToken = *token;
    options.maxConcurrentImports = arguments.maxConcurrentImports;
    return options;
}

/// The importer's lines in the words of ours.
QJsonObject logLine(QJsonObject line)
{
    const QString level = line.take(QStringLiteral("level")).toString().toUpper();
    line[QStringLiteral("severity")] = level.startsWith(u"WARN") ? QStringLiteral("WARN") : level;
    line[QStringLiteral("component")] = QStringLiteral("importer");
    return line;
}

QCoro::Task<int> serve(Session& session, ServeArguments arguments)
{
    session.onTermination = [] {}; // awaited below
    if (!session.options().database.empty()) {
        co_return session.usage(QStringLiteral(
            "the importer has a database of its own: put --database after `importer serve`, or use the environment "
            "variable TRANSSHIP_IMPORTER_DATABASE"));
    }
    const Result<ImporterOptions> options = importerOptions(arguments);
    if (!options) {
        co_return session.fail(options.error());
    }
    ImportService service(*options);
    const LogWriter log = session.log();
    QObject::connect(
        &service, &ImportService::logged, &service, [log](const QJsonObject& line) { log.write(logLine(line)); });
    if (const Result<void> listening = service.listen(); !listening) {
        co_return session.fail(listening.error());
    }
    session.out().text(service.url().toString());
    session.out().line({{QStringLiteral("url"), service.url().toString()}, {QStringLiteral("port"), service.port()}});
    Output::flush();
    if (!session.termination().received()) {
        co_await qCoro(&session.termination(), &TerminationSignals::terminationRequested);
    }
    log.write(Severity::Info, QStringLiteral("importer"),
        QStringLiteral("stopping: running imports are kept and resumed at the next start"));
    co_await service.drain();
    log.write(Severity::Info, QStringLiteral("importer"), QStringLiteral("stopped"));
    co_return exitDone;
}

} // namespace

void addImporterCommands(CLI::App& app, Command& chosen)
{
    CLI::App* group = app.add_subcommand("importer", "The import API over any two registries")->require_subcommand(1);
    CLI::App* command = group->add_subcommand("serve",
        "Serve the import API for a source and a target registry until SIGTERM; prints its address first.\n"
        "Credentials: TRANSSHIP_SOURCE_USERNAME and _PASSWORD (or _TOKEN), TRANSSHIP_TARGET_…; callers present\n"
        "TRANSSHIP_IMPORTER_TOKEN. Each also as a file: …_PASSWORD_FILE, …_TOKEN_FILE. Or Docker's config.json:\n"
        "TRANSSHIP_SOURCE_DOCKER_CONFIG, TRANSSHIP_TARGET_DOCKER_CONFIG.");
    const auto arguments = std::make_shared<ServeArguments>();
    command->add_option("--source", arguments->source, "Registry to copy from")->required()->type_name("URL");
    command->add_option("--target", arguments->target, "Registry to copy to")->required()->type_name("URL");
    command->add_option("--listen", arguments->listen, "Port 0: any free one; other than loopback needs a token")
        ->type_name("ADDR")
        ->capture_default_str();
    command->add_option("--max-concurrent-imports", arguments->maxConcurrentImports, "One more is answered 429")
        ->check(CLI::Range(1, 1000))
        ->capture_default_str();
    command
        ->add_option("--database", arguments->database,
            "The importer's own: a file or URL (default: TRANSSHIP_IMPORTER_DATABASE, else in the user's data folder)")
        ->type_name("PATH");
    command
        ->add_option("--notification-url", arguments->notificationUrl,
            "Told when an import ended, with TRANSSHIP_NOTIFICATION_SECRET; {path} is replaced. A worker's is\n"
            "http://HOST:PORT/api/v4/internal/registry/repositories/{path}/migration/status")
        ->type_name("URL");
    command->callback(
        [&chosen, arguments] { chosen = [arguments](Session& session) { return serve(session, *arguments); }; });
}

} // namespace transship::ctl
