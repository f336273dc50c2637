// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/enums.h"

#include <QList>

#include <array>

namespace transship {

/// What an operator may ask for; the console's buttons and `transshipctl repo …` are these.
enum class OperatorAction {
    Start, ///< start_pre_import
    Retry, ///< ask the registry how far it is, then resume there (retry_aborted_migration)
    Skip, ///< skip_import with a reason
    Abort, ///< abort_import; the enqueuer retries it later
    Cancel, ///< cancel at the registry, then skip_import(migration_canceled)
    ForceCancel, ///< cancel with force=true, then skip_import(migration_forced_canceled)
    Reset, ///< back to default, every trace of the migration cleared
};

inline constexpr std::array allOperatorActions{OperatorAction::Start, OperatorAction::Retry, OperatorAction::Skip,
    OperatorAction::Abort, OperatorAction::Cancel, OperatorAction::ForceCancel, OperatorAction::Reset};

QString toName(OperatorAction action);
Result<OperatorAction> operatorActionFromName(QStringView name);

/// Derived from the transition table, so that buttons and engine cannot disagree.
bool isAllowed(OperatorAction action, MigrationState state);

/// The states an action is allowed in, for tooltips and messages.
QList<MigrationState> allowedStates(OperatorAction action);

} // namespace transship
