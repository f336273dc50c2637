// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/clock.h"
#include "models/storage/samplestore.h"
#include "models/storage/storageworker.h"
#include "models/tables/chartrange.h"

#include <QObject>

#include <memory>

namespace transship {

/// Counts per state over time: the samples that were recorded, then what this process has seen since it looks.
/// At most 2,000 points, thinned evenly, first and last kept. Thread: its own, with an event loop.
class StatesOverTimeSeries : public QObject {
    Q_OBJECT

public:
    static constexpr int maxPoints = 2000;

    StatesOverTimeSeries(std::shared_ptr<StorageWorker> reader, const Clock& clock, QObject* parent = nullptr);

    /// Ascending by time. Between two samples the counts are those of the earlier one.
    const QList<StateSample>& samples() const { return m_samples; }
    /// All there is without it.
    void setRange(const ChartRange& range);
    const ChartRange& range() const { return m_range; }

public Q_SLOTS:
    /// The present counts, as they come; equal ones only move the end of the series.
    void addLive(const transship::StateCounts& counts);
    /// Reads the recorded samples again.
    void refresh();

Q_SIGNALS:
    void changed();
    void failed(const transship::Error& error);

private:
    QDateTime from() const; ///< the beginning of time when all is shown
    void rebuild();

    std::shared_ptr<StorageWorker> m_reader;
    const Clock& m_clock;
    ChartRange m_range;
    QList<StateSample> m_recorded;
    QList<StateSample> m_live;
    QList<StateSample> m_samples;
    bool m_reading = false;
    bool m_again = false;
};

/// At most `limit` (>= 2) of them, evenly spread over time order, the first and the last always kept.
QList<StateSample> thinned(const QList<StateSample>& samples, int limit);

} // namespace transship
