// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/importer/blobsample.h"
#include "models/importer/evidencestore.h"
#include "models/importer/referrerlookup.h"
#include "models/registry/ociclient.h"

#include <QCoroTask>
#include <QHash>
#include <QSet>

#include <memory>
#include <optional>

namespace transship {

/// Compares one repository of the target with the source, changing neither: the set of tags, the digest of each, every
/// manifest, child, blob and referrer they lead to, by HEAD on the target. Memory grows by some bytes for each distinct
/// digest only. Thread: one. Must outlive run().
class RepositoryVerifier {
public:
    struct Options {
        int width = 6; ///< tags at a time
        int rehashBlobs = 0; ///< so many blobs, drawn at random, are read from the target and hashed
    };
    /// `evidence` may be null: then nothing is stored.
    RepositoryVerifier(
        OciClient source, OciClient target, QString path, std::shared_ptr<EvidenceStore> evidence, Options options);

    /// Always with an outcome; Failed says why. Stored before it is returned, as far as the database allows.
    QCoro::Task<Verification> run();
    /// Why the outcome is Failed.
    const std::optional<Error>& failure() const { return m_failure; }

private:
    /// The first half of a digest: half the memory, and no two in one repository are ever alike.
    using Id = QPair<quint64, quint64>;
    /// Can the source give the whole of it? What the target lacks is told as a finding only then.
    using Intact = QCoro::Task<Result<bool>>;

    QCoro::Task<Result<void>> compare();
    QCoro::Task<Result<void>> listSourceTags();
    QCoro::Task<Result<void>> compareChunk(QStringList tags);
    QCoro::Task<Result<void>> compareTag(QString tag);
    Intact manifestIsIntact(QString tag, QString digest, int depth);
    Intact compareManifest(QString tag, QString digest, int depth);
    Intact partsAreIntact(QString tag, OciReferences references, int depth);
    Intact blobIsIntact(QString tag, OciDescriptor blob);
    Intact compareBlob(QString tag, OciDescriptor blob);
    QCoro::Task<Result<void>> compareReferrers(QString tag, QString digest, int depth);
    QCoro::Task<Result<bool>> keepsReferrers(QString tag);
    QCoro::Task<Result<void>> findExtraTags();
    QCoro::Task<Result<void>> rehash();
    Result<void> flush();
    void find(VerificationFinding::Kind kind, const QString& tag, const QString& digest, const QString& detail);
    void judge(const Result<void>& compared);

    OciClient m_source;
    OciClient m_target;
    ReferrerLookup m_sourceReferrers;
    ReferrerLookup m_targetReferrers;
    std::shared_ptr<EvidenceStore> m_evidence;
    Options m_options;
    Verification m_result;
    bool m_isMismatch = false;
    bool m_isSourceBroken = false;
    QSet<QString> m_tags; ///< of the source
    QHash<Id, bool> m_manifests; ///< looked at: intact?
    QHash<Id, bool> m_blobs;
    QHash<QString, std::shared_ptr<Intact>> m_underWay; ///< manifests and blobs, the latter with a mark
    BlobSample m_sample; ///< of those on the target
    QList<TagEvidence> m_newTags; ///< not stored yet
    QList<VerificationFinding> m_newFindings;
    qint64 m_stored = 0; ///< findings
    std::optional<Error> m_failure;
};

} // namespace transship
