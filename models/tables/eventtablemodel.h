// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/repository.h"
#include "models/tables/tableroles.h"

#include <QAbstractTableModel>
#include <QList>

namespace transship {

/// Columns of every model of history rows. Raw values: names for enums, QDateTime in UTC, text.
enum class EventColumn { Time, Repository, Event, From, To, Actor, Origin, Reason, Detail };

/// A list of history rows; what a HistoryModel shows. Roles: IdRole (the event), RepositoryIdRole,
/// EventRole, FromStateRole, StateRole (the state entered), OriginRole.
class EventTableModel : public QAbstractTableModel {
    Q_OBJECT

public:
    explicit EventTableModel(QObject* parent = nullptr);

    const QList<MigrationEventRow>& events() const { return m_events; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QHash<int, QByteArray> roleNames() const override;

protected:
    /// Rows at either end are inserted and removed when the rest is as it was; only another history resets the model.
    void setEvents(const QList<MigrationEventRow>& events);

private:
    QList<MigrationEventRow> m_events;
};

} // namespace transship
