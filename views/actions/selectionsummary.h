// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/operatoraction.h"
#include "models/domain/repository.h"

#include <QList>

#include <array>

namespace transship {

/// What is selected, as far as actions need to know. A plain value.
struct SelectionSummary {
    std::array<int, allMigrationStates.size()> counts{}; ///< loaded rows, by the numbers of MigrationState
    int total = 0; ///< selected rows
    int notLoaded = 0; ///< of them, rows whose state is not known here (yet)
    bool busy = false; ///< an action is under way on one of them

    static SelectionSummary of(const QList<ContainerRepository>& rows, int notLoaded, bool busy);
};

struct Availability {
    bool enabled = false;
    int affected = 0; ///< rows the action would change
    QString whyNot; ///< for people; empty when enabled
};

/// Enabled when the transition table allows the action for at least one selected row; the confirmation says how many
/// will not change.
Availability availability(OperatorAction action, const SelectionSummary& summary);

} // namespace transship
