// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/tables/eventcharts.h"

#include "models/storage/stores.h"

#include <algorithm>
#include <array>
#include <map>

namespace transship {
namespace {

using namespace std::chrono_literals;

constexpr std::chrono::seconds minSpan = 2min;
/// One more than fit into a span that does not begin with a step.
constexpr int maxSteps = 120;
constexpr int day = 86'400;
/// Each at most two and a half times the one before, so that a span is never cut into fewer than 30.
constexpr std::array widths{1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14'400, 28'800, 43'200, day};
/// Up to here the bars are counted in the history itself, from an index: finer than what is kept added up.
constexpr std::chrono::seconds countedSpan = 20min;

Result<EventCharts> emptyCharts(Stores& stores, const ChartRange& range, const QDateTime& now)
{
    EventCharts charts;
    charts.until = range.isFixed() ? range.until : now;
    charts.from = range.isFixed() ? range.from : now.addSecs(-range.span.count());
    if (!range.isFixed() && range.span.count() <= 0) {
        const Result<QList<MigrationEventRow>> first = stores.events.since(0, 1);
        if (!first) {
            return first.error();
        }
        charts.from = first->isEmpty() ? now : std::min(now, first->constFirst().createdAt.addSecs(-1));
    }
    charts.from = std::min(charts.from, charts.until.addSecs(-minSpan.count()));
    return charts;
}

/// Milliseconds and how often, for each kind of step and step of time.
using Lengths = std::map<qint64, std::map<qint64, qint64>>;

double quantile(const std::map<qint64, qint64>& lengths, qint64 total, double share)
{
    const auto rank = static_cast<qint64>(static_cast<double>(total - 1) * share);
    qint64 seen = 0;
    for (const auto& [milliseconds, count] : lengths) {
        seen += count;
        if (seen > rank) {
            return static_cast<double>(milliseconds) / 1000;
        }
    }
    return 0;
}

QList<DurationPoint> pointsOf(const Lengths& lengths)
{
    QList<DurationPoint> points;
    for (const auto& [start, step] : lengths) {
        DurationPoint point{QDateTime::fromSecsSinceEpoch(start, Qt::UTC)};
        for (const auto& entry : step) {
            point.count += entry.second;
        }
        point.median = quantile(step, point.count, 0.5);
        point.p95 = quantile(step, point.count, 0.95);
        points << point;
    }
    return points;
}

void addEnd(ThroughputBucket& bucket, const RollupCell& cell)
{
    qint64& number = cell.kind == RollupKind::ImportDone ? bucket.done
        : cell.kind == RollupKind::ImportAborted         ? bucket.aborted
                                                         : bucket.skipped;
    number += cell.count;
}

QList<FailureCause> sorted(const std::map<std::pair<RollupKind, QString>, qint64>& counts)
{
    QList<FailureCause> causes;
    for (const auto& [key, count] : counts) {
        const bool aborted = key.first == RollupKind::ImportAborted;
        causes << FailureCause{
            aborted ? MigrationState::ImportAborted : MigrationState::ImportSkipped, key.second, count};
    }
    std::stable_sort(
        causes.begin(), causes.end(), [](const FailureCause& a, const FailureCause& b) { return a.count > b.count; });
    return causes;
}

void fill(EventCharts& charts, const QList<RollupCell>& cells, bool withBuckets)
{
    Lengths preImports;
    Lengths imports;
    std::map<std::pair<RollupKind, QString>, qint64> causes;
    for (const RollupCell& cell : cells) {
        const qint64 start = cell.start.toSecsSinceEpoch();
        if (cell.kind == RollupKind::PreImportTime || cell.kind == RollupKind::ImportTime) {
            Lengths& lengths = cell.kind == RollupKind::ImportTime ? imports : preImports;
            lengths[start][cell.key.toLongLong()] += cell.count;
            continue;
        }
        if (cell.kind != RollupKind::ImportDone) {
            causes[{cell.kind, cell.key}] += cell.count;
        }
        if (withBuckets) {
            const qint64 index = (start - charts.buckets.constFirst().start.toSecsSinceEpoch()) / charts.widthSeconds;
            if (index >= 0 && index < charts.buckets.size()) {
                addEnd(charts.buckets[index], cell);
            }
        }
    }
    charts.preImports = pointsOf(preImports);
    charts.imports = pointsOf(imports);
    charts.causes = sorted(causes);
}

} // namespace

int bucketWidth(std::chrono::seconds span)
{
    const auto fits = [&](qint64 width) { return span.count() <= width * (maxSteps - 1); };
    const auto found = std::find_if(widths.begin(), widths.end(), fits);
    if (found != widths.end()) {
        return *found;
    }
    return int(span.count() / (qint64(day) * (maxSteps - 1)) + 1) * day;
}

Result<EventCharts> readEventCharts(Stores& stores, const ChartRange& range, const QDateTime& now)
{
    Result<EventCharts> charts = emptyCharts(stores, range, now);
    if (!charts) {
        return charts;
    }
    const std::chrono::seconds span(charts->from.secsTo(charts->until));
    const int wanted = bucketWidth(span);
    const int kept = EventRollups::possibleWidth(wanted, charts->from, now);
    const bool counted = span <= countedSpan;
    charts->widthSeconds = counted ? wanted : kept;
    if (counted) {
        Result<QList<ThroughputBucket>> buckets = stores.events.throughput(charts->from, charts->until, wanted);
        if (!buckets) {
            return buckets.error();
        }
        charts->buckets = *std::move(buckets);
    } else {
        const qint64 end = charts->until.toSecsSinceEpoch() + (charts->until.time().msec() > 0);
        for (qint64 start = charts->from.toSecsSinceEpoch() / kept * kept; start < end; start += kept) {
            charts->buckets << ThroughputBucket{QDateTime::fromSecsSinceEpoch(start, Qt::UTC)};
        }
    }
    const Result<QList<RollupCell>> cells = stores.rollups.cells(charts->from, charts->until, kept);
    if (!cells) {
        return cells.error();
    }
    fill(*charts, *cells, !counted);
    return charts;
}

} // namespace transship
