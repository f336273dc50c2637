// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/migration/bulkoperation.h"
#include "models/storage/repositorykeys.h"

#include <array>
#include <atomic>
#include <memory>
#include <vector>

namespace transship {

struct Stores;

/// A repository as it was when it was selected: only while it still is that is it acted on. 16 bytes, so that a hundred
/// thousand of them are nothing and five million are bearable.
class FrozenRepository {
public:
    FrozenRepository() = default;
    FrozenRepository(qint64 id, MigrationState state, const QDateTime& updatedAt)
        : m_id(id)
        , m_stateAndTime(updatedAt.toMSecsSinceEpoch() * stateCount + static_cast<qint64>(state))
    {
    }

    qint64 id() const { return m_id; }
    MigrationState state() const { return static_cast<MigrationState>(m_stateAndTime % stateCount); }
    QDateTime updatedAt() const { return QDateTime::fromMSecsSinceEpoch(m_stateAndTime / stateCount, Qt::UTC); }
    bool isStill(const ContainerRepository& row) const
    {
        return row.id == m_id && FrozenRepository(row.id, row.state, row.updatedAt).m_stateAndTime == m_stateAndTime;
    }

private:
    static constexpr qint64 stateCount = 8; ///< times before 1970 do not occur

    qint64 m_id = 0;
    qint64 m_stateAndTime = 0;
};

/// By id, each once.
using FrozenRepositories = std::vector<FrozenRepository>;

using StateNumbers = std::array<qint64, allMigrationStates.size()>; ///< by the numbers of MigrationState

/// What an operation would do, as of the moment it was looked at: what the operator confirms, and nothing else, is
/// what is done. A plain value, cheap to copy.
struct BulkPreview {
    struct Unaffected {
        MigrationState state = MigrationState::Default;
        qint64 count = 0;
        Error why;
    };

    BulkOperation operation;
    std::shared_ptr<const FrozenRepositories> frozen; ///< those that would change
    StateNumbers affected{}; ///< of them, by state
    QList<Unaffected> unaffected;
    QList<ContainerRepository> sample; ///< of those that would change, from all over them
    Policy policy; ///< it was decided under
    qint64 inProcess = 0; ///< repositories that take a slot just now

    static constexpr int sampleSize = 20;
    qint64 count() const { return frozen ? static_cast<qint64>(frozen->size()) : 0; }
    qint64 unaffectedCount() const;
};

/// Set to give up the work under way.
using CancelFlag = std::shared_ptr<std::atomic_bool>;

/// Looks at everything the source gives; a job of a storage worker. Canceled when the flag is set meanwhile.
Result<BulkPreview> makePreview(Stores& stores, const KeySource& source, const BulkOperation& operation,
    const QDateTime& now, const CancelFlag& cancel);

} // namespace transship
