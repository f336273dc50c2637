// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/tables/repositoryblock.h"

#include <QSet>

namespace transship {

/// The blocks that were looked at last, and which are being waited for. At most 64, the one not looked at for longest
/// goes first.
class BlockCache {
public:
    static constexpr int maxBlocks = 64;

    const RepositoryBlock* find(int block) const;
    /// Looks at the block: it is kept longest now.
    void touch(int block);
    /// Fresh rows; nobody waits for them any more. What was there before, if anything.
    std::optional<RepositoryBlock> insert(int block, const RepositoryBlock& rows);
    /// What has gone since the last call to make room.
    QHash<int, RepositoryBlock> takeEvicted() { return std::exchange(m_evicted, {}); }
    void clear();
    void removeFrom(int block); ///< this one and all behind it

    void markStale(int block);
    void markAllStale();
    bool isStale(int block) const { return m_stale.contains(block); }

    /// True when it has to be asked for: missing or stale, and not asked for yet. Counts as asked for from now on.
    bool startWaiting(int block);
    void stopWaiting(int block) { m_waiting.remove(block); }
    void stopWaiting() { m_waiting.clear(); }

    /// Blocks that are here, last looked at first.
    QList<int> recent(int atMost) const;
    QList<int> blocks() const { return m_blocks.keys(); }

private:
    QHash<int, RepositoryBlock> m_blocks;
    QHash<int, RepositoryBlock> m_evicted;
    QList<int> m_order; ///< newest first
    QSet<int> m_stale;
    QSet<int> m_waiting;
};

} // namespace transship
