// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/registry/ocimanifest.h"
#include "models/registry/registryconnection.h"

#include <QCoroTask>

#include <memory>

namespace transship {

/// One upload that was begun, or the news that none is needed.
struct OciUpload {
    bool mounted = false;
    bool mountRefused = false; ///< not for want of the blob: asking to mount is pointless here
    QByteArray location{}; ///< where to continue, as the registry wrote it last
    qint64 received = 0; ///< bytes the registry has
    qint64 shortestChunk = 0; ///< OCI-Chunk-Min-Length
};

/// Brings blobs into one registry: mounts, whole in one request, or piece by piece so that a break costs only what was
/// not yet there. An upload's Location is used as it was given, and each answer may change it. Errors: NotFound and
/// retryable for an upload the registry has lost; DigestMismatch and retryable when what arrived is not what was sent.
/// Cheap: a handle on a connection. Thread: the connection's.
class OciUploader {
public:
    explicit OciUploader(std::shared_ptr<RegistryConnection> connection);

    /// Begins an upload; with `mountFrom` it may turn out that none is needed.
    QCoro::Task<Result<OciUpload>> begin(QString repository, QString digest, QString mountFrom);
    /// The whole blob in one streamed PUT, which ends the upload.
    QCoro::Task<Result<void>> sendWhole(
        QString repository, OciUpload upload, OciDescriptor blob, HttpBodySource source);
    /// The next `size` bytes, streamed; the upload as it is then.
    QCoro::Task<Result<OciUpload>> append(QString repository, OciUpload upload, qint64 size, HttpBodySource source);
    /// How far it is, after a break.
    QCoro::Task<Result<OciUpload>> status(QString repository, OciUpload upload);
    /// All bytes are there: makes a blob of them.
    QCoro::Task<Result<void>> complete(QString repository, OciUpload upload, QString digest);
    QCoro::Task<> abandon(QString repository, OciUpload upload);

private:
    QString about(const QString& repository, const QString& digest) const;
    QUrl digestUrl(const OciUpload& upload, const QString& digest) const;
    Result<void> stored(const QString& repository, const QString& digest, const HttpResponse& response) const;
    Error failed(const QString& what, const HttpResponse& response) const;

    std::shared_ptr<RegistryConnection> m_connection;
};

} // namespace transship
