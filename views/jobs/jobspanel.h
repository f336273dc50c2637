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

public Q_SLOTS:
    /// Asks which, and how.
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
    void updateNote();
    void askCancel();
    QCoro::Task<> change(QCoro::Task<Result<BackgroundMigration>> wish);

    JobsModel& m_jobs;
    BackgroundControl& m_control;
    JobDecorator* m_decorator;
    QTableView* m_table;
    JobLogView* m_log;
    QLabel* m_note;
    QAction* m_pause = nullptr;
    QAction* m_resume = nullptr;
    QAction* m_cancel = nullptr;
    bool m_workerAtWork = true;
};

} // namespace transship
