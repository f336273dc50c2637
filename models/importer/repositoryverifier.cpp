// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importer/repositoryverifier.h"

#include "models/importer/parallel.h"
#include "models/registry/ocipager.h"

using namespace Qt::StringLiterals;

namespace transship {

namespace {

using Kind = VerificationFinding::Kind;

constexpr int pageSize = 1000;
constexpr int chunkSize = 128; // one transaction each
constexpr int deepestTree = 16;

QPair<quint64, quint64> idOf(const QString& digest)
{
    const QStringView hex = QStringView(digest).mid(digest.indexOf(u':') + 1);
    return {hex.left(16).toULongLong(nullptr, 16), hex.mid(16, 16).toULongLong(nullptr, 16)};
}

bool isMissing(const Error& error)
{
    return error.code == ErrorCode::NotFound;
}

/// The source gives something, but nothing that could be copied: schema 1, rubbish, other bytes than it says.
bool isBroken(const Error& error)
{
    return isMissing(error) || error.code == ErrorCode::Protocol || error.code == ErrorCode::DigestMismatch
        || error.code == ErrorCode::TooLarge;
}

} // namespace

RepositoryVerifier::RepositoryVerifier(
    OciClient source, OciClient target, QString path, std::shared_ptr<EvidenceStore> evidence, Options options)
    : m_source(std::move(source))
    , m_target(std::move(target))
    , m_sourceReferrers(m_source, path)
    , m_targetReferrers(m_target, path)
    , m_evidence(std::move(evidence))
    , m_options(options)
    , m_sample(options.rehashBlobs)
{
    m_result.path = std::move(path);
    m_result.source = m_source.connection()->url().toString();
    m_result.target = m_target.connection()->url().toString();
}

QCoro::Task<Verification> RepositoryVerifier::run()
{
    m_result.startedAt = QDateTime::currentDateTimeUtc();
    Result<void> compared = m_evidence ? m_evidence->begin(m_result.path) : Result<void>();
    if (compared) {
        compared = co_await compare();
    }
    const Result<void> flushed = flush();
    judge(compared ? flushed : compared);
    m_result.endedAt = QDateTime::currentDateTimeUtc();
    const Result<void> stored = m_evidence ? m_evidence->end(m_result) : Result<void>();
    if (!stored && m_result.outcome != Verification::Outcome::Failed) {
        m_result.outcome = Verification::Outcome::Failed;
        m_failure = stored.error();
        m_result.detail = u"the evidence could not be stored: %1"_s.arg(stored.error().toString());
    }
    co_return std::as_const(m_result);
}

void RepositoryVerifier::judge(const Result<void>& compared)
{
    using Outcome = Verification::Outcome;
    if (!compared) {
        const bool unknown = isMissing(compared.error()) && m_tags.isEmpty();
        m_result.outcome = unknown ? Outcome::NotFound : Outcome::Failed;
        m_result.detail = compared.error().toString();
        m_failure = compared.error();
        return;
    }
    m_result.outcome = m_isMismatch ? Outcome::Mismatch : m_isSourceBroken ? Outcome::SourceBroken : Outcome::Match;
}

QCoro::Task<Result<void>> RepositoryVerifier::compare()
{
    Result<void> done = co_await listSourceTags();
    const QStringList tags(m_tags.cbegin(), m_tags.cend());
    for (qsizetype start = 0; done && start < tags.size(); start += chunkSize) {
        done = co_await compareChunk(tags.mid(start, chunkSize));
    }
    if (done) {
        done = co_await findExtraTags();
    }
    if (done) {
        done = co_await rehash();
    }
    co_return done;
}

QCoro::Task<Result<void>> RepositoryVerifier::listSourceTags()
{
    OciPager pager = OciPager::tags(m_source.connection(), m_result.path, pageSize);
    while (!pager.atEnd()) {
        const Result<QStringList> page = co_await pager.next();
        if (!page) {
            co_return page.error();
        }
        for (const QString& tag : *page) {
            m_tags.insert(tag);
        }
    }
    co_return Result<void>();
}

QCoro::Task<Result<void>> RepositoryVerifier::compareChunk(QStringList tags)
{
    auto compareOne = [this](QString tag) { return compareTag(tag); };
    const Result<void> done = co_await forEachParallel(QList<QString>(tags), m_options.width, compareOne);
    m_result.tags += tags.size();
    const Result<void> flushed = flush();
    co_return done ? flushed : done;
}

QCoro::Task<Result<void>> RepositoryVerifier::compareTag(QString tag)
{
    const Result<OciManifestInfo> here = co_await m_source.headManifest(m_result.path, tag);
    const Result<OciManifestInfo> there = co_await m_target.headManifest(m_result.path, tag);
    if (!there && !isMissing(there.error())) {
        co_return there.error();
    }
    const QString targetDigest = there ? there->digest : QString();
    m_newTags.append(TagEvidence{tag, here ? here->digest : QString(), targetDigest});
    if (!here) {
        if (!isBroken(here.error())) {
            co_return here.error();
        }
        find(Kind::SourceBroken, tag, {}, u"the source lists the tag, but: %1"_s.arg(here.error().toString()));
        co_return Result<void>();
    }
    if (targetDigest != here->digest && ReferrerLookup::isFallbackTag(tag)) {
        const Result<bool> kept = co_await keepsReferrers(tag);
        if (!kept || *kept) {
            co_return kept ? Result<void>() : Result<void>(kept.error());
        }
    }
    const Result<bool> intact = co_await manifestIsIntact(tag, here->digest, 0);
    if (!intact) {
        co_return intact.error();
    }
    if (targetDigest == here->digest || !*intact) {
        co_return Result<void>();
    }
    find(there ? Kind::TagDiffers : Kind::TagMissing, tag, here->digest,
        there ? u"the target has %1 under it"_s.arg(targetDigest) : u"the target does not have it"_s);
    co_return Result<void>();
}

/// A fallback index of the source need not be one on the target, which may have an API for it or know more referrers.
QCoro::Task<Result<bool>> RepositoryVerifier::keepsReferrers(QString tag)
{
    const QString subject = QString(tag).replace(u'-', u':');
    const Result<QStringList> wanted = co_await m_sourceReferrers.inFallbackIndex(subject);
    if (!wanted) {
        co_return wanted.error();
    }
    const Result<QStringList> kept = co_await m_targetReferrers.of(subject);
    if (!kept) {
        co_return kept.error();
    }
    for (const QString& referrer : *wanted) {
        if (!kept->contains(referrer)) {
            co_return false;
        }
        const Result<bool> intact = co_await manifestIsIntact(tag, referrer, 1);
        if (!intact) {
            co_return intact;
        }
    }
    co_return true;
}

RepositoryVerifier::Intact RepositoryVerifier::manifestIsIntact(QString tag, QString digest, int depth)
{
    if (const auto known = m_manifests.constFind(idOf(digest)); known != m_manifests.cend()) {
        co_return *known;
    }
    std::shared_ptr<Intact> shared = m_underWay.value(digest);
    if (!shared) {
        shared = std::make_shared<Intact>(compareManifest(tag, digest, depth));
        m_underWay.insert(digest, shared);
    }
    const Result<bool> intact = co_await *shared;
    m_underWay.remove(digest);
    if (intact) {
        m_manifests.insert(idOf(digest), *intact);
    }
    co_return intact;
}

RepositoryVerifier::Intact RepositoryVerifier::compareManifest(QString tag, QString digest, int depth)
{
    const Result<OciManifest> manifest = co_await m_source.manifest(m_result.path, digest);
    Result<OciReferences> references = manifest ? parseManifest(*manifest) : Result<OciReferences>(manifest.error());
    if (references && depth > deepestTree) {
        references = Error{.code = ErrorCode::TooLarge, .message = u"indexes are nested too deeply"_s};
    }
    if (!references) {
        if (!isBroken(references.error())) {
            co_return references.error();
        }
        find(Kind::SourceBroken, tag, digest, references.error().toString());
        co_return false;
    }
    const Result<bool> intact = co_await partsAreIntact(tag, *references, depth);
    if (!intact || !*intact) {
        co_return intact;
    }
    const Result<OciManifestInfo> there = co_await m_target.headManifest(m_result.path, digest);
    ++m_result.manifests;
    if (!there && !isMissing(there.error())) {
        co_return there.error();
    }
    if (!there || there->digest != digest) {
        find(Kind::ManifestMissing, tag, digest, u"the target does not have this manifest"_s);
    }
    const Result<void> referrers = co_await compareReferrers(tag, digest, depth);
    if (!referrers) {
        co_return referrers.error();
    }
    co_return true;
}

RepositoryVerifier::Intact RepositoryVerifier::partsAreIntact(QString tag, OciReferences references, int depth)
{
    bool intact = true;
    for (const OciDescriptor& child : std::as_const(references.manifests)) {
        const Result<bool> one = co_await manifestIsIntact(tag, child.digest, depth + 1);
        if (!one) {
            co_return one;
        }
        intact = intact && *one;
    }
    for (const OciDescriptor& blob : std::as_const(references.blobs)) {
        if (blob.foreign) {
            continue; // only its reference is copied
        }
        const Result<bool> one = co_await blobIsIntact(tag, blob);
        if (!one) {
            co_return one;
        }
        intact = intact && *one;
    }
    co_return intact;
}

RepositoryVerifier::Intact RepositoryVerifier::blobIsIntact(QString tag, OciDescriptor blob)
{
    if (const auto known = m_blobs.constFind(idOf(blob.digest)); known != m_blobs.cend()) {
        co_return *known;
    }
    const QString key = u"blob "_s + blob.digest;
    std::shared_ptr<Intact> shared = m_underWay.value(key);
    if (!shared) {
        shared = std::make_shared<Intact>(compareBlob(tag, blob));
        m_underWay.insert(key, shared);
    }
    const Result<bool> intact = co_await *shared;
    m_underWay.remove(key);
    if (intact) {
        m_blobs.insert(idOf(blob.digest), *intact);
    }
    co_return intact;
}

RepositoryVerifier::Intact RepositoryVerifier::compareBlob(QString tag, OciDescriptor blob)
{
    const Result<bool> there = co_await m_target.hasBlob(m_result.path, blob);
    ++m_result.blobs;
    if (!there && there.error().code == ErrorCode::Verification) {
        find(Kind::BlobDiffers, tag, blob.digest, there.error().message);
        co_return false;
    }
    if (!there || *there) {
        if (there) {
            m_sample.offer(blob);
        }
        co_return there;
    }
    const Result<bool> here = co_await m_source.hasBlob(m_result.path, blob);
    if (!here) {
        co_return here;
    }
    find(*here ? Kind::BlobMissing : Kind::SourceBroken, tag, blob.digest,
        *here ? u"the target does not have this blob"_s : u"the source does not have this blob"_s);
    co_return *here;
}

QCoro::Task<Result<void>> RepositoryVerifier::compareReferrers(QString tag, QString digest, int depth)
{
    if (m_sourceReferrers.lacksApi() && !m_tags.contains(ReferrerLookup::fallbackTag(digest))) {
        co_return Result<void>(); // no need to ask
    }
    const Result<QStringList> wanted = co_await m_sourceReferrers.of(digest);
    if (!wanted || wanted->isEmpty()) {
        co_return wanted ? Result<void>() : Result<void>(wanted.error());
    }
    const Result<QStringList> kept = co_await m_targetReferrers.of(digest);
    if (!kept) {
        co_return kept.error();
    }
    for (const QString& referrer : *wanted) {
        ++m_result.referrers;
        const Result<bool> intact = co_await manifestIsIntact(tag, referrer, depth + 1);
        if (!intact) {
            co_return intact.error();
        }
        if (*intact && !kept->contains(referrer)) {
            find(Kind::ReferrerMissing, tag, referrer, u"the target does not tell that it refers to %1"_s.arg(digest));
        }
    }
    co_return Result<void>();
}

QCoro::Task<Result<void>> RepositoryVerifier::findExtraTags()
{
    OciPager pager = OciPager::tags(m_target.connection(), m_result.path, pageSize);
    while (!pager.atEnd()) {
        const Result<QStringList> page = co_await pager.next();
        if (!page) {
            // An empty repository leaves no trace.
            co_return isMissing(page.error()) ? Result<void>() : Result<void>(page.error());
        }
        for (const QString& tag : *page) {
            if (!m_tags.contains(tag) && !ReferrerLookup::isFallbackTag(tag)) {
                find(Kind::TagExtra, tag, {}, u"on the target only; left alone"_s);
            }
        }
        const Result<void> flushed = flush();
        if (!flushed) {
            co_return flushed.error();
        }
    }
    co_return Result<void>();
}

QCoro::Task<Result<void>> RepositoryVerifier::rehash()
{
    for (const OciDescriptor& blob : m_sample.blobs()) {
        const Result<void> same = co_await BlobSample::hash(m_target, m_result.path, blob);
        if (!same && !isBroken(same.error())) {
            co_return same.error();
        }
        ++m_result.rehashed;
        if (!same) {
            find(Kind::BlobDiffers, {}, blob.digest, same.error().toString());
        }
    }
    co_return Result<void>();
}

void RepositoryVerifier::find(Kind kind, const QString& tag, const QString& digest, const QString& detail)
{
    const VerificationFinding finding{kind, tag, digest, detail};
    if (kind == Kind::SourceBroken) {
        m_isSourceBroken = true;
    } else if (kind != Kind::TagExtra) {
        m_isMismatch = true;
    }
    if (kind != Kind::TagExtra) {
        ++m_result.findings;
        if (m_result.detail.isEmpty()) {
            m_result.detail = u"%1 %2: %3"_s.arg(toName(kind), tag.isEmpty() ? digest : tag, detail);
        }
    }
    m_newFindings.append(finding);
}

Result<void> RepositoryVerifier::flush()
{
    const QList<TagEvidence> tags = std::exchange(m_newTags, {});
    const QList<VerificationFinding> findings = std::exchange(m_newFindings, {});
    if (!m_evidence) {
        return {};
    }
    Result<void> stored = tags.isEmpty() ? Result<void>() : m_evidence->addTags(m_result.path, tags);
    if (stored && !findings.isEmpty()) {
        stored = m_evidence->addFindings(m_result.path, m_stored + 1, findings);
        m_stored += findings.size();
    }
    return stored;
}

} // namespace transship
