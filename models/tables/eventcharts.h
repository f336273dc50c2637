// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/storage/eventstore.h"
#include "models/tables/chartrange.h"

namespace transship {

struct Stores;

/// How long one step took for those that were done in a step of time.
struct DurationPoint {
    QDateTime start;
    qint64 count = 0;
    double median = 0; ///< seconds
    double p95 = 0; ///< seconds
};

/// Why repositories were aborted or skipped.
struct FailureCause {
    MigrationState state = MigrationState::ImportAborted; ///< or ImportSkipped
    QString cause; ///< the registry's code or the reason of the skip, in lower case; "unknown"
    qint64 count = 0;
};

/// What the history of one range of time says. A plain value.
struct EventCharts {
    QDateTime from;
    QDateTime until;
    int widthSeconds = 2;
    QList<ThroughputBucket> buckets; ///< ascending, without holes; the last one may not be over yet
    QList<DurationPoint> preImports; ///< ascending; steps of time in which none was done are left out
    QList<DurationPoint> imports;
    QList<FailureCause> causes; ///< most frequent first
};

/// At most 120 steps, whatever the range: two minutes at least. Thread: the connection's.
Result<EventCharts> readEventCharts(Stores& stores, const ChartRange& range, const QDateTime& now);

/// A round number of seconds (1, 2, 5, 10, 15, 30, a minute …) that cuts the span into 30 to 120 steps.
int bucketWidth(std::chrono::seconds span);

} // namespace transship
