// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/enums.h"

#include <QStringList>

namespace transship {
namespace {

template <typename E> struct Name {
    E value;
    const char* text;
};

constexpr std::array stateNames{
    Name<MigrationState>{MigrationState::Default, "default"},
    Name<MigrationState>{MigrationState::PreImporting, "pre_importing"},
    Name<MigrationState>{MigrationState::PreImportDone, "pre_import_done"},
    Name<MigrationState>{MigrationState::Importing, "importing"},
    Name<MigrationState>{MigrationState::ImportDone, "import_done"},
    Name<MigrationState>{MigrationState::ImportAborted, "import_aborted"},
    Name<MigrationState>{MigrationState::ImportSkipped, "import_skipped"},
};

constexpr std::array eventNames{
    Name<MigrationEvent>{MigrationEvent::StartPreImport, "start_pre_import"},
    Name<MigrationEvent>{MigrationEvent::FinishPreImport, "finish_pre_import"},
    Name<MigrationEvent>{MigrationEvent::StartImport, "start_import"},
    Name<MigrationEvent>{MigrationEvent::FinishImport, "finish_import"},
    Name<MigrationEvent>{MigrationEvent::AlreadyMigrated, "already_migrated"},
    Name<MigrationEvent>{MigrationEvent::AbortImport, "abort_import"},
    Name<MigrationEvent>{MigrationEvent::SkipImport, "skip_import"},
    Name<MigrationEvent>{MigrationEvent::RetryPreImport, "retry_pre_import"},
    Name<MigrationEvent>{MigrationEvent::RetryImport, "retry_import"},
    Name<MigrationEvent>{MigrationEvent::Reset, "reset"},
};

constexpr std::array reasonNames{
    Name<SkippedReason>{SkippedReason::NotInPlan, "not_in_plan"},
    Name<SkippedReason>{SkippedReason::TooManyRetries, "too_many_retries"},
    Name<SkippedReason>{SkippedReason::TooManyTags, "too_many_tags"},
    Name<SkippedReason>{SkippedReason::RootNamespaceInDenyList, "root_namespace_in_deny_list"},
    Name<SkippedReason>{SkippedReason::MigrationCanceled, "migration_canceled"},
    Name<SkippedReason>{SkippedReason::NotFound, "not_found"},
    Name<SkippedReason>{SkippedReason::NativeImport, "native_import"},
    Name<SkippedReason>{SkippedReason::MigrationForcedCanceled, "migration_forced_canceled"},
    Name<SkippedReason>{SkippedReason::MigrationCanceledByRegistry, "migration_canceled_by_registry"},
    Name<SkippedReason>{SkippedReason::NotSpecified, "not_specified"},
};

constexpr std::array originNames{
    Name<Origin>{Origin::Console, "console"},
    Name<Origin>{Origin::Ctl, "ctl"},
    Name<Origin>{Origin::Enqueuer, "enqueuer"},
    Name<Origin>{Origin::Guard, "guard"},
    Name<Origin>{Origin::Notification, "notification"},
    Name<Origin>{Origin::Background, "background"},
    Name<Origin>{Origin::Polling, "polling"},
};

constexpr std::array statusNames{
    Name<RepositoryStatus>{RepositoryStatus::DeleteScheduled, "delete_scheduled"},
    Name<RepositoryStatus>{RepositoryStatus::DeleteFailed, "delete_failed"},
    Name<RepositoryStatus>{RepositoryStatus::DeleteOngoing, "delete_ongoing"},
};

constexpr std::array importStatusNames{
    Name<ImportStatus>{ImportStatus::Native, "native"},
    Name<ImportStatus>{ImportStatus::PreImportInProgress, "pre_import_in_progress"},
    Name<ImportStatus>{ImportStatus::PreImportComplete, "pre_import_complete"},
    Name<ImportStatus>{ImportStatus::PreImportFailed, "pre_import_failed"},
    Name<ImportStatus>{ImportStatus::PreImportCanceled, "pre_import_canceled"},
    Name<ImportStatus>{ImportStatus::ImportInProgress, "import_in_progress"},
    Name<ImportStatus>{ImportStatus::ImportComplete, "import_complete"},
    Name<ImportStatus>{ImportStatus::ImportFailed, "import_failed"},
    Name<ImportStatus>{ImportStatus::ImportCanceled, "import_canceled"},
};

template <typename E, std::size_t N> QString nameOf(const std::array<Name<E>, N>& names, E value)
{
    for (const auto& entry : names) {
        if (entry.value == value) {
            return QString::fromLatin1(entry.text);
        }
    }
    Q_UNREACHABLE();
    return {};
}

template <typename E, std::size_t N>
Result<E> valueOf(const std::array<Name<E>, N>& names, QStringView text, const char* what)
{
    QStringList known;
    for (const auto& entry : names) {
        if (text == QLatin1StringView(entry.text)) {
            return entry.value;
        }
        known << QString::fromLatin1(entry.text);
    }
    return Error{ErrorCode::InvalidArgument,
        QStringLiteral("unknown %1 \"%2\"; known: %3")
            .arg(QLatin1StringView(what), text, known.join(QStringLiteral(", ")))};
}

template <typename E, std::size_t N>
Result<E> fromNumber(const std::array<Name<E>, N>& names, int number, const char* what)
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
    return valueOf(stateNames, name, "migration state");
}

Result<MigrationEvent> migrationEventFromName(QStringView name)
{
    return valueOf(eventNames, name, "event");
}

Result<SkippedReason> skippedReasonFromName(QStringView name)
{
    return valueOf(reasonNames, name, "skip reason");
}

Result<Origin> originFromName(QStringView name)
{
    return valueOf(originNames, name, "origin");
}

Result<ImportStatus> importStatusFromName(QStringView name)
{
    return valueOf(importStatusNames, name, "import status");
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
