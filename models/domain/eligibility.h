// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/policy.h"
#include "models/domain/repository.h"

#include <QJsonObject>
#include <QString>

#include <chrono>
#include <optional>

/// The checks of docs/domain.md section 3 as pure functions, each with its reasons in words and in values: the enqueuer
/// stops at the first that fails, and an explanation shows them all. Thread: any.
namespace transship {

/// In the order in which they are made.
enum class Check {
    Enabled,
    Registry,
    Capacity,
    WaitingTime,
    State,
    CreatedBefore,
    Tier,
    DenyList,
    Tags,
    Retries,
    Position,
};
/// Stable name for JSON, for example "waiting_time".
QString toName(Check check);

struct CheckResult {
    Check check = Check::State;
    bool passed = true;
    QString words; ///< for people, with the values that decided
    QJsonObject values{}; ///< the same for programs

    QJsonObject toJson() const;
};

// -- of the rollout
CheckResult checkEnabled(const Policy& policy);
CheckResult checkRegistry(bool configured);
CheckResult checkCapacity(const Policy& policy, qint64 inProcess);
/// How much of the waiting time after the last step is left; nothing when it is over. Invalid: there was no step.
std::optional<std::chrono::seconds> remainingWait(
    const Policy& policy, const QDateTime& latestStepAt, const QDateTime& now);
CheckResult checkWaitingTime(const Policy& policy, const QDateTime& latestStepAt, const QDateTime& now);

/// What stands in other tables about a repository.
struct RepositoryFacts {
    QString rootNamespace;
    bool denied = false; ///< the root namespace is in the deny list
};

// -- of one repository
CheckResult checkState(const ContainerRepository& repository);
CheckResult checkCreatedBefore(const ContainerRepository& repository, const Policy& policy);
CheckResult checkTier(const ContainerRepository& repository, const Policy& policy, const RepositoryFacts& facts);
CheckResult checkDenyList(const RepositoryFacts& facts);
/// By the tags as last counted; not known passes, since they are counted when its turn comes.
CheckResult checkTags(const ContainerRepository& repository, const Policy& policy);
CheckResult checkRetries(const ContainerRepository& repository, const Policy& policy);

/// What RepositoryStore::nextReady asks of a row, in words of the record: state, created_before, tier, deny list.
bool isReady(const ContainerRepository& repository, const Policy& policy, const RepositoryFacts& facts);

/// "3 min 20 s", "12 s".
QString inWords(std::chrono::seconds duration);

} // namespace transship
