// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ctl/completion/commandtree.h"

namespace transship::ctl {

/// What a shell reads to complete commands, options and names of profiles.
QString bashCompletion(const CommandNode& root);
QString zshCompletion(const CommandNode& root);
QString fishCompletion(const CommandNode& root);

/// The manual page, troff with the man macros.
QString manPage(const CommandNode& root, const QString& footer);

} // namespace transship::ctl
