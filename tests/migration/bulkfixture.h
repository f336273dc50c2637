// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/migration/bulkactions.h"
#include "tests/migration/migrationfixture.h"
#include "tests/support/manyrepositories.h"

#include <QCoroFuture>

namespace transship::testing {

inline BulkOperation operationOf(OperatorAction action, const QString& note = {})
{
    BulkOperation operation;
    operation.what = action;
    operation.note = note;
    return operation;
}

template <typename T> QCoro::Task<T> answerOf(QFuture<T> future)
{
    co_return co_await future;
}

/// A migration with actions on many of its repositories.
struct BulkFixture : MigrationFixture {
    explicit BulkFixture(const DatabaseUrl& url)
        : MigrationFixture(url)
        , actions(engine, storage, storage, clock)
    {
    }

    /// many/r000000 and so on, in state default.
    void addMany(int count)
    {
        inStorage([count](Stores& stores) -> Result<void> {
            addManyRepositories(stores.connection, count);
            return {};
        });
    }
    /// The registry knows them.
    void addManyToRegistry(int count)
    {
        for (int i = 0; i < count; ++i) {
            registry.addRepository(QStringLiteral("many/r%1").arg(i, 6, 10, QLatin1Char('0')));
        }
    }
    qint64 count(MigrationState state)
    {
        return inStorage([](Stores& stores) { return stores.repositories.countByState(); }).of(state);
    }

    Result<BulkPreview> preview(
        const BulkOperation& operation, const QString& query = {}, const CancelFlag& cancel = {})
    {
        const RepositoryFilter filter = RepositoryFilter::parse(query)->at(clock.now());
        return await(answerOf(actions.preview(keysMatching(filter), operation, cancel)));
    }
    std::unique_ptr<BulkRun> makeRun(const BulkPreview& preview)
    {
        return actions.makeRun(preview.operation, preview.frozen, actor);
    }
    BulkReport run(const BulkPreview& preview)
    {
        const auto bulk = makeRun(preview);
        return await(bulk->run());
    }

    BulkActions actions;
};

} // namespace transship::testing
