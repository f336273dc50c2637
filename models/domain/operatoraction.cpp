// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/operatoraction.h"

#include "models/domain/enumnames.h"
#include "models/domain/transitiontable.h"

namespace transship {
namespace {

constexpr std::array actionNames{
    EnumName<OperatorAction>{OperatorAction::Start, "start"},
    EnumName<OperatorAction>{OperatorAction::Retry, "retry"},
    EnumName<OperatorAction>{OperatorAction::Skip, "skip"},
    EnumName<OperatorAction>{OperatorAction::Abort, "abort"},
    EnumName<OperatorAction>{OperatorAction::Cancel, "cancel"},
    EnumName<OperatorAction>{OperatorAction::ForceCancel, "force_cancel"},
    EnumName<OperatorAction>{OperatorAction::Reset, "reset"},
};

} // namespace

QString toName(OperatorAction action)
{
    return nameOf(actionNames, action);
}

Result<OperatorAction> operatorActionFromName(QStringView name)
{
    return parseName(actionNames, name, "action");
}

bool isAllowed(OperatorAction action, MigrationState state)
{
    switch (action) {
    case OperatorAction::Start:
        return targetState(state, MigrationEvent::StartPreImport).has_value();
    case OperatorAction::Retry:
        return targetState(state, MigrationEvent::RetryPreImport).has_value();
    case OperatorAction::Skip:
        return targetState(state, MigrationEvent::SkipImport).has_value();
    case OperatorAction::Abort:
        return targetState(state, MigrationEvent::AbortImport).has_value();
    case OperatorAction::Cancel:
    case OperatorAction::ForceCancel:
        return isActive(state);
    case OperatorAction::Reset:
        return targetState(state, MigrationEvent::Reset).has_value();
    }
    Q_UNREACHABLE();
    return false;
}

QList<MigrationState> allowedStates(OperatorAction action)
{
    QList<MigrationState> states;
    for (const MigrationState state : allMigrationStates) {
        if (isAllowed(action, state)) {
            states << state;
        }
    }
    return states;
}

} // namespace transship
