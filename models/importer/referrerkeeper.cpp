// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importer/referrerkeeper.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace transship {

namespace {

constexpr int mostReadings = 4;

bool isListed(const QJsonArray& entries, const QString& digest)
{
    return std::any_of(entries.begin(), entries.end(),
        [&digest](const QJsonValue& entry) { return entry.toObject().value(u"digest").toString() == digest; });
}

QJsonObject entryFor(const OciDescriptor& referrer, const OciManifest& manifest, const OciReferences& references)
{
    QJsonObject entry{{u"mediaType"_s, manifest.mediaType}, {u"digest"_s, referrer.digest},
        {u"size"_s, qint64(manifest.bytes.size())}, {u"artifactType"_s, references.artifactType}};
    const QJsonObject annotations = QJsonDocument::fromJson(references.annotations).object();
    if (!annotations.isEmpty()) {
        entry.insert(u"annotations"_s, annotations);
    }
    return entry;
}

} // namespace

ReferrerKeeper::ReferrerKeeper(OciClient source, OciClient target, QString repository,
    std::shared_ptr<SourceManifests> manifests, std::shared_ptr<CopyCounts> counts)
    : m_source(std::move(source))
    , m_target(std::move(target))
    , m_repository(std::move(repository))
    , m_manifests(std::move(manifests))
    , m_counts(std::move(counts))
{
}

QCoro::Task<Result<void>> ReferrerKeeper::askWhetherSourceTells(QString subject)
{
    const Result<std::optional<QList<OciDescriptor>>> found = co_await m_source.referrers(m_repository, subject);
    if (!found) {
        co_return found.error();
    }
    m_sourceTells = found->has_value();
    co_return Result<void>();
}

QCoro::Task<Result<bool>> ReferrerKeeper::sourceTells(QString subject)
{
    if (!m_sourceTells) { // one asks and the others wait: who has no such API is asked once
        SharedTasks::Work ask = [this, subject] { return askWhetherSourceTells(subject); };
        const Result<void> asked = co_await m_firstQuestion.run(QString(), std::move(ask));
        if (!asked) {
            co_return asked.error();
        }
    }
    const bool tells = m_sourceTells.value();
    co_return tells;
}

QCoro::Task<Result<QList<OciDescriptor>>> ReferrerKeeper::ofSource(QString subject)
{
    const Result<bool> tells = co_await sourceTells(subject);
    if (!tells) {
        co_return tells.error();
    }
    if (!*tells) {
        co_return QList<OciDescriptor>();
    }
    const Result<std::optional<QList<OciDescriptor>>> found = co_await m_source.referrers(m_repository, subject);
    if (!found) {
        co_return found.error();
    }
    if (!found->has_value()) {
        co_return QList<OciDescriptor>(); // it has the API, and not this subject
    }
    QList<OciDescriptor> referrers;
    for (const OciDescriptor& referrer : found->value()) {
        const bool known = std::any_of(referrers.cbegin(), referrers.cend(),
            [&referrer](const OciDescriptor& other) { return other.digest == referrer.digest; });
        if (!known) {
            referrers.append(referrer);
        }
    }
    m_counts->referrersFound += int(referrers.size());
    co_return referrers;
}

void ReferrerKeeper::observe(const OciReferences& references, const OciPut& put)
{
    if (references.hasSubject) {
        m_targetTells = !put.subject.isEmpty();
    }
}

QCoro::Task<Result<void>> ReferrerKeeper::list(QString subject, QList<OciDescriptor> referrers)
{
    if (referrers.isEmpty()) {
        co_return Result<void>();
    }
    Result<void> listed;
    if (m_targetTells.value_or(true)) {
        listed = co_await readBack(subject, referrers, m_targetTells.has_value());
    }
    if (listed && !m_targetTells.value_or(true)) {
        listed = co_await keepIndex(subject, referrers);
    }
    if (listed) {
        m_counts->referrers += int(referrers.size());
    }
    co_return listed;
}

