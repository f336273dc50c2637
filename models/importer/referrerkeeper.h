// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/importer/importprogress.h"
#include "models/importer/sourcemanifests.h"

#include <QCoroTask>

#include <memory>
#include <optional>

namespace transship {

/// What refers to a manifest (signatures, SBOMs): asked of the source, and seen to it that the target lists it too.
/// Where the target has no referrers API, the index under the tag sha256-<hex> is kept up for it, as the specification
/// wants; where it has one, it is read back. Thread: one. Must outlive its calls; one call for a subject at a time.
class ReferrerKeeper {
public:
    ReferrerKeeper(OciClient source, OciClient target, QString repository, std::shared_ptr<SourceManifests> manifests,
        std::shared_ptr<CopyCounts> counts);

    /// Has the source a referrers API? Asks once, about a subject that it has.
    QCoro::Task<Result<bool>> sourceTells(QString subject);
    bool isSourceTelling() const { return m_sourceTells.value_or(false); }
    /// None where the source has no referrers API; then they hang on tags, which are copied as tags.
    QCoro::Task<Result<QList<OciDescriptor>>> ofSource(QString subject);
    /// They are on the target by now; the target is to list them.
    QCoro::Task<Result<void>> list(QString subject, QList<OciDescriptor> referrers);
    /// The target's answer to a manifest with a subject.
    void observe(const OciReferences& references, const OciPut& put);

private:
    QCoro::Task<Result<void>> askWhetherSourceTells(QString subject);
    QCoro::Task<Result<void>> readBack(QString subject, QList<OciDescriptor> referrers, bool mustBeAll);
    QCoro::Task<Result<void>> keepIndex(QString subject, QList<OciDescriptor> referrers);
    /// The index with what it lacks of these; its bytes unchanged when it lacks nothing.
    QCoro::Task<Result<OciManifest>> merged(OciManifest index, QList<OciDescriptor> referrers);

    OciClient m_source;
    OciClient m_target;
    QString m_repository;
    std::shared_ptr<SourceManifests> m_manifests;
    std::shared_ptr<CopyCounts> m_counts;
    std::optional<bool> m_sourceTells;
    SharedTasks m_firstQuestion;
    std::optional<bool> m_targetTells; ///< by OCI-Subject, or by its API
};

} // namespace transship
