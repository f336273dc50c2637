// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/policy.h"

#include <QString>

namespace transship {

/// The numbers that decide whether something can be started.
struct WorkAtHand {
    qint64 inProcess = 0;
    qint64 waiting = 0; ///< default
    qint64 aborted = 0;
    qint64 total = 0;
};

/// What is true of starting the next repository, from policy and counts alone, in the order of the enqueuer's checks:
/// claims nothing that only the enqueuer can know. Pure.
QString standstill(const Policy& policy, const WorkAtHand& work);

} // namespace transship
