// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/importer/verificationreport.h"

#include "app/ctl/output.h"
#include "models/domain/csv.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <numeric>

using namespace Qt::StringLiterals;

namespace transship::ctl {

namespace {

constexpr int pageSize = 1000;

QByteArray compact(const QJsonObject& object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

} // namespace

VerificationReport::VerificationReport(QIODevice& device, ReportFormat format, bool withTags)
    : m_device(device)
    , m_format(format)
    , m_withTags(withTags)
{
}

qint64 VerificationReport::repositories() const
{
    return std::accumulate(m_outcomes.cbegin(), m_outcomes.cend(), qint64(0));
}

Result<void> VerificationReport::write(const QByteArray& bytes)
{
    if (m_device.write(bytes) != bytes.size()) {
        return Error{.code = ErrorCode::Io, .message = u"cannot write the report: %1"_s.arg(m_device.errorString())};
    }
    return {};
}

Result<void> VerificationReport::begin()
{
    switch (m_format) {
    case ReportFormat::Json:
        return write("{\"repositories\": [");
    case ReportFormat::Csv:
        return write("path,outcome,tags,manifests,blobs,referrers,rehashed_blobs,source,target,started_at,ended_at,"
                     "kind,tag,digest,target_digest,detail\r\n");
    case ReportFormat::Text:
        break;
    }
    return {};
}

Result<void> VerificationReport::add(const Verification& verification, EvidenceStore& evidence)
{
    const bool first = m_outcomes.isEmpty();
    ++m_outcomes[verification.outcome];
    m_sum.tags += verification.tags;
    m_sum.manifests += verification.manifests;
    m_sum.blobs += verification.blobs;
    m_sum.referrers += verification.referrers;
    m_sum.rehashed += verification.rehashed;
    m_sum.findings += verification.findings;
    switch (m_format) {
    case ReportFormat::Text:
        return addText(verification, evidence);
    case ReportFormat::Csv:
        return addCsv(verification, evidence);
    case ReportFormat::Json:
        break;
    }
    const Result<void> separated = write(first ? "\n" : ",\n");
    return separated ? addJson(verification, evidence) : separated;
}

Result<void> VerificationReport::forEachFinding(
    EvidenceStore& evidence, const QString& path, const FindingVisitor& visit)
{
    for (qint64 after = 0;; after += pageSize) {
        const Result<QList<VerificationFinding>> findings = evidence.findings(path, after, pageSize);
        if (!findings) {
            return findings.error();
        }
        for (const VerificationFinding& finding : *findings) {
            Result<void> visited = visit(finding);
            if (!visited) {
                return visited;
            }
        }
        if (findings->size() < pageSize) {
            return {};
        }
    }
}

Result<void> VerificationReport::forEachTag(EvidenceStore& evidence, const QString& path, const TagVisitor& visit)
{
    QString after;
    for (;;) {
        const Result<QList<TagEvidence>> tags = evidence.tags(path, after, pageSize);
        if (!tags) {
            return tags.error();
        }
        for (const TagEvidence& tag : *tags) {
            Result<void> visited = visit(tag);
            if (!visited) {
                return visited;
            }
        }
        if (tags->size() < pageSize) {
            return {};
        }
        after = tags->last().tag;
    }
}

Result<void> VerificationReport::addText(const Verification& v, EvidenceStore& evidence)
{
    const QString counts
        = u"%1 tags, %2 manifests, %3 blobs, %4 referrers"_s.arg(v.tags).arg(v.manifests).arg(v.blobs).arg(v.referrers);
    const bool detailed = v.outcome == Outcome::Failed || v.outcome == Outcome::NotFound;
    const QString line = u"%1: %2 (%3)\n"_s.arg(v.path, toName(v.outcome), detailed ? printable(v.detail) : counts);
    const Result<void> written = write(line.toUtf8());
    return written ? forEachFinding(evidence, v.path,
               [this](const VerificationFinding& finding) {
                   const QStringList about{toName(finding.kind), finding.tag, finding.digest};
                   const QString text = printable(about.join(u' ').simplified() + u": "_s + finding.detail);
                   return write("  " + text.toUtf8() + '\n');
               })
                   : written;
}

Result<void> VerificationReport::addJson(const Verification& v, EvidenceStore& evidence)
{
    // The object is left open for two lists that may be long.
    Result<void> done = write(compact(toJson(v)).chopped(1) + ",\"findings\":[");
    bool first = true;
    const auto item = [this, &first](const QJsonObject& object) {
        const QByteArray separator = std::exchange(first, false) ? QByteArray() : QByteArray(",");
        return write(separator + compact(object));
    };
    if (done) {
        done = forEachFinding(
            evidence, v.path, [&item](const VerificationFinding& finding) { return item(toJson(finding)); });
    }
    if (done && m_withTags) {
        done = write("],\"tag_digests\":[");
        first = true;
    }
    if (done && m_withTags) {
        done = forEachTag(evidence, v.path, [&item](const TagEvidence& tag) {
            return item(
                {{u"tag"_s, tag.tag}, {u"source_digest"_s, tag.sourceDigest}, {u"target_digest"_s, tag.targetDigest}});
        });
    }
    return done ? write("]}") : done;
}

Result<void> VerificationReport::addCsv(const Verification& v, EvidenceStore& evidence)
{
    Result<void> done = writeCsv(v, u"repository"_s, {}, {}, {}, v.detail);
    if (done) {
        done = forEachFinding(evidence, v.path, [this, &v](const VerificationFinding& finding) {
            return writeCsv(v, toName(finding.kind), finding.tag, finding.digest, {}, finding.detail);
        });
    }
    if (done && m_withTags) {
        done = forEachTag(evidence, v.path, [this, &v](const TagEvidence& tag) {
            return writeCsv(v, u"tag"_s, tag.tag, tag.sourceDigest, tag.targetDigest, {});
        });
    }
    return done;
}

Result<void> VerificationReport::writeCsv(const Verification& v, const QString& kind, const QString& tag,
    const QString& digest, const QString& targetDigest, const QString& detail)
{
    QStringList fields{v.path, toName(v.outcome)};
    for (const qint64 count : {v.tags, v.manifests, v.blobs, v.referrers, v.rehashed}) {
        fields.append(QString::number(count));
    }
    fields += QStringList{v.source, v.target, v.startedAt.toString(Qt::ISODateWithMs),
        v.endedAt.toString(Qt::ISODateWithMs), kind, tag, digest, targetDigest, detail};
    return write(csvLine(fields));
}

Result<void> VerificationReport::end()
{
    if (m_format == ReportFormat::Csv) {
        return {};
    }
    if (m_format == ReportFormat::Text) {
        return write(summary().toUtf8());
    }
    QJsonObject outcomes;
    for (auto outcome = m_outcomes.cbegin(); outcome != m_outcomes.cend(); ++outcome) {
        outcomes.insert(toName(outcome.key()), outcome.value());
    }
    const QJsonObject rest{{u"repositories_count"_s, repositories()}, {u"outcomes"_s, outcomes},
        {u"tags"_s, m_sum.tags}, {u"manifests"_s, m_sum.manifests}, {u"blobs"_s, m_sum.blobs},
        {u"referrers"_s, m_sum.referrers}, {u"rehashed_blobs"_s, m_sum.rehashed},
        {u"findings_count"_s, m_sum.findings}};
    return write("\n]," + compact(rest).mid(1) + '\n');
}

QString VerificationReport::summary() const
{
    QStringList parts;
    for (auto outcome = m_outcomes.cbegin(); outcome != m_outcomes.cend(); ++outcome) {
        parts.append(u"%1 %2"_s.arg(outcome.value()).arg(toName(outcome.key())));
    }
    return u"%1: %2; %3, %4 manifests, %5 blobs, %6 referrers compared, %7 blobs read and hashed\n"_s
        .arg(counted(repositories(), u"repository"_s, u"repositories"_s), parts.join(u", "_s),
            counted(m_sum.tags, u"tag"_s, u"tags"_s))
        .arg(m_sum.manifests)
        .arg(m_sum.blobs)
        .arg(m_sum.referrers)
        .arg(m_sum.rehashed);
}

} // namespace transship::ctl
