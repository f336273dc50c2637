// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/clock.h"
#include "models/migration/rolloutmonitor.h"

#include <QTimer>
#include <QWidget>

#include <optional>

class QLabel;

namespace transship {

class MigrationProgress;
class StackedBar;
class StateCountsModel;

/// How far, how fast, until when; and what the next start depends on. GUI thread; borrows its models and the clock.
class ProgressStrip : public QWidget {
    Q_OBJECT
public:
    ProgressStrip(MigrationProgress& progress, StateCountsModel& counts, const Clock& clock, QWidget* parent = nullptr);

public Q_SLOTS:
    void setRollout(const transship::RolloutState& state);
    /// The rollout cannot be looked at.
    void setTrouble(const transship::Error& error);

private:
    void updateTexts();
    void updateReason();
    QString progressText() const;

    MigrationProgress& m_progress;
    StateCountsModel& m_counts;
    StackedBar* m_bar;
    QLabel* m_text;
    QLabel* m_idle;
    const Clock& m_clock;
    std::optional<RolloutState> m_rollout;
    QTimer m_tick; ///< waiting times count down
};

} // namespace transship
