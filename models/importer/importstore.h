// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/enums.h"
#include "models/importer/importprogress.h"
#include "models/storage/connection.h"

#include <QDateTime>
#include <QList>
#include <QString>
#include <QStringList>

#include <memory>
#include <optional>

namespace transship {

/// Where one repository's import stands.
struct ImportRecord {
    QString path;
    ImportStatus status = ImportStatus::Native;
    QString detail; ///< the reason of a failure, or a remark
    bool preImported = false; ///< a pre import was completed: a final one may start
    QDateTime startedAt;
    QDateTime updatedAt;
    QDateTime canceledAt; ///< invalid: was not canceled last
};

struct ImportedTag {
    QString tag;
    QString digest;
    bool published = false; ///< seen on the target under this digest during the final import under way
    int pass = 0; ///< of that final import over the source's tags, the last that found it; from 1
};

/// The importer's own tables (importer_…), in a database of its own or beside others. Every call is one short
/// transaction, done when it returns. Thread: the one that opened it.
class ImportStore {
public:
    /// Opens the database and creates or upgrades the tables; refuses tables of a newer program.
    static Result<std::unique_ptr<ImportStore>> open(const DatabaseUrl& url);

    Result<std::optional<ImportRecord>> find(const QString& path);
    /// Inserts or replaces.
    Result<void> save(const ImportRecord& record);
    /// Everything that is in progress, oldest start first.
    Result<QList<ImportRecord>> inProgress();

    /// Forgets what was copied of the repository (a new pre import checks everything again).
    Result<void> forgetContent(const QString& path);
    Result<void> recordTags(const QString& path, const QList<ImportedTag>& tags);
    Result<QList<ImportedTag>> tags(const QString& path, const QStringList& names);
    /// The final import begins anew: nothing counts as seen on the target.
    Result<void> clearPublished(const QString& path);
    /// These are on the target with everything they refer to and all that refers to them.
    Result<void> recordManifests(const QString& path, const QStringList& digests);
    Result<bool> hasManifest(const QString& path, const QString& digest);
    Result<void> forgetManifests(const QString& path);
    /// Tags that could not be brought over in the phase under way.
    Result<void> recordFailures(const QString& path, const QList<TagFailure>& failures);
    Result<void> clearFailures(const QString& path);
    /// In the order of their tags, those after `after`.
    Result<QList<TagFailure>> failures(const QString& path, const QString& after, int most);

private:
    explicit ImportStore(std::unique_ptr<Connection> connection);
    Result<void> upgrade();
    Result<void> run(const QString& sql, const QVariantList& values);
    Result<QList<ImportRecord>> select(const QString& where, const QVariantList& values);

    std::unique_ptr<Connection> m_connection;
};

} // namespace transship
