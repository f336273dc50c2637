// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importer/blobstream.h"

using namespace Qt::StringLiterals;

namespace transship {

namespace {
constexpr int mostBreaks = 5;
} // namespace

BlobStream::BlobStream(OciClient source, QString repository, OciDescriptor blob)
    : m_source(std::move(source))
    , m_repository(std::move(repository))
    , m_blob(std::move(blob))
    , m_hash(m_blob.digest.startsWith(u"sha512:") ? QCryptographicHash::Sha512 : QCryptographicHash::Sha256)
{
}

QCoro::Task<Result<void>> BlobStream::open()
{
    Result<std::shared_ptr<RegistryDownload>> opened = co_await m_source.openBlob(m_repository, m_blob, 0);
    if (!opened) {
        co_return fail(opened.error());
    }
    m_download = *opened;
    const QByteArray length = m_download->body->head().header("Content-Length");
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

QCoro::Task<Result<QByteArray>> BlobStream::read()
{
    Result<QByteArray> piece = co_await readOnOrReopen();
    if (!piece) {
        co_return fail(piece.error());
    }
    const Result<void> checked = check(*piece);
    if (!checked) {
        co_return fail(checked.error());
    }
    if (m_received == m_blob.size) {
        m_download.reset(); // frees its place among the requests
    }
    co_return piece;
}

QCoro::Task<Result<QByteArray>> BlobStream::readOnOrReopen()
{
    if (m_received == m_blob.size) {
        co_return QByteArray();
    }
    for (;;) {
        const std::shared_ptr<RegistryDownload> download = m_download;
        Result<QByteArray> piece = co_await download->body->read();
        if (piece || !piece.error().retryable || ++m_breaks > mostBreaks) {
            co_return piece;
        }
        const std::shared_ptr<RegistryPlace> place = m_download->place;
        m_download.reset();
        if (!co_await m_source.connection()->waitBeforeRetry(m_breaks, std::nullopt)) {
            co_return piece;
        }
        Result<std::shared_ptr<RegistryDownload>> opened
            = co_await m_source.openBlob(m_repository, m_blob, m_received, place);
        if (!opened) {
            co_return opened.error();
        }
        m_download = *opened;
    }
}

Result<void> BlobStream::check(const QByteArray& piece)
{
    m_hash.addData(piece);
    m_received += piece.size();
    if (m_received > m_blob.size || (piece.isEmpty() && m_received < m_blob.size)) {
        return Error{.code = ErrorCode::DigestMismatch,
            .message = u"the source sent %1 bytes of %2"_s.arg(m_received).arg(m_blob.size)};
    }
    if (m_received == m_blob.size) {
        const QString hex = QString::fromLatin1(m_hash.result().toHex());
        if (QStringView(m_blob.digest).mid(7) != hex) {
            return Error{.code = ErrorCode::DigestMismatch,
                .message = u"the source's bytes have the digest %1%2"_s.arg(m_blob.digest.left(7), hex)};
        }
    }
    return {};
}

Error BlobStream::fail(Error error)
{
    m_download.reset();
    m_failure = error;
    return error;
}

} // namespace transship
