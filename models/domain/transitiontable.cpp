// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/transitiontable.h"

#include <QStringList>

namespace transship {

static_assert(
    [] {
        for (std::size_t i = 0; i < transitionTable.size(); ++i) {
            if (static_cast<std::size_t>(transitionTable[i].event) != i) {
                return false;
            }
        }
        return true;
    }(),
    "ruleOf() indexes the table by event: keep both in the same order");

QList<MigrationEvent> allowedEvents(MigrationState state)
{
    QList<MigrationEvent> events;
    for (const TransitionRule& rule : transitionTable) {
        if (rule.from.contains(state)) {
            events << rule.event;
        }
    }
    return events;
}

QList<MigrationState> sourceStates(MigrationEvent event)
{
    QList<MigrationState> states;
    for (const MigrationState state : allMigrationStates) {
        if (ruleOf(event).from.contains(state)) {
            states << state;
        }
    }
    return states;
}

Error refusal(MigrationState state, MigrationEvent event)
{
    QStringList legal;
    for (const MigrationState from : sourceStates(event)) {
        legal << toName(from);
    }
    return {ErrorCode::Refused,
        QStringLiteral("%1 is not allowed in state %2 (allowed from: %3)")
            .arg(toName(event), toName(state), legal.join(QStringLiteral(", ")))};
}

} // namespace transship
