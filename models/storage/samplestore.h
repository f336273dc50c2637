// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/storage/connection.h"
#include "models/storage/repositorystore.h"

#include <QDateTime>
#include <QList>

namespace transship {

struct StateSample {
    QDateTime at;
    StateCounts counts;
};

/// The observer's time series: counts per state, as recorded (`state_samples`).
class SampleStore {
public:
    explicit SampleStore(Connection& connection);

    Result<void> record(const StateSample& sample);
    /// Ascending, at most `limit`; when there are more, those nearest to moments evenly spread over the time, the last
    /// among them. Costs as much as `limit` look-ups, however many there are.
    Result<QList<StateSample>> between(const QDateTime& from, const QDateTime& until, int limit);

private:
    Connection& m_connection;
};

} // namespace transship
