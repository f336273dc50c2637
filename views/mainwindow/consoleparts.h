// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/clock.h"
#include "models/migration/bulkactions.h"

#include <QString>

namespace transship {

class ActivityModel;
class BackgroundControl;
class ChangeGuard;
class ChangeFeed;
class HistoryModel;
class JobsModel;
class MigrationProgress;
class NamespacesModel;
class RepositoryInquiry;
class ReportRunner;
class RepositoryTableModel;
class RolloutControl;
class RolloutMonitor;
class StateCountsModel;
class StatesOverTimeSeries;
class ViewCounts;
class EventSeries;

/// What the console shows and acts through; all borrowed, all outlive the window.
struct ConsoleParts {
    const Clock& clock;
    RepositoryTableModel& repositories;
    StateCountsModel& counts;
    HistoryModel& history;
    StatesOverTimeSeries& states;
    EventSeries& events;
    MigrationProgress& progress;
    ViewCounts& viewCounts;
    NamespacesModel& namespaces;
    ActivityModel& activity;
    JobsModel& jobs;
    ChangeFeed& feed;
    ReportRunner& reports;
    RolloutControl& rollout;
    RolloutMonitor& monitor;
    BackgroundControl& background;
    RepositoryInquiry& inquiry;
    BulkActions& bulk;
    Actor actor; ///< who acts here, for history
    ChangeGuard& guard; ///< whether anything may be changed here now
};

} // namespace transship
