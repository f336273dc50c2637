// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/tables/eventseries.h"

#include "models/tables/answer.h"

namespace transship {
namespace {

constexpr qint64 restPerReading = 9; // of ten parts

} // namespace

EventSeries::EventSeries(std::shared_ptr<StorageWorker> reader, const Clock& clock, QObject* parent)
    : QObject(parent)
    , m_reader(std::move(reader))
    , m_clock(clock)
{
}

void EventSeries::setRange(const ChartRange& range)
{
    if (std::exchange(m_range, range) != range) {
        refreshNow();
    }
}

void EventSeries::refresh()
{
    if (!m_sinceRead.isValid() || m_sinceRead.elapsed() >= m_readingTook * restPerReading) {
        refreshNow();
    }
}

void EventSeries::refreshNow()
{
    if (std::exchange(m_reading, true)) {
        m_again = true;
        return;
    }
    QElapsedTimer took;
    took.start();
    const auto answer = m_reader->run(
        [now = m_clock.now(), range = m_range](Stores& stores) { return readEventCharts(stores, range, now); });
    whenAnswered(answer, this, [this, took](const Result<EventCharts>& charts) {
        m_reading = false;
        m_readingTook = took.elapsed();
        m_sinceRead.start();
        if (charts) {
            m_charts = *charts;
            Q_EMIT changed();
        } else {
            Q_EMIT failed(charts.error());
        }
        if (std::exchange(m_again, false)) {
            refreshNow();
        }
    });
}

} // namespace transship
