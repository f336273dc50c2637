// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importer/blobcopier.h"

#include "models/importer/blobstream.h"

using namespace Qt::StringLiterals;

namespace transship {

namespace {
constexpr int mostAttempts = 4;
} // namespace

BlobCopier::BlobCopier(OciClient source, OciClient target, QString repository, std::shared_ptr<BlobIndex> index,
    std::shared_ptr<CopyCounts> counts)
    : m_source(std::move(source))
    , m_target(std::move(target))
    , m_repository(std::move(repository))
    , m_index(std::move(index))
    , m_counts(std::move(counts))
{
}

QCoro::Task<Result<void>> BlobCopier::copy(OciDescriptor blob)
{
    if (m_done.contains(blob.digest)) {
        co_return Result<void>();
    }
    std::shared_ptr<Shared> shared = m_underWay.value(blob.digest);
    if (!shared) {
        shared = std::make_shared<Shared>(copyOnce(blob));
        m_underWay.insert(blob.digest, shared);
    }
    const Result<void> copied = co_await *shared;
    if (m_underWay.value(blob.digest) == shared) {
        m_underWay.remove(blob.digest);
    }
    if (!copied) {
        co_return explained(blob, copied.error());
    }
    m_done.insert(blob.digest);
    m_index->remember(blob.digest, m_repository);
    co_return Result<void>();
}

QCoro::Task<Result<void>> BlobCopier::copyOnce(OciDescriptor blob)
{
    for (int attempt = 1;; ++attempt) {
        const auto upload = std::make_shared<OciUpload>();
        const Result<bool> there = co_await isThereOrMounted(blob, upload);
        if (!there) {
            co_return there.error();
        }
        if (*there) {
            co_return Result<void>();
        }
        const Result<void> sent = co_await transfer(blob, *upload);
        if (sent) {
            co_return Result<void>();
        }
        if (!sent.error().retryable || attempt == mostAttempts
            || !co_await m_target.connection()->waitBeforeRetry(attempt, std::nullopt)) {
            co_return sent.error();
        }
    }
}

QCoro::Task<Result<bool>> BlobCopier::isThereOrMounted(OciDescriptor blob, std::shared_ptr<OciUpload> upload)
{
    const Result<bool> present = co_await m_target.hasBlob(m_repository, blob.digest);
    if (!present) {
        co_return present.error();
    }
    if (*present) {
        ++m_counts->blobsPresent;
        co_return true;
    }
    QString elsewhere = m_index->repositoryOf(blob.digest);
    if (elsewhere == m_repository) {
        m_index->forget(blob.digest);
        elsewhere.clear();
    }
    if (elsewhere.isEmpty()) {
        co_return false;
    }
    const Result<OciUpload> begun = co_await m_target.beginUpload(m_repository, blob.digest, elsewhere);
    if (!begun) {
        co_return begun.error();
    }
    if (begun->mounted) {
        ++m_counts->blobsMounted;
        co_return true;
    }
    *upload = *begun;
    co_return false;
}

QCoro::Task<Result<void>> BlobCopier::transfer(OciDescriptor blob, OciUpload upload)
{
    const auto stream = std::make_shared<BlobStream>(m_source, m_repository, blob);
    Result<void> sent = co_await stream->open(); // first: nothing is begun at the target for what the source lacks
    if (sent && upload.location.isEmpty()) {
        const Result<OciUpload> begun = co_await m_target.beginUpload(m_repository, blob.digest, QString());
        if (!begun) {
            co_return begun.error();
        }
        upload = *begun;
    }
    if (sent) {
        blob.size = stream->size();
        HttpBodySource source = [stream] { return stream->read(); };
        sent = co_await m_target.finishUpload(m_repository, upload, blob, std::move(source));
    }
    if (sent) {
        ++m_counts->blobsCopied;
        m_counts->bytes += blob.size;
        co_return sent;
    }
    if (!upload.location.isEmpty() && !m_target.connection()->cancellation()->isCanceled()) {
        co_await m_target.abandonUpload(m_repository, upload);
    }
    if (stream->failure()) {
        co_return *stream->failure(); // the cause, where the upload's error is only its consequence
    }
    co_return sent;
}

Error BlobCopier::explained(const OciDescriptor& blob, const Error& error) const
{
    if (error.code == ErrorCode::Canceled) {
        return error;
    }
    Error result = error;
    const bool missing = error.code == ErrorCode::NotFound && error.message.contains(m_source.connection()->name());
    result.message = missing ? u"blob %1 is missing in the source (%2)"_s.arg(blob.digest, error.message)
                             : u"blob %1: %2"_s.arg(blob.digest, error.message);
    return result;
}

} // namespace transship
