// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/tables/blockcache.h"

namespace transship {

const RepositoryBlock* BlockCache::find(int block) const
{
    const auto found = m_blocks.constFind(block);
    return found == m_blocks.constEnd() ? nullptr : &*found;
}

void BlockCache::touch(int block)
{
    // Called for every cell that is painted: nearly always for the block it was called for last.
    if ((!m_order.isEmpty() && m_order.constFirst() == block) || !m_blocks.contains(block)) {
        return;
    }
    m_order.removeOne(block);
    m_order.prepend(block);
}

std::optional<RepositoryBlock> BlockCache::insert(int block, const RepositoryBlock& rows)
{
    std::optional<RepositoryBlock> before;
    if (const auto found = m_blocks.constFind(block); found != m_blocks.constEnd()) {
        before = *found;
    } else {
        m_order.prepend(block);
    }
    m_blocks.insert(block, rows);
    m_stale.remove(block);
    m_waiting.remove(block);
    while (m_order.size() > maxBlocks) {
        const int oldest = m_order.takeLast();
        m_evicted.insert(oldest, m_blocks.take(oldest));
        m_stale.remove(oldest);
    }
    return before;
}

void BlockCache::clear()
{
    *this = BlockCache();
}

void BlockCache::removeFrom(int block)
{
    for (const int other : m_blocks.keys()) {
        if (other >= block) {
            m_blocks.remove(other);
            m_order.removeOne(other);
            m_stale.remove(other);
        }
    }
}

void BlockCache::markStale(int block)
{
    if (m_blocks.contains(block)) {
        m_stale << block;
    }
}

void BlockCache::markAllStale()
{
    for (auto block = m_blocks.keyBegin(); block != m_blocks.keyEnd(); ++block) {
        m_stale << *block;
    }
}

bool BlockCache::startWaiting(int block)
{
    if (m_waiting.contains(block) || (m_blocks.contains(block) && !m_stale.contains(block))) {
        return false;
    }
    m_waiting << block;
    return true;
}

QList<int> BlockCache::recent(int atMost) const
{
    return m_order.first(qMin<qsizetype>(atMost, m_order.size()));
}

} // namespace transship
