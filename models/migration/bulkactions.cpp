// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/migration/bulkactions.h"

#include "models/storage/storageworker.h"

#include <cmath>

namespace transship {
namespace {

// Without experience: a registry that is far away, a database on a slow disk.
constexpr double askingPerSecond = 20;
constexpr double plainPerSecond = 1000;
/// Fewer, or faster, say more about the start than about the speed.
constexpr qint64 fewestToLearnFrom = 20;

} // namespace

BulkActions::BulkActions(MigrationEngine& engine, StorageWorker& storage, StorageWorker& reader, const Clock& clock)
    : m_engine(engine)
    , m_storage(storage)
    , m_reader(reader)
    , m_clock(clock)
{
}

QFuture<Result<BulkPreview>> BulkActions::preview(KeySource source, BulkOperation operation, CancelFlag cancel)
{
    return m_reader.run(
        [source = std::move(source), operation = std::move(operation), cancel = std::move(cancel), now = m_clock.now()](
            Stores& stores) { return makePreview(stores, source, operation, now, cancel); });
}

std::unique_ptr<BulkRun> BulkActions::makeRun(
    BulkOperation operation, std::shared_ptr<const FrozenRepositories> frozen, Actor actor)
{
    return std::make_unique<BulkRun>(m_engine, m_storage, std::move(operation), std::move(frozen), std::move(actor));
}

QFuture<Result<qint64>> BulkActions::writeFailures(const BulkReport& report, const QString& filePath)
{
    return m_reader.run(
        [report, filePath](Stores& stores) { return transship::writeFailures(stores, report, filePath); });
}

std::chrono::seconds BulkActions::estimate(const BulkOperation& operation, qint64 count) const
{
    const double perSecond
        = m_perSecond.value(operation.name(), operation.callsRegistry() ? askingPerSecond : plainPerSecond);
    return std::chrono::seconds(static_cast<qint64>(std::ceil(static_cast<double>(count) / perSecond)));
}

void BulkActions::learn(const BulkReport& report)
{
    if (report.ended() >= fewestToLearnFrom && report.perSecond() > 0) {
        m_perSecond.insert(report.operation.name(), report.perSecond());
    }
}

} // namespace transship
