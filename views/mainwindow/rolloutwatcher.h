// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/policy.h"
#include "models/migration/rolloutcontrol.h"

#include <QObject>
#include <QTimer>

#include <optional>

namespace transship {

/// How fast the enqueuer starts one repository after another; two flags of the rollout.
enum class EnqueueSpeed { Slow, Normal, Fast };

EnqueueSpeed speedOf(const Policy& policy);

/// Keeps the rollout's policy fresh (others change it too) and carries the operator's changes to it.
/// GUI thread; borrows the control; nothing blocks.
class RolloutWatcher : public QObject {
    Q_OBJECT
public:
    explicit RolloutWatcher(RolloutControl& control, QObject* parent = nullptr);

    const std::optional<Policy>& policy() const { return m_policy; }

public Q_SLOTS:
    void start();
    void refresh();
    void setEnabled(bool enabled);
    void setCapacity(int capacity);
    void setSpeed(transship::EnqueueSpeed speed);

Q_SIGNALS:
    void policyChanged(const transship::Policy& policy);
    /// A change asked for here was refused or did not arrive.
    void failed(const transship::Error& error);

private:
    QCoro::Task<> read();
    QCoro::Task<> changeSpeed(EnqueueSpeed speed);
    /// Reports the answer of a change, then reads what is true now.
    QCoro::Task<> settle(QCoro::Task<Result<void>> change);

    RolloutControl& m_control;
    QTimer m_timer;
    std::optional<Policy> m_policy;
    bool m_reading = false;
    bool m_again = false;
};

} // namespace transship
