// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/storage/repositorystore.h"

namespace transship {

Result<std::optional<TransitionResult>> RepositoryStore::claimNextReady(const Policy& policy, TransitionRequest request)
{
    using Claim = std::optional<TransitionResult>;
    request.expected = MigrationState::Default;
    request.expectedUpdatedAt = {};
    return m_connection.transaction([&]() -> Result<Claim> {
        if (const Result<void> queued = queueEntry(request); !queued) {
            return queued.error();
        }
        const Result<std::optional<ContainerRepository>> next = lockNextReady(policy);
        if (!next) {
            return next.error();
        }
        if (!*next) {
            return Claim();
        }
        request.repositoryId = (*next)->id;
        Result<TransitionResult> taken = write(request, **next);
        if (!taken) {
            return taken.error();
        }
        return Claim(std::move(*taken));
    });
}

} // namespace transship
