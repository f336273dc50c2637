// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ctl/session.h"

#include <optional>

namespace transship::ctl {

struct ParsedCommandLine {
    std::optional<int> exitCode; ///< set: help, version or a usage error has been printed, there is nothing to run
    GlobalOptions options;
    Command command;
};

ParsedCommandLine parseCommandLine(int argc, char** argv);

} // namespace transship::ctl
