// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/tables/activitymodel.h"

#include "models/tables/answer.h"

#include <algorithm>

namespace transship {
namespace {

/// Ids are given out in order and committed in any: so many below the newest are looked at again.
constexpr qint64 overlap = 500;

Activity of(const LocatedEvent& located)
{
    const MigrationEventRow& event = located.event;
    QString words = event.reason;
    if (!event.detail.isEmpty()) {
        words += (words.isEmpty() ? QString() : QStringLiteral(": ")) + event.detail;
    }
    return {event.id, false, event.createdAt, event.repositoryId, located.path, toName(event.event), toName(event.from),
        toName(event.to), event.to, event.actor, event.origin, words};
}

Activity of(const SettingsEvent& event)
{
    return {event.id, true, event.createdAt, 0, event.name, toName(event.kind), event.before, event.after, std::nullopt,
        event.actor, event.origin, {}};
}

bool isNewer(const Activity& a, const Activity& b)
{
    return a.at != b.at ? a.at > b.at : a.id > b.id;
}

QVariant rawValue(const Activity& row, ActivityColumn column)
{
    switch (column) {
    case ActivityColumn::Time:
        return row.at;
    case ActivityColumn::Subject:
        return row.subject;
    case ActivityColumn::Event:
        return row.event;
    case ActivityColumn::Before:
        return row.before;
    case ActivityColumn::After:
        return row.after;
    case ActivityColumn::Actor:
        return row.actor;
    case ActivityColumn::Origin:
        return toName(row.origin);
    case ActivityColumn::Words:
        return row.words;
    }
    return {};
}

} // namespace

struct ActivityModel::News {
    QList<LocatedEvent> events;
    QList<SettingsEvent> settings;
};

ActivityModel::ActivityModel(std::shared_ptr<StorageWorker> reader, int capacity, QObject* parent)
    : QAbstractTableModel(parent)
    , m_reader(std::move(reader))
    , m_capacity(capacity)
{
}

Result<ActivityModel::News> ActivityModel::read(Stores& stores, qint64 afterEvent, qint64 afterSetting, int limit)
{
    Result<QList<LocatedEvent>> events = stores.events.latestLocated(limit, afterEvent);
    if (!events) {
        return events.error();
    }
    Result<QList<SettingsEvent>> settings = stores.settingsEvents.latest(limit, afterSetting);
    if (!settings) {
        return settings.error();
    }
    return News{std::move(*events), std::move(*settings)};
}

void ActivityModel::refresh()
{
    if (std::exchange(m_reading, true)) {
        m_again = true;
        return;
    }
    const auto job
        = [event = qMax<qint64>(0, m_lastEvent - overlap), setting = qMax<qint64>(0, m_lastSetting - overlap),
              limit = m_capacity](Stores& stores) { return read(stores, event, setting, limit); };
    whenAnswered(m_reader->run(job), this, [this, reads = m_reads](const Result<News>& news) {
        m_reading = false;
        if (news && reads != m_reads) {
            m_again = true;
        } else if (news) {
            take(*news);
        } else {
            Q_EMIT failed(news.error());
        }
        if (std::exchange(m_again, false)) {
            refresh();
        }
    });
}

void ActivityModel::startOver()
{
    beginResetModel();
    ++m_reads;
    m_rows.clear();
    m_heldBack.clear();
    m_knownEvents.clear();
    m_knownSettings.clear();
    m_lastEvent = 0;
    m_lastSetting = 0;
    endResetModel();
    Q_EMIT heldBackChanged(0);
    refresh();
}

void ActivityModel::take(const News& news)
{
    QList<Activity> fresh;
    for (const LocatedEvent& located : news.events) {
        if (!m_knownEvents.contains(located.event.id)) {
            m_knownEvents.insert(located.event.id);
            m_lastEvent = qMax(m_lastEvent, located.event.id);
            fresh << of(located);
        }
    }
    for (const SettingsEvent& event : news.settings) {
        if (!m_knownSettings.contains(event.id)) {
            m_knownSettings.insert(event.id);
            m_lastSetting = qMax(m_lastSetting, event.id);
            fresh << of(event);
        }
    }
    m_knownEvents.removeIf([this](qint64 id) { return id <= m_lastEvent - overlap; });
    m_knownSettings.removeIf([this](qint64 id) { return id <= m_lastSetting - overlap; });
    if (fresh.isEmpty()) {
        return;
    }
    std::sort(fresh.begin(), fresh.end(), isNewer);
    if (m_paused) {
        m_heldBack = (fresh + m_heldBack).first(qMin<qsizetype>(m_capacity, fresh.size() + m_heldBack.size()));
        Q_EMIT heldBackChanged(heldBack());
    } else {
        insert(std::move(fresh));
    }
}

void ActivityModel::setPaused(bool paused)
{
    if (std::exchange(m_paused, paused) == paused || paused) {
        return;
    }
    insert(std::exchange(m_heldBack, {}));
    Q_EMIT heldBackChanged(0);
    refresh();
}

void ActivityModel::insert(QList<Activity> fresh)
{
    // Nearly always all of them go on top; one that was committed late goes to its place.
    qsizetype onTop = 0;
    while (onTop < fresh.size() && (m_rows.isEmpty() || isNewer(fresh.at(onTop), m_rows.first()))) {
        ++onTop;
    }
    for (const Activity& late : fresh.mid(onTop)) {
        const auto place = std::lower_bound(m_rows.begin(), m_rows.end(), late, isNewer);
        const int row = int(place - m_rows.begin());
        beginInsertRows({}, row, row);
        m_rows.insert(place, late);
        endInsertRows();
    }
    if (onTop > 0) {
        beginInsertRows({}, 0, int(onTop) - 1);
        m_rows = fresh.first(onTop) + m_rows;
        endInsertRows();
    }
    trim();
}

void ActivityModel::trim()
{
    if (m_rows.size() > m_capacity) {
        beginRemoveRows({}, m_capacity, int(m_rows.size()) - 1);
        m_rows.resize(m_capacity);
        endRemoveRows();
    }
}

int ActivityModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int ActivityModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(ActivityColumn::Words) + 1;
}

QVariant ActivityModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) {
        return {};
    }
    const Activity& row = m_rows.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
    case Qt::EditRole:
    case SortRole:
        return rawValue(row, static_cast<ActivityColumn>(index.column()));
    case Qt::AccessibleTextRole:
        return rawValue(row, static_cast<ActivityColumn>(index.column())).toString();
    case IdRole:
        return row.id;
    case RepositoryIdRole:
        return row.repositoryId;
    case StateRole:
        return row.state ? QVariant::fromValue(*row.state) : QVariant();
    case OriginRole:
        return QVariant::fromValue(row.origin);
    default:
        return {};
    }
}

QHash<int, QByteArray> ActivityModel::roleNames() const
{
    QHash<int, QByteArray> names = QAbstractTableModel::roleNames();
    names.insert(
        {{IdRole, "eventId"}, {RepositoryIdRole, "repositoryId"}, {StateRole, "state"}, {OriginRole, "origin"}});
    return names;
}

} // namespace transship
