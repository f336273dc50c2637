// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/error.h"

#include <QString>

namespace transship::ctl {

/// What the process says to its caller; part of the interface (docs/cli.md), never change a number.
enum ExitCode : int {
    exitDone = 0,
    exitFailed = 1, ///< failed or refused, reason on stderr
    exitUsage = 2,
    exitPartly = 3, ///< some of many failed
    exitNothingMatched = 4,
    exitNotAuthorised = 5,
    exitUnreachable = 6, ///< or TLS
    exitVerification = 7,
    exitBusy = 8, ///< or changed by someone else
    exitReadOnly = 9,
    exitInterrupted = 130, ///< state saved
};

int exitCodeOf(ErrorCode code);

/// Stable name for JSON, for example "not_found".
QString toName(ErrorCode code);

} // namespace transship::ctl
