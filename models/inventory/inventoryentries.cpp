// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/inventory/inventoryentries.h"

namespace transship {

Result<InventoryResult> inInventoryTransaction(
    Stores& stores, bool dryRun, const std::function<Result<InventoryResult>()>& work)
{
    if (!dryRun) {
        return stores.connection.transaction(work);
    }
    if (const Result<void> begun = stores.connection.begin(); !begun) {
        return begun.error();
    }
    const Result<InventoryResult> result = work();
    stores.connection.rollback();
    return result;
}

Result<InventoryResult> addEntries(
    Stores& stores, const QList<InventoryEntry>& entries, const QDateTime& now, bool dryRun)
{
    return inInventoryTransaction(stores, dryRun, [&] { return stores.inventory.add(entries, now); });
}

} // namespace transship
