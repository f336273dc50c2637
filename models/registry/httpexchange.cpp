// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/registry/httpexchange.h"

#include "models/registry/pulledbody.h"
#include "models/registry/transporterror.h"

#include <QNetworkAccessManager>
#include <QNetworkReply>

namespace transship {

namespace {
constexpr qint64 pieceBytes = 256 * 1024;
constexpr qint64 readAheadBytes = 1024 * 1024;

bool hasHeader(const HttpRequest& request, QByteArrayView name)
{
    return std::any_of(request.headers.cbegin(), request.headers.cend(),
        [name](const auto& header) { return header.first.compare(name, Qt::CaseInsensitive) == 0; });
}

} // namespace

HttpExchange::HttpExchange(HttpRequest request, Mode mode, std::optional<Upload> upload)
    : m_request(std::move(request))
    , m_mode(mode)
    , m_upload(std::move(upload))
{
    m_request.url.setUserInfo(QString()); // Qt would answer a challenge with it
    m_clock.setSingleShot(true);
    connect(&m_clock, &QTimer::timeout, this, [this] { fail(timeoutError(m_request.url, m_request.deadline)); });
}

HttpExchange::~HttpExchange()
{
    dropReply();
}

QNetworkRequest HttpExchange::networkRequest() const
{
    QNetworkRequest request(m_request.url);
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    request.setRawHeader("Accept-Encoding", "identity"); // Qt gunzips otherwise, and digests are of what was sent
    request.setRawHeader("User-Agent", "transship/" TRANSSHIP_VERSION);
    const bool hasBody = m_upload || !m_request.body.isEmpty() || m_request.verb == "POST";
    if (hasBody && !hasHeader(m_request, "Content-Type")) {
        request.setRawHeader("Content-Type", "application/octet-stream");
    }
    for (const auto& [name, value] : m_request.headers) {
        request.setRawHeader(name, value);
    }
    return request;
}

QNetworkReply* HttpExchange::send(QNetworkAccessManager& manager, const QNetworkRequest& request)
{
    if (m_upload && m_upload->size > 0) {
        return sendPulled(manager, request);
    }
    const QByteArray body = m_upload ? QByteArray() : m_request.body;
    if (m_request.verb == "GET" && body.isEmpty()) {
        return manager.get(request);
    }
    if (m_request.verb == "HEAD") {
        return manager.head(request);
    }
    if (m_request.verb == "PUT") {
        return manager.put(request, body);
    }
    if (m_request.verb == "POST") {
        return manager.post(request, body);
    }
    if (m_request.verb == "DELETE" && body.isEmpty()) {
        return manager.deleteResource(request);
    }
    return manager.sendCustomRequest(request, m_request.verb, body);
}

QNetworkReply* HttpExchange::sendPulled(QNetworkAccessManager& manager, const QNetworkRequest& request)
{
    QNetworkRequest streamed = request;
    streamed.setHeader(QNetworkRequest::ContentLengthHeader, m_upload->size);
    streamed.setAttribute(QNetworkRequest::DoNotBufferUploadDataAttribute, true);
    auto* body = new PulledBody(m_upload->size, std::move(m_upload->source), nullptr);
    QNetworkReply* reply = manager.sendCustomRequest(streamed, m_request.verb, body);
    body->setParent(reply);
    // While the source is slow, the other side's silence is our fault: the clock stands still.
    connect(body, &PulledBody::pulling, &m_clock, &QTimer::stop);
    connect(body, &PulledBody::filled, this, &HttpExchange::restartClock);
    connect(body, &PulledBody::failed, this, &HttpExchange::fail);
    connect(reply, &QNetworkReply::uploadProgress, this, [this] {
        if (m_clock.isActive()) {
            restartClock();
        }
    });
    return reply;
}

void HttpExchange::start(QNetworkAccessManager& manager, const std::optional<QSslConfiguration>& ssl)
{
    Q_ASSERT(!m_onWire && !m_ended);
    m_onWire = true;
    QNetworkRequest request = networkRequest();
    if (ssl) {
        request.setSslConfiguration(*ssl);
    }
    m_reply = send(manager, request);
    if (m_mode == Mode::Pieces) {
        m_reply->setReadBufferSize(readAheadBytes);
    }
    connect(m_reply, &QNetworkReply::metaDataChanged, this, &HttpExchange::takeHead);
    connect(m_reply, &QNetworkReply::readyRead, this, &HttpExchange::takeBytes);
    connect(m_reply, &QNetworkReply::finished, this, &HttpExchange::finish);
    connect(m_reply, &QNetworkReply::sslErrors, this, [this](const QList<QSslError>& errors) { m_tlsErrors = errors; });
    restartClock();
}

void HttpExchange::takeHead()
{
    const int status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (m_headKnown || status == 0) {
        return;
    }
    m_headKnown = true;
    m_response.status = status;
    m_response.headers = m_reply->rawHeaderPairs();
    m_missing = announcedBytes();
    if (m_mode == Mode::Pieces) {
        m_clock.stop(); // runs again while someone waits for a piece
        wakeLater();
    } else if (m_missing > m_request.maxBodyBytes) {
        fail(tooLargeError(m_request.url, m_request.maxBodyBytes));
    }
}

qint64 HttpExchange::announcedBytes() const
{
    const bool hasBody = m_request.verb != "HEAD" && m_response.status != 204 && m_response.status != 304;
    const QByteArray length = m_response.header("Content-Length");
    return hasBody && m_response.header("Transfer-Encoding").isEmpty() ? length.toLongLong() : 0;
}

void HttpExchange::appendBytes()
{
    const QByteArray bytes = m_reply->readAll();
    m_missing -= bytes.size();
    m_response.body += bytes;
}

void HttpExchange::takeBytes()
{
    if (m_mode == Mode::Pieces) {
        wakeLater();
        return;
    }
    if (measuresSilence()) {
        restartClock();
    }
    appendBytes();
    if (m_response.body.size() > m_request.maxBodyBytes) {
        fail(tooLargeError(m_request.url, m_request.maxBodyBytes));
    }
}

void HttpExchange::finish()
{
    if (auto error = transportError(*m_reply, m_tlsErrors)) {
        fail(*error);
        return;
    }
    takeHead();
    if (m_ended) {
        return;
    }
    if (m_mode == Mode::Whole) {
        appendBytes();
        // Depending on when the end of the connection is seen, Qt takes a body cut short for a complete one.
        if (m_missing > 0) {
            fail(cutShortError(m_request.url));
            return;
        }
        dropReply();
    }
    const auto self = shared_from_this();
    m_ended = true;
    m_clock.stop();
    wakeLater();
    leaveTheWire();
}

void HttpExchange::fail(Error error)
{
    if (m_ended) {
        return;
    }
    const auto self = shared_from_this();
    m_ended = true;
    m_error = std::move(error);
    m_clock.stop();
    dropReply();
    wakeLater();
    leaveTheWire();
}

void HttpExchange::cancel()
{
    const auto self = shared_from_this();
    fail(canceledError());
    // The client and its manager may be about to go: what was read ahead goes with them.
    if (m_mode == Mode::Pieces && m_reply) {
        m_error = canceledError();
        dropReply();
    }
    m_wakeUp.ring();
}

void HttpExchange::dropReply()
{
    if (QNetworkReply* reply = std::exchange(m_reply, nullptr)) {
        reply->disconnect(this);
        const auto bodies = reply->findChildren<PulledBody*>(Qt::FindDirectChildrenOnly);
        for (PulledBody* body : bodies) {
            body->disconnect(this);
            body->disconnect(&m_clock);
        }
        reply->abort();
        reply->deleteLater();
    }
}

void HttpExchange::leaveTheWire()
{
    if (std::exchange(m_onWire, false)) {
        Q_EMIT leftTheWire();
    }
}

void HttpExchange::wakeLater()
{
    QMetaObject::invokeMethod(
        this,
        [weak = weak_from_this()] {
            if (const auto self = weak.lock()) {
                self->m_wakeUp.ring();
            }
        },
        Qt::QueuedConnection);
}

void HttpExchange::restartClock()
{
    m_clock.start(m_request.deadline);
}

QCoro::Task<Result<HttpResponse>> HttpExchange::whole(std::shared_ptr<HttpExchange> self)
{
    while (!self->m_ended) {
        co_await self->m_wakeUp.wait();
    }
    if (self->m_error) {
        co_return std::as_const(*self->m_error);
    }
    co_return std::as_const(self->m_response);
}

QCoro::Task<Result<std::shared_ptr<HttpDownload>>> HttpExchange::headArrived(std::shared_ptr<HttpExchange> self)
{
    while (!self->m_ended && !self->m_headKnown) {
        co_await self->m_wakeUp.wait();
    }
    if (self->m_error) {
        co_return std::as_const(*self->m_error);
    }
    co_return std::make_shared<HttpDownload>(self);
}

QCoro::Task<Result<QByteArray>> HttpExchange::nextPiece(std::shared_ptr<HttpExchange> self)
{
    while (true) {
        if (self->m_error) {
            co_return std::as_const(*self->m_error);
        }
        QByteArray piece = self->m_reply ? self->m_reply->read(pieceBytes) : QByteArray();
        if (!piece.isEmpty()) {
            self->m_missing -= piece.size();
            self->m_clock.stop();
            co_return piece;
        }
        if (self->m_ended) {
            self->dropReply();
            if (self->m_missing > 0) {
                self->m_error = cutShortError(self->m_request.url);
                continue;
            }
            co_return QByteArray();
        }
        if (!self->m_clock.isActive()) {
            self->restartClock();
        }
        co_await self->m_wakeUp.wait();
    }
}

QCoro::Task<Result<QByteArray>> HttpExchange::remainder(std::shared_ptr<HttpExchange> self, qint64 maxBytes)
{
    QByteArray all;
    while (true) {
        const Result<QByteArray> piece = co_await nextPiece(self);
        if (!piece) {
            co_return piece.error();
        }
        if (piece->isEmpty()) {
            co_return all;
        }
        all += *piece;
        if (all.size() > maxBytes) {
            co_return tooLargeError(self->m_request.url, maxBytes);
        }
    }
}

} // namespace transship
