// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/registry/ociclient.h"

#include "models/registry/ocierror.h"
#include "models/registry/ocipager.h"

using namespace Qt::StringLiterals;

namespace transship {

namespace {

constexpr int mostRedirects = 5;
constexpr qint64 longestManifest = 16 * 1024 * 1024;

Error wrongDigest(const QString& what, const QString& wanted, const QString& got)
{
    return Error{.code = ErrorCode::DigestMismatch,
        .message = u"%1: the digest should be %2 and is %3"_s.arg(what, wanted, got)};
}

void addHeader(HttpRequest& request, const QByteArray& name, const QByteArray& value)
{
    request.headers.append(qMakePair(name, value));
}

QByteArray blobPath(const QString& repository, const QString& digest)
{
    return u"/v2/%1/blobs/%2"_s.arg(repository, digest).toLatin1();
}

} // namespace

QStringList ociscope::pull(const QString& repository)
{
    return {u"repository:%1:pull"_s.arg(repository)};
}

QStringList ociscope::push(const QString& repository)
{
    return {u"repository:%1:pull,push"_s.arg(repository)};
}

QStringList ociscope::catalog()
{
    return {u"registry:catalog:*"_s};
}

OciClient::OciClient(std::shared_ptr<RegistryConnection> connection)
    : m_connection(std::move(connection))
{
}

QString OciClient::about(const QString& repository, const QString& reference) const
{
    const QString separator = reference.contains(u':') ? u"@"_s : u":"_s;
    return u"%1%2%3 in %4"_s.arg(repository, separator, reference, m_connection->name());
}

HttpRequest OciClient::manifestRequest(
    const QByteArray& verb, const QString& repository, const QString& reference) const
{
    HttpRequest request;
    request.verb = verb;
    request.url = m_connection->resolve(u"/v2/%1/manifests/%2"_s.arg(repository, reference).toLatin1());
    request.maxBodyBytes = longestManifest;
    return request;
}

QCoro::Task<Result<OciManifestInfo>> OciClient::headManifest(QString repository, QString reference)
{
    const QString what = about(repository, reference);
    HttpRequest request = manifestRequest("HEAD", repository, reference);
    addHeader(request, "Accept", manifestAcceptHeader());
    const Result<HttpResponse> response = co_await m_connection->send(std::move(request), ociscope::pull(repository));
    if (!response) {
        co_return response.error();
    }
    if (response->status != 200) {
        co_return ociError(what, *response);
    }
    OciManifestInfo info{.digest = QString::fromLatin1(response->header("Docker-Content-Digest")),
        .mediaType = QString::fromLatin1(response->header("Content-Type")).section(u';', 0, 0).trimmed(),
        .size = response->header("Content-Length").toLongLong()};
    if (!isValidDigest(info.digest)) { // not every registry says it: then its bytes do
        const Result<OciManifest> whole = co_await manifest(repository, reference);
        if (!whole) {
            co_return whole.error();
        }
        info = OciManifestInfo{whole->digest, whole->mediaType, whole->bytes.size()};
    }
    co_return info;
}

QCoro::Task<Result<OciManifest>> OciClient::manifest(QString repository, QString reference)
{
    const QString what = about(repository, reference);
    HttpRequest request = manifestRequest("GET", repository, reference);
    addHeader(request, "Accept", manifestAcceptHeader());
    const Result<HttpResponse> response = co_await m_connection->send(std::move(request), ociscope::pull(repository));
    if (!response) {
        co_return response.error();
    }
    if (response->status != 200) {
        co_return ociError(what, *response);
    }
    OciManifest result{.bytes = response->body,
        .mediaType = QString::fromLatin1(response->header("Content-Type")).section(u';', 0, 0).trimmed(),
        .digest = {}};
    const QString announced = QString::fromLatin1(response->header("Docker-Content-Digest"));
    const bool byDigest = isValidDigest(reference);
    result.digest = byDigest ? reference : isValidDigest(announced) ? announced : sha256Digest(result.bytes);
    const bool sameAlgorithm = announced.section(u':', 0, 0) == result.digest.section(u':', 0, 0);
    if (!digestMatches(result.digest, result.bytes)) {
        co_return wrongDigest(what, result.digest, sha256Digest(result.bytes));
    }
    if (isValidDigest(announced) && sameAlgorithm && announced != result.digest) {
        co_return wrongDigest(what, result.digest, announced);
    }
    co_return result;
}

QCoro::Task<Result<OciPut>> OciClient::putManifest(QString repository, QString reference, OciManifest manifest)
{
    const QString what = u"Writing "_s + about(repository, reference);
    HttpRequest request = manifestRequest("PUT", repository, reference);
    addHeader(request, "Content-Type", manifest.mediaType.toLatin1());
    request.body = manifest.bytes;
    const Result<HttpResponse> response = co_await m_connection->send(std::move(request), ociscope::push(repository));
    if (!response) {
        co_return response.error();
    }
    if (response->status != 201 && response->status != 200 && response->status != 202) {
        co_return ociError(what, *response);
    }
    const QString stored = QString::fromLatin1(response->header("Docker-Content-Digest"));
    if (isValidDigest(stored) && stored != manifest.digest
        && stored.section(u':', 0, 0) == manifest.digest.section(u':', 0, 0)) {
        co_return wrongDigest(what, manifest.digest, stored);
    }
    co_return OciPut{manifest.digest, QString::fromLatin1(response->header("OCI-Subject"))};
}

QCoro::Task<Result<std::optional<QList<OciDescriptor>>>> OciClient::referrers(QString repository, QString digest)
{
    QList<OciDescriptor> found;
    QUrl next = m_connection->resolve(u"/v2/%1/referrers/%2"_s.arg(repository, digest).toLatin1());
    for (int page = 0; page < 1000 && !next.isEmpty(); ++page) {
        HttpRequest request;
        request.url = next;
        addHeader(request, "Accept", mediatype::ociIndex);
        const Result<HttpResponse> response
            = co_await m_connection->send(std::move(request), ociscope::pull(repository));
        if (!response) {
            co_return response.error();
        }
        const bool isIndex = response->header("Content-Type").startsWith(mediatype::ociIndex);
        if (response->status != 200 || !isIndex) {
            if (response->status >= 500 || response->status == 429) {
                co_return ociError(u"Referrers of "_s + about(repository, digest), *response);
            }
            co_return std::optional<QList<OciDescriptor>>(); // 404, 405, 400, HTML: no such API here
        }
        const OciManifest index{response->body, QString::fromLatin1(mediatype::ociIndex), u"of the referrers"_s};
        const Result<OciReferences> references = parseManifest(index);
        if (!references) {
            co_return references.error();
        }
        found += references->manifests;
        next = nextPageUrl(next, *response);
    }
    co_return std::optional<QList<OciDescriptor>>(found);
}

QCoro::Task<Result<bool>> OciClient::hasBlob(QString repository, QString digest)
{
    HttpRequest request;
    request.verb = "HEAD";
    request.url = m_connection->resolve(blobPath(repository, digest));
    const Result<HttpResponse> response = co_await m_connection->send(std::move(request), ociscope::push(repository));
    if (!response) {
        co_return response.error();
    }
    if (response->status == 200 || (response->status >= 300 && response->status < 400)) {
        co_return true; // a redirect leads to where it is stored
    }
    if (response->status == 404) {
        co_return false;
    }
    co_return ociError(u"Looking for blob "_s + about(repository, digest), *response);
}

QCoro::Task<Result<OciUpload>> OciClient::beginUpload(QString repository, QString digest, QString mountFrom)
{
    HttpRequest request;
    request.verb = "POST";
    QByteArray path = u"/v2/%1/blobs/uploads/"_s.arg(repository).toLatin1();
    QStringList scopes = ociscope::push(repository);
    if (!mountFrom.isEmpty()) {
        path += "?mount=" + QUrl::toPercentEncoding(digest) + "&from=" + QUrl::toPercentEncoding(mountFrom);
        scopes += ociscope::pull(mountFrom);
    }
    request.url = m_connection->resolve(path);
    addHeader(request, "Content-Type", "application/octet-stream");
    const Result<HttpResponse> response = co_await m_connection->send(std::move(request), scopes);
    if (!response) {
        if (!mountFrom.isEmpty() && response.error().code == ErrorCode::Unauthorized) {
            co_return co_await beginUpload(repository, digest, QString()); // may not read there: send it instead
        }
        co_return response.error();
    }
    if (response->status == 201 && !mountFrom.isEmpty()) {
        co_return OciUpload{.mounted = true, .location = {}};
    }
    if (response->status == 202 && !response->header("Location").isEmpty()) {
        co_return OciUpload{.mounted = false, .location = response->header("Location")};
    }
    if (!mountFrom.isEmpty() && response->status >= 400 && response->status < 500) {
        co_return co_await beginUpload(repository, digest, QString());
    }
    co_return ociError(u"Beginning to write blob "_s + about(repository, digest), *response);
}

QCoro::Task<Result<void>> OciClient::finishUpload(
    QString repository, OciUpload upload, OciDescriptor blob, HttpBodySource source)
{
    HttpRequest request;
    request.verb = "PUT";
    const char* const separator = upload.location.contains('?') ? "&digest=" : "?digest=";
    request.url = m_connection->resolve(upload.location + separator + QUrl::toPercentEncoding(blob.digest));
    addHeader(request, "Content-Type", "application/octet-stream");
    const Result<HttpResponse> response
        = co_await m_connection->upload(std::move(request), ociscope::push(repository), blob.size, std::move(source));
    if (!response) {
        co_return response.error();
    }
    const QString what = u"Writing blob "_s + about(repository, blob.digest);
    if (response->status != 201 && response->status != 204) {
        co_return ociError(what, *response);
    }
    const QString stored = QString::fromLatin1(response->header("Docker-Content-Digest"));
    if (!stored.isEmpty() && stored != blob.digest && stored.section(u':', 0, 0) == blob.digest.section(u':', 0, 0)) {
        co_return wrongDigest(what, blob.digest, stored);
    }
    co_return Result<void>();
}

QCoro::Task<> OciClient::abandonUpload(QString repository, OciUpload upload)
{
    HttpRequest request;
    request.verb = "DELETE";
    request.url = m_connection->resolve(upload.location);
    // Only tidies up; a registry forgets abandoned uploads by itself.
    [[maybe_unused]] const Result<HttpResponse> ignored
        = co_await m_connection->send(std::move(request), ociscope::push(repository));
}

QCoro::Task<Result<std::shared_ptr<RegistryDownload>>> OciClient::openBlob(
    QString repository, OciDescriptor blob, qint64 offset, std::shared_ptr<RegistryPlace> place)
{
    const QString what = u"Blob "_s + about(repository, blob.digest);
    QUrl url = m_connection->resolve(blobPath(repository, blob.digest));
    for (int redirects = 0; redirects <= mostRedirects; ++redirects) {
        HttpRequest request;
        request.url = url;
        if (offset > 0) {
            addHeader(request, "Range", "bytes=" + QByteArray::number(offset) + "-");
        }
        const auto download = std::make_shared<RegistryDownload>();
        download->place = place;
        const Result<HttpResponse> response
            = co_await m_connection->download(std::move(request), ociscope::pull(repository), download);
        if (!response) {
            co_return response.error();
        }
        if (response->status == (offset > 0 ? 206 : 200)) {
            co_return download;
        }
        if (response->status < 300 || response->status >= 400) {
            co_return ociError(what, *response);
        }
        const Result<QUrl> target = redirectTarget(url, response->header("Location"));
        if (!target) {
            co_return target.error();
        }
        url = *target;
    }
    co_return Error{.code = ErrorCode::Protocol, .message = what + u" is redirected again and again"_s};
}

} // namespace transship
