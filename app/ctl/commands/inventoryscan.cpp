// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/commands/inventoryscan.h"

#include "app/ctl/inventory/inventoryloader.h"
#include "app/ctl/registryaccess.h"
#include "models/domain/repositorypath.h"
#include "models/registry/ocipager.h"

#include <QCoroFuture>

namespace transship::ctl {
namespace {

constexpr int catalogPageSize = 1000; // distribution 2.8 refuses more
constexpr int scanAttempts = 3;

struct ScanResult {
    InventoryResult added;
    qint64 listed = 0; ///< by the catalog, with the prefix
    qint64 unusable = 0; ///< names that are no repository path
};

Result<std::shared_ptr<RegistryConnection>> connectTo(const ScanArguments& arguments)
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
    RegistryConnection::Options options{*url, *credentials, QStringLiteral("the source registry"), {}};
    options.retry.attempts = scanAttempts;
    return std::make_shared<RegistryConnection>(
        options, std::make_shared<RequestGovernor>(2), std::make_shared<Cancellation>());
}

QList<InventoryEntry> entriesOf(
    const Session& session, const QStringList& names, const QString& prefix, ScanResult& scan)
{
    QList<InventoryEntry> entries;
    for (const QString& name : names) {
        if (!name.startsWith(prefix)) {
            continue;
        }
        ++scan.listed;
        const Result<QString> path = validateRepositoryPath(name);
        if (path) {
            entries << InventoryEntry{*path, {}, {}, {}};
        } else {
            ++scan.unusable;
            session.out().error(path.error());
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

QCoro::Task<Result<ScanResult>> scan(Session& session, ScanArguments arguments)
{
    const auto connection = connectTo(arguments);
    if (!connection) {
        co_return connection.error();
    }
    const bool dryRun = arguments.dryRun;
    const Result<void> opened = co_await session.openFor(dryRun);
    if (!opened) {
        co_return opened.error();
    }
    const QString prefix = QString::fromStdString(arguments.prefix);
    OciPager pager = OciPager::catalog(*connection, catalogPageSize);
    ScanResult result;
    while (!pager.atEnd()) {
        const Result<QStringList> page = co_await pager.next();
        if (!page) {
            co_return catalogError(page.error());
        }
        const QList<InventoryEntry> entries = entriesOf(session, *page, prefix, result);
        const QDateTime now = session.services().clock.now();
        const auto add = [entries, now, dryRun](Stores& stores) { return addEntries(stores, entries, now, dryRun); };
        const Result<InventoryResult> added = co_await session.services().storage->run(add);
        if (!added) {
            co_return added.error();
        }
        result.added.added += added->added;
        result.added.alreadyThere += added->alreadyThere;
        session.out().progress(QStringLiteral("%1 repositories").arg(result.listed));
    }
    co_return result;
}

} // namespace

QCoro::Task<int> scanInventory(Session& session, ScanArguments arguments)
{
    const Result<ScanResult> result = co_await scan(session, arguments);
    session.out().progress({});
    if (!result) {
        co_return session.fail(result.error());
    }
    session.out().text(QStringLiteral("%1 listed, %2 %3, %4 there already")
                           .arg(counted(result->listed, QStringLiteral("repository"), QStringLiteral("repositories")))
                           .arg(result->added.added)
                           .arg(arguments.dryRun ? QStringLiteral("would be added") : QStringLiteral("added"))
                           .arg(result->added.alreadyThere));
    session.out().document({{QStringLiteral("listed"), result->listed}, {QStringLiteral("added"), result->added.added},
        {QStringLiteral("already_there"), result->added.alreadyThere}, {QStringLiteral("unusable"), result->unusable},
        {QStringLiteral("dry_run"), arguments.dryRun}});
    if (result->unusable > 0) {
        co_return exitPartly;
    }
    co_return result->listed == 0 ? exitNothingMatched : exitDone;
}

} // namespace transship::ctl
