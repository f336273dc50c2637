// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/importer/recentdigests.h"
#include "models/importer/sharedtasks.h"
#include "models/registry/ociclient.h"

#include <QCache>
#include <QCoroTask>

#include <memory>

namespace transship {

/// The manifests of one repository of the source, the last ones kept: the final import puts the same bytes as tags.
/// Bounded by bytes. Thread: one. Must outlive its calls.
class SourceManifests {
public:
    SourceManifests(OciClient source, QString repository)
        : m_source(std::move(source))
        , m_repository(std::move(repository))
        , m_cache(cacheBytes)
    {
    }
    /// The digest behind a tag. While tags lead to manifests that were not seen yet, the manifest is read with it,
    /// which saves a request; else the digest alone is asked for, which registries do not count as a pull.
    QCoro::Task<Result<QString>> digestBehind(QString tag);
    /// Never null when ok. The size is checked unless it is below 0.
    QCoro::Task<Result<std::shared_ptr<OciManifest>>> get(QString digest, qint64 size = -1);

private:
    static constexpr int cacheBytes = 16 * 1024 * 1024;
    QCoro::Task<Result<void>> fetch(QString digest);
    void keep(OciManifest manifest);
    void foresee(const QString& digest);

    OciClient m_source;
    QString m_repository;
    QCache<QString, std::shared_ptr<OciManifest>> m_cache;
    SharedTasks m_fetches;
    RecentDigests m_seen; ///< behind tags
    bool m_expectsNew = true; ///< as the last tag was, so will the next be
};

} // namespace transship
