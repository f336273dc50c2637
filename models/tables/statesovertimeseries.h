// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/clock.h"
#include "models/storage/samplestore.h"
#include "models/storage/storageworker.h"

#include <QObject>

#include <chrono>
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
    /// Only this much of the past; zero (the default): all there is.
    void setSpan(std::chrono::seconds span);

public Q_SLOTS:
    /// The present counts, as they come; equal ones only move the end of the series.
    void addLive(const transship::StateCounts& counts);
    /// Reads the recorded samples again.
    void refresh();

Q_SIGNALS:
    void changed();
    void failed(const transship::Error& error);

private:
    void rebuild();

    std::shared_ptr<StorageWorker> m_reader;
    const Clock& m_clock;
    std::chrono::seconds m_span{0};
    QList<StateSample> m_recorded;
    QList<StateSample> m_live;
    QList<StateSample> m_samples;
    bool m_reading = false;
};

/// At most `limit` (>= 2) of them, evenly spread over time order, the first and the last always kept.
QList<StateSample> thinned(const QList<StateSample>& samples, int limit);

} // namespace transship
