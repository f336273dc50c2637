// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fakeociregistry.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

// The answers of FakeOciRegistry; what it holds and how it is set up is in fakeociregistry.cpp.
namespace transship::testing {

FakeAnswer FakeOciRegistry::answer(const FakeRequest& request)
{
    const QMutexLocker lock(&m_mutex);
    if (m_tokens && request.path == u"/token") {
        return m_tokens->issue(request);
    }
    if (m_tokens) {
        if (const std::optional<FakeAnswer> refused = m_tokens->check(request, url())) {
            return *refused;
        }
    }
    return route(request);
}

void FakeOciRegistry::takePart(const FakeRequest& request)
{
    const QMutexLocker lock(&m_mutex);
    m_uploads.appendPart(request);
}

FakeAnswer FakeOciRegistry::route(const FakeRequest& request)
{
    const QString path = request.path;
    const QString kind = path.section(u'/', -2, -2);
    const QString repository = path.section(u'/', 2, kind == u"uploads" ? -4 : -3);
    const QString last = path.section(u'/', -1);
    if (path.endsWith(u"/tags/list")) {
        return tagsPage(request, repository);
    }
    if (kind == u"manifests") {
        return request.verb == "PUT" ? putManifest(request, repository, last) : getManifest(request, repository, last);
    }
    if (kind == u"referrers") {
        return referrers(request, repository, last);
    }
    if (kind == u"uploads") {
        return uploads(request, repository);
    }
    return getBlob(request, repository, last);
}

FakeAnswer FakeOciRegistry::tagsPage(const FakeRequest& request, const QString& repository) const
{
    if (!m_content.hasRepository(repository)) {
        return FakeAnswer::error(404, u"NAME_UNKNOWN"_s, u"repository name not known to registry"_s);
    }
    const QString cursor = request.query.queryItemValue(u"next_page"_s, QUrl::FullyDecoded);
    const QString after = m_paging == Paging::OpaqueLink
        ? QString::fromLatin1(QByteArray::fromBase64(cursor.toLatin1()))
        : request.query.queryItemValue(u"last"_s, QUrl::FullyDecoded);
    const int asked = request.query.queryItemValue(u"n"_s).toInt();
    const int size = m_paging == Paging::None ? 1'000'000 : std::min(m_pageSize, asked > 0 ? asked : m_pageSize);
    QStringList names;
    bool more = false;
    const QStringList all = m_content.tags(repository).keys();
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
    const QByteArray list = "/v2/" + repository.toLatin1() + "/tags/list?";
    if (more && m_paging == Paging::Link) {
        const QByteArray next = list + "last=" + names.last().toLatin1() + "&n=" + QByteArray::number(size);
        answer.headers.append({QByteArray("Link"), QByteArray("<" + next + ">; rel=\"next\"")});
    } else if (more && m_paging == Paging::OpaqueLink) {
        // A cursor of its own, escaped, with a comma: to be used as it is.
        const QByteArray next = list
            + "x=a,b&next_page=" + QUrl::toPercentEncoding(QString::fromLatin1(names.last().toLatin1().toBase64()));
        answer.headers.append({QByteArray("Link"), QByteArray("<" + next + ">; rel=\"next\"")});
    }
    return answer;
}

FakeAnswer FakeOciRegistry::getManifest(
    const FakeRequest& request, const QString& repository, const QString& reference) const
{
    const FakeManifest manifest = m_content.manifest(repository, reference);
    if (manifest.bytes.isNull()) {
        return FakeAnswer::error(404, u"MANIFEST_UNKNOWN"_s, u"manifest unknown"_s);
    }
    FakeAnswer answer;
    answer.announcedBytes = manifest.bytes.size();
    answer.body = request.verb == "HEAD" ? QByteArray() : manifest.bytes;
    answer.contentType = manifest.mediaType;
    answer.headers.append(
        {QByteArray("Docker-Content-Digest"), m_content.digestBehind(repository, reference).toLatin1()});
    return answer;
}

FakeAnswer FakeOciRegistry::putManifest(const FakeRequest& request, const QString& repository, const QString& reference)
{
    const FakeManifest manifest{request.body, request.header("Content-Type")};
    const QString digest = digestOf(manifest.bytes);
    const bool byDigest = reference.contains(u':');
    if (byDigest && reference != digest && reference.startsWith(u"sha256:")) {
        return FakeAnswer::error(400, u"DIGEST_INVALID"_s, u"provided digest did not match uploaded content"_s);
    }
    if (!m_rules.takesSchema1 && manifest.mediaType.contains("manifest.v1+")) {
        const bool oci = manifest.mediaType.contains("vnd.oci.");
        if (!oci) {
            return FakeAnswer::error(400, u"MANIFEST_INVALID"_s, u"schema 1 is not supported"_s);
        }
    }
    const QString before = m_content.digestBehind(repository, reference);
    if (!byDigest && m_rules.immutableTags && !before.isEmpty()) {
        return FakeAnswer::error(m_rules.immutableStatus, u"DENIED"_s, u"tag %1 is immutable"_s.arg(reference));
    }
    const QStringList missing = m_content.missingParts(repository, manifest);
    if (m_rules.checksParts && !missing.isEmpty()) {
        return FakeAnswer::error(400, u"MANIFEST_BLOB_UNKNOWN"_s, u"blob unknown to registry"_s, missing.first());
    }
    m_content.putManifest(repository, byDigest ? QString() : reference, manifest);
    FakeAnswer answer;
    answer.status = 201;
    answer.headers.append({QByteArray("Docker-Content-Digest"), digest.toLatin1()});
    const QString subject
        = QJsonDocument::fromJson(manifest.bytes).object().value(u"subject"_s).toObject().value(u"digest"_s).toString();
    if (m_rules.referrersApi && !m_rules.silentSubject && !subject.isEmpty()) {
        answer.headers.append({QByteArray("OCI-Subject"), subject.toLatin1()});
    }
    return answer;
}

FakeAnswer FakeOciRegistry::referrers(
    const FakeRequest& request, const QString& repository, const QString& digest) const
{
    if (!m_rules.referrersApi) {
        return FakeAnswer{.status = 404, .body = "404 page not found\n", .contentType = "text/plain"};
    }
    QJsonArray all;
    for (const auto& [referrer, size] : m_claimed.value(digest)) {
        all.append(QJsonObject{{u"mediaType"_s, u"application/vnd.oci.image.manifest.v1+json"_s},
            {u"digest"_s, referrer}, {u"size"_s, size}});
    }
    for (const QString& referrer : m_content.referrersOf(repository, digest)) {
        const FakeManifest manifest = m_content.manifest(repository, referrer);
        all.append(QJsonObject{{u"mediaType"_s, QString::fromLatin1(manifest.mediaType)}, {u"digest"_s, referrer},
            {u"size"_s, manifest.bytes.size()}});
    }
    const int start = request.query.queryItemValue(u"from"_s).toInt();
    const int size = m_rules.referrersPage > 0 ? m_rules.referrersPage : int(all.size());
    QJsonArray page;
    for (int i = start; i < std::min<qsizetype>(start + size, all.size()); ++i) {
        page.append(all.at(i));
    }
    FakeAnswer answer = FakeAnswer::json(200,
        QJsonObject{{u"schemaVersion"_s, 2}, {u"mediaType"_s, u"application/vnd.oci.image.index.v1+json"_s},
            {u"manifests"_s, page}});
    answer.contentType = "application/vnd.oci.image.index.v1+json";
    if (start + size < all.size()) {
        answer.headers.append({QByteArray("Link"),
            "<" + request.path.toLatin1() + "?from=" + QByteArray::number(start + size) + ">; rel=\"next\""});
    }
    return answer;
}

FakeAnswer FakeOciRegistry::getBlob(const FakeRequest& request, const QString& repository, const QString& digest) const
{
    if (!m_content.hasBlob(repository, digest)) {
        return FakeAnswer::error(404, u"BLOB_UNKNOWN"_s, u"blob unknown to registry"_s);
    }
    const QByteArray whole = m_content.blob(digest);
    const QByteArray range = request.header("Range");
    const qsizetype offset = range.mid(6).chopped(range.isEmpty() ? 0 : 1).toLongLong();
    FakeAnswer answer;
    answer.contentType = "application/octet-stream";
    answer.status = range.isEmpty() ? 200 : 206;
    answer.announcedBytes = whole.size() - offset;
    answer.body = request.verb == "HEAD" ? QByteArray() : whole.mid(offset);
    answer.headers.append({QByteArray("Docker-Content-Digest"), digest.toLatin1()});
    if (!range.isEmpty()) {
        answer.headers.append({QByteArray("Content-Range"),
            "bytes " + QByteArray::number(offset) + "-" + QByteArray::number(whole.size() - 1) + "/"
                + QByteArray::number(whole.size())});
    }
    return answer;
}

FakeAnswer FakeOciRegistry::uploads(const FakeRequest& request, const QString& repository)
{
    if (request.verb == "POST") {
        return beginUpload(request, repository);
    }
    if (request.verb == "PATCH") {
        return m_uploads.append(request);
    }
    if (request.verb == "PUT") {
        return finishUpload(request, repository);
    }
    return request.verb == "DELETE" ? m_uploads.abandon(request) : m_uploads.status(request);
}

FakeAnswer FakeOciRegistry::beginUpload(const FakeRequest& request, const QString& repository)
{
    const QString digest = request.query.queryItemValue(u"mount"_s, QUrl::FullyDecoded);
    const QString from = request.query.queryItemValue(u"from"_s, QUrl::FullyDecoded);
    if (digest.isEmpty()) {
        return m_uploads.begin(repository);
    }
    if (m_rules.mountStatus >= 400) {
        return FakeAnswer::error(m_rules.mountStatus, u"DENIED"_s, u"no mounting here"_s);
    }
    const bool mayRead = !m_tokens || m_tokens->allows(request, from, u"pull"_s);
    if (m_rules.mountStatus == 202 || !mayRead || !m_content.linkBlob(repository, digest, from)) {
        return m_uploads.begin(repository);
    }
    FakeAnswer answer;
    answer.status = 201;
    answer.headers.append({QByteArray("Location"), "/v2/" + repository.toLatin1() + "/blobs/" + digest.toLatin1()});
    return answer;
}

FakeAnswer FakeOciRegistry::finishUpload(const FakeRequest& request, const QString& repository)
{
    FakeAnswer error;
    const std::optional<QByteArray> bytes = m_uploads.finish(request, error);
    if (!bytes) {
        return error;
    }
    if (m_rules.diskFull) {
        return FakeAnswer::error(500, u"UNKNOWN"_s, u"unknown error"_s,
            u"write /var/lib/registry/%1/data: no space left on device"_s.arg(request.path.section(u'/', -1)));
    }
    if (m_rules.quota >= 0 && m_content.blobBytes() + bytes->size() > m_rules.quota) {
        return FakeAnswer::error(m_rules.quotaStatus, u"DENIED"_s, u"the quota of this project is used up"_s);
    }
    const QString digest = request.query.queryItemValue(u"digest"_s, QUrl::FullyDecoded);
    if (digest != digestOf(*bytes)) {
        return FakeAnswer::error(400, u"DIGEST_INVALID"_s, u"provided digest did not match uploaded content"_s);
    }
    m_content.putBlob(repository, *bytes);
    ++m_completed[digest];
    FakeAnswer answer;
    answer.status = 201;
    answer.headers.append({QByteArray("Docker-Content-Digest"), digest.toLatin1()});
    return answer;
}

} // namespace transship::testing
