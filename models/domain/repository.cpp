// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/repository.h"

#include <tuple>

namespace transship {

QDateTime ContainerRepository::stateSince() const
{
    switch (state) {
    case MigrationState::Default:
        return createdAt;
    case MigrationState::PreImporting:
        return preImportStartedAt;
    case MigrationState::PreImportDone:
        return preImportDoneAt;
    case MigrationState::Importing:
        return importStartedAt;
    case MigrationState::ImportDone:
        return importDoneAt;
    case MigrationState::ImportAborted:
        return abortedAt;
    case MigrationState::ImportSkipped:
        return skippedAt;
    }
    Q_UNREACHABLE();
    return {};
}

bool operator==(const ContainerRepository& a, const ContainerRepository& b)
{
    const auto identity = [](const ContainerRepository& r) {
        return std::tie(r.id, r.projectId, r.name, r.path, r.rootNamespaceId, r.createdAt, r.updatedAt, r.status);
    };
    const auto migration = [](const ContainerRepository& r) {
        return std::tie(r.state, r.preImportStartedAt, r.preImportDoneAt, r.importStartedAt, r.importDoneAt,
            r.abortedAt, r.skippedAt, r.retriesCount, r.skippedReason, r.abortedInState, r.stepAcceptedAt, r.plan,
            r.tagsCount);
    };
    return identity(a) == identity(b) && migration(a) == migration(b);
}

} // namespace transship
