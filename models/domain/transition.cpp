// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/transition.h"

#include "models/domain/transitiontable.h"

namespace transship {
namespace {

void leave(ContainerRepository& record, MigrationState state)
{
    if (state == MigrationState::ImportAborted) {
        record.abortedAt = {};
        record.abortedInState.reset();
    }
}

void enter(ContainerRepository& record, MigrationState previous, MigrationEvent event, const TransitionContext& context)
{
    switch (record.state) {
    case MigrationState::Default:
        break;
    case MigrationState::PreImporting:
        record.preImportStartedAt = context.now;
        record.preImportDoneAt = {};
        break;
    case MigrationState::PreImportDone:
        record.preImportDoneAt = context.now;
        break;
    case MigrationState::Importing:
        record.importStartedAt = context.now;
        record.importDoneAt = {};
        break;
    case MigrationState::ImportDone:
        record.importDoneAt = context.now;
        if (event == MigrationEvent::FinishImport && context.reason) {
            record.skippedReason = context.reason;
        }
        break;
    case MigrationState::ImportAborted:
        record.abortedInState = previous;
        record.abortedAt = context.now;
        record.retriesCount += 1;
        break;
    case MigrationState::ImportSkipped:
        record.skippedAt = context.now;
        record.skippedReason = context.reason.value_or(SkippedReason::NotSpecified);
        break;
    }
}

void clearMigration(ContainerRepository& record)
{
    record.preImportStartedAt = {};
    record.preImportDoneAt = {};
    record.importStartedAt = {};
    record.importDoneAt = {};
    record.abortedAt = {};
    record.skippedAt = {};
    record.retriesCount = 0;
    record.skippedReason.reset();
    record.abortedInState.reset();
}

} // namespace

Result<ContainerRepository> applyEvent(
    const ContainerRepository& before, MigrationEvent event, const TransitionContext& context)
{
    const std::optional<MigrationState> target = targetState(before.state, event);
    if (!target) {
        return refusal(before.state, event);
    }
    if (ruleOf(event).needsMigrationEnabled && !context.migrationEnabled) {
        return Error{ErrorCode::Disabled,
            QStringLiteral("%1 is refused while migration is not enabled; enable it with "
                           "`transshipctl flags enable container_registry_migration_phase2_enabled`")
                .arg(toName(event))};
    }
    ContainerRepository after = before;
    after.state = *target;
    after.updatedAt = context.now;
    after.stepAcceptedAt = {};
    leave(after, before.state);
    if (event == MigrationEvent::Reset) {
        clearMigration(after);
    } else {
        enter(after, before.state, event, context);
    }
    return after;
}

} // namespace transship
