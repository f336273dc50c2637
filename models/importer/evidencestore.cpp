// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importer/evidencestore.h"

using namespace Qt::StringLiterals;

namespace transship {

namespace {

QString text(const QString& value)
{
    return value.isNull() ? u""_s : value;
}

Result<Verification> verificationOf(const Row& query)
{
    const Result<Verification::Outcome> outcome = verificationOutcomeFromName(query.value(3).toString());
    if (!outcome) {
        return Error{.code = ErrorCode::DatabaseFailed,
            .message = u"importer_verifications, row %1: %2"_s.arg(query.value(0).toString(), outcome.error().message)};
    }
    return Verification{.path = query.value(0).toString(),
        .outcome = *outcome,
        .detail = query.value(12).toString(),
        .source = query.value(4).toString(),
        .target = query.value(5).toString(),
        .startedAt = ImportDatabase::fromStored(query.value(1)),
        .endedAt = ImportDatabase::fromStored(query.value(2)),
        .tags = query.value(6).toLongLong(),
        .manifests = query.value(7).toLongLong(),
        .blobs = query.value(8).toLongLong(),
        .referrers = query.value(9).toLongLong(),
        .rehashed = query.value(10).toLongLong(),
        .findings = query.value(11).toLongLong()};
}

} // namespace

EvidenceStore::EvidenceStore(std::shared_ptr<ImportDatabase> database)
    : m_database(std::move(database))
{
}

Result<void> EvidenceStore::begin(const QString& path)
{
    return m_database->transaction([this, &path]() -> Result<void> {
        const Result<void> tags = m_database->run(u"DELETE FROM importer_evidence WHERE path = ?"_s, {path});
        return tags ? m_database->run(u"DELETE FROM importer_findings WHERE path = ?"_s, {path}) : tags;
    });
}

Result<void> EvidenceStore::addTags(const QString& path, const QList<TagEvidence>& tags)
{
    return m_database->transaction([this, &path, &tags]() -> Result<void> {
        for (const TagEvidence& tag : tags) {
            Result<void> added = m_database->run(
                u"INSERT INTO importer_evidence (path, tag, source_digest, target_digest) VALUES (?, ?, ?, ?) "
                "ON CONFLICT (path, tag) DO UPDATE SET source_digest = excluded.source_digest, "
                "target_digest = excluded.target_digest"_s,
                {path, tag.tag, text(tag.sourceDigest), text(tag.targetDigest)});
            if (!added) {
                return added;
            }
        }
        return {};
    });
}

Result<void> EvidenceStore::addFindings(
    const QString& path, qint64 firstNumber, const QList<VerificationFinding>& findings)
{
    return m_database->transaction([this, &path, firstNumber, &findings]() -> Result<void> {
        qint64 number = firstNumber;
        for (const VerificationFinding& finding : findings) {
            Result<void> added = m_database->run(
                u"INSERT INTO importer_findings (path, number, kind, tag, digest, detail) VALUES (?, ?, ?, ?, ?, ?)"_s,
                {path, number++, toName(finding.kind), text(finding.tag), text(finding.digest), text(finding.detail)});
            if (!added) {
                return added;
            }
        }
        return {};
    });
}

Result<void> EvidenceStore::end(const Verification& verification)
{
    return m_database->run(u"INSERT INTO importer_verifications (path, started_at, ended_at, outcome, source, target, "
                           "tags, manifests, blobs, referrers, rehashed, findings, detail) "
                           "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"_s,
        {verification.path, ImportDatabase::stored(verification.startedAt),
            ImportDatabase::stored(verification.endedAt), toName(verification.outcome), text(verification.source),
            text(verification.target), verification.tags, verification.manifests, verification.blobs,
            verification.referrers, verification.rehashed, verification.findings, text(verification.detail)});
}

Result<QList<Verification>> EvidenceStore::select(const QString& where, const QVariantList& values)
{
    QList<Verification> found;
    const Result<void> read = m_database->read(
        u"SELECT path, started_at, ended_at, outcome, source, target, tags, manifests, blobs, referrers, rehashed, "
        "findings, detail FROM importer_verifications AS v WHERE started_at = (SELECT max(started_at) FROM "
        "importer_verifications WHERE path = v.path) AND %1"_s.arg(where),
        values, [&found](const Row& query) -> Result<void> {
            const Result<Verification> verification = verificationOf(query);
            if (!verification) {
                return verification.error();
            }
            found.append(*verification);
            return {};
        });
    return read ? Result<QList<Verification>>(found) : read.error();
}

Result<QList<Verification>> EvidenceStore::latest(const QString& after, int limit)
{
    return select(u"path > ? ORDER BY path LIMIT ?"_s, {text(after), limit});
}

Result<std::optional<Verification>> EvidenceStore::latestOf(const QString& path)
{
    const Result<QList<Verification>> found = select(u"path = ?"_s, {path});
    if (!found) {
        return found.error();
    }
    return found->isEmpty() ? std::nullopt : std::optional<Verification>(found->first());
}

Result<QList<TagEvidence>> EvidenceStore::tags(const QString& path, const QString& after, int limit)
{
    QList<TagEvidence> tags;
    const Result<void> read = m_database->read(u"SELECT tag, source_digest, target_digest FROM importer_evidence "
                                               "WHERE path = ? AND tag > ? ORDER BY tag LIMIT ?"_s,
        {path, text(after), limit}, [&tags](const Row& query) -> Result<void> {
            tags.append({query.value(0).toString(), query.value(1).toString(), query.value(2).toString()});
            return {};
        });
    return read ? Result<QList<TagEvidence>>(tags) : read.error();
}

Result<QList<VerificationFinding>> EvidenceStore::findings(const QString& path, qint64 after, int limit)
{
    QList<VerificationFinding> findings;
    const Result<void> read = m_database->read(u"SELECT kind, tag, digest, detail FROM importer_findings "
                                               "WHERE path = ? AND number > ? ORDER BY number LIMIT ?"_s,
        {path, after, limit}, [&findings](const Row& query) -> Result<void> {
            const Result<VerificationFinding::Kind> kind = findingKindFromName(query.value(0).toString());
            if (!kind) {
                return kind.error();
            }
            findings.append({*kind, query.value(1).toString(), query.value(2).toString(), query.value(3).toString()});
            return {};
        });
    return read ? Result<QList<VerificationFinding>>(findings) : read.error();
}

} // namespace transship
