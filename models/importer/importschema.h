// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/storage/connection.h"

/// The importer's tables and their steps, numbered apart from the rollout's. Thread: the connection's.
namespace transship::importschema {

/// Creates the tables or brings them up to date, one importer at a time; refuses (DatabaseTooNew) those of a newer
/// program.
Result<void> upgrade(Connection& connection);

} // namespace transship::importschema
