// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/migration/enqueuer.h"
#include "models/storage/stores.h"

#include <QDateTime>

namespace transship {

/// What the enqueuer's checks come to at one moment: the check that stops it, or the candidate.
struct EnqueueDecision {
    EnqueueReport report; ///< stop and explanation; Worked stands for "would work"
    Policy policy;
    std::optional<ContainerRepository> candidate;
    bool retry = false; ///< the candidate is an aborted one
};

/// Checks 1 to 5 of docs/domain.md section 3, in order, against the database alone; changes nothing. The one
/// implementation behind the enqueuer, its log and every "why is nothing happening". Thread: the connection's.
Result<EnqueueDecision> decideNext(Stores& stores, const QDateTime& now, bool registryConfigured);

} // namespace transship
