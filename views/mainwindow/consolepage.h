// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/migration/rolloutmonitor.h"
#include "models/settings/savedview.h"
#include "views/commands/palettemodel.h"
#include "views/mainwindow/consoleparts.h"

#include <QWidget>

#include <memory>

class QAction;

namespace transship {

class ActionRunner;
class ActivityPanel;
class ChartsPanel;
class Confirmer;
class ControlStrip;
class DetailsPanel;
class DockArea;
class JobsPanel;
class ExportBar;
class Navigation;
class NotificationBar;
class ProgressStrip;
class ReportExporter;
class RepositoryActions;
class RepositoryPage;
class RolloutWatcher;
class RunBar;
class SavedViewsModel;
class Sidebar;
class StaleBanner;

/// The console on an open database: strips on top, the table in the middle, panes in docks around it. Puts the
/// parts together and carries facts from one to the other. GUI thread.
class ConsolePage : public QWidget {
    Q_OBJECT
public:
    ConsolePage(ConsoleParts parts, Confirmer& confirmer, QWidget* parent = nullptr);
    ~ConsolePage() override;

    RepositoryActions& actions() const { return *m_actions; }
    RepositoryPage& repositoryPage() const { return *m_repositories; }
    /// Views and repositories to go to; see Navigation.
    QList<PaletteEntry> paletteEntries(const QString& typed) const;
    void showView(int number);
    DockArea& docks() const { return *m_docks; }

    SavedViewsModel& savedViews() const { return *m_views; }

    /// Actions that were asked for here and have not come to their end.
    qint64 pendingActions() const;
    bool isExporting() const;
    /// Starts nothing more; what is under way comes to its end.
    void stopActions();
    /// Places and sizes of the panes; opaque, versioned.
    QByteArray layoutState() const;
    void restoreLayoutState(const QByteArray& state);

public Q_SLOTS:
    void startFiltering();
    void clearFilter();
    void refresh();
    void resetLayout();
    void openSettings();
    void startJob();
    void showError(const transship::Error& error);
    /// Asks what to export, and where to.
    void exportReport();

Q_SIGNALS:
    void selectedCountChanged(qint64 count, bool all);
    void rolloutChanged(const transship::RolloutState& state);
    /// The last pending action has ended.
    void actionsSettled();

private:
    void layOut();
    void connectFacts();
    void connectRollout();
    void connectLoss();
    void connectGuard();
    void followSelection();
    void followActions();
    void connectSidebar();
    void showView(const SavedView& view);
    void saveView();

    ConsoleParts m_parts;
    RolloutWatcher* m_rollout;
    ActionRunner* m_runner;
    RepositoryPage* m_repositories;
    RepositoryActions* m_actions;
    SavedViewsModel* m_views;
    Sidebar* m_sidebar;
    DetailsPanel* m_details;
    ChartsPanel* m_charts;
    ActivityPanel* m_activity;
    JobsPanel* m_jobs;
    ControlStrip* m_control;
    ProgressStrip* m_progress;
    RunBar* m_runs;
    NotificationBar* m_notification;
    StaleBanner* m_stale;
    ExportBar* m_exportBar;
    ReportExporter* m_exporter;
    DockArea* m_docks;
    Navigation* m_navigation;
    bool m_followPending = false;
};

} // namespace transship
