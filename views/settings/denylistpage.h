// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/migration/rolloutcontrol.h"
#include "models/migration/rolloutmonitor.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QLineEdit;
class QPushButton;
class QStringListModel;
class QTableWidget;

namespace transship {

class EmptyState;

/// Root namespaces that are not migrated: who is denied, by whom, how many repositories that keeps waiting; add one,
/// with completion and with what it comes to, take some off. GUI thread; borrows control and monitor; nothing blocks.
class DenyListPage : public QWidget {
    Q_OBJECT
public:
    DenyListPage(RolloutControl& control, RolloutMonitor& monitor, QWidget* parent = nullptr);

    void setState(const SettingsState& state);
    /// Why nothing may be changed now; empty: it may.
    void setWhyNot(const QString& whyNot);

Q_SIGNALS:
    /// Changed, or refused: time to read again.
    void applied();

private:
    void layOut();
    QString typed() const;
    QStringList chosen() const;
    void updateButtons();
    void say(const QString& text, bool isWarning);
    QCoro::Task<> look();
    QCoro::Task<> add();
    QCoro::Task<> remove();

    RolloutControl& m_control;
    RolloutMonitor& m_monitor;
    QString m_whyNot;
    QStringList m_denied;
    QTableWidget* m_table;
    EmptyState* m_none;
    QLineEdit* m_edit;
    QPushButton* m_add;
    QPushButton* m_remove;
    QLabel* m_effect;
    QStringListModel* m_completions;
    QTimer m_typing;
    bool m_known = false; ///< what is typed is a root namespace
    bool m_changing = false;
};

} // namespace transship
