// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/repository.h"
#include "models/storage/repositorysort.h"

#include <QString>
#include <QVariant>

#include <optional>

namespace transship {

/// What a column of the repository table means. The model's columns are those of `container_repositories` in the
/// database's order (RepositoryTableModel::columnOf says where each is), so that it stays a QSqlTableModel of that
/// table.
enum class RepositoryColumn {
    Id,
    ProjectId,
    Name,
    Path,
    RootNamespaceId,
    CreatedAt,
    UpdatedAt,
    Status,
    State,
    PreImportStartedAt,
    PreImportDoneAt,
    ImportStartedAt,
    ImportDoneAt,
    AbortedAt,
    SkippedAt,
    Retries,
    Reason,
    AbortedIn,
    StepAcceptedAt,
    Plan,
    Tags,
    Since, ///< when the present state was entered; computed, and always the model's last column
};

/// The name in the database; empty for Since.
QString columnName(RepositoryColumn column);
std::optional<RepositoryColumn> repositoryColumnFromName(QStringView name);

/// The order that a column stands for; nothing where no index serves one.
std::optional<RepositorySort> sortOf(RepositoryColumn column);
RepositoryColumn columnOf(RepositorySort sort);

/// The raw value: names for states, numbers, UTC times; invalid for NULL.
QVariant rawValue(const ContainerRepository& repository, RepositoryColumn column);

} // namespace transship
