// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/tables/statesovertimeseries.h"

#include "models/tables/answer.h"

#include <algorithm>

namespace transship {
namespace {

/// No chart is so wide that it could show more.
constexpr int maxRecorded = 1000;

} // namespace

StatesOverTimeSeries::StatesOverTimeSeries(std::shared_ptr<StorageWorker> reader, const Clock& clock, QObject* parent)
    : QObject(parent)
    , m_reader(std::move(reader))
    , m_clock(clock)
{
}

void StatesOverTimeSeries::setRange(const ChartRange& range)
{
    if (std::exchange(m_range, range) != range) {
        rebuild();
        refresh();
    }
}

QDateTime StatesOverTimeSeries::from() const
{
    return m_range.isFixed()       ? m_range.from
        : m_range.span.count() > 0 ? m_clock.now().addSecs(-m_range.span.count())
                                   : QDateTime::fromSecsSinceEpoch(0, Qt::UTC);
}

void StatesOverTimeSeries::addLive(const StateCounts& counts)
{
    const qsizetype size = m_live.size();
    const auto same = [&](qsizetype index) { return index >= 0 && m_live.at(index).counts.counts == counts.counts; };
    if (same(size - 1) && same(size - 2)) {
        m_live.last().at = m_clock.now();
    } else {
        m_live << StateSample{m_clock.now(), counts};
    }
    if (m_live.size() > 2 * maxPoints) {
        m_live = thinned(m_live, maxPoints);
    }
    rebuild();
}

void StatesOverTimeSeries::refresh()
{
    if (std::exchange(m_reading, true)) {
        m_again = true;
        return;
    }
    const auto answer = m_reader->run([from = from(), until = m_range.isFixed() ? m_range.until : m_clock.now()](
                                          Stores& stores) { return stores.samples.between(from, until, maxRecorded); });
    whenAnswered(answer, this, [this](const Result<QList<StateSample>>& samples) {
        m_reading = false;
        if (samples) {
            m_recorded = *samples;
            rebuild();
        } else {
            Q_EMIT failed(samples.error());
        }
        if (std::exchange(m_again, false)) {
            refresh();
        }
    });
}

void StatesOverTimeSeries::rebuild()
{
    const QDateTime first = from();
    QList<StateSample> samples;
    const auto append = [&](const StateSample& sample) {
        if (sample.at >= first && (!m_range.isFixed() || sample.at <= m_range.until)) {
            samples << sample;
        }
    };
    // From the moment this process looks, what it saw is finer than what was recorded.
    for (const StateSample& sample : std::as_const(m_recorded)) {
        if (m_live.isEmpty() || sample.at < m_live.constFirst().at) {
            append(sample);
        }
    }
    std::for_each(m_live.cbegin(), m_live.cend(), append);
    m_samples = thinned(samples, maxPoints);
    Q_EMIT changed();
}

QList<StateSample> thinned(const QList<StateSample>& samples, int limit)
{
    Q_ASSERT(limit >= 2);
    if (samples.size() <= limit) {
        return samples;
    }
    QList<StateSample> kept;
    kept.reserve(limit);
    for (qsizetype i = 0; i < limit; ++i) {
        kept << samples.at(i * (samples.size() - 1) / (limit - 1));
    }
    return kept;
}

} // namespace transship
