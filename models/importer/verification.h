// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/result.h"

#include <QDateTime>
#include <QJsonObject>
#include <QString>

#include <array>

namespace transship {

/// One thing that is not as it should be.
struct VerificationFinding {
    enum class Kind {
        TagMissing, ///< on the target
        TagDiffers,
        ManifestMissing, ///< a manifest that a tag, an index or a referrer leads to is not on the target
        BlobMissing,
        BlobDiffers, ///< the target's bytes have another digest
        ReferrerMissing, ///< the target does not tell that it refers to its subject
        SourceBroken, ///< the source itself lacks it: nothing can be copied
        TagExtra, ///< a remark: on the target only; nothing is deleted there
    };
    Kind kind = Kind::TagMissing;
    QString tag; ///< through which it was found
    QString digest;
    QString detail;
};
inline constexpr std::array allFindingKinds{VerificationFinding::Kind::TagMissing,
    VerificationFinding::Kind::TagDiffers, VerificationFinding::Kind::ManifestMissing,
    VerificationFinding::Kind::BlobMissing, VerificationFinding::Kind::BlobDiffers,
    VerificationFinding::Kind::ReferrerMissing, VerificationFinding::Kind::SourceBroken,
    VerificationFinding::Kind::TagExtra};

/// What a comparison of one repository came to. A plain value.
struct Verification {
    enum class Outcome {
        Match, ///< everything of the source is on the target
        Mismatch, ///< the target lacks something, or has it otherwise
        SourceBroken, ///< the target has all that the source can give, which is not all that it lists
        NotFound, ///< the source knows no such repository (deleted, or never had a tag)
        Failed, ///< could not be compared; see detail
    };
    QString path;
    Outcome outcome = Outcome::Failed;
    QString detail; ///< in words, what was found first or why it failed
    QString source; ///< the registries' addresses
    QString target;
    QDateTime startedAt;
    QDateTime endedAt;
    qint64 tags = 0;
    qint64 manifests = 0; ///< distinct ones, asked for on the target
    qint64 blobs = 0; ///< likewise
    qint64 referrers = 0;
    qint64 rehashed = 0; ///< blobs read from the target and hashed
    qint64 findings = 0;
};

/// Stable names, as stored and printed: "tag_missing", "match".
QString toName(VerificationFinding::Kind kind);
QString toName(Verification::Outcome outcome);
Result<VerificationFinding::Kind> findingKindFromName(QStringView name);
Result<Verification::Outcome> verificationOutcomeFromName(QStringView name);

QJsonObject toJson(const Verification& verification);
QJsonObject toJson(const VerificationFinding& finding);

} // namespace transship
