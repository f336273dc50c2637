// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/commandline.h"

#include "app/ctl/commands/commands.h"

#include <CLI/CLI.hpp>

namespace transship::ctl {
namespace {

constexpr const char* footer = R"(Environment: TRANSSHIP_DATABASE, TRANSSHIP_REGISTRY, TRANSSHIP_REGISTRY_TOKEN or
TRANSSHIP_REGISTRY_SIGNING_KEY_FILE or TRANSSHIP_REGISTRY_USER and _PASSWORD,
TRANSSHIP_NOTIFICATION_SECRET. Secrets are taken from the environment or a file
(…_TOKEN_FILE, …_PASSWORD_FILE, …_SECRET_FILE), never from an argument.

Exit codes: 0 done, 1 failed or refused, 2 usage, 3 partly, 4 nothing matched,
5 not authorised, 6 unreachable or TLS, 7 verification mismatch, 8 busy or
changed by someone else, 9 refused by read-only, 130 interrupted.)";

void addGlobalOptions(CLI::App& app, GlobalOptions& options)
{
    CLI::Option* database = app.add_option("--database", options.database,
        "sqlite:PATH or postgresql://user@host:port/name (default: TRANSSHIP_DATABASE, else the user's data folder)");
    CLI::Option* registry
        = app.add_option("--registry", options.registry, "The registry that imports (default: TRANSSHIP_REGISTRY)");
    database->type_name("URL");
    registry->type_name("URL");
    // Its secrets must not reach another server than its own.
    CLI::Option* profile = app.add_option("--profile", options.profile,
        "Database, registry and credentials of this connection profile (see `profile list`), nothing from the "
        "environment");
    profile->type_name("NAME")->excludes(database)->excludes(registry);
    app.add_option(
           "--unlock", options.unlock, "Allow this command to change something with a read-only profile, and why")
        ->type_name("REASON")
        ->needs(profile);
    app.add_option("--actor", options.actor, "Who acts, for history (default: user@host)")->type_name("NAME");
    app.add_flag("--json", options.json, "Results as JSON on stdout");
    app.add_flag("--quiet,-q", options.quiet, "No remarks, only results and errors");
    app.add_option("--log-format", options.logFormat, "text or json (default: text on a terminal, else json)")
        ->check(CLI::IsMember({"text", "json"}));
}

} // namespace

ParsedCommandLine parseCommandLine(int argc, char** argv)
{
    ParsedCommandLine parsed;
    CLI::App app("Migrates container registries, repository by repository.", "transshipctl");
    app.set_version_flag("--version", "transshipctl " TRANSSHIP_VERSION);
    app.set_help_all_flag("--help-all", "Help of all commands");
    app.footer(footer);
    app.fallthrough(); // inherited: global options may stand after the command
    app.require_subcommand(1);
    addGlobalOptions(app, parsed.options);
    addDatabaseCommands(app, parsed.command);
    addInventoryCommands(app, parsed.command);
    addProfileCommands(app, parsed.command);
    addRepositoryCommands(app, parsed.command);
    addSettingsCommands(app, parsed.command);
    addFlagsCommands(app, parsed.command);
    addDenyCommands(app, parsed.command);
    addEnqueueCommand(app, parsed.command);
    addWorkerCommand(app, parsed.command);
    addBackgroundCommands(app, parsed.command);
    addCompletionCommand(app, parsed.command);
    addDoctorCommand(app, parsed.command);
    addStatusCommand(app, parsed.command);
    addReportCommand(app, parsed.command);
    addImporterCommands(app, parsed.command);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) { // CLI11 says everything, also --help, by throwing
        parsed.exitCode = app.exit(error) == 0 ? exitDone : exitUsage;
    }
    return parsed;
}

} // namespace transship::ctl
