// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/migration/engine.h"

#include <variant>

namespace transship {

/// What is to be done to each of many repositories, and why: an operator's action, or one event of the state machine.
/// A plain value.
struct BulkOperation {
    std::variant<OperatorAction, MigrationEvent> what = OperatorAction::Retry;
    std::optional<SkippedReason> reason; ///< with skip and finish_import
    QString note; ///< for history
    bool forced = false; ///< an event: no registry call

    QString name() const; ///< "retry", "abort_import"
    bool callsRegistry() const;
    /// The event it is by itself; nothing where the registry is asked first or called afterwards. Such events are
    /// applied to many rows in one transaction.
    std::optional<MigrationEvent> plainEvent() const;
};

/// Where it leads by itself, or why it does not; what a registry will answer nobody knows.
Result<ContainerRepository> wouldBecome(
    const BulkOperation& operation, const ContainerRepository& before, const Policy& policy, const QDateTime& now);

/// One repository, in the state and as of the write in which it was seen.
QCoro::Task<Result<FireOutcome>> applyTo(MigrationEngine& engine, ContainerRepository seen, BulkOperation operation,
    Actor actor, std::shared_ptr<Cancellation> cancellation);

/// A start that the registry did not take is a failure, although the row has been changed.
std::optional<Error> refusalOf(const FireOutcome& outcome);

} // namespace transship
