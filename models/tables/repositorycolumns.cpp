// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/tables/repositorycolumns.h"

#include <algorithm>

namespace transship {
namespace {

struct ColumnName {
    RepositoryColumn column;
    const char* name;
};

constexpr std::array columnNames{
    ColumnName{RepositoryColumn::Id, "id"},
    ColumnName{RepositoryColumn::ProjectId, "project_id"},
    ColumnName{RepositoryColumn::Name, "name"},
    ColumnName{RepositoryColumn::Path, "path"},
    ColumnName{RepositoryColumn::RootNamespaceId, "root_namespace_id"},
    ColumnName{RepositoryColumn::CreatedAt, "created_at"},
    ColumnName{RepositoryColumn::UpdatedAt, "updated_at"},
    ColumnName{RepositoryColumn::Status, "status"},
    ColumnName{RepositoryColumn::State, "migration_state"},
    ColumnName{RepositoryColumn::PreImportStartedAt, "migration_pre_import_started_at"},
    ColumnName{RepositoryColumn::PreImportDoneAt, "migration_pre_import_done_at"},
    ColumnName{RepositoryColumn::ImportStartedAt, "migration_import_started_at"},
    ColumnName{RepositoryColumn::ImportDoneAt, "migration_import_done_at"},
    ColumnName{RepositoryColumn::AbortedAt, "migration_aborted_at"},
    ColumnName{RepositoryColumn::SkippedAt, "migration_skipped_at"},
    ColumnName{RepositoryColumn::Retries, "migration_retries_count"},
    ColumnName{RepositoryColumn::Reason, "migration_skipped_reason"},
    ColumnName{RepositoryColumn::AbortedIn, "migration_aborted_in_state"},
    ColumnName{RepositoryColumn::StepAcceptedAt, "migration_step_accepted_at"},
    ColumnName{RepositoryColumn::Plan, "migration_plan"},
    ColumnName{RepositoryColumn::Tags, "tags_count"},
    ColumnName{RepositoryColumn::Since, ""},
};

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
    return QString::fromLatin1(columnNames[static_cast<std::size_t>(column)].name);
}

std::optional<RepositoryColumn> repositoryColumnFromName(QStringView name)
{
    const auto found = std::find_if(columnNames.begin(), columnNames.end(),
        [&](const ColumnName& candidate) { return !name.isEmpty() && name == QLatin1StringView(candidate.name); });
    return found == columnNames.end() ? std::nullopt : std::optional(found->column);
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
