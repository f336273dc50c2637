// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importer/blobupload.h"

#include "models/importer/blobstream.h"

using namespace Qt::StringLiterals;

namespace transship {

namespace {

constexpr qint64 mostInOneRequest = 16 * 1024 * 1024;
constexpr qint64 pieceBytes = 64 * 1024 * 1024; // proxies limit what one request may carry
constexpr int mostBreaks = 8; // one after another, with nothing written between them

/// The next `size` bytes of the stream as a body to send.
HttpBodySource bodyOf(const std::shared_ptr<BlobStream>& stream, qint64 size)
{
    const auto left = std::make_shared<qint64>(size);
    return [stream, left]() -> QCoro::Task<Result<QByteArray>> {
        return [](std::shared_ptr<BlobStream> from, std::shared_ptr<qint64> most) -> QCoro::Task<Result<QByteArray>> {
            Result<QByteArray> piece = co_await from->read(*most);
            *most -= piece ? piece->size() : 0;
            co_return piece;
        }(stream, left);
    };
}

} // namespace

BlobUpload::BlobUpload(OciClient source, OciClient target, QString repository, std::shared_ptr<CopyCounts> counts)
    : m_source(std::move(source))
    , m_target(std::move(target))
    , m_uploader(m_target.connection())
    , m_repository(std::move(repository))
    , m_counts(std::move(counts))
{
}

QCoro::Task<Result<void>> BlobUpload::send(OciDescriptor blob, OciUpload upload)
{
    const auto stream = std::make_shared<BlobStream>(m_source, m_repository, blob, m_counts);
    Result<void> sent = co_await stream->open(); // first: nothing is begun at the target for what the source lacks
    if (sent && upload.location.isEmpty()) {
        const Result<OciUpload> begun = co_await m_uploader.begin(m_repository, blob.digest, QString());
        if (!begun) {
            co_return begun.error();
        }
        upload = *begun;
    }
    blob.size = stream->size();
    if (sent && blob.size > mostInOneRequest) {
        sent = co_await sendPieces(blob, upload, stream);
    } else if (sent) {
        HttpBodySource body = bodyOf(stream, blob.size);
        sent = co_await m_uploader.sendWhole(m_repository, upload, blob, std::move(body));
    }
    if (sent) {
        ++m_counts->blobsCopied;
        m_counts->bytes += blob.size;
        co_return sent;
    }
    if (!upload.location.isEmpty() && !m_target.connection()->cancellation()->isCanceled()) {
        co_await m_uploader.abandon(m_repository, upload);
    }
    if (stream->failure()) {
        co_return *stream->failure(); // the cause, where the upload's error is only its consequence
    }
    co_return sent;
}

QCoro::Task<Result<void>> BlobUpload::sendPieces(
    OciDescriptor blob, OciUpload upload, std::shared_ptr<BlobStream> stream)
{
    int breaks = 0;
    while (upload.received < blob.size) {
        const qint64 size = std::min(std::max(pieceBytes, upload.shortestChunk), blob.size - upload.received);
        stream->seek(upload.received);
        HttpBodySource body = bodyOf(stream, size);
        Result<OciUpload> next = co_await m_uploader.append(m_repository, upload, size, std::move(body));
        if (!next) {
            next = co_await continuation(upload, next.error(), breaks + 1, stream);
        }
        if (!next) {
            co_return next.error();
        }
        breaks = next->received > upload.received ? 0 : breaks + 1;
        if (breaks > mostBreaks) {
            co_return Error{.code = ErrorCode::Protocol,
                .message = u"%1 takes %2 bytes of the blob and no more"_s.arg(
                    m_target.connection()->name(), QString::number(next->received))};
        }
        if (next->received > upload.received + size) {
            co_return Error{.code = ErrorCode::Protocol,
                .message = u"%1 says that it has %2 bytes of the blob, of which only %3 were sent"_s.arg(
                    m_target.connection()->name(), QString::number(next->received),
                    QString::number(upload.received + size))};
        }
        upload = *next;
    }
    const Result<void> completed = co_await m_uploader.complete(m_repository, upload, blob.digest);
    if (completed || !completed.error().retryable) {
        co_return completed;
    }
    // Its answer may have been lost, or come too late for a proxy; it must not cost all the bytes once more.
    const Result<bool> there = co_await m_target.hasBlob(m_repository, blob);
    const bool isThere = there && *there;
    co_return isThere ? Result<void>() : completed;
}

QCoro::Task<Result<OciUpload>> BlobUpload::continuation(
    OciUpload upload, Error error, int breaks, std::shared_ptr<BlobStream> stream)
{
    const bool lost = error.code == ErrorCode::NotFound;
    if (stream->failure() || !error.retryable || lost || breaks > mostBreaks) {
        co_return error;
    }
    if (!co_await m_target.connection()->waitBeforeRetry(breaks, std::nullopt)) {
        co_return error;
    }
    Result<OciUpload> now = co_await m_uploader.status(m_repository, upload);
    co_return now;
}

} // namespace transship
