// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/operatoraction.h"
#include "models/domain/repository.h"

#include <QDateTime>
#include <QString>

#include <chrono>

/// What enums, times and numbers look like to people. States, events and reasons keep the field's own names; what is
/// translated are the explanations.
namespace transship::texts {

/// One sentence about what a state means.
QString explanation(MigrationState state);
QString explanation(SkippedReason reason);
/// The verb of a button: "Retry".
QString verb(OperatorAction action);
/// The same where there is little room.
QString shortVerb(OperatorAction action);
/// That it was asked for and is not done yet: "retrying…"
QString requested(OperatorAction action);
/// What becomes of one repository: "is skipped".
QString effect(OperatorAction action);
/// What the action does, for tooltips.
QString explanation(OperatorAction action);

/// "1,203"
QString number(qint64 value);
/// "950", "4 k", "2.5 M": three figures, where there is little room
QString shortNumber(double value);
/// "42 s", "4 min", "3 h 5 min", "2 d 4 h"; negative durations count as 0.
QString duration(std::chrono::seconds seconds);
/// How long ago, as above; "" for an invalid time.
QString since(const QDateTime& time, const QDateTime& now);
/// "2022-01-23 10:11:12 UTC"
QString absolute(const QDateTime& time);
/// "state_a, state_b or state_c"
QString alternatives(const QList<MigrationState>& states);

} // namespace transship::texts
