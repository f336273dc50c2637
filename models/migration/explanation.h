// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/eligibility.h"
#include "models/storage/stores.h"

#include <QJsonObject>
#include <QList>

namespace transship {

/// Why one repository moves, or does not.
struct Explanation {
    ContainerRepository repository;
    bool eligible = false; ///< the enqueuer would take it, if it were its turn and the rollout let it
    bool isNext = false; ///< and it is its turn
    QString summary; ///< one sentence: what keeps it, or what happens next
    QString advice; ///< what an operator can do; empty: nothing
    QList<CheckResult> checks; ///< all of them, in order, whatever the first that failed

    QJsonObject toJson() const;
};

/// From the very checks that the enqueuer makes (decideNext), against the database alone; changes nothing. NotFound.
/// Thread: the connection's.
Result<Explanation> explain(Stores& stores, qint64 repositoryId, const QDateTime& now, bool registryConfigured);

} // namespace transship
