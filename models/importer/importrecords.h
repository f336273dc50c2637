// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/enums.h"
#include "models/importer/importdatabase.h"

#include <QDateTime>
#include <QHash>
#include <QJsonObject>
#include <QList>
#include <QMap>
#include <QSet>
#include <QString>

#include <chrono>
#include <memory>
#include <optional>

namespace transship {

/// Where one repository's import stands.
struct ImportRecord {
    QString path{};
    ImportStatus status = ImportStatus::Native;
    QString detail{}; ///< the reason of a failure, or a remark
    bool preImported = false; ///< a pre import was completed: a final one may start
    QDateTime startedAt{};
    QDateTime updatedAt{};
    QDateTime canceledAt{}; ///< invalid: was not canceled last
    QString owner{}; ///< the importer at work, or the last one that was
    int deaths = 0; ///< importers in a row that ended over this import before they got anywhere
    QJsonObject progress{}; ///< how far it was when last looked at

    bool isInProgress() const
    {
        return status == ImportStatus::PreImportInProgress || status == ImportStatus::ImportInProgress;
    }
};

/// Where every repository's import stands, and which importer works on it: a claim with a lease, renewed by a
/// heartbeat, that another importer takes over when it ran out. Every call is one short transaction, done when it
/// returns; who is second changes nothing and is told so. Times are the database's. Thread: the database's.
class ImportRecords {
public:
    ImportRecords(std::shared_ptr<ImportDatabase> database, QString owner, std::chrono::seconds lease);

    const QString& owner() const { return m_owner; }

    Result<std::optional<ImportRecord>> find(const QString& path);
    /// For what never was in progress. False: there is a record by now.
    Result<bool> insert(const ImportRecord& record);
    /// Puts the repository on record as in progress and ours; `forgetContent`: what was copied of it counts no more.
    /// False: it is in progress already, here or elsewhere.
    Result<bool> begin(const ImportRecord& record, bool forgetContent);
    /// The end of what is ours. False: it is ours no longer (canceled, or taken over).
    Result<bool> end(const ImportRecord& record);
    /// From the status it was seen in to another one, whoever works on it. False: it has another one by now.
    Result<bool> change(ImportStatus seen, const ImportRecord& record);

    /// Renews our leases, writes down the progress given, and tells what is still ours.
    Result<QSet<QString>> beat(const QHash<QString, QJsonObject>& progress);
    struct Claim {
        ImportRecord record;
        bool lapsed = false; ///< its lease ran out, or was given back
    };
    /// Everything that is in progress, whoever works on it; oldest start first.
    Result<QList<Claim>> inProgress();
    /// Makes it ours: when it lapsed, its owner is dead, or it was ours before. False: somebody else was faster, or its
    /// owner is alive after all.
    Result<bool> takeOver(const Claim& claim, bool ownerIsDead);
    /// Gives what is ours to whoever comes first: one import…
    Result<void> release(const QString& path);
    /// … or all.
    Result<void> releaseAll();

    /// Does the database answer?
    Result<void> check();
    Result<QMap<ImportStatus, qint64>> counts();
    /// The paths of everything that was ever imported, ordered, after `after`.
    Result<QStringList> paths(const QString& after, int limit);

private:
    Result<QList<ImportRecord>> select(const QString& where, const QVariantList& values);

    std::shared_ptr<ImportDatabase> m_database;
    QString m_owner;
    std::chrono::seconds m_lease;
};

} // namespace transship
