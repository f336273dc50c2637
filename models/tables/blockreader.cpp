// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/tables/blockreader.h"

#include "models/storage/databaseerror.h"

#include <QElapsedTimer>

namespace transship {
namespace {

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

Result<RepositoryBlock> readBlock(Stores& stores, const BlockQuery& query, const BlockPlace& place)
{
    const Statement statement = blockStatement(query, pointer(place.anchor), place.offset);
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

Result<qint64> countUpTo(Stores& stores, const BlockQuery& query, const BlockAnchor* anchor, qint64 limit)
{
    const Statement statement = countStatement(query, anchor, limit);
    Result<QSqlQuery> rows = stores.connection.exec(statement.sql, statement.values);
    if (!rows) {
        return rows.error();
    }
    if (!rows->next()) {
        return lostHalfWay(query, *rows);
    }
    return rows->value(0).toLongLong();
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

Result<std::optional<BlockAnchor>> hop(Stores& stores, const BlockQuery& query, const BlockAnchor* from)
{
    const Statement statement = hopStatement(query, from, anchorDistance);
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

} // namespace

Result<BlockRefresh> readBlocks(Stores& stores, const ReadRequest& request)
{
    BlockRefresh refresh;
    for (const BlockPlace& place : request.places) {
        Result<RepositoryBlock> block = readBlock(stores, request.query, place);
        if (!block) {
            return block.error();
        }
        refresh.blocks.insert(place.block, *std::move(block));
    }
    const Result<std::optional<qint64>> count = countFor(stores, request);
    if (!count) {
        return count.error();
    }
    refresh.count = *count;
    return refresh;
}

Result<ScanPart> scanAnchors(
    Stores& stores, const BlockQuery& query, std::optional<BlockAnchor> from, std::chrono::milliseconds budget)
{
    QElapsedTimer timer;
    timer.start();
    ScanPart part;
    do {
        const Result<std::optional<BlockAnchor>> next = hop(stores, query, pointer(from));
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
