// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/repository.h"

#include <QList>

namespace transship {

/// One stretch of a repository's way: waiting, or a step at the registry.
struct TimelineStep {
    MigrationState state = MigrationState::Default; ///< it was in
    QDateTime from;
    QDateTime to; ///< invalid: it goes on
    int attempt = 0; ///< of this step, from 1 on; 0 where it is no step at the registry
    bool failed = false; ///< aborted or skipped out of it

    std::chrono::milliseconds duration(const QDateTime& now) const;
};

/// From the history, oldest first; from the row's own times where it has none (it was migrated elsewhere). A reset
/// begins anew: steps before it are left out. Pure.
QList<TimelineStep> timelineOf(const ContainerRepository& row, const QList<MigrationEventRow>& history);

} // namespace transship
