// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importer/blobstream.h"

using namespace Qt::StringLiterals;

namespace transship {

namespace {
constexpr int mostBreaks = 5; // one after another, with nothing received between them
} // namespace

BlobStream::BlobStream(OciClient source, QString repository, OciDescriptor blob, std::shared_ptr<CopyCounts> counts)
    : m_source(std::move(source))
    , m_repository(std::move(repository))
    , m_blob(std::move(blob))
    , m_counts(std::move(counts))
    , m_hash(m_blob.digest)
{
}

QCoro::Task<Result<void>> BlobStream::open()
{
    const std::shared_ptr<BlobStream> self = shared_from_this();
    const Result<void> opened = co_await reopen();
    if (!opened) {
        co_return fail(opened.error());
    }
    const HttpResponse& head = m_download->body->head();
    const QByteArray length = head.header("Transfer-Encoding").isEmpty() ? head.header("Content-Length") : QByteArray();
    if (m_blob.size < 0 && length.isEmpty()) {
        co_return fail(Error{.code = ErrorCode::Protocol, .message = u"neither manifest nor registry say its size"_s});
    }
    if (m_blob.size < 0) {
        m_blob.size = length.toLongLong();
    }
    if (!length.isEmpty() && length.toLongLong() != m_blob.size) {
        co_return fail(Error{.code = ErrorCode::DigestMismatch,
            .message = u"the manifest says %1 bytes, the source has %2"_s.arg(
                QString::number(m_blob.size), QString::fromLatin1(length))});
    }
    co_return Result<void>();
}

QCoro::Task<Result<void>> BlobStream::reopen()
{
    const int generation = m_generation;
    const qint64 from = m_received;
    m_download.reset();
    Result<std::shared_ptr<RegistryDownload>> opened = co_await m_source.openBlob(m_repository, m_blob, from, m_place);
    if (generation != m_generation) {
        co_return Cancellation::error();
    }
    if (!opened) {
        co_return opened.error();
    }
    m_download = *opened;
    m_place = m_download->place;
    m_received = m_download->offset; // before `from` where the source knows no ranges
    co_return Result<void>();
}

void BlobStream::seek(qint64 position)
{
    if (position == m_position && !m_reading) {
        return;
    }
    ++m_generation;
    m_reading = false;
    m_download.reset();
    m_ahead.clear();
    m_position = position;
    m_received = position;
}

QCoro::Task<Result<QByteArray>> BlobStream::read(qint64 most)
{
    const std::shared_ptr<BlobStream> self = shared_from_this();
    const int generation = m_generation;
    if (m_position == m_blob.size) {
        co_return QByteArray();
    }
    if (m_ahead.isEmpty()) {
        m_reading = true;
        Result<QByteArray> piece = co_await nextPiece();
        if (generation != m_generation) {
            co_return Cancellation::error(); // who asked is gone, and somebody else may be reading
        }
        m_reading = false;
        if (!piece) {
            co_return fail(piece.error());
        }
        const Result<void> checked = check(*piece);
        if (!checked) {
            co_return fail(checked.error());
        }
        m_ahead = *piece;
    }
    QByteArray handed = std::exchange(m_ahead, {});
    if (handed.size() > most) {
        m_ahead = handed.mid(most);
        handed.truncate(most);
    }
    m_position += handed.size();
    if (m_position == m_blob.size) {
        m_download.reset(); // the place is kept: the target may want the last bytes again
    }
    co_return handed;
}

/// What comes at m_position; m_ahead is empty.
QCoro::Task<Result<QByteArray>> BlobStream::nextPiece()
{
    const int generation = m_generation;
    for (;;) {
        Result<void> opened;
        if (!m_download) {
            opened = co_await reopen();
        }
        if (generation != m_generation) {
            co_return Cancellation::error();
        }
        if (!opened) {
            co_return opened.error(); // the connection has insisted already
        }
        const std::shared_ptr<RegistryDownload> download = m_download;
        Result<QByteArray> piece = co_await download->body->read();
        if (generation != m_generation) {
            co_return Cancellation::error();
        }
        // A body in chunks that was cut short looks complete: an early end is a break, too.
        const bool endsEarly = piece && piece->isEmpty();
        if (piece && !endsEarly) {
            m_counts->bytesRead += piece->size();
            const qint64 known = std::min<qint64>(m_position - m_received, piece->size());
            m_received += piece->size();
            if (known < piece->size()) {
                m_breaks = 0;
                co_return piece->mid(known);
            }
            continue; // handed out before
        }
        if ((!endsEarly && !piece.error().retryable) || ++m_breaks > mostBreaks) {
            co_return piece;
        }
        m_download.reset();
        if (!co_await m_source.connection()->waitBeforeRetry(m_breaks, std::nullopt)) {
            co_return piece;
        }
    }
}

Result<void> BlobStream::check(const QByteArray& piece)
{
    const qint64 end = m_position + piece.size();
    if (end > m_blob.size || (piece.isEmpty() && m_position < m_blob.size)) {
        return Error{.code = ErrorCode::DigestMismatch,
            .message = u"the source sent %1 bytes of %2"_s.arg(end).arg(m_blob.size)};
    }
    if (end > m_hashed) {
        m_hash.add(QByteArrayView(piece).last(end - m_hashed));
        m_hashed = end;
    }
    if (m_hashed == m_blob.size && !m_verified) {
        const QString digest = m_hash.result();
        if (m_blob.digest != digest) {
            return Error{
                .code = ErrorCode::DigestMismatch, .message = u"the source's bytes have the digest %1"_s.arg(digest)};
        }
        m_verified = true;
    }
    return {};
}

Error BlobStream::fail(Error error)
{
    m_download.reset();
    m_place.reset();
    m_failure = error;
    return error;
}

} // namespace transship
