// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/importer/blobcopier.h"
#include "models/importer/importstore.h"
#include "models/registry/ociclient.h"

#include <QCache>
#include <QCoroTask>
#include <QHash>

#include <memory>

namespace transship {

/// Brings manifests of one repository to the target, byte for byte: children and blobs first, then the manifest by its
/// digest, then what refers to it (signatures, SBOMs). Every distinct manifest once; what the store has on record is
/// not asked for again. Thread: one. Must outlive its calls.
class ManifestCopier {
public:
    ManifestCopier(OciClient source, OciClient target, QString repository, std::shared_ptr<ImportStore> store,
        std::shared_ptr<BlobIndex> index, std::shared_ptr<CopyCounts> counts, int width);

    QCoro::Task<Result<void>> copyTree(QString digest);
    /// Puts the manifest under the tag; copies it again when the target lost parts of it.
    QCoro::Task<Result<void>> publish(QString tag, QString digest);

private:
    using Shared = QCoro::Task<Result<void>>;
    QCoro::Task<Result<void>> copyTreeAt(QString digest, int depth);
    QCoro::Task<Result<void>> copyOnce(QString digest, int depth);
    QCoro::Task<Result<void>> copyChildren(OciReferences references, int depth);
    QCoro::Task<Result<void>> copyReferrers(QString digest, int depth);
    QCoro::Task<Result<void>> keepFallbackIndex(QString subject, QList<OciDescriptor> referrers);
    QCoro::Task<Result<std::shared_ptr<OciManifest>>> sourceManifest(QString digest);

    OciClient m_source;
    OciClient m_target;
    QString m_repository;
    std::shared_ptr<ImportStore> m_store;
    std::shared_ptr<CopyCounts> m_counts;
    BlobCopier m_blobs;
    int m_width; ///< blobs of one manifest at a time
    bool m_sourceHasReferrers = true; ///< until it says otherwise
    bool m_targetHasReferrers = false; ///< once it answered with OCI-Subject
    QCache<QString, std::shared_ptr<OciManifest>> m_cache; ///< by bytes: the final import puts the same ones as tags
    QHash<QString, std::shared_ptr<Shared>> m_underWay;
};

} // namespace transship
