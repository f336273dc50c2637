// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/migration/repositoryinquiry.h"

#include "models/migration/workerpresence.h"
#include "models/storage/storageworker.h"

#include <QCoroFuture>

namespace transship {
namespace {

Error noRegistry()
{
    return {ErrorCode::InvalidArgument, QStringLiteral("no registry is configured here")};
}

} // namespace

RepositoryInquiry::RepositoryInquiry(
    StorageWorker& storage, StorageWorker& reader, ImportApiClient* registry, const Clock& clock)
    : m_storage(storage)
    , m_reader(reader)
    , m_registry(registry)
    , m_clock(clock)
{
}

QCoro::Task<Result<Explanation>> RepositoryInquiry::explanation(qint64 id)
{
    const auto job = [id, now = m_clock.now(), here = hasRegistry()](Stores& stores) -> Result<Explanation> {
        // A worker elsewhere has a registry of its own.
        const Result<QList<Lease>> workers = stores.leases.held(WorkerPresence::leasePrefix);
        return explain(stores, id, now, here || (workers && !workers->isEmpty()));
    };
    co_return co_await m_reader.run(job);
}

QCoro::Task<Result<ImportStatusReport>> RepositoryInquiry::status(QString path)
{
    if (!m_registry) {
        co_return noRegistry();
    }
    co_return co_await m_registry->status(path);
}

QCoro::Task<Result<qint64>> RepositoryInquiry::countTags(qint64 id, QString path)
{
    if (!m_registry) {
        co_return noRegistry();
    }
    const Result<TagsCount> counted = co_await m_registry->countTags(path, 0);
    if (!counted) {
        co_return counted.error();
    }
    const qint64 count = counted->counted;
    const auto keep = [id, count](Stores& stores) { return stores.repositories.setTagsCount(id, count); };
    const Result<void> kept = co_await m_storage.run(keep);
    if (!kept) {
        co_return kept.error();
    }
    co_return count;
}

} // namespace transship
