// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/storage/settingseventstore.h"

#include "models/storage/databaseclock.h"

namespace transship {
namespace {

Result<SettingsEvent> eventFromRow(const QSqlQuery& query)
{
    SettingsEvent event;
    event.id = query.value(0).toLongLong();
    const Result<SettingsEventKind> kind = settingsEventKindFromName(query.value(1).toString());
    const Result<Origin> origin = originFromName(query.value(6).toString());
    if (!kind || !origin) {
        return Error{ErrorCode::DatabaseFailed,
            QStringLiteral("row %1 of settings_events cannot be read: %2")
                .arg(event.id)
                .arg(kind ? origin.error().message : kind.error().message)};
    }
    event.kind = *kind;
    event.name = query.value(2).toString();
    event.before = query.value(3).toString();
    event.after = query.value(4).toString();
    event.actor = query.value(5).toString();
    event.origin = *origin;
    event.createdAt = Connection::fromStored(query.value(7));
    return event;
}

Result<QList<SettingsEvent>> read(Connection& connection, const QString& rest, const QVariantList& values)
{
    Result<QSqlQuery> query
        = connection.exec(QStringLiteral("SELECT id, kind, name, before_value, after_value, actor, origin, "
                                         "CAST(created_at AS text) FROM settings_events ")
                + rest,
            values);
    if (!query) {
        return query.error();
    }
    QList<SettingsEvent> events;
    while (query->next()) {
        const Result<SettingsEvent> event = eventFromRow(*query);
        if (!event) {
            return event.error();
        }
        events << *event;
    }
    return events;
}

} // namespace

SettingsEventStore::SettingsEventStore(Connection& connection)
    : m_connection(connection)
{
}

Result<void> SettingsEventStore::record(const SettingsEvent& event)
{
    const Result<int> recorded = m_connection.execCount(
        QStringLiteral("INSERT INTO settings_events (kind, name, before_value, after_value, actor, origin, created_at) "
                       "VALUES (?, ?, ?, ?, ?, ?, %1)")
            .arg(databaseNowExpression(m_connection.backend())),
        {toName(event.kind), event.name, event.before, event.after, event.actor, toName(event.origin)});
    return recorded ? Result<void>() : recorded.error();
}

Result<QList<SettingsEvent>> SettingsEventStore::latest(int limit, qint64 afterId)
{
    return read(m_connection, QStringLiteral("WHERE id > ? ORDER BY id DESC LIMIT ?"), {afterId, limit});
}

Result<QHash<QString, SettingsEvent>> SettingsEventStore::lastChanges()
{
    const Result<QList<SettingsEvent>> events
        = read(m_connection, QStringLiteral("WHERE id IN (SELECT max(id) FROM settings_events GROUP BY name)"), {});
    if (!events) {
        return events.error();
    }
    QHash<QString, SettingsEvent> byName;
    for (const SettingsEvent& event : *events) {
        byName.insert(event.name, event);
    }
    return byName;
}

} // namespace transship
