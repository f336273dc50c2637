// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importer/manifestcopier.h"

#include "models/importer/parallel.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace transship {

namespace {

constexpr int deepestTree = 16;
constexpr int cacheBytes = 16 * 1024 * 1024;

/// The target has lost, or never had, something the manifest refers to.
bool lacksParts(const Error& error)
{
    return error.message.contains(u"MANIFEST_BLOB_UNKNOWN") || error.message.contains(u"MANIFEST_UNKNOWN");
}

} // namespace

ManifestCopier::ManifestCopier(OciClient source, OciClient target, QString repository,
    std::shared_ptr<ImportStore> store, std::shared_ptr<BlobIndex> index, std::shared_ptr<CopyCounts> counts, int width)
    : m_source(source)
    , m_target(target)
    , m_repository(repository)
    , m_store(std::move(store))
    , m_counts(counts)
    , m_blobs(std::move(source), std::move(target), std::move(repository), std::move(index), std::move(counts))
    , m_width(width)
    , m_cache(cacheBytes)
{
}

QCoro::Task<Result<void>> ManifestCopier::copyTree(QString digest)
{
    return copyTreeAt(std::move(digest), 0);
}

QCoro::Task<Result<void>> ManifestCopier::copyTreeAt(QString digest, int depth)
{
    if (depth > deepestTree) {
        co_return Error{.code = ErrorCode::TooLarge, .message = u"indexes are nested too deeply"_s};
    }
    const Result<bool> known = m_store->hasManifest(m_repository, digest);
    if (!known) {
        co_return known.error();
    }
    if (*known) {
        co_return Result<void>();
    }
    std::shared_ptr<Shared> shared = m_underWay.value(digest);
    if (!shared) {
        shared = std::make_shared<Shared>(copyOnce(digest, depth));
        m_underWay.insert(digest, shared);
    }
    Result<void> copied = co_await *shared;
    if (m_underWay.value(digest) == shared) {
        m_underWay.remove(digest);
    }
    co_return copied;
}

QCoro::Task<Result<void>> ManifestCopier::copyOnce(QString digest, int depth)
{
    const Result<std::shared_ptr<OciManifest>> manifest = co_await sourceManifest(digest);
    if (!manifest) {
        co_return manifest.error();
    }
    const Result<OciReferences> references = parseManifest(**manifest);
    if (!references) {
        co_return references.error();
    }
    const Result<void> children = co_await copyChildren(*references, depth);
    if (!children) {
        co_return children.error();
    }
    const Result<OciPut> put = co_await m_target.putManifest(m_repository, digest, **manifest);
    if (!put) {
        co_return put.error();
    }
    ++m_counts->manifests;
    m_targetHasReferrers = m_targetHasReferrers || !put->subject.isEmpty();
    const Result<void> referrers = co_await copyReferrers(digest, depth);
    if (!referrers) {
        co_return referrers.error();
    }
    co_return m_store->recordManifests(m_repository, {digest});
}

QCoro::Task<Result<void>> ManifestCopier::copyChildren(OciReferences references, int depth)
{
    auto copyManifest = [this, depth](OciDescriptor child) { return copyTreeAt(child.digest, depth + 1); };
    Result<void> manifests = co_await forEachParallel(references.manifests, m_width, copyManifest);
    if (!manifests) {
        co_return manifests.error();
    }
    QList<OciDescriptor> own;
    for (const OciDescriptor& blob : std::as_const(references.blobs)) {
        if (!blob.foreign) { // those stay where their license keeps them
            own.append(blob);
        }
    }
    auto copyBlob = [this](OciDescriptor blob) { return m_blobs.copy(blob); };
    Result<void> blobs = co_await forEachParallel(own, m_width, copyBlob);
    co_return blobs;
}

QCoro::Task<Result<void>> ManifestCopier::copyReferrers(QString digest, int depth)
{
    if (!m_sourceHasReferrers) {
        co_return Result<void>(); // then they hang on sha256-<hex> tags, which are copied as tags
    }
    const Result<std::optional<QList<OciDescriptor>>> found = co_await m_source.referrers(m_repository, digest);
    if (!found) {
        co_return found.error();
    }
    if (!found->has_value()) {
        m_sourceHasReferrers = false;
        co_return Result<void>();
    }
    const QList<OciDescriptor> referrers = found->value();
    m_counts->referrersFound += int(referrers.size());
    for (const OciDescriptor& referrer : referrers) {
        Result<void> copied = co_await copyTreeAt(referrer.digest, depth + 1);
        if (!copied) {
            co_return copied.error();
        }
        ++m_counts->referrers;
    }
    if (!referrers.isEmpty() && !m_targetHasReferrers) {
        co_return co_await keepFallbackIndex(digest, referrers);
    }
    co_return Result<void>();
}

