// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/services/services.h"
#include "models/tables/activitymodel.h"
#include "models/tables/changefeed.h"
#include "models/tables/eventseries.h"
#include "models/tables/historymodel.h"
#include "models/tables/jobsmodel.h"
#include "models/tables/migrationprogress.h"
#include "models/tables/namespacesmodel.h"
#include "models/tables/repositorytablemodel.h"
#include "models/tables/statecountsmodel.h"
#include "models/tables/statesovertimeseries.h"
#include "models/tables/viewcounts.h"
#include "reports/reportrunner.h"
#include "views/actions/changeguard.h"
#include "views/mainwindow/consoleparts.h"

#include <QObject>
#include <QTimer>

#include <memory>

namespace transship {

/// The models behind the console's window, wired to the change feed: news of the database ends in all of them.
/// Build it when the database is known to be usable. Thread: GUI; the reading happens on threads of the models' own.
class ConsoleModels : public QObject {
    Q_OBJECT
public:
    explicit ConsoleModels(Services& services, QObject* parent = nullptr);

    ConsoleParts parts();
    const StateCountsModel& counts() const { return m_counts; }
    ChangeGuard& guard() { return m_guard; }
    const std::shared_ptr<StorageWorker>& reader() const { return m_reader; }

private:
    void applyNews(const QSet<qint64>& changedIds);
    void refreshDerived();

    Services& m_services;
    ChangeGuard m_guard;
    std::shared_ptr<StorageWorker> m_reader; ///< for what may take long; the table has connections of its own
    std::shared_ptr<StorageWorker> m_chartReader; ///< what sums up history must not hold up anything else
    RepositoryTableModel m_repositories;
    StateCountsModel m_counts;
    HistoryModel m_history;
    StatesOverTimeSeries m_states;
    EventSeries m_events;
    MigrationProgress m_progress;
    std::shared_ptr<StorageWorker> m_counter; ///< for overviews that read much and may be late
    ViewCounts m_viewCounts;
    NamespacesModel m_namespaces;
    ActivityModel m_activity;
    JobsModel m_jobs;
    ChangeFeed m_feed;
    ReportRunner m_reports;
    QTimer m_derived; ///< charts and rate, at most once a second
};

} // namespace transship
