// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/storage/stores.h"

#include <functional>

namespace transship {

/// What is done in `work` with the inventory, in one transaction; a dry run is undone, and tells what would have been
/// added. Runs in a job of the storage worker.
Result<InventoryResult> inInventoryTransaction(
    Stores& stores, bool dryRun, const std::function<Result<InventoryResult>()>& work);

/// InventoryStore::add, undone and counted only when it is a dry run.
Result<InventoryResult> addEntries(
    Stores& stores, const QList<InventoryEntry>& entries, const QDateTime& now, bool dryRun);

} // namespace transship
