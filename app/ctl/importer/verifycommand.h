// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ctl/session.h"

namespace CLI {
class App;
}

namespace transship::ctl {

/// `importer verify`: compares repositories of two registries and stores the evidence.
void addVerify(CLI::App* group, Command& chosen);
/// `importer evidence`: exports what the last verifications stored.
void addEvidence(CLI::App* group, Command& chosen);

} // namespace transship::ctl
