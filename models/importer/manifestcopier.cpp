// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importer/manifestcopier.h"

#include "models/importer/parallel.h"

using namespace Qt::StringLiterals;

namespace transship {

namespace {

constexpr int deepestTree = 16;
constexpr int largestClosure = 100'000;

/// The target has lost, or never had, something the manifest refers to. DIGEST_INVALID: docker-registry's word for a
/// broken link to a blob; the manifest's own digest is right, we have computed it.
bool lacksParts(const Error& error)
{
    return error.message.contains(u"MANIFEST_BLOB_UNKNOWN") || error.message.contains(u"MANIFEST_UNKNOWN")
        || error.message.contains(u"DIGEST_INVALID");
}

bool hasForeign(const OciReferences& references)
{
    return std::any_of(
        references.blobs.cbegin(), references.blobs.cend(), [](const OciDescriptor& blob) { return blob.foreign; });
}

} // namespace

ManifestCopier::ManifestCopier(OciClient source, OciClient target, QString repository,
    std::shared_ptr<ImportStore> store, std::shared_ptr<BlobIndex> index, std::shared_ptr<CopyCounts> counts,
    Options options)
    : m_source(source)
    , m_target(target)
    , m_repository(repository)
    , m_store(std::move(store))
    , m_counts(counts)
    , m_blobs(source, target, repository, std::move(index), counts)
    , m_manifests(std::make_shared<SourceManifests>(source, repository))
    , m_referrers(std::move(source), std::move(target), std::move(repository), m_manifests, std::move(counts))
    , m_options(options)
{
}

QCoro::Task<Result<void>> ManifestCopier::copyTree(QString digest)
{
    SharedTasks::Work work = [this, digest] { return copyClosure(digest); };
    co_return co_await m_closures.run(digest, std::move(work));
}

QCoro::Task<Result<void>> ManifestCopier::copyClosure(QString digest)
{
    const Result<bool> known = m_store->hasManifest(m_repository, digest);
    if (!known) {
        co_return known.error();
    }
    if (*known) {
        co_return co_await copyNewReferrers(digest);
    }
    const OciDescriptor root{.mediaType = {}, .digest = digest};
    const Result<void> copied = co_await copySubtree(root, 0);
    if (!copied) {
        co_return copied.error();
    }
    co_return co_await copyAround(digest);
}

QCoro::Task<Result<void>> ManifestCopier::copyNewReferrers(QString digest)
{
    if (!m_options.looksAgain || m_expanded.contains(digest)) {
        co_return Result<void>();
    }
    const Result<bool> tells = co_await m_referrers.sourceTells(digest);
    if (!tells) {
        co_return tells.error();
    }
    if (!*tells) {
        co_return Result<void>();
    }
    SharedTasks::Work work = [this, digest] { return copyAround(digest); };
    co_return co_await m_surroundings.run(digest, std::move(work));
}

void ManifestCopier::lookAgain()
{
    m_expanded.clear();
    m_asked.clear();
}

Result<bool> ManifestCopier::isDone(const QString& digest)
{
    const bool looksAgain = m_options.looksAgain && m_referrers.isSourceTelling();
    return looksAgain ? Result<bool>(m_expanded.contains(digest)) : m_store->hasManifest(m_repository, digest);
}

QCoro::Task<Result<void>> ManifestCopier::copyAround(QString digest)
{
    // In waves: what was found by the last one. Nobody waits here for another closure, so two that meet (a referrer may
    // hold its subject) do not wait for each other.
    QSet<QString> all{digest};
    QStringList wave{digest};
    while (!wave.isEmpty()) {
        const auto found = std::make_shared<QStringList>();
        auto expandNode = [this, found](QString node) { return expand(node, found); };
        const Result<void> expanded = co_await forEachParallel(QList<QString>(wave), m_options.width, expandNode);
        if (!expanded) {
            co_return expanded.error();
        }
        wave.clear();
        for (const QString& node : std::as_const(*found)) {
            const Result<bool> done = all.contains(node) ? Result<bool>(true) : isDone(node);
            if (!done) {
                co_return done.error();
            }
            if (!*done) {
                all.insert(node);
                wave.append(node);
            }
        }
        if (all.size() > largestClosure) {
            co_return Error{.code = ErrorCode::TooLarge, .message = u"what refers to it has no end"_s};
        }
    }
    co_return m_store->recordManifests(m_repository, QStringList(all.cbegin(), all.cend()));
}

QCoro::Task<Result<void>> ManifestCopier::expand(QString digest, std::shared_ptr<QStringList> found)
{
    const Result<std::shared_ptr<OciManifest>> manifest = co_await m_manifests->get(digest);
    if (!manifest) {
        co_return manifest.error();
    }
    const Result<OciReferences> references = parseManifest(**manifest);
    if (!references) {
        co_return references.error();
    }
    for (const OciDescriptor& child : references->manifests) {
        found->append(child.digest);
    }
    QStringList subjects{digest};
    if (isValidDigest(references->subject) && !m_asked.contains(references->subject)) {
        subjects.append(references->subject); // it may not exist, and still have referrers
    }
    for (const QString& subject : std::as_const(subjects)) {
        m_asked.insert(subject);
        const Result<QList<OciDescriptor>> told = co_await m_referrers.ofSource(subject);
        if (!told) {
            co_return told.error();
        }
        const Result<void> copied = co_await copyReferrers(subject, *told);
        if (!copied) {
            co_return copied.error();
        }
        for (const OciDescriptor& referrer : *told) {
            found->append(referrer.digest);
        }
    }
    m_expanded.insert(digest);
    co_return Result<void>();
}

QCoro::Task<Result<void>> ManifestCopier::copyReferrers(QString subject, QList<OciDescriptor> referrers)
{
    auto copyReferrer = [this](OciDescriptor referrer) { return copySubtree(referrer, 0); };
    for (int attempt = 0;; ++attempt) {
        const Result<void> copied = co_await forEachParallel(referrers, m_options.width, copyReferrer);
        if (!copied) {
            co_return copied.error();
        }
        SharedTasks::Work list = [this, subject, referrers] { return m_referrers.list(subject, referrers); };
        const Result<void> listed = co_await m_subjects.run(subject, std::move(list));
        const bool lost = !listed && (listed.error().code == ErrorCode::Verification || lacksParts(listed.error()));
        if (attempt > 0 || !lost) {
            co_return listed;
        }
        const Result<void> forgotten = forget(); // they are untagged, and such ones are cleaned away
        if (!forgotten) {
            co_return forgotten.error();
        }
    }
}

Result<void> ManifestCopier::forget()
{
    m_written.clear();
    m_blobs.forget();
    lookAgain(); // the target may have lost what referred to it, too
    return m_store->forgetManifests(m_repository);
}

QCoro::Task<Result<void>> ManifestCopier::copySubtree(OciDescriptor manifest, int depth)
{
    if (depth > deepestTree) {
        co_return Error{.code = ErrorCode::TooLarge, .message = u"indexes are nested too deeply"_s};
    }
    const Result<bool> known = m_written.contains(manifest.digest)
        ? Result<bool>(true)
        : m_store->hasManifest(m_repository, manifest.digest);
    if (!known) {
        co_return known.error();
    }
    if (*known) {
        co_return Result<void>();
    }
    SharedTasks::Work work = [this, manifest, depth] { return copyOnce(manifest, depth); };
    co_return co_await m_trees.run(manifest.digest, std::move(work));
}

QCoro::Task<Result<void>> ManifestCopier::copyOnce(OciDescriptor descriptor, int depth)
{
    const Result<std::shared_ptr<OciManifest>> manifest = co_await m_manifests->get(descriptor.digest, descriptor.size);
    if (!manifest) {
        co_return manifest.error();
    }
    const Result<OciReferences> references = parseManifest(**manifest);
    if (!references) {
        co_return references.error();
    }
    const Result<void> parts = co_await copyParts(*references, depth, false);
    if (!parts) {
        co_return parts.error();
    }
    const Result<OciPut> written = co_await put(*manifest, *references, depth);
    if (!written) {
        co_return written.error();
    }
    ++m_counts->manifests;
    m_referrers.observe(*references, *written);
    m_written.insert(descriptor.digest);
    co_return Result<void>();
}

QCoro::Task<Result<OciPut>> ManifestCopier::put(
    std::shared_ptr<OciManifest> manifest, OciReferences references, int depth)
{
    Result<OciPut> written = co_await m_target.putManifest(m_repository, manifest->digest, *manifest);
    if (written || !lacksParts(written.error())) {
        co_return written;
    }
    const bool foreign = hasForeign(references);
    if (foreign && !m_options.copyForeignLayers) {
        Error error = written.error();
        error.message = u"it has layers that are kept elsewhere by their license, and the target wants to have them "
                        "itself; allow copying foreign layers if you may (%1)"_s.arg(error.message);
        error.retryable = false;
        co_return error;
    }
    const Result<void> forgotten = forget(); // it is not where we believed it to be
    if (!forgotten) {
        co_return forgotten.error();
    }
    const Result<void> parts = co_await copyParts(references, depth, foreign);
    if (!parts) {
        co_return parts.error();
    }
    co_return co_await m_target.putManifest(m_repository, manifest->digest, *manifest);
}

QCoro::Task<Result<void>> ManifestCopier::copyParts(OciReferences references, int depth, bool withForeign)
{
    auto copyManifest = [this, depth](OciDescriptor child) { return copySubtree(child, depth + 1); };
    Result<void> manifests = co_await forEachParallel(references.manifests, m_options.width, copyManifest);
    if (!manifests) {
        co_return manifests.error();
    }
    QList<OciDescriptor> own;
    for (const OciDescriptor& blob : std::as_const(references.blobs)) {
        if (!blob.foreign || withForeign) { // those stay where their license keeps them
            own.append(blob);
        }
    }
    auto copyBlob = [this](OciDescriptor blob) { return m_blobs.copy(blob); };
    Result<void> blobs = co_await forEachParallel(own, m_options.width, copyBlob);
    co_return blobs;
}

QCoro::Task<Result<void>> ManifestCopier::publish(QString tag, QString digest, bool isThere)
{
    for (int attempt = 0;; ++attempt) {
        const Result<void> copied = co_await copyTree(digest);
        if (!copied) {
            co_return copied.error();
        }
        const Result<std::shared_ptr<OciManifest>> manifest = co_await m_manifests->get(digest);
        if (!manifest) {
            co_return manifest.error();
        }
        const Result<OciPut> put = co_await m_target.putManifest(m_repository, tag, **manifest);
        if (put) {
            ++m_counts->tags;
            co_return Result<void>();
        }
        if (attempt > 0 || !lacksParts(put.error())) {
            co_return explainedPut(tag, put.error(), isThere);
        }
        const Result<void> forgotten = forget();
        if (!forgotten) {
            co_return forgotten.error();
        }
    }
}

/// Registries say in many ways that a tag is not to be moved; its manifest was taken a moment ago.
Error ManifestCopier::explainedPut(const QString& tag, const Error& error, bool isThere) const
{
    const QList<int> refusals{400, 403, 405, 409, 412};
    if (error.retryable || !isThere || !refusals.contains(error.httpStatus)) {
        return error;
    }
    Error conflict = error;
    conflict.code = ErrorCode::Conflict;
    conflict.message
        = u"the target keeps its own %1: tags are immutable there, and this one names another image (%2)"_s.arg(
            tag, error.message);
    return conflict;
}

} // namespace transship
