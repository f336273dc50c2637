// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/importer/importprogress.h"
#include "models/registry/contenthash.h"
#include "models/registry/ociclient.h"

#include <QCoroTask>

#include <memory>

namespace transship {

/// The bytes of a source's blob, piece by piece, checked: the last piece is handed out only when size and digest are
/// right, so a target never completes a wrong upload. When the source breaks off it is asked for the rest (Range); when
/// the target lost some it is asked for those again, and each byte is hashed once.
/// Thread: one. Always shared; a call under way keeps it alive.
class BlobStream : public std::enable_shared_from_this<BlobStream> {
public:
    BlobStream(OciClient source, QString repository, OciDescriptor blob, std::shared_ptr<CopyCounts> counts);

    /// Opens the blob; learns its size when the descriptor did not say it.
    QCoro::Task<Result<void>> open();
    qint64 size() const { return m_blob.size; }
    /// The next piece will be that at `position`; a read() under way ends as canceled.
    void seek(qint64 position);
    /// At most so many bytes; none: the end.
    QCoro::Task<Result<QByteArray>> read(qint64 most);
    /// What went wrong on this side, if anything did.
    const std::optional<Error>& failure() const { return m_failure; }

private:
    QCoro::Task<Result<QByteArray>> nextPiece();
    QCoro::Task<Result<void>> reopen();
    Error fail(Error error);
    Result<void> check(const QByteArray& piece);

    OciClient m_source;
    QString m_repository;
    OciDescriptor m_blob;
    std::shared_ptr<CopyCounts> m_counts;
    std::shared_ptr<RegistryDownload> m_download;
    std::shared_ptr<RegistryPlace> m_place; ///< kept as long as this is, over breaks, too
    ContentHash m_hash;
    QByteArray m_ahead; ///< received, not yet handed out
    qint64 m_position = 0; ///< of the next byte to be handed out
    qint64 m_received = 0; ///< where the download is
    qint64 m_hashed = 0;
    bool m_verified = false;
    int m_generation = 0; ///< of seeks
    bool m_reading = false; ///< a read() of this generation is under way
    int m_breaks = 0;
    std::optional<Error> m_failure;
};

} // namespace transship
