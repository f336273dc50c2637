// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/registry/ocimanifest.h"
#include "models/registry/registryconnection.h"

#include <QCoroTask>

#include <memory>
#include <optional>

namespace transship {

struct OciManifestInfo {
    QString digest;
    QString mediaType;
    qint64 size = -1;
};

/// What a registry said to a manifest.
struct OciPut {
    QString digest;
    QString subject; ///< OCI-Subject: it keeps referrers itself; empty: the client has to
};

/// What is read from one registry by the OCI distribution API, and manifests written (docs/registry-api.md §2); blobs
/// are written by OciUploader. Cheap: a handle on a connection. Errors: NotFound for 404, Unauthorized, DigestMismatch,
/// Protocol for names that no registry may have; messages name repository, reference and the registry's own words.
/// Thread: the connection's.
class OciClient {
public:
    explicit OciClient(std::shared_ptr<RegistryConnection> connection);

    const std::shared_ptr<RegistryConnection>& connection() const { return m_connection; }

    QCoro::Task<Result<OciManifestInfo>> headManifest(QString repository, QString reference);
    /// The bytes as they are, checked against the digest asked for and the one the registry names. Null mediaType
    /// never.
    QCoro::Task<Result<OciManifest>> manifest(QString repository, QString reference);
    /// Sends the bytes as they are under `reference` (tag or digest); DigestMismatch when the registry stored others.
    QCoro::Task<Result<OciPut>> putManifest(QString repository, QString reference, OciManifest manifest);
    /// What refers to the manifest; nullopt: the registry has no referrers API.
    QCoro::Task<Result<std::optional<QList<OciDescriptor>>>> referrers(QString repository, QString digest);

    QCoro::Task<Result<bool>> hasBlob(QString repository, OciDescriptor blob);
    /// Opens a blob from byte `offset` on, or from its beginning where the registry cannot: see the download. Follows
    /// redirects (to storage elsewhere) without credentials. `place`: that of a download that broke off.
    QCoro::Task<Result<std::shared_ptr<RegistryDownload>>> openBlob(
        QString repository, OciDescriptor blob, qint64 offset, std::shared_ptr<RegistryPlace> place = {});

private:
    QString about(const QString& repository, const QString& reference) const;
    Result<HttpRequest> manifestRequest(
        const QByteArray& verb, const QString& repository, const QString& reference) const;
    Error manifestError(const QString& what, const Error& error) const;

    std::shared_ptr<RegistryConnection> m_connection;
};

/// The most a manifest may have; registries take no larger ones either.
inline constexpr qint64 longestManifest = 4 * 1024 * 1024;

/// Refuses (Protocol) what is no repository name, and what is neither a tag nor a digest: a registry's lists are not
/// trusted to hold only names, and "../…" would lead elsewhere.
Result<void> requireValidNames(const QString& repository, const QString& reference);

namespace ociscope {
QStringList pull(const QString& repository);
QStringList push(const QString& repository);
QStringList catalog();
} // namespace ociscope

} // namespace transship
