// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/policy.h"
#include "views/mainwindow/rolloutwatcher.h"

#include <QWidget>

class QAction;
class QComboBox;
class QHBoxLayout;
class QLabel;
class QToolButton;

namespace transship {

class ChangeGuard;

/// The rollout's switches (pause or resume, slots, speed, target plan) and the operator's actions. Shows what the
/// database says, not what was clicked: a refused change springs back. GUI thread; borrows watcher and actions.
class ControlStrip : public QWidget {
    Q_OBJECT
public:
    ControlStrip(RolloutWatcher& rollout, const QList<QAction*>& actions, QWidget* parent = nullptr);

    /// The switches are disabled, with the reason, while it says no. Borrowed.
    void setGuard(ChangeGuard& guard);

public Q_SLOTS:
    void setInProcess(qint64 count);

Q_SIGNALS:
    void settingsWanted();

private:
    void addSwitches(QHBoxLayout& layout);
    void addActions(QHBoxLayout& layout, const QList<QAction*>& actions);
    void showPolicy(const Policy& policy);
    void showTier(const Policy& policy);
    void updateSlots();
    void applyGuard();

    RolloutWatcher& m_rollout;
    QLabel* m_stateIcon;
    QLabel* m_state;
    QToolButton* m_toggle;
    QLabel* m_used;
    QComboBox* m_capacity;
    QComboBox* m_speed;
    QComboBox* m_plan;
    qint64 m_inProcess = 0;
    ChangeGuard* m_guard = nullptr;
};

} // namespace transship
