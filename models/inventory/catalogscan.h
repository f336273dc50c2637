// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/registry/registryconnection.h"
#include "models/storage/storageworker.h"

#include <functional>

namespace transship {

class Clock;

struct CatalogScanResult {
    qint64 listed = 0; ///< by the catalog, with the prefix
    qint64 added = 0;
    qint64 alreadyThere = 0;
    qint64 unusable = 0; ///< names that are no repository path
};

struct CatalogScan {
    QUrl source; ///< the registry whose catalog is read
    RegistryCredentials credentials{};
    HttpTransport transport{};
    QString prefix{}; ///< only paths that begin so
    bool dryRun = false;
};

/// What the scanner tells on its way; either may be empty.
struct CatalogScanReport {
    std::function<void(const CatalogScanResult& soFar)> progress; ///< after each page
    std::function<void(const Error& error)> unusable; ///< a name that is no repository path
};

/// Adds the repositories of a registry's catalog that are not there yet. Page by page: what was added stays, also when
/// a later page fails or `cancellation` ends it (Canceled). Thread: one with an event loop; `storage` and `clock`
/// outlive it.
QCoro::Task<Result<CatalogScanResult>> scanCatalog(CatalogScan scan, StorageWorker& storage, const Clock& clock,
    CatalogScanReport report, std::shared_ptr<Cancellation> cancellation);

} // namespace transship
