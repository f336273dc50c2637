// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/migration/bulkpreview.h"

#include "models/storage/stores.h"

#include <algorithm>
#include <numeric>

namespace transship {
namespace {

bool isBefore(const FrozenRepository& a, const FrozenRepository& b)
{
    return a.id() < b.id();
}

Result<FrozenRepositories> freeze(Stores& stores, const KeySource& source, const CancelFlag& cancel)
{
    FrozenRepositories all;
    const Result<void> read = source(stores, [&](const RepositoryKey& key) -> Result<void> {
        if (cancel && cancel->load(std::memory_order_relaxed)) {
            return Error{ErrorCode::Canceled, QStringLiteral("the preview was given up")};
        }
        all.emplace_back(key.id, key.state, key.updatedAt);
        return {};
    });
    if (!read) {
        return read.error();
    }
    // Ranges that were selected one after the other may overlap.
    std::sort(all.begin(), all.end(), isBefore);
    const auto end = std::unique(
        all.begin(), all.end(), [](const FrozenRepository& a, const FrozenRepository& b) { return a.id() == b.id(); });
    all.erase(end, all.end());
    return all;
}

/// Whether rows of a state would change is the same for all of them.
std::array<std::optional<Error>, allMigrationStates.size()> refusals(
    const BulkOperation& operation, const Policy& policy, const QDateTime& now)
{
    std::array<std::optional<Error>, allMigrationStates.size()> errors;
    for (const MigrationState state : allMigrationStates) {
        ContainerRepository row;
        row.state = state;
        if (const auto after = wouldBecome(operation, row, policy, now); !after) {
            errors[static_cast<std::size_t>(state)] = after.error();
        }
    }
    return errors;
}

QList<qint64> spread(const FrozenRepositories& frozen, int number)
{
    QList<qint64> ids;
    const auto count = std::min(frozen.size(), static_cast<std::size_t>(number));
    for (std::size_t i = 0; i < count; ++i) {
        ids << frozen[i * frozen.size() / count].id();
    }
    return ids;
}

} // namespace

qint64 BulkPreview::unaffectedCount() const
{
    return std::accumulate(unaffected.cbegin(), unaffected.cend(), qint64(0),
        [](qint64 sum, const Unaffected& part) { return sum + part.count; });
}

Result<BulkPreview> makePreview(Stores& stores, const KeySource& source, const BulkOperation& operation,
    const QDateTime& now, const CancelFlag& cancel)
{
    const Result<Policy> policy = stores.settings.policy();
    if (!policy) {
        return policy.error();
    }
    const Result<qint64> inProcess = stores.repositories.countInProcess();
    if (!inProcess) {
        return inProcess.error();
    }
    Result<FrozenRepositories> all = freeze(stores, source, cancel);
    if (!all) {
        return all.error();
    }
    BulkPreview preview;
    preview.operation = operation;
    preview.policy = *policy;
    preview.inProcess = *inProcess;
    const auto errors = refusals(operation, *policy, now);
    StateNumbers refused{};
    const auto end = std::remove_if(all->begin(), all->end(), [&](const FrozenRepository& row) {
        const auto state = static_cast<std::size_t>(row.state());
        ++(errors[state] ? refused : preview.affected)[state];
        return errors[state].has_value();
    });
    all->erase(end, all->end());
    all->shrink_to_fit();
    for (const MigrationState state : allMigrationStates) {
        const auto place = static_cast<std::size_t>(state);
        if (refused[place] > 0) {
            preview.unaffected << BulkPreview::Unaffected{state, refused[place], *errors[place]};
        }
    }
    Result<QList<ContainerRepository>> sample = rowsOf(stores.connection, spread(*all, BulkPreview::sampleSize));
    if (!sample) {
        return sample.error();
    }
    std::sort(sample->begin(), sample->end(),
        [](const ContainerRepository& a, const ContainerRepository& b) { return a.path < b.path; });
    preview.sample = std::move(*sample);
    preview.frozen = std::make_shared<const FrozenRepositories>(*std::move(all));
    return preview;
}

} // namespace transship
