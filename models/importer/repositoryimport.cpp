// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importer/repositoryimport.h"

#include "models/importer/extratags.h"
#include "models/importer/parallel.h"
#include "models/registry/ocipager.h"

using namespace Qt::StringLiterals;

namespace transship {

namespace {

constexpr int pageSize = 1000;
constexpr int chunkSize = 128; // one transaction each
constexpr int mostPasses = 25;
constexpr int mostWritings = 3; // of a tag whose target does not keep it
constexpr int mostFailuresNamed = 5;

/// Is it this tag alone that is broken, so that the others are worth going on with?
bool concernsTagOnly(const Error& error)
{
    switch (error.code) {
    case ErrorCode::NotFound:
    case ErrorCode::Protocol:
    case ErrorCode::DigestMismatch:
    case ErrorCode::TooLarge:
    case ErrorCode::Conflict:
    case ErrorCode::Verification:
        return !error.retryable;
    case ErrorCode::HttpStatus:
        return !error.retryable && error.httpStatus < 500;
    default:
        return false;
    }
}

Error notKept(const QString& there)
{
    const QString instead = there.isEmpty() ? u"does not have it"_s : u"has %1 under it"_s.arg(there);
    return Error{.code = ErrorCode::Verification,
        .message = u"the target said again and again that it took the tag, and %1"_s.arg(instead)};
}

} // namespace

RepositoryImport::RepositoryImport(ImportSetup setup)
    : m_setup(std::move(setup))
    , m_manifests(m_setup.source, m_setup.target, m_setup.path, m_setup.store, m_setup.blobs, m_counts,
          ManifestCopier::Options{m_setup.width, m_setup.copyForeignLayers, m_setup.type == ImportType::Final})
{
}

QCoro::Task<Result<QString>> RepositoryImport::run()
{
    return m_setup.type == ImportType::Pre ? runPre() : runFinal();
}

ImportProgress RepositoryImport::progress() const
{
    const auto side = [](const OciClient& registry) {
        const RegistryTraffic& traffic = registry.connection()->traffic();
        return RegistryProgress{traffic.requests, traffic.retries, registry.connection()->governorState()};
    };
    return ImportProgress{.phase = m_phase,
        .pass = m_pass,
        .tagsSeen = m_tagsSeen,
        .tagsDone = m_tagsDone,
        .tagsFailed = static_cast<int>(m_failedTags.size()),
        .counts = *m_counts,
        .source = side(m_setup.source),
        .target = side(m_setup.target)};
}

QCoro::Task<Result<QString>> RepositoryImport::runPre()
{
    m_phase = ImportProgress::Phase::Copying;
    Result<void> done = m_setup.store->clearFailures(m_setup.path);
    if (done) {
        done = co_await forEachTag(&RepositoryImport::preImportTag);
    }
    if (done) {
        done = co_await settleUnresolved();
    }
    // A broken tag is no reason to keep the others waiting: the final import brings them over, and fails then.
    if (done && !m_failedTags.isEmpty() && m_failedTags.size() == m_tagsSeen) {
        done = summary();
    }
    if (!done) {
        co_return done.error();
    }
    co_return m_failedTags.isEmpty() ? QString() : summary().error().message;
}

QCoro::Task<Result<QString>> RepositoryImport::runFinal()
{
    const Result<bool> hasTags = co_await targetHasTags();
    if (!hasTags) {
        co_return hasTags.error();
    }
    m_targetIsEmpty = !*hasTags;
    Result<void> done = m_setup.store->clearPublished(m_setup.path);
    if (done) {
        done = m_setup.store->clearFailures(m_setup.path);
    }
    for (int pass = 0; done && pass < mostPasses; ++pass) {
        m_phase = pass == 0 ? ImportProgress::Phase::Publishing : ImportProgress::Phase::Checking;
        m_pass = pass + 1;
        m_changed = 0;
        done = co_await forEachTag(&RepositoryImport::importTag);
        if (done) {
            done = co_await settleUnresolved();
        }
        if (done && pass == 0 && m_setup.freeze) { // most is over there, so that it is closed for the shortest time
            done = co_await m_setup.freeze();
            m_manifests.lookAgain();
            ++m_changed;
            continue;
        }
        if (done && m_changed == 0) {
            done = summary(); // only now: whatever can be brought over is there
        }
        if (done && m_changed == 0) {
            m_phase = ImportProgress::Phase::Done;
            co_return co_await remarkOnExtraTags(m_setup.target, m_setup.path, m_setup.store, m_pass);
        }
    }
    if (!done) {
        co_return done.error();
    }
    co_return Error{.code = ErrorCode::Conflict,
        .message
        = u"the source's tags kept changing during %1 passes: block writes to it and import again"_s.arg(mostPasses),
        .retryable = true};
}

QCoro::Task<Result<bool>> RepositoryImport::targetHasTags()
{
    OciPager pager = OciPager::tags(m_setup.target.connection(), m_setup.path, 1);
    const Result<QStringList> first = co_await pager.next();
    if (!first && first.error().code == ErrorCode::NotFound) {
        co_return false;
    }
    if (!first) {
        co_return first.error();
    }
    co_return !first->isEmpty();
}

QCoro::Task<Result<void>> RepositoryImport::forEachTag(TagWork work)
{
    m_tagsSeen = 0;
    m_tagsDone = 0;
    OciPager pager = OciPager::tags(m_setup.source.connection(), m_setup.path, pageSize);
    while (!pager.atEnd()) {
        const Result<QStringList> page = co_await pager.next();
        if (!page) {
            co_return page.error();
        }
        for (qsizetype start = 0; start < page->size(); start += chunkSize) {
            const Result<void> done = co_await workOnChunk(page->mid(start, chunkSize), work);
            if (!done) {
                co_return done.error();
            }
        }
    }
    co_return Result<void>();
}

QCoro::Task<Result<void>> RepositoryImport::workOnChunk(QStringList tags, TagWork work)
{
    m_tagsSeen += int(tags.size());
    m_chunk.clear();
    const Result<QList<ImportedTag>> known = m_setup.store->tags(m_setup.path, tags);
    if (!known) {
        co_return known.error();
    }
    for (const ImportedTag& tag : *known) {
        m_chunk.insert(tag.tag, tag);
    }
    auto workOnTag = [this, work](QString tag) { return (this->*work)(tag); };
    const Result<void> done = co_await forEachParallel(QList<QString>(tags), m_setup.width, workOnTag);
    m_tagsDone += done ? int(tags.size()) : 0;
    // Also what was reached before an error: the next attempt need not do it again.
    Result<void> recorded = m_setup.store->recordTags(m_setup.path, m_chunk.values());
    if (recorded && !m_unrecorded.isEmpty()) {
        recorded = m_setup.store->recordFailures(m_setup.path, m_unrecorded);
        m_unrecorded.clear();
    }
    co_return done ? recorded : done;
}

QCoro::Task<Result<QString>> RepositoryImport::headDigest(QString tag)
{
    const Result<OciManifestInfo> info = co_await m_setup.source.headManifest(m_setup.path, tag);
    co_return info ? Result<QString>(info->digest) : info.error();
}

QCoro::Task<Result<std::optional<QString>>> RepositoryImport::sourceDigest(QString tag)
{
    // Where the target has nothing, the content is wanted in any case.
    const bool willCopy = m_pass == 0 || (m_pass == 1 && m_targetIsEmpty);
    QCoro::Task<Result<QString>> asked = willCopy ? m_manifests.digestBehind(tag) : headDigest(tag);
    const Result<QString> digest = co_await asked;
    if (digest) {
        co_return std::optional<QString>(*digest);
    }
    if (digest.error().code == ErrorCode::NotFound) {
        m_unresolved.append(tag);
        co_return std::optional<QString>();
    }
    co_return digest.error();
}

QCoro::Task<Result<QString>> RepositoryImport::targetDigest(QString tag, bool asks)
{
    if (!asks) {
        co_return QString();
    }
    const Result<OciManifestInfo> info = co_await m_setup.target.headManifest(m_setup.path, tag);
    if (!info && info.error().code != ErrorCode::NotFound) {
        co_return info.error();
    }
    co_return info ? info->digest : QString();
}

QCoro::Task<Result<void>> RepositoryImport::preImportTag(QString tag)
{
    if (m_chunk.contains(tag)) {
        co_return Result<void>(); // before this import was interrupted; the final one looks where it points to by then
    }
    const Result<std::optional<QString>> digest = co_await sourceDigest(tag);
    if (!digest) {
        co_return tagFailed(tag, QString(), digest.error());
    }
    if (!digest->has_value()) {
        co_return Result<void>();
    }
    const Result<void> copied = co_await m_manifests.copyTree(**digest);
    if (!copied) {
        co_return co_await copyFailed(tag, **digest, copied.error());
    }
    m_chunk.insert(tag, ImportedTag{tag, **digest, false});
    co_return Result<void>();
}

QCoro::Task<Result<void>> RepositoryImport::importTag(QString tag)
{
    if (m_failedTags.contains(tag)) {
        co_return Result<void>(); // in an earlier pass; it will not be better in this one
    }
    const ImportedTag known = m_chunk.value(tag);
    // Both registries at the same time; the target only when it may have it and was not seen to have it.
    QCoro::Task<Result<QString>> asked = targetDigest(tag, (!m_targetIsEmpty || m_pass > 1) && !known.published);
    const Result<std::optional<QString>> digest = co_await sourceDigest(tag);
    Result<QString> there = co_await asked;
    if (!digest) {
        co_return tagFailed(tag, QString(), digest.error());
    }
    if (!digest->has_value()) {
        co_return Result<void>();
    }
    if (known.published && known.digest == **digest) { // seen there in an earlier pass
        co_return co_await settleTag(tag, **digest);
    }
    if (known.published) { // it moved since
        there = co_await targetDigest(tag, true);
    }
    if (!there) {
        co_return tagFailed(tag, **digest, there.error());
    }
    const bool equal = *there == **digest;
    const bool writtenBefore = m_pass > 1 && known.pass == m_pass - 1 && known.digest == **digest;
    if (!equal && writtenBefore && m_pass > mostWritings) {
        co_return tagFailed(tag, **digest, notKept(*there));
    }
    if (!equal) {
        const Result<void> published = co_await m_manifests.publish(tag, **digest, !there->isEmpty());
        if (!published) {
            co_return co_await copyFailed(tag, **digest, published.error());
        }
        ++m_changed; // the next pass looks whether it is there
        m_chunk.insert(tag, ImportedTag{tag, **digest, false, m_pass});
        co_return Result<void>();
    }
    co_return co_await settleTag(tag, **digest);
}

QCoro::Task<Result<void>> RepositoryImport::settleTag(QString tag, QString digest)
{
    const Result<void> around = co_await m_manifests.copyNewReferrers(digest);
    if (!around) {
        co_return co_await copyFailed(tag, digest, around.error());
    }
    m_chunk.insert(tag, ImportedTag{tag, digest, true, m_pass});
    co_return Result<void>();
}

QCoro::Task<Result<void>> RepositoryImport::copyFailed(QString tag, QString digest, Error error)
{
    if (error.code != ErrorCode::NotFound) {
        co_return tagFailed(tag, digest, error);
    }
    // Cleaning up deletes manifests, and so the tags: whoever pushes or deletes meanwhile is right.
    const Result<QString> now = co_await headDigest(tag);
    if (!now && now.error().code == ErrorCode::NotFound) {
        m_unresolved.append(tag);
        co_return Result<void>();
    }
    if (now && *now != digest) {
        ++m_changed; // a final import comes by again
        co_return Result<void>();
    }
    co_return tagFailed(tag, digest, error);
}

QCoro::Task<Result<void>> RepositoryImport::settleUnresolved()
{
    if (m_unresolved.isEmpty()) {
        co_return Result<void>();
    }
    const QSet<QString> unresolved(m_unresolved.cbegin(), m_unresolved.cend());
    m_unresolved.clear();
    OciPager pager = OciPager::tags(m_setup.source.connection(), m_setup.path, pageSize);
    while (!pager.atEnd()) {
        const Result<QStringList> page = co_await pager.next();
        if (!page) {
            co_return page.error();
        }
        for (const QString& tag : *page) {
            if (!unresolved.contains(tag)) {
                continue;
            }
            const Result<OciManifestInfo> again = co_await m_setup.source.headManifest(m_setup.path, tag);
            if (again) {
                ++m_changed; // it was moving; a final import comes by again
                continue;
            }
            Error error = again.error();
            error.message = u"its manifest is missing in the source (%1)"_s.arg(error.message);
            const Result<void> failed = tagFailed(tag, QString(), error);
            if (!failed) {
                co_return failed.error();
            }
        }
    }
    const Result<void> recorded = m_setup.store->recordFailures(m_setup.path, std::exchange(m_unrecorded, {}));
    co_return recorded;
}

Result<void> RepositoryImport::tagFailed(const QString& tag, const QString& digest, const Error& error)
{
    if (!concernsTagOnly(error)) {
        return error;
    }
    m_failedTags.insert(tag);
    m_unrecorded.append(TagFailure{tag, digest, error.toString()});
    if (m_failures.size() < mostFailuresNamed) {
        const QString where = digest.isEmpty() ? u"tag %1"_s.arg(tag) : u"tag %1 (%2)"_s.arg(tag, digest);
        m_failures.append(u"%1: %2"_s.arg(where, error.toString()));
    }
    return {};
}

Result<void> RepositoryImport::summary() const
{
    if (m_failedTags.isEmpty()) {
        return {};
    }
    const qsizetype unnamed = m_failedTags.size() - m_failures.size();
    const QString more = unnamed > 0 ? u"; and %1 more"_s.arg(unnamed) : u""_s;
    return Error{.code = ErrorCode::Verification,
        .message = u"%1 of %2 tags cannot be copied: %3%4"_s.arg(
            QString::number(m_failedTags.size()), QString::number(m_tagsSeen), m_failures.join(u"; "), more)};
}

} // namespace transship
