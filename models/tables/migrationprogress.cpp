// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/tables/migrationprogress.h"

#include "models/tables/answer.h"

#include <algorithm>

namespace transship {
namespace {

using namespace std::chrono_literals;

constexpr int bucketSeconds = 10;
constexpr std::chrono::seconds rateWindow = 10min;
constexpr std::chrono::seconds idleAfter = 5min;
/// How far back the newest ten minutes of work are looked for.
constexpr std::chrono::seconds lookBack = 2h;

/// When a repository was finished last, one way or the other; an invalid time: never.
Result<QDateTime> lastFinishedAt(Stores& stores)
{
    Result<QSqlQuery> last
        = stores.connection.exec(QStringLiteral("SELECT CAST(created_at AS text) FROM migration_events "
                                                "WHERE to_state IN ('import_done', 'import_aborted', 'import_skipped') "
                                                "ORDER BY created_at DESC LIMIT 1"));
    if (!last) {
        return last.error();
    }
    return last->next() ? Connection::fromStored(last->value(0)) : QDateTime();
}

/// Buckets up to the last repository that was finished, however long ago that is.
Result<QList<ThroughputBucket>> readBuckets(Stores& stores, const QDateTime& now)
{
    const Result<QDateTime> last = lastFinishedAt(stores);
    if (!last) {
        return last.error();
    }
    if (!last->isValid()) {
        return QList<ThroughputBucket>();
    }
    return stores.events.throughput(
        last->addSecs(-lookBack.count()), std::min(now, last->addSecs(bucketSeconds)), bucketSeconds);
}

bool isActive(const ThroughputBucket& bucket)
{
    return bucket.done + bucket.aborted + bucket.skipped > 0;
}

/// Buckets [first, last] without a hole longer than a pause.
struct Stretch {
    qsizetype first = 0;
    qsizetype last = 0;
    QDateTime end;
};

/// The newest first. A single bucket long ago tells nothing of a speed and is left out.
QList<Stretch> stretchesOf(
    const QList<ThroughputBucket>& buckets, int width, const QDateTime& now, std::chrono::seconds idle)
{
    const auto endOf = [&](qsizetype i) { return std::min(now, buckets.at(i).start.addSecs(width)); };
    QList<Stretch> stretches;
    for (qsizetype i = buckets.size() - 1; i >= 0; --i) {
        if (!isActive(buckets.at(i))) {
            continue;
        }
        if (!stretches.isEmpty() && endOf(i).secsTo(buckets.at(stretches.last().first).start) <= idle.count()) {
            stretches.last().first = i;
            continue;
        }
        const bool goesOn = stretches.isEmpty() && endOf(i).secsTo(now) <= idle.count();
        stretches << Stretch{i, i, goesOn ? now : endOf(i)};
    }
    stretches.removeIf([&](const Stretch& s) { return s.first == s.last && s.end != now; });
    return stretches;
}

} // namespace

std::optional<ActiveRate> activeRate(const QList<ThroughputBucket>& buckets, int widthSeconds, const QDateTime& now,
    std::chrono::seconds window, std::chrono::seconds idle)
{
    ActiveRate rate;
    qint64 done = 0;
    qint64 skipped = 0;
    qint64 active = 0; // milliseconds
    for (const Stretch& stretch : stretchesOf(buckets, widthSeconds, now, idle)) {
        if (!rate.lastActiveAt.isValid()) {
            rate.lastActiveAt = std::min(now, buckets.at(stretch.last).start.addSecs(widthSeconds));
        }
        const qint64 left = std::chrono::milliseconds(window).count() - active;
        qsizetype i = stretch.last;
        while (i > stretch.first && buckets.at(i).start.msecsTo(stretch.end) < left) {
            --i;
        }
        active += buckets.at(i).start.msecsTo(stretch.end);
        for (; i <= stretch.last; ++i) {
            done += buckets.at(i).done;
            skipped += buckets.at(i).skipped;
        }
        if (active >= std::chrono::milliseconds(window).count()) {
            break;
        }
    }
    // The first seconds of a bucket would make any speed out of one repository.
    if (active < qint64(widthSeconds) * 1000) {
        return std::nullopt;
    }
    const double minutes = double(active) / 60'000;
    rate.donePerMinute = double(done) / minutes;
    rate.finishedPerMinute = double(done + skipped) / minutes;
    rate.activeTime = std::chrono::seconds(active / 1000);
    return rate;
}

MigrationProgress::MigrationProgress(std::shared_ptr<StorageWorker> reader, const Clock& clock, QObject* parent)
    : QObject(parent)
    , m_reader(std::move(reader))
    , m_clock(clock)
{
}

void MigrationProgress::setCounts(const StateCounts& counts)
{
    m_counts = counts;
    update();
}

void MigrationProgress::refresh()
{
    if (std::exchange(m_reading, true)) {
        m_again = true;
        return;
    }
    const auto answer = m_reader->run([now = m_clock.now()](Stores& stores) { return readBuckets(stores, now); });
    whenAnswered(answer, this, [this](const Result<QList<ThroughputBucket>>& buckets) {
        m_reading = false;
        if (buckets) {
            m_buckets = *buckets;
            update();
        } else {
            Q_EMIT failed(buckets.error());
        }
        if (std::exchange(m_again, false)) {
            refresh();
        }
    });
}

void MigrationProgress::update()
{
    const QDateTime now = m_clock.now();
    const auto rate = activeRate(m_buckets, bucketSeconds, now, rateWindow, idleAfter);
    m_rate = rate ? std::optional(rate->donePerMinute) : std::nullopt;
    m_moving = rate && rate->lastActiveAt.secsTo(now) <= idleAfter.count();
    m_timeLeft.reset();
    if (m_moving && remaining() > 0 && rate->finishedPerMinute > 0) {
        m_timeLeft = std::chrono::seconds(qint64(double(remaining()) / rate->finishedPerMinute * 60));
    }
    Q_EMIT changed();
}

} // namespace transship
