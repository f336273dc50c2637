// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/registry/ociclient.h"

#include "models/domain/repositorypath.h"
#include "models/registry/ocierror.h"
#include "models/registry/ocipager.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace transship {

namespace {

constexpr int mostRedirects = 5;
constexpr int mostReferrerPages = 10'000;
constexpr int mostPuts = 4;

/// The bytes were checked, so it is the registry's own trouble: distribution 2.8 reads a blob's link while a mount of
/// that blob writes it anew, finds nothing in it, and calls that an invalid digest.
bool doubtsDigest(const HttpResponse& response)
{
    return response.status == 400 && ociErrorCodes(response).contains(u"DIGEST_INVALID"_s);
}

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

/// Where the body begins that answers a request for everything from `offset` on.
Result<qint64> startOf(const QString& what, const HttpResponse& response, qint64 offset)
{
    if (response.status == 200) {
        return 0; // this one knows no ranges
    }
    const QByteArray range = response.header("Content-Range"); // "bytes 5-9/10"
    const qint64 start = range.isEmpty() ? offset : range.mid(range.indexOf(' ') + 1).split('-').first().toLongLong();
    if (start < 0 || start > offset) {
        return Error{.code = ErrorCode::Protocol,
            .message = u"%1: asked for the bytes from %2 on, the registry sends those from %3 on"_s.arg(
                what, QString::number(offset), QString::number(start))};
    }
    return start;
}

/// What says less than that (403, 408, …) must not pass for "nothing refers to it". 200: a page for people.
bool lacksReferrersApi(const HttpResponse& response)
{
    static const QList<int> statuses{200, 400, 404, 405, 406, 410, 501};
    return statuses.contains(response.status);
}

} // namespace

Result<void> requireValidNames(const QString& repository, const QString& reference)
{
    const Result<QString> path = validateRepositoryPath(repository);
    if (!path) {
        return Error{.code = ErrorCode::Protocol, .message = path.error().message};
    }
    static const QRegularExpression tag(u"\\A[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}\\z"_s);
    if (!isValidDigest(reference) && !tag.match(reference).hasMatch()) {
        return Error{.code = ErrorCode::Protocol,
            .message = u"\"%1\" is neither a tag nor a digest; nothing is asked for under that name"_s.arg(reference)};
    }
    return {};
}

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

Result<HttpRequest> OciClient::manifestRequest(
    const QByteArray& verb, const QString& repository, const QString& reference) const
{
    const Result<void> valid = requireValidNames(repository, reference);
    if (!valid) {
        return valid.error();
    }
    HttpRequest request;
    request.verb = verb;
    request.url = m_connection->resolve(u"/v2/%1/manifests/%2"_s.arg(repository, reference).toLatin1());
    request.maxBodyBytes = longestManifest;
    if (verb != "PUT") {
        addHeader(request, "Accept", manifestAcceptHeader());
    }
    return request;
}

Error OciClient::manifestError(const QString& what, const Error& error) const
{
    if (error.code != ErrorCode::TooLarge) {
        return error;
    }
    return Error{.code = ErrorCode::TooLarge,
        .message = u"%1: the manifest has more than 4 MiB, the most a manifest may have"_s.arg(what),
        .detail = error.message};
}

