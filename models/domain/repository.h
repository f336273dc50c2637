// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/enums.h"

#include <QDateTime>
#include <QString>

#include <optional>

namespace transship {

/// One row of `container_repositories`. Timestamps are UTC; an invalid QDateTime is NULL. A plain value: any thread.
struct ContainerRepository {
    qint64 id = 0;
    qint64 projectId = 0;
    QString name; ///< may be empty: the project's root repository
    QString path; ///< full path as the registry knows it, lower case (denormalised: shown, sorted and searched)
    qint64 rootNamespaceId = 0; ///< denormalised: the deny list is checked without joins
    QDateTime createdAt;
    QDateTime updatedAt;
    std::optional<RepositoryStatus> status;
    MigrationState state = MigrationState::Default;
    QDateTime preImportStartedAt;
    QDateTime preImportDoneAt;
    QDateTime importStartedAt;
    QDateTime importDoneAt;
    QDateTime abortedAt;
    QDateTime skippedAt;
    int retriesCount = 0;
    std::optional<SkippedReason> skippedReason;
    std::optional<MigrationState> abortedInState;
    /// When the registry accepted the present step (202); NULL before that. Only then does its status speak of this
    /// step and not of an earlier one. Cleared on entering any state.
    QDateTime stepAcceptedAt;
    QString plan; ///< `migration_plan`; empty = unknown
    std::optional<qint64> tagsCount; ///< as last counted or loaded; not kept up to date

    /// When the present state was entered; created_at for `default`.
    QDateTime stateSince() const;
};

bool operator==(const ContainerRepository& a, const ContainerRepository& b);

/// One row of `migration_events`, the append-only history.
struct MigrationEventRow {
    qint64 id = 0;
    qint64 repositoryId = 0;
    MigrationEvent event = MigrationEvent::Reset;
    MigrationState from = MigrationState::Default;
    MigrationState to = MigrationState::Default;
    QString actor; ///< who: user@host, or the worker's name
    Origin origin = Origin::Ctl;
    QString reason; ///< skip reason name, or why a step was aborted
    QString detail; ///< note of the operator, or the registry's own words
    QDateTime createdAt;
};

} // namespace transship
