// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/clock.h"
#include "models/domain/result.h"
#include "models/migration/rolloutmonitor.h"

#include <QStatusBar>
#include <QTimer>

#include <chrono>
#include <optional>

class QLabel;

namespace transship {

/// Database, registry and how fast it answers, who works, what failed lately, how old the numbers are, what is
/// selected. GUI thread.
class ConsoleStatusBar : public QStatusBar {
    Q_OBJECT
public:
    ConsoleStatusBar(const QString& database, const QString& registry, const Clock& clock, QWidget* parent = nullptr);

public Q_SLOTS:
    /// How long it took, where it answered.
    void setRegistryAnswer(
        const transship::Result<void>& answer, const std::optional<std::chrono::milliseconds>& latency = {});
    void setRollout(const transship::RolloutState& state);
    /// What is on the screen is what the database says now.
    void markFresh();
    void setDatabaseLost(const transship::Error& error);
    void setDatabaseRecovered();
    /// `all`: not these rows, but whatever the filter matches.
    void setSelected(qint64 count, bool all);

private:
    void updateAge();
    void showWorkers(const RolloutState& state);

    const Clock& m_clock;
    QString m_databaseName;
    QString m_registryName;
    QLabel* m_databaseIcon;
    QLabel* m_database;
    QLabel* m_registryIcon;
    QLabel* m_registry;
    QLabel* m_workerIcon;
    QLabel* m_worker;
    QLabel* m_failures;
    QLabel* m_age;
    QLabel* m_selected;
    QTimer m_tick;
    QDateTime m_freshAt; ///< of when the numbers on the screen are
    QDateTime m_registryAnsweredAt;
    bool m_lost = false;
};

} // namespace transship
