// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/registry/httpconnection.h"

#include <QMetaMethod>

#include <exception>

namespace transship {

namespace {
constexpr int maxPipelined = 16;
constexpr qint64 readAheadBytes = 64 * 1024;
constexpr std::chrono::seconds drainTime{5};

QByteArray reasonPhrase(int status)
{
    switch (status) {
    case 200:
        return "OK";
    case 201:
        return "Created";
    case 202:
        return "Accepted";
    case 204:
        return "No Content";
    case 206:
        return "Partial Content";
    case 301:
        return "Moved Permanently";
    case 302:
        return "Found";
    case 304:
        return "Not Modified";
    case 307:
        return "Temporary Redirect";
    case 308:
        return "Permanent Redirect";
    case 400:
        return "Bad Request";
    case 401:
        return "Unauthorized";
    case 403:
        return "Forbidden";
    case 404:
        return "Not Found";
    case 405:
        return "Method Not Allowed";
    case 408:
        return "Request Timeout";
    case 409:
        return "Conflict";
    case 411:
        return "Length Required";
    case 413:
        return "Content Too Large";
    case 415:
        return "Unsupported Media Type";
    case 416:
        return "Range Not Satisfiable";
    case 422:
        return "Unprocessable Content";
    case 424:
        return "Failed Dependency";
    case 425:
        return "Too Early";
    case 429:
        return "Too Many Requests";
    case 500:
        return "Internal Server Error";
    case 501:
        return "Not Implemented";
    case 502:
        return "Bad Gateway";
    case 503:
        return "Service Unavailable";
    case 504:
        return "Gateway Timeout";
    default:
        return status < 400 ? "OK" : "Error";
    }
}

bool asksToClose(const HttpServerRequest& request)
{
    const auto tokens = request.header("Connection").toLower().split(',');
    return std::any_of(
        tokens.begin(), tokens.end(), [](const QByteArray& token) { return token.trimmed() == "close"; });
}

} // namespace

HttpConnection::HttpConnection(
    const HttpServer::Options& options, Handler handler, std::shared_ptr<int> openCount, QObject* parent)
    : QTcpSocket(parent)
    , m_maxRequestBytes(options.maxRequestBytes)
    , m_idleTimeout(options.idleTimeout)
    , m_handler(std::move(handler))
    , m_openCount(std::move(openCount))
{
    ++*m_openCount;
    setReadBufferSize(m_maxRequestBytes + readAheadBytes);
    m_idle.setSingleShot(true);
    // Not by way of this socket's signals: QAbstractHttpServer cuts all of them when it cannot parse a request.
    connect(&m_idle, &QTimer::timeout, this, [this] {
        abort();
        deleteLater();
    });
    m_idle.start(m_idleTimeout);
    // Connected before QAbstractHttpServer does, hence called before it: too much is never parsed.
    connect(this, &QTcpSocket::readyRead, this, &HttpConnection::countBytes);
    connect(this, &QTcpSocket::bytesWritten, this, [this] {
        if (m_idle.isActive() && !m_closing) {
            m_idle.start(m_idleTimeout);
        }
    });
}

HttpConnection::~HttpConnection()
{
    --*m_openCount;
}

void HttpConnection::countBytes()
{
    if (m_received == 0) {
        const QByteArray start = peek(readAheadBytes);
        m_oldProtocol = start.first(std::max<qsizetype>(start.indexOf('\r'), 0)).endsWith("HTTP/1.0");
        if (m_idle.isActive()) {
            m_idle.start(m_idleTimeout); // from here the whole request has to arrive within it
        }
    }
    m_received += bytesAvailable();
    if (m_received > m_maxRequestBytes) {
        refuse(413);
        return;
    }
    QMetaObject::invokeMethod(this, &HttpConnection::closeIfNotHttp, Qt::QueuedConnection);
}

void HttpConnection::closeIfNotHttp()
{
    if (!m_closing && !isSignalConnected(QMetaMethod::fromSignal(&QIODevice::readyRead))) {
        connect(this, &QTcpSocket::disconnected, this, &QObject::deleteLater);
        refuse(400);
    }
}

void HttpConnection::refuse(int status)
{
    m_closing = true;
    QObject::disconnect(this, &QIODevice::readyRead, nullptr, nullptr);
    if (isTransactionStarted()) {
        commitTransaction();
    }
    // Closing with unread bytes would reset the connection, and the client would not see the answer: take in what it
    // still sends, for a while.
    connect(this, &QIODevice::readyRead, this, [this] { skip(bytesAvailable()); });
    skip(bytesAvailable());
    m_idle.start(drainTime);
    write(toBytes({.status = status}, false, true));
}

void HttpConnection::handle(HttpServerRequest request, Writer writer)
{
    m_received = 0;
    if (m_closing || m_pending.size() >= maxPipelined) {
        m_closing = true;
        abort();
        return;
    }
    const bool close = m_oldProtocol || asksToClose(request);
    m_closing = close;
    m_pending.enqueue({std::move(request), std::move(writer), close});
    m_idle.stop();
    startNext();
}

void HttpConnection::startNext()
{
    if (m_busy || m_pending.isEmpty()) {
        return;
    }
    m_busy = true;
    run(m_handler, m_pending.first().request, this);
}

QCoro::Task<void> HttpConnection::run(Handler handler, HttpServerRequest request, QPointer<HttpConnection> self)
{
    HttpAnswer answer;
    try {
        answer = co_await (*handler)(std::move(request));
    } catch (const std::exception& e) {
        qWarning("A request handler threw: %s", e.what());
        answer = {.status = 500};
    } catch (...) {
        answer = {.status = 500};
    }
    if (self && self->state() == QAbstractSocket::ConnectedState) {
        self->finishCurrent(answer);
    }
}

void HttpConnection::finishCurrent(const HttpAnswer& answer)
{
    const Pending done = m_pending.dequeue();
    m_busy = false;
    m_idle.start(m_idleTimeout);
    done.writer(answer, done.close);
    if (done.close) {
        disconnectFromHost();
        return;
    }
    if (!m_pending.isEmpty()) {
        m_idle.stop();
        QMetaObject::invokeMethod(this, &HttpConnection::startNext, Qt::QueuedConnection);
    }
}

QByteArray HttpConnection::toBytes(const HttpAnswer& answer, bool isHead, bool close)
{
    QByteArray bytes = "HTTP/1.1 " + QByteArray::number(answer.status) + ' ' + reasonPhrase(answer.status) + "\r\n";
    if (!answer.body.isEmpty()) {
        bytes += "Content-Type: " + answer.contentType + "\r\n";
    }
    if (answer.status != 204 && answer.status != 304) {
        bytes += "Content-Length: " + QByteArray::number(answer.body.size()) + "\r\n";
    }
    for (const auto& [name, value] : answer.headers) {
        bytes += name + ": " + value + "\r\n";
    }
    bytes += close ? "Connection: close\r\n\r\n" : "\r\n";
    return isHead ? bytes : bytes + answer.body;
}

} // namespace transship
