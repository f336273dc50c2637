// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ctl/session.h"

namespace transship::ctl {

struct ScanArguments {
    std::string source;
    std::string prefix;
    bool dryRun = false;
};

/// Page by page: what was added stays, also when a later page fails or the program is interrupted.
QCoro::Task<int> scanInventory(Session& session, ScanArguments arguments);

} // namespace transship::ctl
