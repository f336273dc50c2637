// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/operatoraction.h"

#include "models/domain/transitiontable.h"

#include <QStringList>

namespace transship {
namespace {

struct ActionName {
    OperatorAction action;
    const char* name;
};

constexpr std::array actionNames{
    ActionName{OperatorAction::Start, "start"},
    ActionName{OperatorAction::Retry, "retry"},
    ActionName{OperatorAction::Skip, "skip"},
    ActionName{OperatorAction::Abort, "abort"},
    ActionName{OperatorAction::Cancel, "cancel"},
    ActionName{OperatorAction::ForceCancel, "force_cancel"},
    ActionName{OperatorAction::Reset, "reset"},
};

} // namespace

QString toName(OperatorAction action)
{
    return QString::fromLatin1(actionNames[static_cast<std::size_t>(action)].name);
}

Result<OperatorAction> operatorActionFromName(QStringView name)
{
    QStringList known;
    for (const ActionName& entry : actionNames) {
        if (name == QLatin1StringView(entry.name)) {
            return entry.action;
        }
        known << QString::fromLatin1(entry.name);
    }
    return Error{ErrorCode::InvalidArgument,
        QStringLiteral("unknown action \"%1\"; known: %2").arg(name, known.join(QStringLiteral(", ")))};
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
