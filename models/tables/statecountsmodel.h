// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/storage/repositorystore.h"
#include "models/tables/tableroles.h"

#include <QAbstractListModel>

namespace transship {

/// How many repositories are in each state: row 0 is all of them (StateRole gives nothing), then the seven states in
/// their order. Roles: StateRole, CountRole; Qt::DisplayRole gives the state's stored name ("" for all) and
/// Qt::EditRole the count. Thread: its own; reads no database, setCounts() brings the numbers.
class StateCountsModel : public QAbstractListModel {
    Q_OBJECT

public:
    explicit StateCountsModel(QObject* parent = nullptr);

    const StateCounts& counts() const { return m_counts; }
    std::optional<MigrationState> stateAt(int row) const; ///< nothing: all states together
    int rowOf(std::optional<MigrationState> state) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QHash<int, QByteArray> roleNames() const override;

public Q_SLOTS:
    /// dataChanged for the rows whose number is another one, nothing else.
    void setCounts(const transship::StateCounts& counts);

private:
    qint64 countAt(int row) const;

    StateCounts m_counts;
};

} // namespace transship
