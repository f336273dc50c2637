// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importer/verification.h"

using namespace Qt::StringLiterals;

namespace transship {

namespace {

constexpr std::array allOutcomes{Verification::Outcome::Match, Verification::Outcome::Mismatch,
    Verification::Outcome::SourceBroken, Verification::Outcome::NotFound, Verification::Outcome::Failed};

template <typename Value, std::size_t N>
Result<Value> valueOf(const std::array<Value, N>& all, QStringView name, const QString& what)
{
    for (const Value value : all) {
        if (toName(value) == name) {
            return value;
        }
    }
    return Error{.code = ErrorCode::InvalidArgument, .message = u"\"%1\" is no %2"_s.arg(name, what)};
}

} // namespace

QString toName(VerificationFinding::Kind kind)
{
    switch (kind) {
    case VerificationFinding::Kind::TagMissing:
        return u"tag_missing"_s;
    case VerificationFinding::Kind::TagDiffers:
        return u"tag_differs"_s;
    case VerificationFinding::Kind::ManifestMissing:
        return u"manifest_missing"_s;
    case VerificationFinding::Kind::BlobMissing:
        return u"blob_missing"_s;
    case VerificationFinding::Kind::BlobDiffers:
        return u"blob_differs"_s;
    case VerificationFinding::Kind::ReferrerMissing:
        return u"referrer_missing"_s;
    case VerificationFinding::Kind::SourceBroken:
        return u"source_broken"_s;
    case VerificationFinding::Kind::TagExtra:
        return u"tag_extra"_s;
    }
    return {};
}

QString toName(Verification::Outcome outcome)
{
    switch (outcome) {
    case Verification::Outcome::Match:
        return u"match"_s;
    case Verification::Outcome::Mismatch:
        return u"mismatch"_s;
    case Verification::Outcome::SourceBroken:
        return u"source_broken"_s;
    case Verification::Outcome::NotFound:
        return u"not_found"_s;
    case Verification::Outcome::Failed:
        return u"failed"_s;
    }
    return {};
}

Result<VerificationFinding::Kind> findingKindFromName(QStringView name)
{
    return valueOf(allFindingKinds, name, u"kind of finding"_s);
}

Result<Verification::Outcome> verificationOutcomeFromName(QStringView name)
{
    return valueOf(allOutcomes, name, u"outcome of a verification"_s);
}

QJsonObject toJson(const Verification& verification)
{
    return QJsonObject{{u"path"_s, verification.path}, {u"outcome"_s, toName(verification.outcome)},
        {u"detail"_s, verification.detail}, {u"source"_s, verification.source}, {u"target"_s, verification.target},
        {u"started_at"_s, verification.startedAt.toString(Qt::ISODateWithMs)},
        {u"ended_at"_s, verification.endedAt.toString(Qt::ISODateWithMs)}, {u"tags"_s, verification.tags},
        {u"manifests"_s, verification.manifests}, {u"blobs"_s, verification.blobs},
        {u"referrers"_s, verification.referrers}, {u"rehashed_blobs"_s, verification.rehashed},
        {u"findings_count"_s, verification.findings}};
}

QJsonObject toJson(const VerificationFinding& finding)
{
    return QJsonObject{{u"kind"_s, toName(finding.kind)}, {u"tag"_s, finding.tag}, {u"digest"_s, finding.digest},
        {u"detail"_s, finding.detail}};
}

} // namespace transship
