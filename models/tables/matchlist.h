// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/tables/blockreader.h"

#include <QSet>

namespace transship {

/// The ids of all that matches, in order, for a question that no index answers by itself: eight bytes a row. Grows
/// while the first search goes on; a later search replaces it as a whole when it is finished, until then it stays in
/// use.
class MatchList {
public:
    void clear();

    void beginSearch();
    /// False before the first part of a search is there.
    bool isFirstPart() const { return m_isFirstPart; }
    const std::optional<BlockAnchor>& next() const { return m_next; }
    void add(const MatchPart& part);

    /// A search has come to its end: the list holds all there is.
    bool isComplete() const { return m_complete; }
    const QList<qint64>& ids() const { return m_ids; }
    qint64 size() const { return m_ids.size(); }
    QList<qint64> idsOf(int block) const { return m_ids.mid(qsizetype(block) * blockRows, blockRows); }
    void remove(const QSet<qint64>& ids);
    /// Another number: rows have other places than before.
    int version() const { return m_version; }

private:
    QList<qint64> m_ids;
    QList<qint64> m_newIds; ///< of a later search under way
    std::optional<BlockAnchor> m_next;
    bool m_isFirstPart = true;
    bool m_complete = false;
    int m_version = 0;
};

} // namespace transship
