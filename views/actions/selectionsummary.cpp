// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/actions/selectionsummary.h"

#include "views/common/texts.h"

#include <QCoreApplication>

#include <algorithm>

namespace transship {
namespace {

/// The context is what lupdate takes for a function outside of a class.
QString tr(const char* text)
{
    return QCoreApplication::translate("transship", text);
}

/// What speaks against any action at all.
QString obstacle(const SelectionSummary& summary, const ActionPolicy& policy)
{
    if (policy.readOnly) {
        return policy.whyReadOnly.isEmpty() ? tr("This profile is read-only.") : policy.whyReadOnly;
    }
    if (summary.total == 0) {
        return tr("Select a repository first.");
    }
    if (summary.requested) {
        return tr("Under way on this selection: %1").arg(texts::requested(*summary.requested));
    }
    if (!summary.canBeTold) {
        return tr("The selected rows are being loaded.");
    }
    return {};
}

/// The states the selection is known to have, or may have.
QList<MigrationState> statesOf(const SelectionSummary& summary)
{
    QList<MigrationState> states;
    for (const MigrationState state : allMigrationStates) {
        const bool known = summary.counts[static_cast<std::size_t>(state)] > 0;
        const bool possible
            = summary.unknown > 0 && (summary.possibleStates.isEmpty() || summary.possibleStates.contains(state));
        if (known || possible) {
            states << state;
        }
    }
    return states;
}

} // namespace

SelectionSummary SelectionSummary::of(const Selection& selection, std::optional<OperatorAction> requested)
{
    SelectionSummary summary;
    for (const ContainerRepository& row : selection.rows) {
        ++summary.counts[static_cast<std::size_t>(row.state)];
    }
    summary.total = selection.count;
    summary.unknown = selection.unknown();
    summary.possibleStates = selection.possibleStates;
    summary.canBeTold = static_cast<bool>(selection.source);
    summary.requested = requested;
    return summary;
}

Availability availability(OperatorAction action, const SelectionSummary& summary, const ActionPolicy& policy)
{
    if (const QString why = obstacle(summary, policy); !why.isEmpty()) {
        return {false, why};
    }
    const QList<MigrationState> states = statesOf(summary);
    if (std::any_of(
            states.cbegin(), states.cend(), [action](MigrationState state) { return isAllowed(action, state); })) {
        return {true, {}};
    }
    QStringList refusing;
    for (const MigrationState state : states) {
        refusing << toName(state);
    }
    return {false,
        tr("Not possible in %1; only from %2.")
            .arg(refusing.join(QStringLiteral(", ")), texts::alternatives(allowedStates(action)))};
}

} // namespace transship
