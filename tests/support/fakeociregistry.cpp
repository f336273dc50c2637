// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fakeociregistry.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace transship::testing {

FakeOciRegistry::~FakeOciRegistry()
{
    close();
}

QString FakeOciRegistry::digestOf(const QByteArray& bytes)
{
    return u"sha256:"_s + QString::fromLatin1(QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex());
}

QString FakeOciRegistry::addBlob(const QByteArray& bytes)
{
    const QMutexLocker lock(&m_mutex);
    m_blobs.insert(digestOf(bytes), bytes);
    return digestOf(bytes);
}

QString FakeOciRegistry::addManifest(
    const QString& repository, const QString& tag, const QByteArray& bytes, const QByteArray& mediaType)
{
    const QMutexLocker lock(&m_mutex);
    const QString digest = digestOf(bytes);
    m_manifests.insert(digest, {bytes, mediaType});
    m_tags[repository];
    if (!tag.isEmpty()) {
        m_tags[repository].insert(tag, digest);
    }
    return digest;
}

QString FakeOciRegistry::addImage(const QString& repository, const QString& tag, const QByteArray& layer)
{
    const QByteArray config = R"({"architecture":"amd64","os":"linux"})";
    const auto descriptor = [this](const QByteArray& bytes, const QString& type) {
        return QJsonObject{{u"mediaType"_s, type}, {u"digest"_s, addBlob(bytes)}, {u"size"_s, bytes.size()}};
    };
    const QJsonObject manifest{{u"schemaVersion"_s, 2},
        {u"config"_s, descriptor(config, u"application/vnd.oci.image.config.v1+json"_s)},
        {u"layers"_s, QJsonArray{descriptor(layer, u"application/vnd.oci.image.layer.v1.tar+gzip"_s)}}};
    return addManifest(repository, tag, QJsonDocument(manifest).toJson());
}

void FakeOciRegistry::addReferrer(const QString& subject, const QString& digest, qint64 size)
{
    const QMutexLocker lock(&m_mutex);
    m_referrers[subject].append({digest, size});
}

void FakeOciRegistry::setPaging(Paging paging, int pageSize)
{
    const QMutexLocker lock(&m_mutex);
    m_paging = paging;
    m_pageSize = pageSize;
}

void FakeOciRegistry::moveTag(const QString& repository, const QString& tag, const QString& digest)
{
    const QMutexLocker lock(&m_mutex);
    m_tags[repository].insert(tag, digest);
}

FakeAnswer FakeOciRegistry::answer(const FakeRequest& request)
{
    const QMutexLocker lock(&m_mutex);
    const QString path = request.path;
    const QString repository = path.section(u'/', 2, -3);
    const QString last = path.section(u'/', -1);
    if (path.endsWith(u"/tags/list")) {
        return tagsPage(request, repository);
    }
    if (path.section(u'/', -2, -2) == u"manifests") {
        return manifest(request, repository, last);
    }
    if (path.section(u'/', -2, -2) == u"referrers") {
        return referrers(last);
    }
    if (path.section(u'/', -2, -2) == u"blobs" && m_blobs.contains(last)) {
        FakeAnswer answer;
        answer.contentType = "application/octet-stream";
        const QByteArray range = request.header("Range");
        const qsizetype offset = range.mid(6).chopped(range.isEmpty() ? 0 : 1).toLongLong();
        answer.status = offset > 0 ? 206 : 200;
        answer.body = m_blobs.value(last).mid(offset);
        return answer;
    }
    return FakeAnswer::error(404, u"BLOB_UNKNOWN"_s, u"blob unknown to registry"_s);
}

FakeAnswer FakeOciRegistry::tagsPage(const FakeRequest& request, const QString& repository) const
{
    if (!m_tags.contains(repository)) {
        return FakeAnswer::error(404, u"NAME_UNKNOWN"_s, u"repository name not known to registry"_s);
    }
    const QString after = request.query.queryItemValue(u"last"_s, QUrl::FullyDecoded);
    const int asked = request.query.queryItemValue(u"n"_s).toInt();
    const int size = m_paging == Paging::None ? 1'000'000 : std::min(m_pageSize, asked > 0 ? asked : m_pageSize);
    QStringList names;
    bool more = false;
    const QStringList all = m_tags.value(repository).keys();
    for (const QString& name : all) {
        if (m_paging != Paging::None && name <= after) {
            continue;
        }
        if (names.size() == size) {
            more = true;
            break;
        }
        names.append(name);
    }
    FakeAnswer answer
        = FakeAnswer::json(200, QJsonObject{{u"name"_s, repository}, {u"tags"_s, QJsonArray::fromStringList(names)}});
    if (more && m_paging == Paging::Link) {
        const QByteArray next = "/v2/" + repository.toLatin1() + "/tags/list?last=" + names.last().toLatin1()
            + "&n=" + QByteArray::number(size);
        answer.headers.append({QByteArray("Link"), QByteArray("<" + next + ">; rel=\"next\"")});
    }
    return answer;
}

FakeAnswer FakeOciRegistry::manifest(
    const FakeRequest& request, const QString& repository, const QString& reference) const
{
    const QString digest = reference.startsWith(u"sha256:") ? reference : m_tags.value(repository).value(reference);
    if (!m_manifests.contains(digest)) {
        return FakeAnswer::error(404, u"MANIFEST_UNKNOWN"_s, u"manifest unknown"_s);
    }
    FakeAnswer answer;
    if (request.verb != "HEAD") {
        answer.body = m_manifests.value(digest).first;
    }
    answer.contentType = m_manifests.value(digest).second;
    answer.headers.append({QByteArray("Docker-Content-Digest"), digest.toLatin1()});
    return answer;
}

FakeAnswer FakeOciRegistry::referrers(const QString& digest) const
{
    if (m_referrers.isEmpty()) {
        return FakeAnswer::error(404, u"NOT_FOUND"_s);
    }
    QJsonArray manifests;
    for (const auto& [referrer, size] : m_referrers.value(digest)) {
        manifests.append(QJsonObject{{u"mediaType"_s, u"application/vnd.oci.image.manifest.v1+json"_s},
            {u"digest"_s, referrer}, {u"size"_s, size}});
    }
    FakeAnswer answer = FakeAnswer::json(200,
        QJsonObject{{u"schemaVersion"_s, 2}, {u"mediaType"_s, u"application/vnd.oci.image.index.v1+json"_s},
            {u"manifests"_s, manifests}});
    answer.contentType = "application/vnd.oci.image.index.v1+json";
    return answer;
}

} // namespace transship::testing
