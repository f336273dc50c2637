// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/registry/ociclient.h"

#include <QCoroTask>
#include <QCryptographicHash>

#include <memory>

namespace transship {

/// The bytes of a source's blob, piece by piece, checked: the last piece is handed out only when size and digest are
/// right, so a target never completes a wrong upload. When the source breaks off it is asked for the rest (Range).
/// Thread: one. Keep it alive (shared) while a call is under way.
class BlobStream {
public:
    BlobStream(OciClient source, QString repository, OciDescriptor blob);

    /// Opens the blob; sets its size when the descriptor did not say it.
    QCoro::Task<Result<void>> open();
    qint64 size() const { return m_blob.size; }
    QCoro::Task<Result<QByteArray>> read();
    /// What went wrong on this side, if anything did.
    const std::optional<Error>& failure() const { return m_failure; }

private:
    QCoro::Task<Result<QByteArray>> readOnOrReopen();
    Error fail(Error error);
    Result<void> check(const QByteArray& piece);

    OciClient m_source;
    QString m_repository;
    OciDescriptor m_blob;
    std::shared_ptr<RegistryDownload> m_download;
    QCryptographicHash m_hash;
    qint64 m_received = 0;
    int m_breaks = 0;
    std::optional<Error> m_failure;
};

} // namespace transship