/// Registries were seen to lose referrers, and to list them only a moment later.
QCoro::Task<Result<void>> ReferrerKeeper::readBack(QString subject, QList<OciDescriptor> referrers, bool mustBeAll)
{
    qsizetype missing = 0;
    for (int reading = 1; reading <= mostReadings; ++reading) {
        const Result<std::optional<QList<OciDescriptor>>> found = co_await m_target.referrers(m_repository, subject);
        if (!found) {
            co_return found.error();
        }
        if (!found->has_value()) {
            m_targetTells = false;
            co_return Result<void>();
        }
        QSet<QString> there;
        for (const OciDescriptor& referrer : found->value()) {
            there.insert(referrer.digest);
        }
        missing = std::count_if(referrers.cbegin(), referrers.cend(),
            [&there](const OciDescriptor& referrer) { return !there.contains(referrer.digest); });
        if (missing == 0) {
            m_targetTells = true;
            co_return Result<void>();
        }
        if (reading < mostReadings && !co_await m_target.connection()->waitBeforeRetry(reading, std::nullopt)) {
            break;
        }
    }
    if (!mustBeAll) {
        m_targetTells = false; // has the API, but does not know what was pushed before it had
        co_return Result<void>();
    }
    co_return Error{.code = ErrorCode::Verification,
        .message = u"the target lists %1 of the %2 manifests that refer to %3"_s.arg(
            QString::number(referrers.size() - missing), QString::number(referrers.size()), subject)};
}

QCoro::Task<Result<void>> ReferrerKeeper::keepIndex(QString subject, QList<OciDescriptor> referrers)
{
    QString tag = subject;
    tag.replace(u':', u'-');
    for (int reading = 1; reading <= mostReadings; ++reading) {
        Result<OciManifest> existing = co_await m_target.manifest(m_repository, tag);
        if (!existing && existing.error().code != ErrorCode::NotFound) {
            co_return existing.error();
        }
        const OciManifest before = existing ? *existing : OciManifest();
        const Result<OciManifest> index = co_await merged(before, referrers);
        if (!index) {
            co_return index.error();
        }
        if (index->bytes == before.bytes) {
            co_return Result<void>(); // was so, or is so now and nobody came between
        }
        const Result<OciPut> put = co_await m_target.putManifest(m_repository, tag, *index);
        if (!put) {
            co_return put.error();
        }
    }
    co_return Error{.code = ErrorCode::Conflict,
        .message
        = u"somebody else keeps writing the tag %1 of the target, the list of what refers to %2"_s.arg(tag, subject),
        .retryable = true};
}

QCoro::Task<Result<OciManifest>> ReferrerKeeper::merged(OciManifest index, QList<OciDescriptor> referrers)
{
    QJsonObject object = QJsonDocument::fromJson(index.bytes).object();
    QJsonArray entries = object.value(u"manifests").toArray();
    const qsizetype before = entries.size();
    for (const OciDescriptor& referrer : std::as_const(referrers)) {
        if (isListed(entries, referrer.digest)) {
            continue;
        }
        const Result<std::shared_ptr<OciManifest>> manifest = co_await m_manifests->get(referrer.digest);
        if (!manifest) {
            co_return manifest.error();
        }
        const Result<OciReferences> references = parseManifest(**manifest);
        if (!references) {
            co_return references.error();
        }
        entries.append(entryFor(referrer, **manifest, *references));
    }
    if (entries.size() == before) {
        co_return index;
    }
    object.insert(u"schemaVersion"_s, 2);
    object.insert(u"mediaType"_s, QLatin1StringView(mediatype::ociIndex));
    object.insert(u"manifests"_s, entries);
    index.bytes = QJsonDocument(object).toJson(QJsonDocument::Compact);
    index.mediaType = QString::fromLatin1(mediatype::ociIndex);
    index.digest = sha256Digest(index.bytes);
    co_return index;
}

} // namespace transship
