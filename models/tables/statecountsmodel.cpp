// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/tables/statecountsmodel.h"

namespace transship {

StateCountsModel::StateCountsModel(QObject* parent)
    : QAbstractListModel(parent)
{
}

std::optional<MigrationState> StateCountsModel::stateAt(int row) const
{
    if (row < 1 || row > int(allMigrationStates.size())) {
        return std::nullopt;
    }
    return allMigrationStates[static_cast<std::size_t>(row - 1)];
}

int StateCountsModel::rowOf(std::optional<MigrationState> state) const
{
    return state ? static_cast<int>(*state) + 1 : 0;
}

int StateCountsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(allMigrationStates.size()) + 1;
}

qint64 StateCountsModel::countAt(int row) const
{
    const std::optional<MigrationState> state = stateAt(row);
    return state ? m_counts.of(*state) : m_counts.total();
}

QVariant StateCountsModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) {
        return {};
    }
    const std::optional<MigrationState> state = stateAt(index.row());
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        return state ? toName(*state) : QString();
    case Qt::EditRole:
    case SortRole:
    case CountRole:
        return countAt(index.row());
    case StateRole:
        return state ? QVariant::fromValue(*state) : QVariant();
    default:
        return {};
    }
}

QHash<int, QByteArray> StateCountsModel::roleNames() const
{
    QHash<int, QByteArray> names = QAbstractListModel::roleNames();
    names.insert({{StateRole, "state"}, {CountRole, "count"}});
    return names;
}

void StateCountsModel::setCounts(const StateCounts& counts)
{
    const StateCounts before = std::exchange(m_counts, counts);
    const auto tell = [this](int row) {
        const QModelIndex changed = index(row);
        Q_EMIT dataChanged(changed, changed, {Qt::EditRole, SortRole, CountRole});
    };
    if (before.total() != counts.total()) {
        tell(0);
    }
    for (const MigrationState state : allMigrationStates) {
        if (before.of(state) != counts.of(state)) {
            tell(rowOf(state));
        }
    }
}

} // namespace transship
