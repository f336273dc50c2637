// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace transship {

/// How a row of history is written: what follows gives its columns their values, in this order.
inline const QString insertHistory
    = QStringLiteral("INSERT INTO migration_events (container_repository_id, event, "
                     "from_state, to_state, actor, origin, reason, detail, created_at) ");

} // namespace transship