QCoro::Task<Result<OciManifestInfo>> OciClient::headManifest(QString repository, QString reference)
{
    const QString what = about(repository, reference);
    const Result<HttpRequest> request = manifestRequest("HEAD", repository, reference);
    if (!request) {
        co_return request.error();
    }
    const Result<HttpResponse> response = co_await m_connection->fetch(*request, ociscope::pull(repository));
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
    const Result<HttpRequest> request = manifestRequest("GET", repository, reference);
    if (!request) {
        co_return request.error();
    }
    const Result<HttpResponse> response = co_await m_connection->fetch(*request, ociscope::pull(repository));
    if (!response) {
        co_return manifestError(what, response.error());
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
    Result<HttpRequest> request = manifestRequest("PUT", repository, reference);
    if (!request) {
        co_return request.error();
    }
    addHeader(*request, "Content-Type", manifest.mediaType.toLatin1());
    request->body = manifest.bytes;
    Result<HttpResponse> response = co_await m_connection->send(*request, ociscope::push(repository));
    for (int attempt = 1; attempt < mostPuts && response && doubtsDigest(*response); ++attempt) {
        if (!co_await m_connection->waitBeforeRetry(attempt, std::nullopt)) {
            break;
        }
        response = co_await m_connection->send(*request, ociscope::push(repository));
    }
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
    const Result<void> valid = requireValidNames(repository, digest);
    if (!valid) {
        co_return valid.error();
    }
    QList<OciDescriptor> found;
    QUrl next = m_connection->resolve(u"/v2/%1/referrers/%2"_s.arg(repository, digest).toLatin1());
    for (int page = 0; !next.isEmpty(); ++page) {
        if (page == mostReferrerPages) {
            co_return Error{.code = ErrorCode::Protocol,
                .message = u"The referrers of %1 have no end"_s.arg(about(repository, digest))};
        }
        HttpRequest request;
        request.url = next;
        request.maxBodyBytes = longestManifest;
        addHeader(request, "Accept", mediatype::ociIndex);
        const Result<HttpResponse> response
            = co_await m_connection->fetch(std::move(request), ociscope::pull(repository));
        if (!response) {
            co_return response.error();
        }
        const bool isIndex = response->header("Content-Type").startsWith(mediatype::ociIndex);
        if (response->status != 200 || !isIndex) {
            if (!lacksReferrersApi(*response) || page > 0) {
                co_return ociError(u"Referrers of "_s + about(repository, digest), *response);
            }
            co_return std::optional<QList<OciDescriptor>>();
        }
        const OciManifest index{response->body, QString::fromLatin1(mediatype::ociIndex), u"of the referrers"_s};
        const Result<OciReferences> references = parseManifest(index);
        if (!references) {
            co_return references.error();
        }
        found += references->manifests;
        const Result<QUrl> link = nextPageUrl(next, *response);
        if (!link) {
            co_return link.error();
        }
        next = *link;
    }
    co_return std::optional<QList<OciDescriptor>>(found);
}

QCoro::Task<Result<bool>> OciClient::hasBlob(QString repository, OciDescriptor blob)
{
    const Result<void> valid = requireValidNames(repository, blob.digest);
    if (!valid) {
        co_return valid.error();
    }
    HttpRequest request;
    request.verb = "HEAD";
    request.url = m_connection->resolve(blobPath(repository, blob.digest));
    const Result<HttpResponse> response = co_await m_connection->fetch(std::move(request), ociscope::push(repository));
    if (!response) {
        co_return response.error();
    }
    if (response->status == 404) {
        co_return false;
    }
    if (response->status != 200) {
        co_return ociError(u"Looking for blob "_s + about(repository, blob.digest), *response);
    }
    bool told = false;
    const qint64 size = response->header("Content-Length").toLongLong(&told);
    if (told && size > 0 && blob.size >= 0 && size != blob.size) { // 0 is what some say to every HEAD
        co_return Error{.code = ErrorCode::Verification,
            .message = u"%1 has %2 bytes of blob %3 instead of %4: its storage is damaged. Remove the blob there"_s.arg(
                m_connection->name(), QString::number(size), about(repository, blob.digest),
                QString::number(blob.size))};
    }
    co_return true;
}

QCoro::Task<Result<std::shared_ptr<RegistryDownload>>> OciClient::openBlob(
    QString repository, OciDescriptor blob, qint64 offset, std::shared_ptr<RegistryPlace> place)
{
    const Result<void> valid = requireValidNames(repository, blob.digest);
    if (!valid) {
        co_return valid.error();
    }
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
        if (response->status == 200 || (response->status == 206 && offset > 0)) {
            const Result<qint64> start = startOf(what, *response, offset);
            if (!start) {
                co_return start.error();
            }
            download->offset = *start;
            co_return download;
        }
        if (!isRedirect(*response)) {
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
