// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importer/blobcopier.h"

using namespace Qt::StringLiterals;

namespace transship {

namespace {
constexpr int mostAttempts = 4;
} // namespace

BlobCopier::BlobCopier(OciClient source, OciClient target, QString repository, std::shared_ptr<BlobIndex> index,
    std::shared_ptr<CopyCounts> counts)
    : m_source(source)
    , m_target(target)
    , m_uploader(target.connection())
    , m_repository(repository)
    , m_index(std::move(index))
    , m_counts(counts)
    , m_upload(std::move(source), std::move(target), std::move(repository), std::move(counts))
    , m_transfers(std::make_shared<RequestGovernor>(HttpClient::maxInFlightPerHost - 1))
{
}

void BlobCopier::forget()
{
    m_done.clear();
    m_index->setOwnMount(BlobIndex::OwnMount::Useless);
}

QCoro::Task<Result<void>> BlobCopier::copy(OciDescriptor blob)
{
    if (m_done.contains(blob.digest)) {
        co_return Result<void>();
    }
    SharedTasks::Work work = [this, blob] { return copyOnce(blob); };
    const Result<void> copied = co_await m_underWay.run(blob.digest, std::move(work));
    if (!copied) {
        co_return explained(blob, copied.error());
    }
    m_done.insert(blob.digest);
    m_index->remember(blob.digest, m_repository);
    co_return Result<void>();
}

QCoro::Task<Result<void>> BlobCopier::copyOnce(OciDescriptor blob)
{
    const Result<RequestGovernor::PermitPtr> turn
        = co_await m_transfers->acquire(m_target.connection()->cancellation());
    if (!turn) {
        co_return turn.error();
    }
    for (int attempt = 1;; ++attempt) {
        const Result<void> placed = co_await place(blob);
        if (placed) {
            co_return placed;
        }
        if (!placed.error().retryable || attempt == mostAttempts
            || !co_await m_target.connection()->waitBeforeRetry(attempt, std::nullopt)) {
            co_return placed.error();
        }
    }
}

QCoro::Task<Result<void>> BlobCopier::place(OciDescriptor blob)
{
    const auto upload = std::make_shared<OciUpload>();
    const Result<bool> there = co_await isThereOrMounted(blob, upload);
    if (!there) {
        co_return there.error();
    }
    if (*there) {
        co_return Result<void>();
    }
    const Result<void> sent = co_await m_upload.send(blob, *upload);
    if (sent) {
        co_await tryOwnMount(blob);
    }
    co_return sent;
}

QCoro::Task<Result<bool>> BlobCopier::isThereOrMounted(OciDescriptor blob, std::shared_ptr<OciUpload> upload)
{
    const QString seenIn = m_index->repositoryOf(blob.digest);
    const bool elsewhere = !seenIn.isEmpty() && seenIn != m_repository && m_index->mounts();
    if (m_index->ownMount() == BlobIndex::OwnMount::Tells) {
        const QString from = elsewhere ? seenIn : m_repository;
        co_return co_await mount(blob, from, upload);
    }
    const Result<bool> present = co_await m_target.hasBlob(m_repository, blob);
    // A registry whose crash left a broken link says 500 for ever; writing the blob once more mends the link.
    const bool unreadable = !present && present.error().httpStatus == 500;
    if (!present && !unreadable) {
        co_return present.error();
    }
    if (!unreadable && *present) {
        ++m_counts->blobsPresent;
        co_return true;
    }
    if (seenIn == m_repository) {
        m_index->forget(blob.digest);
    }
    if (!elsewhere) {
        co_return false;
    }
    co_return co_await mount(blob, seenIn, upload);
}

QCoro::Task<Result<bool>> BlobCopier::mount(OciDescriptor blob, QString from, std::shared_ptr<OciUpload> upload)
{
    const Result<OciUpload> begun = co_await m_uploader.begin(m_repository, blob.digest, from);
    if (!begun) {
        co_return begun.error();
    }
    if (begun->mounted) {
        ++(from == m_repository ? m_counts->blobsPresent : m_counts->blobsMounted);
        co_return true;
    }
    if (begun->mountRefused && from == m_repository) {
        m_index->setOwnMount(BlobIndex::OwnMount::Useless);
    } else if (begun->mountRefused) {
        m_index->mountRefused();
    }
    *upload = *begun;
    co_return false;
}

/// Learns once whether mounting from the own repository tells what is there; the blob was just written.
QCoro::Task<> BlobCopier::tryOwnMount(OciDescriptor blob)
{
    using OwnMount = BlobIndex::OwnMount;
    if (m_index->ownMount() != OwnMount::Unknown) {
        co_return;
    }
    m_index->setOwnMount(OwnMount::Tried);
    const Result<OciUpload> begun = co_await m_uploader.begin(m_repository, blob.digest, m_repository);
    m_index->setOwnMount(begun && begun->mounted ? OwnMount::Tells : OwnMount::Useless);
    if (begun && !begun->mounted) {
        co_await m_uploader.abandon(m_repository, *begun);
    }
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
