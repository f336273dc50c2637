// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/actions/actionpolicy.h"
#include "views/actions/selection.h"

namespace transship {

/// What is selected, as far as the actions need to know. A plain value.
struct SelectionSummary {
    StateNumbers counts{}; ///< loaded rows
    qint64 total = 0; ///< selected rows
    qint64 unknown = 0; ///< of them, rows whose state is not known here
    QList<MigrationState> possibleStates; ///< of the unknown ones; empty: any
    bool canBeTold = true; ///< which ones they are
    std::optional<OperatorAction> requested; ///< under way on one of them

    static SelectionSummary of(const Selection& selection, std::optional<OperatorAction> requested);
};

struct Availability {
    bool enabled = false;
    QString whyNot; ///< for people; empty when enabled
};

/// Enabled when the transition table allows the action for at least one selected row, or may do so for one that is not
/// known here; the preview says how many will not change.
Availability availability(OperatorAction action, const SelectionSummary& summary, const ActionPolicy& policy);

} // namespace transship
