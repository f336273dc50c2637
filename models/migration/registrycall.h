// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/policy.h"
#include "models/domain/repository.h"
#include "models/migration/engine.h"
#include "models/registry/importapiclient.h"

#include <QCoroTask>

#include <chrono>
#include <functional>

namespace transship {

/// What a start request came to, in terms of the state machine.
struct StartVerdict {
    std::optional<MigrationEvent> event; ///< nothing: the step runs, the row stays as it is
    std::optional<SkippedReason> reason;
    QString cause; ///< history: one word
    QString detail; ///< history: the registry's own words
    bool accepted = false; ///< 202, or the registry says that the step is running
};

/// Asked before every further attempt of a rate-limited start: is the step still wanted?
using StillWanted = std::function<QCoro::Task<bool>()>;

/// The longest Retry-After that a start waits for; a registry that asks for more is not asked again.
inline constexpr std::chrono::seconds longestRetryAfter(60);

/// Starts the step that `repository` is in, again after 0.1 s x attempt while all slots are taken (or as much later as
/// Retry-After asks), at most `policy.startMaxRetries` times in all. `registry` null: Unreachable, "no registry is
/// configured".
QCoro::Task<StartAnswer> startStep(
    ImportApiClient* registry, ContainerRepository repository, Policy policy, Delay delay, StillWanted stillWanted);

/// docs/domain.md section 4: which event the answer leads to. `confirmed` is the status asked for after a 200.
StartVerdict verdictOf(
    const ContainerRepository& repository, const StartAnswer& answer, const Result<ImportStatusReport>& confirmed);

} // namespace transship
