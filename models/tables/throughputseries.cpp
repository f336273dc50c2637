// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/tables/throughputseries.h"

#include "models/tables/answer.h"

#include <algorithm>
#include <array>

namespace transship {
namespace {

using namespace std::chrono_literals;

constexpr std::chrono::seconds minSpan = 2min;
/// One more than fit into a span that does not begin with a step.
constexpr int maxSteps = 120;
constexpr int day = 86'400;
/// Each at most two and a half times the one before, so that a span is never cut into fewer than 30.
constexpr std::array widths{1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14'400, 28'800, 43'200, day};

struct Throughput {
    QList<ThroughputBucket> buckets;
    int widthSeconds = 0;
};

Result<Throughput> readThroughput(Stores& stores, const QDateTime& now, std::chrono::seconds span)
{
    if (span.count() <= 0) {
        const Result<QList<MigrationEventRow>> first = stores.events.since(0, 1);
        if (!first) {
            return first.error();
        }
        span = first->isEmpty() ? minSpan : std::chrono::seconds(first->constFirst().createdAt.secsTo(now) + 1);
    }
    span = std::max(span, minSpan);
    const int width = bucketWidth(span);
    Result<QList<ThroughputBucket>> buckets = stores.events.throughput(now.addSecs(-span.count()), now, width);
    if (!buckets) {
        return buckets.error();
    }
    return Throughput{*std::move(buckets), width};
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

ThroughputSeries::ThroughputSeries(std::shared_ptr<StorageWorker> reader, const Clock& clock, QObject* parent)
    : QObject(parent)
    , m_reader(std::move(reader))
    , m_clock(clock)
{
}

void ThroughputSeries::setSpan(std::chrono::seconds span)
{
    if (std::exchange(m_span, span) != span) {
        refresh();
    }
}

void ThroughputSeries::refresh()
{
    if (std::exchange(m_reading, true)) {
        m_again = true;
        return;
    }
    const auto answer = m_reader->run(
        [now = m_clock.now(), span = m_span](Stores& stores) { return readThroughput(stores, now, span); });
    whenAnswered(answer, this, [this](const Result<Throughput>& throughput) {
        m_reading = false;
        if (throughput) {
            m_buckets = throughput->buckets;
            m_widthSeconds = throughput->widthSeconds;
            Q_EMIT changed();
        } else {
            Q_EMIT failed(throughput.error());
        }
        if (std::exchange(m_again, false)) {
            refresh();
        }
    });
}

} // namespace transship
