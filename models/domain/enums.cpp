// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/enums.h"

#include "models/domain/enumnames.h"

namespace transship {
namespace {

constexpr std::array stateNames{
    EnumName<MigrationState>{MigrationState::Default, "default"},
    EnumName<MigrationState>{MigrationState::PreImporting, "pre_importing"},
    EnumName<MigrationState>{MigrationState::PreImportDone, "pre_import_done"},
    EnumName<MigrationState>{MigrationState::Importing, "importing"},
    EnumName<MigrationState>{MigrationState::ImportDone, "import_done"},
    EnumName<MigrationState>{MigrationState::ImportAborted, "import_aborted"},
    EnumName<MigrationState>{MigrationState::ImportSkipped, "import_skipped"},
};

constexpr std::array eventNames{
    EnumName<MigrationEvent>{MigrationEvent::StartPreImport, "start_pre_import"},
    EnumName<MigrationEvent>{MigrationEvent::FinishPreImport, "finish_pre_import"},
    EnumName<MigrationEvent>{MigrationEvent::StartImport, "start_import"},
    EnumName<MigrationEvent>{MigrationEvent::FinishImport, "finish_import"},
    EnumName<MigrationEvent>{MigrationEvent::AlreadyMigrated, "already_migrated"},
    EnumName<MigrationEvent>{MigrationEvent::AbortImport, "abort_import"},
    EnumName<MigrationEvent>{MigrationEvent::SkipImport, "skip_import"},
    EnumName<MigrationEvent>{MigrationEvent::RetryPreImport, "retry_pre_import"},
    EnumName<MigrationEvent>{MigrationEvent::RetryImport, "retry_import"},
    EnumName<MigrationEvent>{MigrationEvent::Reset, "reset"},
};

constexpr std::array reasonNames{
    EnumName<SkippedReason>{SkippedReason::NotInPlan, "not_in_plan"},
    EnumName<SkippedReason>{SkippedReason::TooManyRetries, "too_many_retries"},
    EnumName<SkippedReason>{SkippedReason::TooManyTags, "too_many_tags"},
    EnumName<SkippedReason>{SkippedReason::RootNamespaceInDenyList, "root_namespace_in_deny_list"},
    EnumName<SkippedReason>{SkippedReason::MigrationCanceled, "migration_canceled"},
    EnumName<SkippedReason>{SkippedReason::NotFound, "not_found"},
    EnumName<SkippedReason>{SkippedReason::NativeImport, "native_import"},
    EnumName<SkippedReason>{SkippedReason::MigrationForcedCanceled, "migration_forced_canceled"},
    EnumName<SkippedReason>{SkippedReason::MigrationCanceledByRegistry, "migration_canceled_by_registry"},
    EnumName<SkippedReason>{SkippedReason::NotSpecified, "not_specified"},
};

constexpr std::array originNames{
    EnumName<Origin>{Origin::Console, "console"},
    EnumName<Origin>{Origin::Ctl, "ctl"},
    EnumName<Origin>{Origin::Enqueuer, "enqueuer"},
    EnumName<Origin>{Origin::Guard, "guard"},
    EnumName<Origin>{Origin::Notification, "notification"},
    EnumName<Origin>{Origin::Background, "background"},
    EnumName<Origin>{Origin::Polling, "polling"},
};

constexpr std::array statusNames{
    EnumName<RepositoryStatus>{RepositoryStatus::DeleteScheduled, "delete_scheduled"},
    EnumName<RepositoryStatus>{RepositoryStatus::DeleteFailed, "delete_failed"},
    EnumName<RepositoryStatus>{RepositoryStatus::DeleteOngoing, "delete_ongoing"},
};

constexpr std::array importStatusNames{
    EnumName<ImportStatus>{ImportStatus::Native, "native"},
    EnumName<ImportStatus>{ImportStatus::PreImportInProgress, "pre_import_in_progress"},
    EnumName<ImportStatus>{ImportStatus::PreImportComplete, "pre_import_complete"},
    EnumName<ImportStatus>{ImportStatus::PreImportFailed, "pre_import_failed"},
    EnumName<ImportStatus>{ImportStatus::PreImportCanceled, "pre_import_canceled"},
    EnumName<ImportStatus>{ImportStatus::ImportInProgress, "import_in_progress"},
    EnumName<ImportStatus>{ImportStatus::ImportComplete, "import_complete"},
    EnumName<ImportStatus>{ImportStatus::ImportFailed, "import_failed"},
    EnumName<ImportStatus>{ImportStatus::ImportCanceled, "import_canceled"},
};

template <typename E, std::size_t N>
Result<E> fromNumber(const std::array<EnumName<E>, N>& names, int number, const char* what)
{
    for (const auto& entry : names) {
        if (static_cast<int>(entry.value) == number) {
            return entry.value;
        }
    }
    return Error{
        ErrorCode::InvalidArgument, QStringLiteral("unknown %1 number %2").arg(QLatin1StringView(what)).arg(number)};
}

} // namespace

QString toName(MigrationState state)
{
    return nameOf(stateNames, state);
}

QString toName(MigrationEvent event)
{
    return nameOf(eventNames, event);
}

QString toName(SkippedReason reason)
{
    return nameOf(reasonNames, reason);
}

QString toName(Origin origin)
{
    return nameOf(originNames, origin);
}

QString toName(RepositoryStatus status)
{
    return nameOf(statusNames, status);
}

QString toName(ImportStatus status)
{
    return nameOf(importStatusNames, status);
}

Result<MigrationState> migrationStateFromName(QStringView name)
{
    return parseName(stateNames, name, "migration state");
}

Result<MigrationEvent> migrationEventFromName(QStringView name)
{
    return parseName(eventNames, name, "event");
}

Result<SkippedReason> skippedReasonFromName(QStringView name)
{
    return parseName(reasonNames, name, "skip reason");
}

Result<Origin> originFromName(QStringView name)
{
    return parseName(originNames, name, "origin");
}

Result<RepositoryStatus> repositoryStatusFromName(QStringView name)
{
    return parseName(statusNames, name, "status");
}

Result<ImportStatus> importStatusFromName(QStringView name)
{
    return parseName(importStatusNames, name, "import status");
}

Result<SkippedReason> skippedReasonFromNumber(int number)
{
    return fromNumber(reasonNames, number, "skip reason");
}

Result<RepositoryStatus> repositoryStatusFromNumber(int number)
{
    return fromNumber(statusNames, number, "repository status");
}

} // namespace transship
