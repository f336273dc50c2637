// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/storage/stores.h"
#include "models/tables/blockqueries.h"
#include "models/tables/repositoryblock.h"

#include <chrono>
#include <optional>

/// The jobs of the table, run by storage workers on their own threads and connections.
namespace transship {

/// Rows between two anchors: what a jump has to step over at most.
inline constexpr qint64 anchorDistance = 8192;

/// Fewer rows than this are read and sorted as a whole.
inline constexpr qint64 fewLimit = 50'000;

/// A block and where to start reading it; or its ids, when they are known.
struct BlockPlace {
    int block = 0;
    std::optional<BlockAnchor> anchor;
    qint64 offset = 0; ///< rows from the anchor
    QList<qint64> ids;
};

struct ReadRequest {
    BlockQuery query;
    QList<BlockPlace> places;
    /// Count by the counters kept per state: all rows, or those of these states.
    std::optional<QList<MigrationState>> countStates;
    bool countSmall = false; ///< count the rows themselves, when there are at most anchorDistance of them
};

Result<BlockRefresh> readBlocks(Stores& stores, const ReadRequest& request);

/// A part of the pass through the index that samples anchors and counts on the way.
struct ScanPart {
    QList<BlockAnchor> anchors; ///< those that follow the one that was given
    bool finished = false;
    qint64 rest = 0; ///< when finished: rows from the last anchor on
    std::chrono::milliseconds took{0};
};

/// A part of the search for what matches, where no index holds just that.
struct MatchPart {
    QList<qint64> ids; ///< in order; those that follow the part before
    RepositoryBlock firstRows; ///< of the first part: the first block, as far as it was found
    std::optional<BlockAnchor> next; ///< where the next part starts
    bool finished = false;
    std::chrono::milliseconds took{0};
};

/// Searches on for about this long. The first part chooses the way: through few rows at once, or along the order's
/// index; the others go on along the index. A single statement looks at a few thousand rows, or at fewLimit.
Result<MatchPart> searchMatches(
    Stores& stores, const BlockQuery& query, std::optional<BlockAnchor> from, std::chrono::milliseconds budget);

/// Hops on for about this long; a single hop can take longer when no index serves the filter.
Result<ScanPart> scanAnchors(
    Stores& stores, const BlockQuery& query, std::optional<BlockAnchor> from, std::chrono::milliseconds budget);

} // namespace transship
