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

Result<StateSample> sampleFromRow(const QSqlQuery& query)
{
    StateSample sample{Connection::fromStored(query.value(0)), {}};
    for (std::size_t i = 0; i < sample.counts.counts.size(); ++i) {
        sample.counts.counts[i] = query.value(static_cast<int>(i) + 1).toLongLong();
    }
    return sample;
}

Result<QList<StateSample>> read(Connection& connection, const QString& fromAndWhere, const QVariantList& values)
{
    Result<QSqlQuery> query = connection.exec(QStringLiteral("SELECT CAST(sampled_at AS text) AS sampled_at_text, ")
            + countColumns() + fromAndWhere + QStringLiteral(" ORDER BY sampled_at"),
        values);
    if (!query) {
        return query.error();
    }
    QList<StateSample> samples;
    while (query->next()) {
        const Result<StateSample> sample = sampleFromRow(*query);
        if (!sample) {
            return sample.error();
        }
        samples << *sample;
    }
    return samples;
}

/// The last sample at or before each of the moments, but none before the first of them.
QString nearestSql(const QList<QDateTime>& moments, Backend backend)
{
    const QString type = backend == Backend::Sqlite ? QString() : QStringLiteral("TIMESTAMP ");
    QStringList rows;
    for (const QDateTime& moment : moments) {
        rows << u'(' + type + u'\'' + Connection::storedText(moment) + QStringLiteral("')");
    }
    // Both databases call the column of a VALUES list column1.
    return QStringLiteral(" FROM (SELECT DISTINCT (SELECT max(s.sampled_at) FROM state_samples s "
                          "WHERE s.sampled_at <= moments.column1 AND s.sampled_at >= ?) AS nearest FROM (VALUES %1) "
                          "AS moments) AS picked JOIN state_samples ON sampled_at = nearest")
        .arg(rows.join(QStringLiteral(", ")));
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
    Result<QSqlQuery> few = m_connection.exec(
        QStringLiteral("SELECT count(*) FROM (SELECT 1%1 LIMIT %2) AS few").arg(where).arg(limit + 1), values);
    if (!few) {
        return few.error();
    }
    const bool all = few->next() && few->value(0).toInt() <= limit;
    few->finish();
    if (all) {
        return read(m_connection, where, values);
    }
    Result<QSqlQuery> ends = m_connection.exec(
        QStringLiteral("SELECT CAST(min(sampled_at) AS text), CAST(max(sampled_at) AS text)") + where, values);
    if (!ends || !ends->next()) {
        return ends ? Result<QList<StateSample>>(QList<StateSample>()) : ends.error();
    }
    const QDateTime first = Connection::fromStored(ends->value(0));
    const QDateTime last = Connection::fromStored(ends->value(1));
    ends->finish();
    QList<QDateTime> moments;
    for (int i = 0; i < limit - 1; ++i) {
        moments << first.addMSecs(first.msecsTo(last) * i / (limit - 1));
    }
    moments << until; // not `last`: it is read in milliseconds
    return read(m_connection, nearestSql(moments, m_connection.backend()), {m_connection.toStored(from)});
}

} // namespace transship
