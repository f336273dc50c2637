// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/clock.h"
#include "models/storage/eventstore.h"
#include "models/storage/storageworker.h"

#include <QObject>

#include <chrono>
#include <memory>

namespace transship {

/// How many repositories entered each final state, in equal steps of time. The width of a step is chosen so that there
/// are 30 to 120 of them, whether the span is two minutes or a month. Thread: its own, with an event loop.
class ThroughputSeries : public QObject {
    Q_OBJECT

public:
    ThroughputSeries(std::shared_ptr<StorageWorker> reader, const Clock& clock, QObject* parent = nullptr);

    /// Ascending, without holes; the last one is not over yet.
    const QList<ThroughputBucket>& buckets() const { return m_buckets; }
    int widthSeconds() const { return m_widthSeconds; }
    /// Only this much of the past; zero (the default): since the first event, and two minutes at least.
    void setSpan(std::chrono::seconds span);

public Q_SLOTS:
    void refresh();

Q_SIGNALS:
    void changed();
    void failed(const transship::Error& error);

private:
    std::shared_ptr<StorageWorker> m_reader;
    const Clock& m_clock;
    std::chrono::seconds m_span{0};
    QList<ThroughputBucket> m_buckets;
    int m_widthSeconds = 2;
    bool m_reading = false;
    bool m_again = false;
};

/// A round number of seconds (1, 2, 5, 10, 15, 30, a minute …) that cuts the span into 30 to 120 steps.
int bucketWidth(std::chrono::seconds span);

} // namespace transship
