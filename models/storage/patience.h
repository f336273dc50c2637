// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/storage/databaseerror.h"

#include <QDeadlineTimer>

#include <chrono>

namespace transship {

/// How long a statement waits for the file while others write to it.
constexpr std::chrono::seconds lockPatience{5};

/// SQLite itself would look at longer and longer intervals, up to 100 ms: someone who writes one short transaction
/// after another would never let it in. Here it looks every millisecond, which each attempt takes (busy_timeout).
/// Until `attempt` succeeds, or fails for another reason than the file being locked. `statement` has the last error.
template <typename Statement, typename Attempt>
bool attemptPatiently(Backend backend, const Statement& statement, Attempt attempt)
{
    const QDeadlineTimer deadline(lockPatience);
    while (!attempt()) {
        if (!meansLocked(backend, statement.lastError()) || deadline.hasExpired()) {
            return false;
        }
    }
    return true;
}

} // namespace transship
