// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/migration/bulkpreview.h"

#include <QList>

#include <chrono>
#include <vector>

namespace transship {

/// What became of one of many.
struct BulkItem {
    std::size_t index = 0; ///< among the frozen ones
    qint64 id = 0;
    std::optional<ContainerRepository> before; ///< nothing: it is gone, or could not be read
    std::optional<ContainerRepository> after; ///< as it is now
    std::optional<StartAnswer> answer; ///< of the registry
    std::optional<Error> error;
};

struct BulkFailure {
    qint64 id = 0;
    QString path; ///< empty: not known
    Error error;
};

/// Failures that say the same, but for the repository's own name.
struct BulkCause {
    ErrorCode code = ErrorCode::Internal;
    QString words;
    QList<qint64> ids; ///< all
    QList<BulkFailure> examples; ///< the first hundred, in their own words
};

/// What became of all of them; exact at any time, also while it goes on. Its size grows with the number of failures by
/// a number each, not by a text.
class BulkReport {
public:
    BulkOperation operation;
    qint64 total = 0;
    qint64 succeeded = 0;
    qint64 failed = 0;
    /// Others changed or removed them since the preview: they were left alone.
    qint64 changedSince = 0;
    qint64 goneSince = 0; ///< of them, removed
    StateNumbers changedTo{}; ///< of them, where the others stand now
    QList<BulkCause> causes; ///< the most frequent first, once it has ended
    QList<qint64> succeededIds;
    bool canceled = false; ///< by the operator
    std::optional<Error> stoppedBy; ///< it went no further since nothing would have succeeded
    std::chrono::milliseconds took{0};

    qint64 ended() const { return succeeded + failed + changedSince; }
    qint64 untouched() const { return total - ended(); } ///< when it has ended
    double perSecond() const;
    QList<qint64> failedIds() const;

    void noteFailure(qint64 id, const QString& path, const Error& error);
    void noteChanged(const std::optional<ContainerRepository>& now);
    void sortCauses();
};

/// "id,path,state,cause,message" for each failure, most frequent cause first; a job of a storage worker, since paths
/// and present states are read. The file is complete or not there at all. How many lines it has besides the first.
Result<qint64> writeFailures(Stores& stores, const BulkReport& report, const QString& filePath);

} // namespace transship
