// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/storage/samplestore.h"

namespace transship {
namespace {

/// In the order of MigrationState.
QString countColumns()
{
    QStringList names;
    for (const MigrationState state : allMigrationStates) {
        names << toName(state) + QStringLiteral("_count");
    }
    return names.join(QStringLiteral(", "));
}

/// Of `total` rows, is this one of the `limit` that are kept: evenly spread, first and last among them.
bool isKept(qint64 index, qint64 total, qint64 limit)
{
    if (total <= limit) {
        return true;
    }
    if (limit == 1) {
        return index == total - 1;
    }
    const qint64 slot = (index * (limit - 1) + total - 2) / (total - 1);
    return slot * (total - 1) / (limit - 1) == index;
}

Result<qint64> count(Connection& connection, const QString& where, const QVariantList& values)
{
    Result<QSqlQuery> query = connection.exec(QStringLiteral("SELECT count(*)") + where, values);
    if (!query) {
        return query.error();
    }
    return query->next() ? query->value(0).toLongLong() : 0;
}

} // namespace

SampleStore::SampleStore(Connection& connection)
    : m_connection(connection)
{
}

Result<void> SampleStore::record(const StateSample& sample)
{
    QVariantList values{m_connection.toStored(sample.at)};
    QStringList updates;
    for (const MigrationState state : allMigrationStates) {
        values << sample.counts.of(state);
        updates << toName(state) + QStringLiteral("_count = excluded.") + toName(state) + QStringLiteral("_count");
    }
    const Result<int> recorded
        = m_connection.execCount(QStringLiteral("INSERT INTO state_samples (sampled_at, ") + countColumns()
                + QStringLiteral(") VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (sampled_at) DO UPDATE SET ")
                + updates.join(QStringLiteral(", ")),
            values);
    return recorded ? Result<void>() : recorded.error();
}

Result<QList<StateSample>> SampleStore::between(const QDateTime& from, const QDateTime& until, int limit)
{
    const QString where = QStringLiteral(" FROM state_samples WHERE sampled_at >= ? AND sampled_at <= ?");
    const QVariantList values{m_connection.toStored(from), m_connection.toStored(until)};
    const Result<qint64> total = count(m_connection, where, values);
    if (!total) {
        return total.error();
    }
    Result<QSqlQuery> query = m_connection.exec(QStringLiteral("SELECT CAST(sampled_at AS text) AS sampled_at_text, ")
            + countColumns() + where + QStringLiteral(" ORDER BY sampled_at"),
        values);
    if (!query) {
        return query.error();
    }
    QList<StateSample> samples;
    for (qint64 index = 0; query->next() && samples.size() < limit; ++index) {
        if (!isKept(index, *total, limit)) {
            continue;
        }
        StateSample sample{Connection::fromStored(query->value(0)), {}};
        for (std::size_t i = 0; i < sample.counts.counts.size(); ++i) {
            sample.counts.counts[i] = query->value(static_cast<int>(i) + 1).toLongLong();
        }
        samples << sample;
    }
    return samples;
}

} // namespace transship
