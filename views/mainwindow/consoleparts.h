// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/clock.h"
#include "models/migration/engine.h"

#include <QString>

namespace transship {

class ChangeFeed;
class HistoryModel;
class MigrationProgress;
class RepositoryTableModel;
class RolloutControl;
class StateCountsModel;
class StatesOverTimeSeries;
class ThroughputSeries;

/// What the console shows and acts through; all borrowed, all outlive the window.
struct ConsoleParts {
    const Clock& clock;
    RepositoryTableModel& repositories;
    StateCountsModel& counts;
    HistoryModel& history;
    StatesOverTimeSeries& states;
    ThroughputSeries& throughput;
    MigrationProgress& progress;
    ChangeFeed& feed;
    RolloutControl& rollout;
    MigrationEngine& engine;
    Actor actor; ///< who acts here, for history
};

} // namespace transship
