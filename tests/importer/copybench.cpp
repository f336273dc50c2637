// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/importer/copybench.h"

#include "models/importer/importdatabase.h"
#include "tests/support/eventual.h"

using namespace Qt::StringLiterals;

namespace transship::testing {

CopyBench::CopyBench(FakeHttpServer::Where where)
    : source(where)
    , target(where)
{
    const Result<std::shared_ptr<ImportDatabase>> database
        = ImportDatabase::open(DatabaseUrl::sqlite(m_folder.filePath(u"importer.sqlite"_s)));
    if (!database) {
        qFatal("%s", qPrintable(database.error().toString()));
    }
    m_store = std::make_shared<ImportStore>(*database);
}

OciClient CopyBench::client(const FakeOciRegistry& registry, const RegistryCredentials& credentials,
    const QString& name, const std::shared_ptr<RequestGovernor>& governor) const
{
    RegistryConnection::Options options;
    options.url = registry.url();
    options.credentials = credentials;
    options.name = name;
    options.retry.jitter = [](qint64) { return 1; };
    return OciClient(std::make_shared<RegistryConnection>(options, governor, cancellation));
}

std::shared_ptr<RepositoryImport> CopyBench::begin(ImportType type)
{
    ImportSetup setup{.path = path,
        .type = type,
        .source = client(source, sourceCredentials, u"the source registry"_s, m_sourceGovernor),
        .target = client(target, targetCredentials, u"the target registry"_s, m_targetGovernor),
        .store = m_store,
        .blobs = blobs,
        .copyForeignLayers = copyForeignLayers};
    setup.freeze = freeze;
    m_last = std::make_shared<RepositoryImport>(std::move(setup));
    return m_last;
}

Result<QString> CopyBench::run(ImportType type)
{
    return await(begin(type)->run());
}

Result<QString> CopyBench::migrate()
{
    const Result<QString> pre = run(ImportType::Pre);
    return pre ? run(ImportType::Final) : pre;
}

QStringList CopyBench::failures()
{
    QStringList lines;
    const Result<QList<TagFailure>> failures = m_store->failures(path, {}, 1000);
    for (const TagFailure& failure : failures ? *failures : QList<TagFailure>()) {
        lines.append(failure.tag + u": "_s + failure.reason);
    }
    return lines;
}

bool CopyBench::tagsAreEqual() const
{
    return source.tags(path) == target.tags(path);
}

} // namespace transship::testing
