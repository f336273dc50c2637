// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/tables/eventtablemodel.h"

#include <algorithm>

namespace transship {
namespace {

QVariant rawValue(const MigrationEventRow& event, EventColumn column)
{
    switch (column) {
    case EventColumn::Time:
        return event.createdAt;
    case EventColumn::Repository:
        return event.repositoryId;
    case EventColumn::Event:
        return toName(event.event);
    case EventColumn::From:
        return toName(event.from);
    case EventColumn::To:
        return toName(event.to);
    case EventColumn::Actor:
        return event.actor;
    case EventColumn::Origin:
        return toName(event.origin);
    case EventColumn::Reason:
        return event.reason;
    case EventColumn::Detail:
        return event.detail;
    }
    return {};
}

/// Where `part` begins in `whole` as an unbroken run; -1.
qsizetype positionOf(const QList<MigrationEventRow>& part, const QList<MigrationEventRow>& whole)
{
    const auto sameId = [](const MigrationEventRow& a, const MigrationEventRow& b) { return a.id == b.id; };
    const auto found = std::search(whole.begin(), whole.end(), part.begin(), part.end(), sameId);
    return found == whole.end() && !part.isEmpty() ? -1 : found - whole.begin();
}

} // namespace

EventTableModel::EventTableModel(QObject* parent)
    : QAbstractTableModel(parent)
{
}

int EventTableModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_events.size());
}

int EventTableModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(EventColumn::Detail) + 1;
}

QVariant EventTableModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) {
        return {};
    }
    const MigrationEventRow& event = m_events.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
    case Qt::EditRole:
    case SortRole:
        return rawValue(event, static_cast<EventColumn>(index.column()));
    case Qt::AccessibleTextRole:
        return rawValue(event, static_cast<EventColumn>(index.column())).toString();
    case IdRole:
        return event.id;
    case RepositoryIdRole:
        return event.repositoryId;
    case EventRole:
        return QVariant::fromValue(event.event);
    case FromStateRole:
        return QVariant::fromValue(event.from);
    case StateRole:
        return QVariant::fromValue(event.to);
    case OriginRole:
        return QVariant::fromValue(event.origin);
    default:
        return {};
    }
}

QHash<int, QByteArray> EventTableModel::roleNames() const
{
    QHash<int, QByteArray> names = QAbstractTableModel::roleNames();
    names.insert({{IdRole, "eventId"}, {RepositoryIdRole, "repositoryId"}, {EventRole, "event"},
        {FromStateRole, "fromState"}, {StateRole, "state"}, {OriginRole, "origin"}});
    return names;
}

void EventTableModel::setEvents(const QList<MigrationEventRow>& events)
{
    // What stays: for a growing history all of it; for a list of the newest, what has not dropped off its end.
    qsizetype kept = m_events.size();
    while (kept > 0 && positionOf(m_events.first(kept), events) < 0) {
        --kept;
    }
    if (kept == 0 && !m_events.isEmpty() && !events.isEmpty()) {
        beginResetModel();
        m_events = events;
        endResetModel();
        return;
    }
    if (kept < m_events.size()) {
        beginRemoveRows({}, int(kept), int(m_events.size()) - 1);
        m_events.resize(kept);
        endRemoveRows();
    }
    if (const qsizetype above = positionOf(m_events, events); above > 0 && kept > 0) {
        beginInsertRows({}, 0, int(above) - 1);
        m_events = events.first(above) + m_events;
        endInsertRows();
    }
    if (m_events.size() < events.size()) {
        beginInsertRows({}, int(m_events.size()), int(events.size()) - 1);
        m_events = events;
        endInsertRows();
    }
}

} // namespace transship
