// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace transship {

class Connection;

/// SQLite: takes what was committed over from its log into the file, which else falls to whoever's commit makes the log
/// too long, and who is mostly somebody else. Holds nobody up; what fails is done by the next one. PostgreSQL does that
/// by itself.
void checkpoint(Connection& connection);

} // namespace transship
