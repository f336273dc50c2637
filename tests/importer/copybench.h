// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/importer/repositoryimport.h"
#include "tests/support/fakeociregistry.h"

#include <QTemporaryDir>

#include <memory>

namespace transship::testing {

/// Two scriptable registries and imports between them, without the API on top. Thread: the creating one.
class CopyBench {
public:
    explicit CopyBench(FakeHttpServer::Where where = FakeHttpServer::Where::CallersThread);

    /// One import to its end; the remark, or the reason.
    Result<QString> run(ImportType type);
    /// Pre and final; the first that fails ends it.
    Result<QString> migrate();
    /// An import that the test runs itself.
    std::shared_ptr<RepositoryImport> begin(ImportType type);
    /// What is on record about tags that could not be copied, "tag: reason" each.
    QStringList failures();
    /// Does the target have every tag of the source under the same digest?
    bool tagsAreEqual() const;
    const CopyCounts& counts() const { return m_last->counts(); }

    FakeOciRegistry source;
    FakeOciRegistry target;
    QString path = QStringLiteral("group/app");
    RegistryCredentials sourceCredentials;
    RegistryCredentials targetCredentials;
    std::shared_ptr<Cancellation> cancellation = std::make_shared<Cancellation>();
    std::shared_ptr<BlobIndex> blobs = std::make_shared<BlobIndex>(); ///< lives as long as an importer's
    bool copyForeignLayers = false;
    std::function<QCoro::Task<Result<void>>()> freeze; ///< ImportSetup::freeze

private:
    OciClient client(const FakeOciRegistry& registry, const RegistryCredentials& credentials, const QString& name,
        const std::shared_ptr<RequestGovernor>& governor) const;

    QTemporaryDir m_folder;
    std::shared_ptr<ImportStore> m_store;
    std::shared_ptr<RequestGovernor> m_sourceGovernor = std::make_shared<RequestGovernor>(24);
    std::shared_ptr<RequestGovernor> m_targetGovernor = std::make_shared<RequestGovernor>(24);
    std::shared_ptr<RepositoryImport> m_last;
};

} // namespace transship::testing
