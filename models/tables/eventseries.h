// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/clock.h"
#include "models/storage/storageworker.h"
#include "models/tables/eventcharts.h"

#include <QElapsedTimer>
#include <QObject>

#include <memory>

namespace transship {

/// What charts of the history show, read again as often as it is asked for and the database bears: reading takes at
/// most a tenth of the time, however large the history is. Thread: its own, with an event loop.
class EventSeries : public QObject {
    Q_OBJECT

public:
    EventSeries(std::shared_ptr<StorageWorker> reader, const Clock& clock, QObject* parent = nullptr);

    const EventCharts& charts() const { return m_charts; }
    /// All there is without it. Read at once.
    void setRange(const ChartRange& range);

public Q_SLOTS:
    /// Reads, unless the last reading was so long and so short ago that this one can wait; the next call sees to it.
    void refresh();
    void refreshNow();

Q_SIGNALS:
    void changed();
    void failed(const transship::Error& error);

private:
    std::shared_ptr<StorageWorker> m_reader;
    const Clock& m_clock;
    ChartRange m_range;
    EventCharts m_charts;
    QElapsedTimer m_sinceRead;
    qint64 m_readingTook = 0; ///< milliseconds
    bool m_reading = false;
    bool m_again = false;
};

} // namespace transship
