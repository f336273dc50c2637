// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/clock.h"
#include "models/migration/backgroundcontrol.h"

#include <QWidget>

#include <optional>

class QAction;
class QLabel;
class QTableView;
class QToolBar;

namespace transship {

class ChangeGuard;
class JobDecorator;
class JobLogView;
class JobsModel;

/// Background migrations: all of them with their progress, what can be done with the selected one, and its log.
/// GUI thread; borrows model, control and clock; nothing blocks.
class JobsPanel : public QWidget {
    Q_OBJECT
public:
    JobsPanel(JobsModel& jobs, BackgroundControl& control, const Clock& clock, QWidget* parent = nullptr);

    QTableView& table() const { return *m_table; }

    /// Nothing is started or changed while it says no. Borrowed.
    void setGuard(ChangeGuard& guard);

public Q_SLOTS:
    /// Asks which, and how; tells why not while nothing may be changed.
    void openStart();
    /// Nobody would take a job up: said where a job waits.
    void setWorkerAtWork(bool isOne);

Q_SIGNALS:
    void failed(const transship::Error& error);

private:
    void setUpTable();
    QToolBar* toolBar();
    QAction* addWish(QToolBar& bar, const QString& name, const QString& text, const QString& icon);
    std::optional<BackgroundMigration> current() const;
    void updateActions();
    /// Enabled, with one tooltip or the other.
    void offer(QAction& action, bool possible, const QString& what, const QString& whyNot) const;
    void updateNote();
    void askCancel();
    QCoro::Task<> change(QCoro::Task<Result<BackgroundMigration>> wish);

    JobsModel& m_jobs;
    BackgroundControl& m_control;
    JobDecorator* m_decorator;
    QTableView* m_table;
    JobLogView* m_log;
    QLabel* m_note;
    ChangeGuard* m_guard = nullptr;
    QAction* m_start = nullptr;
    QAction* m_pause = nullptr;
    QAction* m_resume = nullptr;
    QAction* m_cancel = nullptr;
    bool m_workerAtWork = true;
};

} // namespace transship
