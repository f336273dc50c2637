// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/tables/repositorycolumns.h"

#include "models/domain/enumnames.h"

#include <array>
#include <utility>

namespace transship {
namespace {

constexpr std::array columnNames{
    EnumName<RepositoryColumn>{RepositoryColumn::Id, "id"},
    EnumName<RepositoryColumn>{RepositoryColumn::ProjectId, "project_id"},
    EnumName<RepositoryColumn>{RepositoryColumn::Name, "name"},
    EnumName<RepositoryColumn>{RepositoryColumn::Path, "path"},
    EnumName<RepositoryColumn>{RepositoryColumn::RootNamespaceId, "root_namespace_id"},
    EnumName<RepositoryColumn>{RepositoryColumn::CreatedAt, "created_at"},
    EnumName<RepositoryColumn>{RepositoryColumn::UpdatedAt, "updated_at"},
    EnumName<RepositoryColumn>{RepositoryColumn::Status, "status"},
    EnumName<RepositoryColumn>{RepositoryColumn::State, "migration_state"},
    EnumName<RepositoryColumn>{RepositoryColumn::PreImportStartedAt, "migration_pre_import_started_at"},
    EnumName<RepositoryColumn>{RepositoryColumn::PreImportDoneAt, "migration_pre_import_done_at"},
    EnumName<RepositoryColumn>{RepositoryColumn::ImportStartedAt, "migration_import_started_at"},
    EnumName<RepositoryColumn>{RepositoryColumn::ImportDoneAt, "migration_import_done_at"},
    EnumName<RepositoryColumn>{RepositoryColumn::AbortedAt, "migration_aborted_at"},
    EnumName<RepositoryColumn>{RepositoryColumn::SkippedAt, "migration_skipped_at"},
    EnumName<RepositoryColumn>{RepositoryColumn::Retries, "migration_retries_count"},
    EnumName<RepositoryColumn>{RepositoryColumn::Reason, "migration_skipped_reason"},
    EnumName<RepositoryColumn>{RepositoryColumn::AbortedIn, "migration_aborted_in_state"},
    EnumName<RepositoryColumn>{RepositoryColumn::StepAcceptedAt, "migration_step_accepted_at"},
    EnumName<RepositoryColumn>{RepositoryColumn::Plan, "migration_plan"},
    EnumName<RepositoryColumn>{RepositoryColumn::Tags, "tags_count"},
    EnumName<RepositoryColumn>{RepositoryColumn::Since, ""},
};

constexpr std::array sortColumns{std::pair{RepositorySort::Id, RepositoryColumn::Id},
    std::pair{RepositorySort::Path, RepositoryColumn::Path},
    std::pair{RepositorySort::UpdatedAt, RepositoryColumn::UpdatedAt},
    std::pair{RepositorySort::CreatedAt, RepositoryColumn::CreatedAt},
    std::pair{RepositorySort::Since, RepositoryColumn::Since},
    std::pair{RepositorySort::State, RepositoryColumn::State}, std::pair{RepositorySort::Plan, RepositoryColumn::Plan},
    std::pair{RepositorySort::Tags, RepositoryColumn::Tags},
    std::pair{RepositorySort::Retries, RepositoryColumn::Retries}};
static_assert(sortColumns.size() == repositorySorts.size());

QVariant timeValue(const QDateTime& time)
{
    return time.isValid() ? QVariant(time) : QVariant();
}

QVariant textValue(const QString& text)
{
    return text.isEmpty() ? QVariant() : QVariant(text);
}

template <typename T> QVariant nameValue(const std::optional<T>& value)
{
    return value ? QVariant(toName(*value)) : QVariant();
}

QVariant timeOf(const ContainerRepository& repository, RepositoryColumn column)
{
    switch (column) {
    case RepositoryColumn::CreatedAt:
        return timeValue(repository.createdAt);
    case RepositoryColumn::UpdatedAt:
        return timeValue(repository.updatedAt);
    case RepositoryColumn::PreImportStartedAt:
        return timeValue(repository.preImportStartedAt);
    case RepositoryColumn::PreImportDoneAt:
        return timeValue(repository.preImportDoneAt);
    case RepositoryColumn::ImportStartedAt:
        return timeValue(repository.importStartedAt);
    case RepositoryColumn::ImportDoneAt:
        return timeValue(repository.importDoneAt);
    case RepositoryColumn::AbortedAt:
        return timeValue(repository.abortedAt);
    case RepositoryColumn::SkippedAt:
        return timeValue(repository.skippedAt);
    case RepositoryColumn::StepAcceptedAt:
        return timeValue(repository.stepAcceptedAt);
    case RepositoryColumn::Since:
        return timeValue(repository.stateSince());
    default:
        return {};
    }
}

} // namespace

QString columnName(RepositoryColumn column)
{
    return nameOf(columnNames, column);
}

std::optional<RepositoryColumn> repositoryColumnFromName(QStringView name)
{
    return name.isEmpty() ? std::nullopt : valueOf(columnNames, name);
}

std::optional<RepositorySort> sortOf(RepositoryColumn column)
{
    for (const auto& [sort, sorted] : sortColumns) {
        if (sorted == column) {
            return sort;
        }
    }
    return std::nullopt;
}

RepositoryColumn columnOf(RepositorySort sort)
{
    return sortColumns[static_cast<std::size_t>(sort)].second;
}

QVariant rawValue(const ContainerRepository& repository, RepositoryColumn column)
{
    switch (column) {
    case RepositoryColumn::Id:
        return repository.id;
    case RepositoryColumn::ProjectId:
        return repository.projectId;
    case RepositoryColumn::Name:
        return repository.name;
    case RepositoryColumn::Path:
        return repository.path;
    case RepositoryColumn::RootNamespaceId:
        return repository.rootNamespaceId;
    case RepositoryColumn::Status:
        return nameValue(repository.status);
    case RepositoryColumn::State:
        return toName(repository.state);
    case RepositoryColumn::Retries:
        return repository.retriesCount;
    case RepositoryColumn::Reason:
        return nameValue(repository.skippedReason);
    case RepositoryColumn::AbortedIn:
        return nameValue(repository.abortedInState);
    case RepositoryColumn::Plan:
        return textValue(repository.plan);
    case RepositoryColumn::Tags:
        return repository.tagsCount ? QVariant(*repository.tagsCount) : QVariant();
    default:
        return timeOf(repository, column);
    }
}

} // namespace transship
