// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/registry/requestgovernor.h"

#include <QJsonObject>
#include <QList>
#include <QString>

namespace transship {

/// Counts of one import, kept while it runs.
struct CopyCounts {
    int manifests = 0; ///< written by digest
    int referrersFound = 0; ///< signatures, SBOMs and the like that the source names for what was copied
    int referrers = 0; ///< of those, on the target now
    int tags = 0; ///< written
    int blobsCopied = 0;
    int blobsMounted = 0;
    int blobsPresent = 0;
    qint64 bytes = 0; ///< of whole blobs copied
    qint64 bytesRead = 0; ///< of blobs, from the source, so far; what was read twice counts twice
};

CopyCounts& operator+=(CopyCounts& sum, const CopyCounts& more);

/// A tag that could not be brought over, and why.
struct TagFailure {
    QString tag;
    QString digest{}; ///< empty: not even that is known
    QString reason;
};

/// What one import has asked of one registry, and what everybody's requests to it are waiting for.
struct RegistryProgress {
    qint64 requests = 0;
    qint64 retries = 0;
    GovernorState governor{};
};

/// Where an import stands. A value, taken at any time. Thread: the import's.
struct ImportProgress {
    enum class Phase { Starting, Copying, Publishing, Checking, Done };
    Phase phase = Phase::Starting;
    int pass = 0; ///< of the final import over the source's tags, from 1
    int tagsSeen = 0; ///< in this pass
    int tagsDone = 0; ///< in this pass
    int tagsFailed = 0;
    CopyCounts counts{};
    RegistryProgress source{};
    RegistryProgress target{};
};

/// "copying", "publishing", …
QString toName(ImportProgress::Phase phase);

/// For status answers and log lines: {phase, pass, tags_seen, …, source: {requests, …}, target: {…}}.
QJsonObject toJson(const ImportProgress& progress);
QJsonObject toJson(const GovernorState& state);

} // namespace transship
