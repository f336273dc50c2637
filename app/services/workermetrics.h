// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/enums.h"
#include "models/storage/repositorystore.h"

#include <QByteArray>
#include <QJsonObject>
#include <QMap>
#include <QMutex>

#include <optional>

namespace transship {

/// What the database says, for /metrics.
struct RolloutFacts {
    StateCounts counts;
    int capacity = 0;
    bool enabled = false;
};

/// What happened in this process, counted, and all of it as Prometheus text. No names of repositories, no secrets.
/// Thread: any.
class WorkerMetrics {
public:
    void countTransition(MigrationEvent event);
    void countNotification(int httpStatus);
    /// A line of the worker's log; the enqueuer's says at which check it stopped.
    void read(const QJsonObject& logLine);
    void setRegistryUp(bool up);

    /// The exposition format, version 0.0.4. Without facts (the database does not answer) what comes from there is
    /// left out, and transship_database_up is 0.
    QByteArray toText(const std::optional<RolloutFacts>& facts, int connections) const;

private:
    mutable QMutex m_mutex;
    QMap<QString, qint64> m_transitions; ///< by event
    QMap<int, qint64> m_notifications; ///< by the answer's status
    QString m_enqueuerStop; ///< empty: has not run yet
    bool m_registryUp = true;
};

} // namespace transship