QCoro::Task<Result<void>> ManifestCopier::keepFallbackIndex(QString subject, QList<OciDescriptor> referrers)
{
    QString tag = subject;
    tag.replace(u':', u'-');
    QJsonArray entries;
    const Result<OciManifest> existing = co_await m_target.manifest(m_repository, tag);
    if (!existing && existing.error().code != ErrorCode::NotFound) {
        co_return existing.error();
    }
    if (existing) {
        entries = QJsonDocument::fromJson(existing->bytes).object().value(u"manifests").toArray();
    }
    for (const OciDescriptor& referrer : std::as_const(referrers)) {
        const bool listed = std::any_of(entries.begin(), entries.end(), [&referrer](const QJsonValue& entry) {
            return entry.toObject().value(u"digest").toString() == referrer.digest;
        });
        const Result<std::shared_ptr<OciManifest>> manifest = co_await sourceManifest(referrer.digest);
        if (!manifest) {
            co_return manifest.error();
        }
        const Result<OciReferences> parsed = parseManifest(**manifest);
        if (listed || !parsed) {
            continue;
        }
        QJsonObject entry{{u"mediaType"_s, (*manifest)->mediaType}, {u"digest"_s, referrer.digest},
            {u"size"_s, qint64((*manifest)->bytes.size())}, {u"artifactType"_s, parsed->artifactType}};
        const QJsonObject annotations = QJsonDocument::fromJson(parsed->annotations).object();
        if (!annotations.isEmpty()) {
            entry.insert(u"annotations"_s, annotations);
        }
        entries.append(entry);
    }
    const QJsonObject index{
        {u"schemaVersion"_s, 2}, {u"mediaType"_s, QLatin1StringView(mediatype::ociIndex)}, {u"manifests"_s, entries}};
    OciManifest manifest{
        QJsonDocument(index).toJson(QJsonDocument::Compact), QString::fromLatin1(mediatype::ociIndex), QString()};
    manifest.digest = sha256Digest(manifest.bytes);
    const Result<OciPut> put = co_await m_target.putManifest(m_repository, tag, manifest);
    if (!put) {
        co_return put.error();
    }
    co_return Result<void>();
}

QCoro::Task<Result<std::shared_ptr<OciManifest>>> ManifestCopier::sourceManifest(QString digest)
{
    if (const std::shared_ptr<OciManifest>* cached = m_cache.object(digest)) {
        co_return *cached;
    }
    Result<OciManifest> manifest = co_await m_source.manifest(m_repository, digest);
    if (!manifest) {
        Error error = manifest.error();
        if (error.code == ErrorCode::NotFound) {
            error.message = u"manifest %1 is missing in the source (%2)"_s.arg(digest, error.message);
        }
        co_return error;
    }
    const auto shared = std::make_shared<OciManifest>(*manifest);
    m_cache.insert(digest, new std::shared_ptr<OciManifest>(shared), shared->bytes.size());
    co_return shared;
}

QCoro::Task<Result<void>> ManifestCopier::publish(QString tag, QString digest)
{
    for (int attempt = 0;; ++attempt) {
        const Result<void> copied = co_await copyTree(digest);
        if (!copied) {
            co_return copied.error();
        }
        const Result<std::shared_ptr<OciManifest>> manifest = co_await sourceManifest(digest);
        if (!manifest) {
            co_return manifest.error();
        }
        const Result<OciPut> put = co_await m_target.putManifest(m_repository, tag, **manifest);
        if (put) {
            ++m_counts->tags;
            co_return Result<void>();
        }
        if (attempt > 0 || !lacksParts(put.error())) {
            co_return put.error();
        }
        const Result<void> forgotten = m_store->forgetManifests(m_repository);
        if (!forgotten) {
            co_return forgotten.error();
        }
        m_blobs.forget();
    }
}

} // namespace transship
