// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/importer/importdatabase.h"
#include "models/importer/importprogress.h"

#include <QList>
#include <QString>
#include <QStringList>

#include <memory>

namespace transship {

struct ImportedTag {
    QString tag;
    QString digest;
    bool published = false; ///< seen on the target under this digest during the final import under way
    int pass = 0; ///< of that final import over the source's tags, the last that found it; from 1
};

/// What of each repository's content has been copied, so that the next attempt need not do it again. Every call is one
/// short transaction, done when it returns. Thread: the database's.
class ImportStore {
public:
    explicit ImportStore(std::shared_ptr<ImportDatabase> database);

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
    std::shared_ptr<ImportDatabase> m_database;
};

} // namespace transship
