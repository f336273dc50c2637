// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/tables/blockreader.h"

#include "models/storage/databaseerror.h"
#include "models/storage/schema.h"

#include <QElapsedTimer>

#include <algorithm>

namespace transship {
namespace {

/// Rows of the index that one statement looks at.
constexpr qint64 matchDistance = 4096;

const BlockAnchor* pointer(const std::optional<BlockAnchor>& anchor)
{
    return anchor ? &*anchor : nullptr;
}

/// A connection that is lost while rows are read looks like their end.
Error lostHalfWay(const BlockQuery& query, const QSqlQuery& rows)
{
    return databaseError(
        query.backend, rows.lastError(), QStringLiteral("the rows of the table could not be read to the end"));
}

Result<RepositoryBlock> readRows(Stores& stores, const BlockQuery& query, const Statement& statement)
{
    Result<QSqlQuery> rows = stores.connection.exec(statement.sql, statement.values);
    if (!rows) {
        return rows.error();
    }
    RepositoryBlock block;
    block.reserve(blockRows);
    while (rows->next()) {
        Result<ContainerRepository> row = repositoryFromRow(*rows);
        if (!row) {
            return row.error();
        }
        block << *std::move(row);
    }
    if (rows->lastError().isValid()) {
        return lostHalfWay(query, *rows);
    }
    return block;
}

/// Without those that are gone.
Result<RepositoryBlock> readById(Stores& stores, const BlockQuery& query, const QList<qint64>& ids)
{
    if (ids.isEmpty()) {
        return RepositoryBlock();
    }
    Result<RepositoryBlock> rows = readRows(stores, query, rowsStatement(ids));
    if (!rows) {
        return rows;
    }
    QHash<qint64, qsizetype> places;
    for (qsizetype place = 0; place < ids.size(); ++place) {
        places.insert(ids[place], place);
    }
    std::sort(rows->begin(), rows->end(),
        [&places](const auto& a, const auto& b) { return places.value(a.id) < places.value(b.id); });
    return rows;
}

Result<RepositoryBlock> readBlock(Stores& stores, const BlockQuery& query, const BlockPlace& place)
{
    return query.isServed() ? readRows(stores, query, blockStatement(query, pointer(place.anchor), place.offset))
                            : readById(stores, query, place.ids);
}

void noteGone(const BlockPlace& place, const RepositoryBlock& block, BlockRefresh& refresh)
{
    if (block.size() < place.ids.size()) {
        QSet<qint64> missing(place.ids.cbegin(), place.ids.cend());
        for (const ContainerRepository& row : block) {
            missing.remove(row.id);
        }
        refresh.gone.unite(missing);
    }
}

Result<qint64> numberOf(Stores& stores, const BlockQuery& query, const Statement& statement)
{
    Result<QSqlQuery> rows = stores.connection.exec(statement.sql, statement.values);
    if (!rows) {
        return rows.error();
    }
    if (!rows->next()) {
        return lostHalfWay(query, *rows);
    }
    return rows->value(0).toLongLong();
}

Result<qint64> countUpTo(Stores& stores, const BlockQuery& query, const BlockAnchor* anchor, qint64 limit)
{
    return numberOf(stores, query, countStatement(query, anchor, limit));
}

Result<std::optional<qint64>> countFor(Stores& stores, const ReadRequest& request)
{
    if (request.countStates) {
        const Result<StateCounts> counts = stores.repositories.countByState();
        if (!counts) {
            return counts.error();
        }
        if (request.countStates->isEmpty()) {
            return std::optional(counts->total());
        }
        qint64 sum = 0;
        for (const MigrationState state : *request.countStates) {
            sum += counts->of(state);
        }
        return std::optional(sum);
    }
    if (request.countSmall) {
        const Result<qint64> count = countUpTo(stores, request.query, nullptr, anchorDistance + 1);
        if (!count) {
            return count.error();
        }
        if (*count <= anchorDistance) {
            return std::optional(*count);
        }
    }
    return std::optional<qint64>();
}

Result<std::optional<BlockAnchor>> hop(
    Stores& stores, const BlockQuery& query, const BlockAnchor* from, qint64 distance)
{
    const Statement statement = hopStatement(query, from, distance);
    Result<QSqlQuery> rows = stores.connection.exec(statement.sql, statement.values);
    if (!rows) {
        return rows.error();
    }
    if (!rows->next()) {
        return rows->lastError().isValid() ? Result<std::optional<BlockAnchor>>(lostHalfWay(query, *rows))
                                           : std::optional<BlockAnchor>();
    }
    return std::optional(BlockAnchor{rows->value(0), rows->value(1).toLongLong()});
}

Result<void> addIds(Stores& stores, const BlockQuery& query, const Statement& statement, QList<qint64>& ids)
{
    Result<QSqlQuery> rows = stores.connection.exec(statement.sql, statement.values);
    if (!rows) {
        return rows.error();
    }
    while (rows->next()) {
        ids << rows->value(0).toLongLong();
    }
    return rows->lastError().isValid() ? Result<void>(lostHalfWay(query, *rows)) : Result<void>();
}

/// The fewest of the few; nothing when none of them are.
Result<std::optional<FewRows>> fewestRows(Stores& stores, const BlockQuery& query)
{
    std::optional<FewRows> fewest;
    qint64 least = fewLimit;
    for (const FewRows& few : query.plan.few) {
        if (few.byPart) {
            const Result<bool> indexed = schema::findsPartsByIndex(stores.connection);
            if (!indexed) {
                return indexed.error();
            }
            if (!*indexed) {
                continue;
            }
        }
        const Result<qint64> count = numberOf(stores, query, fewCountStatement(few, least));
        if (!count) {
            return count.error();
        }
        if (*count < least) {
            fewest = few;
            least = *count;
        }
    }
    return fewest;
}

/// One step along the index.
Result<void> searchOn(Stores& stores, const BlockQuery& query, MatchPart& part)
{
    const BlockAnchor* from = pointer(part.next);
    const Result<std::optional<BlockAnchor>> next = hop(stores, query, from, matchDistance);
    if (!next) {
        return next.error();
    }
    if (const Result<void> added = addIds(stores, query, matchesStatement(query, from, matchDistance), part.ids);
        !added) {
        return added;
    }
    part.finished = !next->has_value();
    part.next = *next;
    return {};
}

Result<void> search(Stores& stores, const BlockQuery& query, std::chrono::milliseconds budget, MatchPart& part)
{
    QElapsedTimer timer;
    timer.start();
    const bool isFirst = !part.next;
    if (isFirst) {
        const Result<std::optional<FewRows>> few = fewestRows(stores, query);
        if (!few) {
            return few.error();
        }
        if (*few) {
            part.finished = true;
            return addIds(stores, query, fewStatement(query, **few), part.ids);
        }
    }
    do {
        if (const Result<void> searched = searchOn(stores, query, part); !searched) {
            return searched;
        }
    } while (!part.finished && timer.elapsed() < budget.count() && !(isFirst && part.ids.size() >= blockRows));
    return {};
}

} // namespace

Result<BlockRefresh> readBlocks(Stores& stores, const ReadRequest& request)
{
    BlockRefresh refresh;
    for (const BlockPlace& place : request.places) {
        Result<RepositoryBlock> block = readBlock(stores, request.query, place);
        if (!block) {
            return block.error();
        }
        noteGone(place, *block, refresh);
        refresh.blocks.insert(place.block, *std::move(block));
    }
    const Result<std::optional<qint64>> count = countFor(stores, request);
    if (!count) {
        return count.error();
    }
    refresh.count = *count;
    return refresh;
}

Result<MatchPart> searchMatches(
    Stores& stores, const BlockQuery& query, std::optional<BlockAnchor> from, std::chrono::milliseconds budget)
{
    QElapsedTimer timer;
    timer.start();
    const bool isFirst = !from;
    MatchPart part;
    part.next = std::move(from);
    if (const Result<void> searched = search(stores, query, budget, part); !searched) {
        return searched.error();
    }
    if (isFirst) {
        Result<RepositoryBlock> rows = readById(stores, query, part.ids.mid(0, blockRows));
        if (!rows) {
            return rows.error();
        }
        part.firstRows = *std::move(rows);
    }
    part.took = std::chrono::milliseconds(timer.elapsed());
    return part;
}

Result<ScanPart> scanAnchors(
    Stores& stores, const BlockQuery& query, std::optional<BlockAnchor> from, std::chrono::milliseconds budget)
{
    QElapsedTimer timer;
    timer.start();
    ScanPart part;
    do {
        const Result<std::optional<BlockAnchor>> next = hop(stores, query, pointer(from), anchorDistance);
        if (!next) {
            return next.error();
        }
        if (!*next) {
            const Result<qint64> rest = countUpTo(stores, query, pointer(from), anchorDistance + 1);
            if (!rest) {
                return rest.error();
            }
            part.rest = *rest;
            part.finished = true;
            break;
        }
        from = *next;
        part.anchors << **next;
    } while (timer.elapsed() < budget.count());
    part.took = std::chrono::milliseconds(timer.elapsed());
    return part;
}

} // namespace transship
