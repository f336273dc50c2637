// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/registry/httpconnection.h"

#include <algorithm>
#include <array>
#include <exception>
#include <sys/socket.h>

namespace transship {

namespace {
constexpr int maxPipelined = 16;
constexpr qint64 readAheadBytes = 64 * 1024;
constexpr std::chrono::seconds drainTime{5};

struct Reason {
    int status;
    const char* phrase;
};
constexpr std::array reasons{
    Reason{200, "OK"},
    Reason{201, "Created"},
    Reason{202, "Accepted"},
    Reason{204, "No Content"},
    Reason{206, "Partial Content"},
    Reason{301, "Moved Permanently"},
    Reason{302, "Found"},
    Reason{304, "Not Modified"},
    Reason{307, "Temporary Redirect"},
    Reason{308, "Permanent Redirect"},
    Reason{400, "Bad Request"},
    Reason{401, "Unauthorized"},
    Reason{403, "Forbidden"},
    Reason{404, "Not Found"},
    Reason{405, "Method Not Allowed"},
    Reason{408, "Request Timeout"},
    Reason{409, "Conflict"},
    Reason{411, "Length Required"},
    Reason{413, "Content Too Large"},
    Reason{415, "Unsupported Media Type"},
    Reason{416, "Range Not Satisfiable"},
    Reason{422, "Unprocessable Content"},
    Reason{424, "Failed Dependency"},
    Reason{425, "Too Early"},
    Reason{429, "Too Many Requests"},
    Reason{500, "Internal Server Error"},
    Reason{501, "Not Implemented"},
    Reason{502, "Bad Gateway"},
    Reason{503, "Service Unavailable"},
    Reason{504, "Gateway Timeout"},
};

QByteArray reasonPhrase(int status)
{
    const auto found = std::find_if(
        reasons.begin(), reasons.end(), [status](const Reason& reason) { return reason.status == status; });
    return found != reasons.end() ? found->phrase : status < 400 ? "OK" : "Error";
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
    connect(&m_idle, &QTimer::timeout, this, [this] {
        m_closing = true;
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
    }
}

void HttpConnection::disconnectFromHost()
{
    // In the middle of a request it is QAbstractHttpServer that gives up on what it cannot parse.
    if (m_received > 0 && !m_closing && isOpen()) {
        m_closing = true;
        write(toBytes({.status = 400}, false, true));
    }
    QTcpSocket::disconnectFromHost();
}

void HttpConnection::refuse(int status)
{
    m_closing = true;
    QObject::disconnect(this, &QIODevice::readyRead, nullptr, nullptr);
    if (isTransactionStarted()) {
        commitTransaction();
    }
    // Closing with unread bytes would reset the connection, and the client would not see the answer: take in what it
    // still sends, for a while, and say with half a close that nothing else will follow.
    connect(this, &QIODevice::readyRead, this, [this] { skip(bytesAvailable()); });
    skip(bytesAvailable());
    m_idle.start(drainTime);
    write(toBytes({.status = status}, false, true));
    flush();
    ::shutdown(static_cast<int>(socketDescriptor()), SHUT_WR);
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
