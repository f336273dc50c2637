// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/importer/blobcopier.h"
#include "models/importer/importstore.h"
#include "models/importer/referrerkeeper.h"
#include "models/importer/sourcemanifests.h"

#include <QCoroTask>

#include <memory>

namespace transship {

/// Brings manifests of one repository to the target, byte for byte: children and blobs first, then the manifest by its
/// digest, then all that refers to any of them (signatures, SBOMs, their signatures). Every distinct manifest once;
/// what the store has on record is there with everything around it and not asked for again. Thread: one. Must outlive
/// its calls.
class ManifestCopier {
public:
    struct Options {
        int width = 6; ///< children and blobs of one manifest at a time
        bool copyForeignLayers = false; ///< where the target insists on having them
        bool looksAgain = false; ///< at what refers to manifests that were copied before: it may have come since
    };
    ManifestCopier(OciClient source, OciClient target, QString repository, std::shared_ptr<ImportStore> store,
        std::shared_ptr<BlobIndex> index, std::shared_ptr<CopyCounts> counts, Options options);

    /// The digest behind a tag whose content is wanted, too (SourceManifests::digestBehind).
    QCoro::Task<Result<QString>> digestBehind(QString tag) { return m_manifests->digestBehind(std::move(tag)); }
    /// The manifest, everything it refers to, and everything that refers to any of that.
    QCoro::Task<Result<void>> copyTree(QString digest);
    /// What came to refer to a manifest since it was copied, or is on the target for another reason. Asks once for each
    /// digest, and nothing where the source does not tell.
    QCoro::Task<Result<void>> copyNewReferrers(QString digest);
    /// What was asked is asked anew from now on: the source was closed for writing.
    void lookAgain();
    /// Puts the manifest under the tag; copies it again when the target lost parts of it. Conflict: the target does not
    /// let the tag be moved (`isThere`: under another digest).
    QCoro::Task<Result<void>> publish(QString tag, QString digest, bool isThere);

private:
    QCoro::Task<Result<void>> copyClosure(QString digest);
    QCoro::Task<Result<void>> copyAround(QString digest);
    /// Is it one that copyAround() need not look at?
    Result<bool> isDone(const QString& digest);
    QCoro::Task<Result<void>> copyReferrers(QString subject, QList<OciDescriptor> referrers);
    /// The target has lost something: nothing of what is on record is believed any more.
    Result<void> forget();
    /// One node of the closure: its referrers are copied, they and its children are appended to `found`.
    QCoro::Task<Result<void>> expand(QString digest, std::shared_ptr<QStringList> found);
    QCoro::Task<Result<void>> copySubtree(OciDescriptor manifest, int depth);
    QCoro::Task<Result<void>> copyOnce(OciDescriptor manifest, int depth);
    QCoro::Task<Result<void>> copyParts(OciReferences references, int depth, bool withForeign);
    QCoro::Task<Result<OciPut>> put(std::shared_ptr<OciManifest> manifest, OciReferences references, int depth);
    Error explainedPut(const QString& tag, const Error& error, bool isThere) const;

    OciClient m_source;
    OciClient m_target;
    QString m_repository;
    std::shared_ptr<ImportStore> m_store;
    std::shared_ptr<CopyCounts> m_counts;
    BlobCopier m_blobs;
    std::shared_ptr<SourceManifests> m_manifests;
    ReferrerKeeper m_referrers;
    Options m_options;
    RecentDigests m_written; ///< with everything they refer to
    RecentDigests m_asked; ///< what refers to them
    RecentDigests m_expanded; ///< everything that refers to them is copied
    SharedTasks m_closures;
    SharedTasks m_surroundings;
    SharedTasks m_trees;
    SharedTasks m_subjects;
};

} // namespace transship
