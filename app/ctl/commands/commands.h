// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ctl/session.h"

namespace CLI {
class App;
}

/// One function a command group: adds the group to the command line; when one of its commands is chosen, parsing puts
/// it into `chosen`. Both outlive the parsing.
namespace transship::ctl {

void addDatabaseCommands(CLI::App& app, Command& chosen);
void addInventoryCommands(CLI::App& app, Command& chosen);
void addProfileCommands(CLI::App& app, Command& chosen);
void addRepositoryCommands(CLI::App& app, Command& chosen);
void addSettingsCommands(CLI::App& app, Command& chosen);
void addFlagsCommands(CLI::App& app, Command& chosen);
void addDenyCommands(CLI::App& app, Command& chosen);
void addEnqueueCommand(CLI::App& app, Command& chosen);
void addWorkerCommand(CLI::App& app, Command& chosen);
void addCompletionCommand(CLI::App& app, Command& chosen);
void addBackgroundCommands(CLI::App& app, Command& chosen);
void addDoctorCommand(CLI::App& app, Command& chosen);
void addStatusCommand(CLI::App& app, Command& chosen);
void addReportCommand(CLI::App& app, Command& chosen);
void addImporterCommands(CLI::App& app, Command& chosen);

} // namespace transship::ctl
