// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/tables/matchlist.h"

namespace transship {

void MatchList::clear()
{
    const int version = m_version + 1;
    *this = MatchList();
    m_version = version;
}

void MatchList::beginSearch()
{
    m_next.reset();
    m_isFirstPart = true;
    m_newIds.clear();
    if (!m_complete) {
        m_ids.clear();
    }
}

void MatchList::add(const MatchPart& part)
{
    m_isFirstPart = false;
    m_next = part.next;
    (m_complete ? m_newIds : m_ids) << part.ids;
    if (!part.finished) {
        return;
    }
    if (m_complete) {
        m_ids = std::exchange(m_newIds, {});
        ++m_version;
    }
    m_complete = true;
}

void MatchList::remove(const QSet<qint64>& ids)
{
    ++m_version;
    m_ids.removeIf([&ids](qint64 id) { return ids.contains(id); });
}

} // namespace transship
