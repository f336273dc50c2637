// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/importer/importdatabase.h"
#include "models/importer/verification.h"

#include <QList>

#include <memory>
#include <optional>

namespace transship {

/// One tag as both registries answered it; an empty digest: it was not there.
struct TagEvidence {
    QString tag;
    QString sourceDigest;
    QString targetDigest;
};

/// What verifications found, with the time: every verification of a repository, and of the last one the tags with
/// their digests and the findings. Every call is one short transaction. Thread: the database's.
class EvidenceStore {
public:
    explicit EvidenceStore(std::shared_ptr<ImportDatabase> database);

    /// A new verification begins: the last one's tags and findings go.
    Result<void> begin(const QString& path);
    Result<void> addTags(const QString& path, const QList<TagEvidence>& tags);
    Result<void> addFindings(const QString& path, qint64 firstNumber, const QList<VerificationFinding>& findings);
    Result<void> end(const Verification& verification);

    /// The last one of each path, ordered by path, after `after`.
    Result<QList<Verification>> latest(const QString& after, int limit);
    Result<std::optional<Verification>> latestOf(const QString& path);
    /// Of the last verification; ordered, after `after`.
    Result<QList<TagEvidence>> tags(const QString& path, const QString& after, int limit);
    Result<QList<VerificationFinding>> findings(const QString& path, qint64 after, int limit);

private:
    Result<QList<Verification>> select(const QString& where, const QVariantList& values);

    std::shared_ptr<ImportDatabase> m_database;
};

} // namespace transship
