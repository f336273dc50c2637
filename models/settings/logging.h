// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLoggingCategory>

namespace transship {

// Categories of the programs themselves; each library of models/ has its own next to its code, all below "transship.".
Q_DECLARE_LOGGING_CATEGORY(lcConsole) ///< transship.console: windows, actions
Q_DECLARE_LOGGING_CATEGORY(lcServices) ///< transship.services: start, stop, connections

enum class LogLevel { Quiet, Normal, Verbose };

/// Quiet: warnings and errors. Normal: also what was done. Verbose: everything of ours. Qt's own categories always stay
/// at warnings; QT_LOGGING_RULES is still obeyed. Also sets the line format: local time with its offset, category,
/// level, message.
void configureLogging(LogLevel level);

} // namespace transship
