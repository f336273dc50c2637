// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/storage/checkpoint.h"

#include "models/storage/connection.h"

namespace transship {

void checkpoint(Connection& connection)
{
    if (connection.backend() == Backend::Sqlite) {
        const Result<void> done = connection.read(
            QStringLiteral("PRAGMA wal_checkpoint(PASSIVE)"), {}, [](const Row&) -> Result<void> { return {}; });
        Q_UNUSED(done)
    }
}

} // namespace transship
