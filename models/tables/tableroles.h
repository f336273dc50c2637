// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <Qt>

namespace transship {

/// Meaning by role, shared by every model of models/tables; words, icons and colours are made from it in views/.
/// Qt::DisplayRole and Qt::EditRole give the raw value (text, number, QDateTime in UTC, or nothing for NULL).
enum TableRole {
    SortRole = Qt::UserRole + 1, ///< the raw value again, for proxies and delegates that sort
    IdRole, ///< qint64: repository id; in event models the event's id
    StateRole, ///< MigrationState; in event models the state entered. Nothing: all states together
    FromStateRole, ///< MigrationState an event left
    EventRole, ///< MigrationEvent
    OriginRole, ///< Origin
    ReasonRole, ///< SkippedReason, or nothing
    CountRole, ///< qint64
    RepositoryIdRole, ///< qint64: the repository an event belongs to
    LoadedRole, ///< bool: false while the row's block is on its way (all other roles give nothing then)
};

} // namespace transship
