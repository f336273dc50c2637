// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/commands/inventoryscan.h"

#include "app/ctl/registryaccess.h"
#include "models/inventory/catalogscan.h"

namespace transship::ctl {
namespace {

Result<CatalogScan> scanOf(const ScanArguments& arguments)
{
    const Result<QUrl> url = parseRegistryUrl(QString::fromStdString(arguments.source), QStringLiteral("--source"));
    if (!url) {
        return url.error();
    }
    const Result<RegistryCredentials> credentials
        = credentialsFromEnvironment(QStringLiteral("TRANSSHIP_SOURCE"), *url);
    if (!credentials) {
        return credentials.error();
    }
    CatalogScan scan;
    scan.source = *url;
    scan.credentials = *credentials;
    scan.prefix = QString::fromStdString(arguments.prefix);
    scan.dryRun = arguments.dryRun;
    return scan;
}

QCoro::Task<Result<CatalogScanResult>> runScan(Session& session, ScanArguments arguments)
{
    Result<CatalogScan> scan = scanOf(arguments);
    if (!scan) {
        co_return scan.error();
    }
    const Result<void> opened = co_await session.openFor(arguments.dryRun);
    if (!opened) {
        co_return opened.error();
    }
    scan->transport = session.services().config.transport;
    CatalogScanReport report;
    report.progress = [&session](const CatalogScanResult& soFar) {
        session.out().progress(QStringLiteral("%1 repositories").arg(soFar.listed));
    };
    report.unusable = [&session](const Error& error) { session.out().error(error); };
    const auto cancellation = std::make_shared<Cancellation>();
    co_return co_await scanCatalog(*scan, *session.services().storage, session.services().clock, report, cancellation);
}

} // namespace

QCoro::Task<int> scanInventory(Session& session, ScanArguments arguments)
{
    const Result<CatalogScanResult> result = co_await runScan(session, arguments);
    session.out().progress({});
    if (!result) {
        co_return session.fail(result.error());
    }
    session.out().text(QStringLiteral("%1 listed, %2 %3, %4 there already")
                           .arg(counted(result->listed, QStringLiteral("repository"), QStringLiteral("repositories")))
                           .arg(result->added)
                           .arg(arguments.dryRun ? QStringLiteral("would be added") : QStringLiteral("added"))
                           .arg(result->alreadyThere));
    session.out().document({{QStringLiteral("listed"), result->listed}, {QStringLiteral("added"), result->added},
        {QStringLiteral("already_there"), result->alreadyThere}, {QStringLiteral("unusable"), result->unusable},
        {QStringLiteral("dry_run"), arguments.dryRun}});
    if (result->unusable > 0) {
        co_return exitPartly;
    }
    co_return result->listed == 0 ? exitNothingMatched : exitDone;
}

} // namespace transship::ctl
