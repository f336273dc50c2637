// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/commands/commands.h"
#include "app/ctl/importer/importeroptions.h"
#include "app/ctl/importer/verifycommand.h"
#include "app/ctl/registryaccess.h"
#include "models/importer/importservice.h"

#include <CLI/CLI.hpp>
#include <QCoroSignal>

using namespace Qt::StringLiterals;

namespace transship::ctl {
namespace {

struct ServeArguments {
    std::string source;
    std::string target;
    std::string listen = "127.0.0.1:0";
    std::string database;
    std::string notificationUrl;
    std::string verify = "tags";
    std::string freezeHook;
    bool copyForeignLayers = false;
    int maxConcurrentImports = 5;
    int requestsPerImport = 6;
    int requestsPerRegistry = 24;
    int preImportTimeout = 7200; ///< seconds, as the next two
    int importTimeout = 600;
    int lease = 30;
    int freezeHookTimeout = 30;
};

Result<ImporterOptions> importerOptions(const ServeArguments& arguments)
{
    const Result<ImporterPair> registries = importerPair(arguments.source, arguments.target);
    if (!registries) {
        return registries.error();
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
    const Result<QString> notificationUrl = importerNotificationUrl(arguments.notificationUrl);
    if (!notificationUrl) {
        return notificationUrl.error();
    }
    const Result<QByteArray> secret = secretFromEnvironment(QStringLiteral("TRANSSHIP_NOTIFICATION_SECRET"));
    if (!secret) {
        return secret.error();
    }
    const Result<QString> freezeHook = importerFreezeHook(arguments.freezeHook);
    if (!freezeHook) {
        return freezeHook.error();
    }
    ImporterOptions options;
    options.freezeHook = *freezeHook;
    options.freezeHookTimeout = std::chrono::seconds(arguments.freezeHookTimeout);
    options.copiesForeignLayers = arguments.copyForeignLayers;
    options.notificationUrl = *notificationUrl;
    options.notificationSecret = *secret;
    options.source = registries->source;
    options.target = registries->target;
    options.database = *database;
    options.listenAddress = listen->address;
    options.listenPort = listen->port;
    options.bearerToken = *token;
    options.maxConcurrentImports = arguments.maxConcurrentImports;
    options.requestsPerImport = arguments.requestsPerImport;
    options.requestsPerRegistry = arguments.requestsPerRegistry;
    options.preImportTimeout = std::chrono::seconds(arguments.preImportTimeout);
    options.importTimeout = std::chrono::seconds(arguments.importTimeout);
    options.lease = std::chrono::seconds(arguments.lease);
    options.verifiesImports = arguments.verify == "full";
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

void addLimits(CLI::App* command, ServeArguments& arguments)
{
    const std::map<std::string, int> units{{"s", 1}, {"m", 60}, {"h", 3600}};
    const CLI::AsNumberWithUnit seconds(units, CLI::AsNumberWithUnit::CASE_SENSITIVE, "TIME");
    command->add_option("--max-concurrent-imports", arguments.maxConcurrentImports, "One more is answered 429")
        ->check(CLI::Range(1, 1000))
        ->capture_default_str();
    command->add_option("--requests-per-import", arguments.requestsPerImport, "In flight at each registry")
        ->check(CLI::Range(1, 256))
        ->capture_default_str();
    command->add_option("--requests-per-registry", arguments.requestsPerRegistry, "In flight over all imports")
        ->check(CLI::Range(1, 1000))
        ->capture_default_str();
    command->add_option("--pre-import-timeout", arguments.preImportTimeout, "Seconds, or 30m, 2h")
        ->transform(seconds)
        ->check(CLI::Range(1, 30 * 86400))
        ->capture_default_str();
    command->add_option("--import-timeout", arguments.importTimeout, "The same for a final import")
        ->transform(seconds)
        ->check(CLI::Range(1, 30 * 86400))
        ->capture_default_str();
    command
        ->add_option("--lease", arguments.lease,
            "With several importers on one database: one that is silent for so long loses its imports to another")
        ->transform(seconds)
        ->check(CLI::Range(5, 3600))
        ->capture_default_str();
    command
        ->add_option("--verify", arguments.verify,
            "Before an import counts as complete. tags: every tag has the source's digest;\n"
            "full: every manifest, blob and referrer is asked for, too, and the evidence stored")
        ->check(CLI::IsMember({"tags", "full"}))
        ->capture_default_str();
}

void addCopying(CLI::App* command, ServeArguments& arguments)
{
    command->add_flag("--copy-foreign-layers", arguments.copyForeignLayers,
        "Where the target insists on having them. Their license may forbid it: ask before you allow it");
    command
        ->add_option("--freeze-hook", arguments.freezeHook,
            "Your program, run as `PROGRAM freeze PATH` before the last look of a final import and as\n"
            "`PROGRAM release PATH complete|failed|interrupted` after it: blocks writes to the source meanwhile")
        ->type_name("PROGRAM");
    const std::map<std::string, int> units{{"s", 1}, {"m", 60}};
    command->add_option("--freeze-hook-timeout", arguments.freezeHookTimeout, "Of one call; it is killed then")
        ->transform(CLI::AsNumberWithUnit(units, CLI::AsNumberWithUnit::CASE_SENSITIVE, "TIME"))
        ->check(CLI::Range(1, 600))
        ->capture_default_str();
}

void addServe(CLI::App* group, Command& chosen)
{
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
    command
        ->add_option("--database", arguments->database,
            "The importer's own: a file or URL (default: TRANSSHIP_IMPORTER_DATABASE, else in the user's data "
            "folder);\n"
            "a PostgreSQL may be shared by several importers")
        ->type_name("PATH");
    command
        ->add_option("--notification-url", arguments->notificationUrl,
            "Told when an import ended, with TRANSSHIP_NOTIFICATION_SECRET; {path} is replaced. A worker's is\n"
            "http://HOST:PORT/api/v4/internal/registry/repositories/{path}/migration/status")
        ->type_name("URL");
    addLimits(command, *arguments);
    addCopying(command, *arguments);
    command->callback(
        [&chosen, arguments] { chosen = [arguments](Session& session) { return serve(session, *arguments); }; });
}

} // namespace

void addImporterCommands(CLI::App& app, Command& chosen)
{
    CLI::App* group = app.add_subcommand("importer", "The import API over any two registries, and what it brought over")
                          ->require_subcommand(1);
    addServe(group, chosen);
    addVerify(group, chosen);
    addEvidence(group, chosen);
}

} // namespace transship::ctl
