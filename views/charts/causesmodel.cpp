// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/charts/causesmodel.h"

#include "views/common/texts.h"

namespace transship {

void CausesModel::setCauses(const QList<FailureCause>& causes)
{
    const auto same
        = [](const FailureCause& a, const FailureCause& b) { return a.state == b.state && a.cause == b.cause; };
    // Only numbers changed: what is selected stays so.
    if (std::equal(causes.cbegin(), causes.cend(), m_causes.cbegin(), m_causes.cend(), same)) {
        m_causes = causes;
        if (!causes.isEmpty()) {
            Q_EMIT dataChanged(index(0), index(static_cast<int>(causes.size()) - 1));
        }
        return;
    }
    beginResetModel();
    m_causes = causes;
    endResetModel();
}

int CausesModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_causes.size());
}

QVariant CausesModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid()) {
        return {};
    }
    const FailureCause& cause = m_causes.at(index.row());
    const bool aborted = cause.state == MigrationState::ImportAborted;
    switch (role) {
    case Qt::DisplayRole:
        return aborted ? tr("%1: aborted %2 times").arg(cause.cause, texts::number(cause.count))
                       : tr("%1: skipped %2 times").arg(cause.cause, texts::number(cause.count));
    case Qt::ToolTipRole:
        return tr("%1\nClick: show the repositories that are in %2 for it now.")
            .arg(data(index).toString(), toName(cause.state));
    default:
        return {};
    }
}

} // namespace transship
