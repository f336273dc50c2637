// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/importer/evidencestore.h"

#include <QIODevice>
#include <QMap>

#include <memory>

namespace transship::ctl {

enum class ReportFormat { Text, Json, Csv };

/// A report on verifications, written repository by repository: nothing of it is kept in memory.
class VerificationReport {
public:
    /// `withTags`: each tag with both digests, too (JSON and CSV).
    VerificationReport(QIODevice& device, ReportFormat format, bool withTags);

    Result<void> begin();
    /// Findings and tags are read from the evidence.
    Result<void> add(const Verification& verification, EvidenceStore& evidence);
    Result<void> end();

    qint64 repositories() const;
    qint64 countOf(Verification::Outcome outcome) const { return m_outcomes.value(outcome); }

private:
    using Outcome = Verification::Outcome;
    using FindingVisitor = std::function<Result<void>(const VerificationFinding&)>;
    using TagVisitor = std::function<Result<void>(const TagEvidence&)>;

    static Result<void> forEachFinding(EvidenceStore& evidence, const QString& path, const FindingVisitor& visit);
    static Result<void> forEachTag(EvidenceStore& evidence, const QString& path, const TagVisitor& visit);
    Result<void> addText(const Verification& verification, EvidenceStore& evidence);
    Result<void> addJson(const Verification& verification, EvidenceStore& evidence);
    Result<void> addCsv(const Verification& verification, EvidenceStore& evidence);
    Result<void> writeCsv(const Verification& verification, const QString& kind, const QString& tag,
        const QString& digest, const QString& targetDigest, const QString& detail);
    Result<void> write(const QByteArray& bytes);
    QString summary() const;

    QIODevice& m_device;
    ReportFormat m_format;
    bool m_withTags;
    QMap<Outcome, qint64> m_outcomes;
    Verification m_sum; ///< of the counts
};

} // namespace transship::ctl
