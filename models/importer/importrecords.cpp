// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importer/importrecords.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace transship {

namespace {

const QString inProgressCondition = u"status IN ('pre_import_in_progress', 'import_in_progress')"_s;

QString columns()
{
    return u"path, status, detail, pre_imported, started_at, updated_at, canceled_at, owner, deaths, progress"_s;
}

Result<ImportRecord> recordOf(const Row& query)
{
    const Result<ImportStatus> status = importStatusFromName(query.value(1).toString());
    if (!status) {
        return Error{.code = ErrorCode::DatabaseFailed,
            .message = u"importer_repositories, row %1: %2"_s.arg(query.value(0).toString(), status.error().message)};
    }
    return ImportRecord{.path = query.value(0).toString(),
        .status = *status,
        .detail = query.value(2).toString(),
        .preImported = query.value(3).toInt() != 0,
        .startedAt = ImportDatabase::fromStored(query.value(4)),
        .updatedAt = ImportDatabase::fromStored(query.value(5)),
        .canceledAt = ImportDatabase::fromStored(query.value(6)),
        .owner = query.value(7).toString(),
        .deaths = query.value(8).toInt(),
        .progress = QJsonDocument::fromJson(query.value(9).toByteArray()).object()};
}

QString text(const QString& value)
{
    return value.isNull() ? u""_s : value;
}

QString text(const QJsonObject& object)
{
    return object.isEmpty() ? u""_s : QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

} // namespace

ImportRecords::ImportRecords(std::shared_ptr<ImportDatabase> database, QString owner, std::chrono::seconds lease)
    : m_database(std::move(database))
    , m_owner(std::move(owner))
    , m_lease(lease)
{
}

Result<QList<ImportRecord>> ImportRecords::select(const QString& where, const QVariantList& values)
{
    QList<ImportRecord> records;
    const Result<void> read = m_database->read(u"SELECT %1 FROM importer_repositories %2"_s.arg(columns(), where),
        values, [&records](const Row& query) -> Result<void> {
            const Result<ImportRecord> record = recordOf(query);
            if (!record) {
                return record.error();
            }
            records.append(*record);
            return {};
        });
    return read ? Result<QList<ImportRecord>>(records) : read.error();
}

Result<std::optional<ImportRecord>> ImportRecords::find(const QString& path)
{
    const Result<QList<ImportRecord>> records = select(u"WHERE path = ?"_s, {path});
    if (!records) {
        return records.error();
    }
    return records->isEmpty() ? std::nullopt : std::optional<ImportRecord>(records->first());
}

Result<bool> ImportRecords::insert(const ImportRecord& record)
{
    const Result<int> count = m_database->change(
        u"INSERT INTO importer_repositories (path, status, detail, updated_at) VALUES (?, ?, ?, ?) "
        "ON CONFLICT (path) DO NOTHING"_s,
        {record.path, toName(record.status), text(record.detail), ImportDatabase::stored(record.updatedAt)});
    return count ? Result<bool>(*count == 1) : count.error();
}

Result<bool> ImportRecords::begin(const ImportRecord& record, bool forgetContent)
{
    return m_database->transaction([this, &record, forgetContent]() -> Result<bool> {
        const Result<int> count = m_database->change(
            u"INSERT INTO importer_repositories AS r (path, status, detail, pre_imported, started_at, updated_at, "
            "canceled_at, owner, lease_until, deaths, progress) VALUES (?, ?, '', ?, ?, ?, NULL, ?, %1, 0, '') "
            "ON CONFLICT (path) DO UPDATE SET status = excluded.status, detail = '', "
            "pre_imported = excluded.pre_imported, started_at = excluded.started_at, "
            "updated_at = excluded.updated_at, canceled_at = NULL, owner = excluded.owner, "
            "lease_until = excluded.lease_until, deaths = 0, reached = 0, progress = '' "
            "WHERE r.status NOT IN ('pre_import_in_progress', 'import_in_progress')"_s.arg(m_database->later()),
            {record.path, toName(record.status), record.preImported ? 1 : 0, ImportDatabase::stored(record.startedAt),
                ImportDatabase::stored(record.updatedAt), m_owner, QString::number(m_lease.count())});
        if (!count) {
            return count.error();
        }
        for (const QString& table : {u"importer_manifests"_s, u"importer_tags"_s, u"importer_failures"_s}) {
            if (*count == 0 || !forgetContent) {
                break;
            }
            const Result<void> forgotten
                = m_database->run(u"DELETE FROM %1 WHERE path = ?"_s.arg(table), {record.path});
            if (!forgotten) {
                return forgotten.error();
            }
        }
        return *count == 1;
    });
}

Result<bool> ImportRecords::end(const ImportRecord& record)
{
    const Result<int> count = m_database->change(
        u"UPDATE importer_repositories SET status = ?, detail = ?, pre_imported = ?, updated_at = ?, "
        "lease_until = NULL, deaths = 0, progress = ? WHERE path = ? AND owner = ? AND %1"_s.arg(inProgressCondition),
        {toName(record.status), text(record.detail), record.preImported ? 1 : 0,
            ImportDatabase::stored(record.updatedAt), text(record.progress), record.path, m_owner});
    return count ? Result<bool>(*count == 1) : count.error();
}

Result<bool> ImportRecords::change(ImportStatus seen, const ImportRecord& record)
{
    const Result<int> count
        = m_database->change(u"UPDATE importer_repositories SET status = ?, detail = ?, pre_imported = ?, "
                             "updated_at = ?, canceled_at = ?, lease_until = NULL WHERE path = ? AND status = ?"_s,
            {toName(record.status), text(record.detail), record.preImported ? 1 : 0,
                ImportDatabase::stored(record.updatedAt), ImportDatabase::stored(record.canceledAt), record.path,
                toName(seen)});
    return count ? Result<bool>(*count == 1) : count.error();
}

Result<QSet<QString>> ImportRecords::beat(const QHash<QString, QJsonObject>& progress)
{
    return m_database->transaction([this, &progress]() -> Result<QSet<QString>> {
        // That an importer lives does not clear the import: it may well kill at the same place, a minute later.
        for (auto job = progress.cbegin(); job != progress.cend(); ++job) {
            const Result<void> written
                = m_database->run(u"UPDATE importer_repositories SET lease_until = %1, progress = ? "
                                  "WHERE path = ? AND owner = ? AND %2"_s.arg(m_database->later(), inProgressCondition),
                    {QString::number(m_lease.count()), text(job.value()), job.key(), m_owner});
            if (!written) {
                return written.error();
            }
        }
        QSet<QString> ours;
        const Result<void> read = m_database->read(
            u"SELECT path FROM importer_repositories WHERE owner = ? AND %1"_s.arg(inProgressCondition), {m_owner},
            [&ours](const Row& query) -> Result<void> {
                ours.insert(query.value(0).toString());
                return {};
            });
        return read ? Result<QSet<QString>>(ours) : read.error();
    });
}

Result<QList<ImportRecords::Claim>> ImportRecords::inProgress()
{
    QList<Claim> found;
    const Result<void> read
        = m_database->read(u"SELECT %1, CASE WHEN lease_until IS NULL OR lease_until <= %2 THEN 1 ELSE 0 END "
                           "FROM importer_repositories WHERE %3 ORDER BY started_at, path"_s.arg(
                               columns(), m_database->now(), inProgressCondition),
            {}, [&found](const Row& query) -> Result<void> {
                const Result<ImportRecord> record = recordOf(query);
                if (!record) {
                    return record.error();
                }
                found.append({*record, query.value(10).toInt() != 0});
                return {};
            });
    return read ? Result<QList<Claim>>(found) : read.error();
}

Result<bool> ImportRecords::takeOver(const Claim& claim, bool ownerIsDead)
{
    const bool ours = claim.record.owner == m_owner;
    const QString reached
        = u"(SELECT count(*) FROM importer_manifests AS m WHERE m.path = importer_repositories.path)"_s;
    // Where something was copied meanwhile, earlier deaths were no fault of the import. An owner that gave it back
    // (drained) has not died of it, and neither have we.
    const QString deaths = u"(CASE WHEN reached <> %1 THEN 0 ELSE deaths END) "
                           "+ (CASE WHEN lease_until IS NULL OR owner = ? THEN 0 ELSE 1 END)"_s.arg(reached);
    const Result<int> count = m_database->change(
        u"UPDATE importer_repositories SET owner = ?, deaths = %1, reached = %2, lease_until = %3 "
        "WHERE path = ? AND owner = ? AND status = ? AND (1 = ? OR lease_until IS NULL OR lease_until <= %4)"_s.arg(
            deaths, reached, m_database->later(), m_database->now()),
        {m_owner, m_owner, QString::number(m_lease.count()), claim.record.path, claim.record.owner,
            toName(claim.record.status), ours || ownerIsDead ? 1 : 0});
    return count ? Result<bool>(*count == 1) : count.error();
}

Result<void> ImportRecords::release(const QString& path)
{
    return m_database->run(
        u"UPDATE importer_repositories SET lease_until = NULL WHERE path = ? AND owner = ? AND %1"_s.arg(
            inProgressCondition),
        {path, m_owner});
}

Result<void> ImportRecords::releaseAll()
{
    return m_database->run(
        u"UPDATE importer_repositories SET lease_until = NULL WHERE owner = ? AND %1"_s.arg(inProgressCondition),
        {m_owner});
}

Result<void> ImportRecords::check()
{
    return m_database->read(u"SELECT 1"_s, {}, [](const Row&) { return Result<void>(); });
}

Result<QMap<ImportStatus, qint64>> ImportRecords::counts()
{
    QMap<ImportStatus, qint64> counts;
    const Result<void> read = m_database->read(u"SELECT status, count(*) FROM importer_repositories GROUP BY status"_s,
        {}, [&counts](const Row& query) -> Result<void> {
            const Result<ImportStatus> status = importStatusFromName(query.value(0).toString());
            if (!status) {
                return status.error();
            }
            counts.insert(*status, query.value(1).toLongLong());
            return {};
        });
    return read ? Result<QMap<ImportStatus, qint64>>(counts) : read.error();
}

Result<QStringList> ImportRecords::paths(const QString& after, int limit)
{
    QStringList paths;
    const Result<void> read
        = m_database->read(u"SELECT path FROM importer_repositories WHERE path > ? ORDER BY path LIMIT ?"_s,
            {text(after), limit}, [&paths](const Row& query) -> Result<void> {
                paths.append(query.value(0).toString());
                return {};
            });
    return read ? Result<QStringList>(paths) : read.error();
}

} // namespace transship
