// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/migration/rolloutmonitor.h"

#include <QString>

namespace transship {

/// The numbers that decide whether something can be started.
struct WorkAtHand {
    qint64 inProcess = 0;
    qint64 waiting = 0; ///< default
    qint64 aborted = 0;
    qint64 total = 0;
};

/// What the next start depends on: the enqueuer's own decision in words, and whether there is a worker to act on it.
/// A waiting time counts down from `state.at` to `now`. Pure.
QString standstill(const RolloutState& state, const WorkAtHand& work, const QDateTime& now);

/// Something is to be done and nobody is there who would do it.
bool lacksWorker(const RolloutState& state, const WorkAtHand& work);

} // namespace transship
