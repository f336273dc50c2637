// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/migration/rolloutcontrol.h"
#include "models/migration/rolloutmonitor.h"

#include <QDialog>
#include <QTimer>

class QLabel;
class QTabWidget;

namespace transship {

class ChangeGuard;
class DenyListPage;
class SettingsHistoryPage;
class SettingsPage;

/// Everything that steers the rollout, on four pages: settings, switches, deny list, and who changed what. Kept fresh
/// while it is open. Nothing is saved while the guard says no. GUI thread; borrows all three.
class SettingsDialog : public QDialog {
    Q_OBJECT
public:
    SettingsDialog(RolloutControl& control, RolloutMonitor& monitor, ChangeGuard& guard, QWidget* parent = nullptr);

Q_SIGNALS:
    /// Something was changed here.
    void changed();

public Q_SLOTS:
    /// What was edited and not saved keeps the dialog open until it is said again.
    void reject() override;

private:
    void applyGuard();
    void refresh();
    QCoro::Task<> read();

    RolloutMonitor& m_monitor;
    ChangeGuard& m_guard;
    QTabWidget* m_tabs;
    SettingsPage* m_settings;
    SettingsPage* m_flags;
    DenyListPage* m_denyList;
    SettingsHistoryPage* m_history;
    QLabel* m_problem;
    QTimer m_timer;
    bool m_reading = false;
    bool m_again = false;
    bool m_warned = false;
};

} // namespace transship
