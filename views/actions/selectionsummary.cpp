// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/actions/selectionsummary.h"

#include "views/common/texts.h"

#include <QCoreApplication>

namespace transship {
namespace {

QString tr(const char* text, int n = -1)
{
    return QCoreApplication::translate("SelectionSummary", text, nullptr, n);
}

} // namespace

SelectionSummary SelectionSummary::of(const QList<ContainerRepository>& rows, int notLoaded, bool busy)
{
    SelectionSummary summary;
    for (const ContainerRepository& row : rows) {
        ++summary.counts[static_cast<std::size_t>(row.state)];
    }
    summary.total = static_cast<int>(rows.size()) + notLoaded;
    summary.notLoaded = notLoaded;
    summary.busy = busy;
    return summary;
}

Availability availability(OperatorAction action, const SelectionSummary& summary)
{
    Availability result;
    if (summary.total == 0) {
        result.whyNot = tr("Select a repository first.");
        return result;
    }
    if (summary.busy) {
        result.whyNot = tr("An action on this selection is under way.");
        return result;
    }
    if (summary.notLoaded > 0) {
        result.whyNot
            = tr("Too many rows are selected to act on them here: select fewer, or use transshipctl repo %1 --query.")
                  .arg(toName(action));
        return result;
    }
    QStringList refusing;
    for (const MigrationState state : allMigrationStates) {
        const int count = summary.counts[static_cast<std::size_t>(state)];
        if (count > 0 && isAllowed(action, state)) {
            result.affected += count;
        } else if (count > 0) {
            refusing << toName(state);
        }
    }
    result.enabled = result.affected > 0;
    if (!result.enabled) {
        result.whyNot = tr("Not possible in %1; only from %2.")
                            .arg(refusing.join(QStringLiteral(", ")), texts::alternatives(allowedStates(action)));
    }
    return result;
}

} // namespace transship
