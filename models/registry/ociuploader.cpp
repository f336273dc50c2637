// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/registry/ociuploader.h"

#include "models/registry/ociclient.h"
#include "models/registry/ocierror.h"

using namespace Qt::StringLiterals;

namespace transship {

namespace {

/// Registries were seen to hash, or to copy, all of a blob before they answer to its end.
constexpr std::chrono::minutes shortestCommit{10};
constexpr qint64 slowestCommit = 20 * 1024 * 1024; // bytes a second

/// "0-1023" or "bytes=0-1023": how many that are; "0-0" is what some say for none.
qint64 bytesIn(const QByteArray& range)
{
    const qint64 last = range.mid(range.lastIndexOf('-') + 1).trimmed().toLongLong();
    return last > 0 ? last + 1 : 0;
}

OciUpload continuedBy(OciUpload upload, const HttpResponse& response)
{
    const QByteArray location = response.header("Location");
    if (!location.isEmpty()) {
        upload.location = location;
    }
    return upload;
}

HttpRequest requestFor(const QByteArray& verb, const QUrl& url)
{
    HttpRequest request;
    request.verb = verb;
    request.url = url;
    request.headers.append(qMakePair(QByteArray("Content-Type"), QByteArray("application/octet-stream")));
    return request;
}

} // namespace

OciUploader::OciUploader(std::shared_ptr<RegistryConnection> connection)
    : m_connection(std::move(connection))
{
}

QString OciUploader::about(const QString& repository, const QString& digest) const
{
    return u"%1@%2 in %3"_s.arg(repository, digest, m_connection->name());
}

QUrl OciUploader::digestUrl(const OciUpload& upload, const QString& digest) const
{
    const char* const separator = upload.location.contains('?') ? "&digest=" : "?digest=";
    return m_connection->resolve(upload.location + separator + QUrl::toPercentEncoding(digest));
}

Error OciUploader::failed(const QString& what, const HttpResponse& response) const
{
    Error error = ociError(what, response);
    if (response.status == 404) {
        error.message = what + u": the registry has lost the upload ("_s + ociErrorText(response) + u")"_s;
        error.retryable = true;
    } else if (response.status == 416 || ociErrorCodes(response).contains(u"BLOB_UPLOAD_INVALID")) {
        error.retryable = true; // it is elsewhere than we thought: it can be asked
    } else if (ociErrorCodes(response).contains(u"DIGEST_INVALID")) {
        error.code = ErrorCode::DigestMismatch;
        error.retryable = true; // the source's bytes were checked: they were changed on the way
    }
    return error;
}

QCoro::Task<Result<OciUpload>> OciUploader::begin(QString repository, QString digest, QString mountFrom)
{
    const Result<void> valid = requireValidNames(repository, digest);
    if (!valid) {
        co_return valid.error();
    }
    QByteArray path = u"/v2/%1/blobs/uploads/"_s.arg(repository).toLatin1();
    QStringList scopes = ociscope::push(repository);
    const bool mounts = !mountFrom.isEmpty();
    if (mounts) {
        path += "?mount=" + QUrl::toPercentEncoding(digest, ":") + "&from=" + QUrl::toPercentEncoding(mountFrom, "/");
    }
    if (mounts && mountFrom != repository) {
        scopes += ociscope::pull(mountFrom);
    }
    const Result<HttpResponse> response
        = co_await m_connection->send(requestFor("POST", m_connection->resolve(path)), scopes);
    const bool refused = response ? response->status >= 400 && response->status < 500 && !saysTooMany(*response)
                                  : response.error().code == ErrorCode::Unauthorized;
    if (mounts && refused) {
        Result<OciUpload> plain = co_await begin(repository, digest, QString());
        if (plain) {
            plain->mountRefused = true;
        }
        co_return plain;
    }
    if (!response) {
        co_return response.error();
    }
    if (response->status == 201 && mounts) {
        co_return OciUpload{.mounted = true};
    }
    if (response->status == 202 && !response->header("Location").isEmpty()) {
        co_return OciUpload{.location = response->header("Location"),
            .shortestChunk = response->header("OCI-Chunk-Min-Length").toLongLong()};
    }
    co_return ociError(u"Beginning to write blob "_s + about(repository, digest), *response);
}

QCoro::Task<Result<void>> OciUploader::sendWhole(
    QString repository, OciUpload upload, OciDescriptor blob, HttpBodySource source)
{
    HttpRequest request = requestFor("PUT", digestUrl(upload, blob.digest));
    const Result<HttpResponse> response
        = co_await m_connection->upload(std::move(request), ociscope::push(repository), blob.size, std::move(source));
    if (!response) {
        co_return response.error();
    }
    co_return stored(repository, blob.digest, *response);
}

Result<void> OciUploader::stored(const QString& repository, const QString& digest, const HttpResponse& response) const
{
    const QString what = u"Writing blob "_s + about(repository, digest);
    if (response.status != 201 && response.status != 204) {
        return failed(what, response);
    }
    const QString named = QString::fromLatin1(response.header("Docker-Content-Digest"));
    if (!named.isEmpty() && named != digest && named.section(u':', 0, 0) == digest.section(u':', 0, 0)) {
        return Error{.code = ErrorCode::DigestMismatch,
            .message = u"%1: the digest should be %2 and is %3"_s.arg(what, digest, named)};
    }
    return {};
}

QCoro::Task<Result<OciUpload>> OciUploader::append(
    QString repository, OciUpload upload, qint64 size, HttpBodySource source)
{
    HttpRequest request = requestFor("PATCH", m_connection->resolve(upload.location));
    const qint64 end = upload.received + size;
    request.headers.append(qMakePair(
        QByteArray("Content-Range"), QByteArray::number(upload.received) + '-' + QByteArray::number(end - 1)));
    const Result<HttpResponse> response
        = co_await m_connection->upload(std::move(request), ociscope::push(repository), size, std::move(source));
    if (!response) {
        co_return response.error();
    }
    if (response->status != 202 && response->status != 201 && response->status != 204) {
        co_return failed(u"Writing to "_s + about(repository, u"an upload"_s), *response);
    }
    const QByteArray range = response->header("Range");
    OciUpload next = continuedBy(upload, *response);
    next.received = range.isEmpty() ? end : bytesIn(range);
    co_return next;
}

QCoro::Task<Result<OciUpload>> OciUploader::status(QString repository, OciUpload upload)
{
    const Result<HttpResponse> response = co_await m_connection->send(
        requestFor("GET", m_connection->resolve(upload.location)), ociscope::push(repository));
    if (!response) {
        co_return response.error();
    }
    if (response->status != 204 && response->status != 202 && response->status != 200) {
        co_return failed(u"Asking for "_s + about(repository, u"an upload"_s), *response);
    }
    OciUpload next = continuedBy(upload, *response);
    next.received = bytesIn(response->header("Range"));
    co_return next;
}

QCoro::Task<Result<void>> OciUploader::complete(QString repository, OciUpload upload, QString digest)
{
    HttpRequest request = requestFor("PUT", digestUrl(upload, digest));
    request.deadline = shortestCommit + std::chrono::seconds(upload.received / slowestCommit);
    const Result<HttpResponse> response = co_await m_connection->send(std::move(request), ociscope::push(repository));
    if (!response) {
        co_return response.error();
    }
    co_return stored(repository, digest, *response);
}

QCoro::Task<> OciUploader::abandon(QString repository, OciUpload upload)
{
    HttpRequest request;
    request.verb = "DELETE";
    request.url = m_connection->resolve(upload.location);
    [[maybe_unused]] const Result<HttpResponse> ignored
        = co_await m_connection->send(std::move(request), ociscope::push(repository));
}

} // namespace transship
