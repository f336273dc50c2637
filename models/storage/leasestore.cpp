// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/storage/leasestore.h"

#include "models/storage/databaseclock.h"

namespace transship {

LeaseStore::LeaseStore(Connection& connection)
    : m_connection(connection)
{
}

Result<bool> LeaseStore::acquire(const QString& name, const QString& holder, std::chrono::seconds ttl)
{
    const QString now = databaseNowExpression(m_connection.backend());
    const QString end = databaseLaterExpression(m_connection.backend());
    // One statement decides, so that of two takers exactly one sees a changed row.
    const Result<int> changed = m_connection.execCount(
        QStringLiteral("INSERT INTO leases (name, holder, expires_at, acquired_at) VALUES (?, ?, %1, %2) "
                       "ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, expires_at = excluded.expires_at, "
                       "acquired_at = CASE WHEN leases.holder = excluded.holder AND leases.expires_at > %2 "
                       "THEN leases.acquired_at ELSE excluded.acquired_at END "
                       "WHERE leases.holder = excluded.holder OR leases.expires_at <= %2")
            .arg(end, now),
        {name, holder, QString::number(ttl.count())});
    if (!changed) {
        return changed.error();
    }
    return *changed == 1;
}

Result<void> LeaseStore::release(const QString& name, const QString& holder)
{
    const Result<int> removed
        = m_connection.execCount(QStringLiteral("DELETE FROM leases WHERE name = ? AND holder = ?"), {name, holder});
    return removed ? Result<void>() : removed.error();
}

Result<std::optional<Lease>> LeaseStore::current(const QString& name)
{
    const Result<QList<Lease>> leases = read(QStringLiteral("name = ?"), {name});
    if (!leases) {
        return leases.error();
    }
    return leases->isEmpty() ? std::optional<Lease>() : std::optional(leases->first());
}

Result<QList<Lease>> LeaseStore::held(const QString& prefix)
{
    return read(QStringLiteral("substr(name, 1, ?) = ? AND expires_at > %1 ORDER BY name")
                    .arg(databaseNowExpression(m_connection.backend())),
        {static_cast<int>(prefix.size()), prefix});
}

Result<QList<Lease>> LeaseStore::read(const QString& condition, const QVariantList& values)
{
    Result<QSqlQuery> query = m_connection.exec(QStringLiteral("SELECT name, holder, CAST(expires_at AS text), "
                                                               "CAST(acquired_at AS text) FROM leases WHERE ")
            + condition,
        values);
    if (!query) {
        return query.error();
    }
    QList<Lease> leases;
    while (query->next()) {
        leases << Lease{query->value(0).toString(), query->value(1).toString(), Connection::fromStored(query->value(2)),
            Connection::fromStored(query->value(3))};
    }
    return leases;
}

} // namespace transship
