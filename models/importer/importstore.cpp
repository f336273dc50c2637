// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importer/importstore.h"

#include <QVariant>

using namespace Qt::StringLiterals;

namespace transship {

namespace {

QString text(const QString& value)
{
    return value.isNull() ? u""_s : value;
}

} // namespace

ImportStore::ImportStore(std::shared_ptr<ImportDatabase> database)
    : m_database(std::move(database))
{
}

Result<void> ImportStore::recordTags(const QString& path, const QList<ImportedTag>& tags)
{
    return m_database->transaction([this, &path, &tags]() -> Result<void> {
        for (const ImportedTag& tag : tags) {
            Result<void> done = m_database->run(
                u"INSERT INTO importer_tags (path, tag, digest, published, pass) VALUES (?, ?, ?, ?, ?) "
                "ON CONFLICT (path, tag) DO UPDATE SET digest = excluded.digest, published = excluded.published, "
                "pass = excluded.pass"_s,
                {path, tag.tag, tag.digest, tag.published ? 1 : 0, tag.pass});
            if (!done) {
                return done;
            }
        }
        return {};
    });
}

Result<QList<ImportedTag>> ImportStore::tags(const QString& path, const QStringList& names)
{
    QVariantList values{path};
    QStringList marks;
    for (const QString& name : names) {
        values.append(name);
        marks.append(u"?"_s);
    }
    QList<ImportedTag> tags;
    const Result<void> read = m_database->read(
        u"SELECT tag, digest, published, pass FROM importer_tags WHERE path = ? AND tag IN (%1)"_s.arg(
            marks.join(u',')),
        values, [&tags](const Row& query) -> Result<void> {
            tags.append(ImportedTag{query.value(0).toString(), query.value(1).toString(), query.value(2).toInt() != 0,
                query.value(3).toInt()});
            return {};
        });
    return read ? Result<QList<ImportedTag>>(tags) : read.error();
}

Result<void> ImportStore::clearPublished(const QString& path)
{
    return m_database->run(
        u"UPDATE importer_tags SET published = 0, pass = 0 WHERE path = ? AND (published <> 0 OR pass <> 0)"_s, {path});
}

Result<void> ImportStore::recordManifests(const QString& path, const QStringList& digests)
{
    return m_database->transaction([this, &path, &digests]() -> Result<void> {
        for (const QString& digest : digests) {
            Result<void> done = m_database->run(
                u"INSERT INTO importer_manifests (path, digest) VALUES (?, ?) ON CONFLICT DO NOTHING"_s,
                {path, digest});
            if (!done) {
                return done;
            }
        }
        return {};
    });
}

Result<bool> ImportStore::hasManifest(const QString& path, const QString& digest)
{
    bool found = false;
    const Result<void> read = m_database->read(u"SELECT 1 FROM importer_manifests WHERE path = ? AND digest = ?"_s,
        {path, digest}, [&found](const Row&) -> Result<void> {
            found = true;
            return {};
        });
    return read ? Result<bool>(found) : read.error();
}

Result<void> ImportStore::forgetManifests(const QString& path)
{
    return m_database->run(u"DELETE FROM importer_manifests WHERE path = ?"_s, {path});
}

Result<void> ImportStore::recordFailures(const QString& path, const QList<TagFailure>& failures)
{
    return m_database->transaction([this, &path, &failures]() -> Result<void> {
        for (const TagFailure& failure : failures) {
            Result<void> done = m_database->run(
                u"INSERT INTO importer_failures (path, tag, digest, reason) VALUES (?, ?, ?, ?) "
                "ON CONFLICT (path, tag) DO UPDATE SET digest = excluded.digest, reason = excluded.reason"_s,
                {path, failure.tag, text(failure.digest), failure.reason});
            if (!done) {
                return done;
            }
        }
        return {};
    });
}

Result<void> ImportStore::clearFailures(const QString& path)
{
    return m_database->run(u"DELETE FROM importer_failures WHERE path = ?"_s, {path});
}

Result<QList<TagFailure>> ImportStore::failures(const QString& path, const QString& after, int most)
{
    QList<TagFailure> failures;
    const Result<void> read = m_database->read(
        u"SELECT tag, digest, reason FROM importer_failures WHERE path = ? AND tag > ? ORDER BY tag LIMIT ?"_s,
        {path, text(after), most}, [&failures](const Row& query) -> Result<void> {
            failures.append(
                TagFailure{query.value(0).toString(), query.value(1).toString(), query.value(2).toString()});
            return {};
        });
    return read ? Result<QList<TagFailure>>(failures) : read.error();
}

} // namespace transship
