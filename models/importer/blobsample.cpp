// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importer/blobsample.h"

#include "models/importer/blobstream.h"

namespace transship {
namespace {

constexpr qint64 pieceSize = 1 << 20;

} // namespace

void BlobSample::offer(const OciDescriptor& blob)
{
    ++m_offered;
    if (m_blobs.size() < m_size) {
        m_blobs.append(blob);
        return;
    }
    const qint64 place = m_size > 0 ? m_random.bounded(m_offered) : 0;
    if (place < m_blobs.size()) {
        m_blobs[place] = blob;
    }
}

QCoro::Task<Result<void>> BlobSample::hash(OciClient registry, QString repository, OciDescriptor blob)
{
    const auto stream = std::make_shared<BlobStream>(registry, repository, blob, std::make_shared<CopyCounts>());
    const Result<void> opened = co_await stream->open();
    if (!opened) {
        co_return opened.error();
    }
    for (;;) {
        const Result<QByteArray> piece = co_await stream->read(pieceSize);
        if (!piece) {
            co_return piece.error();
        }
        if (piece->isEmpty()) {
            co_return Result<void>();
        }
    }
}

} // namespace transship
