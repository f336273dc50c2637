// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/result.h"

#include <QObject>
#include <QString>

#include <array>
#include <optional>

/// Everything that is stored, shown or logged by name. The names below are the field's own (see docs/domain.md) and are
/// part of the database format, the command line and the logs: never rename one, never store a number for them.
namespace transship {
Q_NAMESPACE

enum class MigrationState {
    Default,
    PreImporting,
    PreImportDone,
    Importing,
    ImportDone,
    ImportAborted,
    ImportSkipped,
};
Q_ENUM_NS(MigrationState)

inline constexpr std::array allMigrationStates{MigrationState::Default, MigrationState::PreImporting,
    MigrationState::PreImportDone, MigrationState::Importing, MigrationState::ImportDone, MigrationState::ImportAborted,
    MigrationState::ImportSkipped};

enum class MigrationEvent {
    StartPreImport,
    FinishPreImport,
    StartImport,
    FinishImport,
    AlreadyMigrated,
    AbortImport,
    SkipImport,
    RetryPreImport,
    RetryImport,
    Reset,
};
Q_ENUM_NS(MigrationEvent)

inline constexpr std::array allMigrationEvents{MigrationEvent::StartPreImport, MigrationEvent::FinishPreImport,
    MigrationEvent::StartImport, MigrationEvent::FinishImport, MigrationEvent::AlreadyMigrated,
    MigrationEvent::AbortImport, MigrationEvent::SkipImport, MigrationEvent::RetryPreImport,
    MigrationEvent::RetryImport, MigrationEvent::Reset};

/// Stored as the number it has here (`migration_skipped_reason` is a smallint in the original), shown by name.
enum class SkippedReason {
    NotInPlan = 0,
    TooManyRetries = 1,
    TooManyTags = 2,
    RootNamespaceInDenyList = 3,
    MigrationCanceled = 4,
    NotFound = 5,
    NativeImport = 6,
    MigrationForcedCanceled = 7,
    MigrationCanceledByRegistry = 8,
    NotSpecified = 9,
};
Q_ENUM_NS(SkippedReason)

inline constexpr std::array allSkippedReasons{SkippedReason::NotInPlan, SkippedReason::TooManyRetries,
    SkippedReason::TooManyTags, SkippedReason::RootNamespaceInDenyList, SkippedReason::MigrationCanceled,
    SkippedReason::NotFound, SkippedReason::NativeImport, SkippedReason::MigrationForcedCanceled,
    SkippedReason::MigrationCanceledByRegistry, SkippedReason::NotSpecified};

/// Who asked for a transition; kept in every history row.
enum class Origin {
    Console,
    Ctl,
    Enqueuer,
    Guard,
    Notification,
    Background,
    Polling,
};
Q_ENUM_NS(Origin)

/// `container_repositories.status` (a smallint, NULL = none).
enum class RepositoryStatus {
    DeleteScheduled = 0,
    DeleteFailed = 1,
    DeleteOngoing = 2,
};
Q_ENUM_NS(RepositoryStatus)

inline constexpr std::array allRepositoryStatuses{
    RepositoryStatus::DeleteScheduled, RepositoryStatus::DeleteFailed, RepositoryStatus::DeleteOngoing};

/// What a registry says of a repository (`status` in the import API).
enum class ImportStatus {
    Native,
    PreImportInProgress,
    PreImportComplete,
    PreImportFailed,
    PreImportCanceled,
    ImportInProgress,
    ImportComplete,
    ImportFailed,
    ImportCanceled,
};
Q_ENUM_NS(ImportStatus)

/// The stored name, for example "pre_importing".
QString toName(MigrationState state);
QString toName(MigrationEvent event);
QString toName(SkippedReason reason);
QString toName(Origin origin);
QString toName(RepositoryStatus status);
QString toName(ImportStatus status);

/// Unknown text is an error that quotes the text and lists what is known; never a default.
Result<MigrationState> migrationStateFromName(QStringView name);
Result<MigrationEvent> migrationEventFromName(QStringView name);
Result<SkippedReason> skippedReasonFromName(QStringView name);
Result<Origin> originFromName(QStringView name);
Result<RepositoryStatus> repositoryStatusFromName(QStringView name);
Result<ImportStatus> importStatusFromName(QStringView name);
Result<SkippedReason> skippedReasonFromNumber(int number);
Result<RepositoryStatus> repositoryStatusFromNumber(int number);

/// A step is running at the registry: pre_importing or importing.
constexpr bool isActive(MigrationState state)
{
    return state == MigrationState::PreImporting || state == MigrationState::Importing;
}

/// Takes one of the slots of the capacity: active, or between the two steps.
constexpr bool isInProcess(MigrationState state)
{
    return isActive(state) || state == MigrationState::PreImportDone;
}

} // namespace transship
