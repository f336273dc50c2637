// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/inventory/catalogscan.h"

#include "models/domain/clock.h"
#include "models/domain/repositorypath.h"
#include "models/inventory/inventoryentries.h"
#include "models/registry/ocipager.h"

#include <QCoroFuture>

namespace transship {
namespace {

constexpr int catalogPageSize = 1000; // distribution 2.8 refuses more
constexpr int scanAttempts = 3;

QList<InventoryEntry> entriesOf(
    const QStringList& names, const QString& prefix, const CatalogScanReport& report, CatalogScanResult& result)
{
    QList<InventoryEntry> entries;
    for (const QString& name : names) {
        if (!name.startsWith(prefix)) {
            continue;
        }
        ++result.listed;
        const Result<QString> path = validateRepositoryPath(name);
        if (path) {
            entries << InventoryEntry{*path, {}, {}, {}};
            continue;
        }
        ++result.unusable;
        if (report.unusable) {
            report.unusable(path.error());
        }
    }
    return entries;
}

Error catalogError(const Error& error)
{
    if (error.code != ErrorCode::NotFound) {
        return error;
    }
    return {ErrorCode::Protocol,
        QStringLiteral(
            "the source registry does not list its repositories (no /v2/_catalog); check the address, or load "
            "a list with `transshipctl inventory load`"),
        error.message};
}

std::shared_ptr<RegistryConnection> connectionOf(
    const CatalogScan& scan, const std::shared_ptr<Cancellation>& cancellation)
{
    RegistryConnection::Options options;
    options.url = scan.source;
    options.credentials = scan.credentials;
    options.name = QStringLiteral("the source registry");
    options.transport = scan.transport;
    options.retry.attempts = scanAttempts;
    return std::make_shared<RegistryConnection>(options, std::make_shared<RequestGovernor>(2), cancellation);
}

} // namespace

QCoro::Task<Result<CatalogScanResult>> scanCatalog(CatalogScan scan, StorageWorker& storage, const Clock& clock,
    CatalogScanReport report, std::shared_ptr<Cancellation> cancellation)
{
    OciPager pager = OciPager::catalog(connectionOf(scan, cancellation), catalogPageSize);
    const bool dryRun = scan.dryRun;
    CatalogScanResult result;
    while (!pager.atEnd()) {
        const Result<QStringList> page = co_await pager.next();
        if (!page) {
            co_return catalogError(page.error());
        }
        const QList<InventoryEntry> entries = entriesOf(*page, scan.prefix, report, result);
        const QDateTime now = clock.now();
        const auto add = [entries, now, dryRun](Stores& stores) { return addEntries(stores, entries, now, dryRun); };
        const Result<InventoryResult> added = co_await storage.run(add);
        if (!added) {
            co_return added.error();
        }
        result.added += added->added;
        result.alreadyThere += added->alreadyThere;
        if (report.progress) {
            report.progress(result);
        }
        if (cancellation->isCanceled()) {
            co_return Cancellation::error();
        }
    }
    co_return result;
}

} // namespace transship
