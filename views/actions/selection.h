// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/migration/bulkpreview.h"

#include <QList>

namespace transship {

/// What is selected: as a question to the database, however many it is, and what is known of it without asking.
/// A plain value.
struct Selection {
    qint64 count = 0; ///< rows selected, as far as the table has counted
    bool allMatching = false; ///< everything that the filter matches, not these rows
    /// The rows among the selected ones that are loaded; none of them when there are very many.
    QList<ContainerRepository> rows;
    /// Of the others: the states they can be in by the filter; empty: any.
    QList<MigrationState> possibleStates;
    /// Null: cannot be told yet, the ends of a range are not loaded.
    KeySource source;

    qint64 unknown() const { return count - rows.size(); }
};

} // namespace transship
