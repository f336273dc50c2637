// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/policy.h"
#include "models/migration/rolloutcontrol.h"
#include "models/migration/rolloutmonitor.h"

#include <QObject>
#include <QTimer>

#include <optional>

namespace transship {

/// How fast the enqueuer starts one repository after another; two flags of the rollout.
enum class EnqueueSpeed { Slow, Normal, Fast };

EnqueueSpeed speedOf(const Policy& policy);

/// Who is started, where the inventory carries plans.
enum class Tier { Free, Premium, Ultimate, AllPlans, GitlabOrg };

Tier tierOf(const Policy& policy);

/// Keeps the state of the rollout fresh (others change it too) and carries the operator's changes to it.
/// GUI thread; borrows control and monitor; nothing blocks.
class RolloutWatcher : public QObject {
    Q_OBJECT
public:
    RolloutWatcher(RolloutControl& control, RolloutMonitor& monitor, QObject* parent = nullptr);

    const std::optional<RolloutState>& state() const { return m_state; }

public Q_SLOTS:
    void start();
    void refresh();
    void setEnabled(bool enabled);
    void setCapacity(int capacity);
    void setSpeed(transship::EnqueueSpeed speed);
    void setTier(transship::Tier tier);

Q_SIGNALS:
    void stateChanged(const transship::RolloutState& state);
    /// At every reading, also when it says the same: what was chosen and refused springs back by it.
    void policyChanged(const transship::Policy& policy);
    /// The rollout cannot be looked at: the database is lost, or a setting in it is not legal.
    void troubled(const transship::Error& error);
    /// A change asked for here was refused or did not arrive.
    void failed(const transship::Error& error);

private:
    QCoro::Task<> read();
    /// Reports the answer of a change, then reads what is true now.
    QCoro::Task<> settle(QCoro::Task<Result<void>> change);

    RolloutControl& m_control;
    RolloutMonitor& m_monitor;
    QTimer m_timer;
    std::optional<RolloutState> m_state;
    bool m_reading = false;
    bool m_again = false;
};

} // namespace transship
