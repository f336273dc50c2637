// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importer/sourcemanifests.h"

using namespace Qt::StringLiterals;

namespace transship {

QCoro::Task<Result<void>> SourceManifests::fetch(QString digest)
{
    Result<OciManifest> fetched = co_await m_source.manifest(m_repository, digest);
    if (!fetched) {
        Error error = fetched.error();
        if (error.code == ErrorCode::NotFound) {
            error.message = u"manifest %1 is missing in the source (%2)"_s.arg(digest, error.message);
        }
        co_return error;
    }
    keep(std::move(fetched).value());
    co_return Result<void>();
}

void SourceManifests::keep(OciManifest manifest)
{
    const auto kept = std::make_shared<OciManifest>(std::move(manifest));
    m_cache.insert(kept->digest, new std::shared_ptr<OciManifest>(kept), int(kept->bytes.size()));
}

void SourceManifests::foresee(const QString& digest)
{
    m_expectsNew = !m_seen.contains(digest);
    m_seen.insert(digest);
}

QCoro::Task<Result<QString>> SourceManifests::digestBehind(QString tag)
{
    if (m_expectsNew) {
        Result<OciManifest> manifest = co_await m_source.manifest(m_repository, tag);
        if (manifest) {
            const QString digest = manifest->digest;
            foresee(digest);
            keep(std::move(manifest).value());
            co_return digest;
        }
        const ErrorCode code = manifest.error().code;
        if (code != ErrorCode::DigestMismatch && code != ErrorCode::TooLarge && code != ErrorCode::Protocol) {
            co_return manifest.error();
        } // else something is wrong with what is behind the tag: to be said about that digest
    }
    const Result<OciManifestInfo> info = co_await m_source.headManifest(m_repository, tag);
    if (!info) {
        co_return info.error();
    }
    foresee(info->digest);
    co_return std::as_const(info->digest);
}

QCoro::Task<Result<std::shared_ptr<OciManifest>>> SourceManifests::get(QString digest, qint64 size)
{
    while (!m_cache.contains(digest)) { // others may push it out again before we are awake
        SharedTasks::Work work = [this, digest] { return fetch(digest); };
        const Result<void> fetched = co_await m_fetches.run(digest, std::move(work));
        if (!fetched) {
            co_return fetched.error();
        }
    }
    const std::shared_ptr<OciManifest> manifest = *m_cache.object(digest);
    if (size >= 0 && size != manifest->bytes.size()) {
        co_return Error{.code = ErrorCode::DigestMismatch,
            .message = u"manifest %1 has %2 bytes in the source, whoever refers to it says %3"_s.arg(
                digest, QString::number(manifest->bytes.size()), QString::number(size))};
    }
    co_return manifest;
}

} // namespace transship
