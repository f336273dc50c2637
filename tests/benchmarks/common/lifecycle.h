// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/storage/repositorystore.h"

#include <array>

namespace transship::bench {

/// The transitions a repository goes through from default to import_done.
struct LifecycleStep {
    MigrationEvent event;
    MigrationState from;
    MigrationState to;
};
inline constexpr std::array lifecycle{
    LifecycleStep{MigrationEvent::StartPreImport, MigrationState::Default, MigrationState::PreImporting},
    LifecycleStep{MigrationEvent::FinishPreImport, MigrationState::PreImporting, MigrationState::PreImportDone},
    LifecycleStep{MigrationEvent::StartImport, MigrationState::PreImportDone, MigrationState::Importing},
    LifecycleStep{MigrationEvent::FinishImport, MigrationState::Importing, MigrationState::ImportDone},
};
inline constexpr int steps = static_cast<int>(lifecycle.size());

/// Puts every repository at the beginning of its life.
void startOver(Connection& connection);

/// Whole lifecycles of the repositories from firstId on through one StorageWorker, as MigrationEngine fires them (the
/// policy, then the transition), until `seconds` are over.
struct LifecycleRun {
    qint64 transitions = 0;
    double perSecond = 0;
};
LifecycleRun runLifecycles(const DatabaseUrl& url, qint64 firstId, int inFlight, int seconds);

/// The statements of one transition: SELECT, UPDATE and INSERT, with ? for values.
struct TransitionSql {
    QString select;
    QString update;
    QString insert;
};
TransitionSql transitionSql(Backend backend);

} // namespace transship::bench
