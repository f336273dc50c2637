// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/registry/httpserver.h"

#include "models/registry/httpconnection.h"

#include <QAbstractHttpServer>
#include <QHttpServerRequest>
#include <QMetaEnum>
#include <QTcpServer>

#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
#include <QHttpServerResponder>
#include <QHttpServerResponse>
#endif

namespace transship {

namespace {

/// Hands out connections that keep to the limits, and closes those over their number.
class LimitedTcpServer : public QTcpServer {
public:
    LimitedTcpServer(HttpServer::Options options, HttpConnection::Handler handler, std::shared_ptr<int> openCount)
        : m_options(std::move(options))
        , m_handler(std::move(handler))
        , m_openCount(std::move(openCount))
    {
    }

protected:
    void incomingConnection(qintptr descriptor) override
    {
        if (*m_openCount >= m_options.maxConnections) {
            QTcpSocket excess;
            excess.setSocketDescriptor(descriptor);
            excess.abort();
            return;
        }
        auto* connection = new HttpConnection(m_options, m_handler, m_openCount, this);
        connection->setSocketDescriptor(descriptor);
        addPendingConnection(connection);
    }

private:
    HttpServer::Options m_options;
    HttpConnection::Handler m_handler;
    std::shared_ptr<int> m_openCount;
};

HttpServerRequest toRequest(const QHttpServerRequest& request)
{
    const auto methods = QMetaEnum::fromType<QHttpServerRequest::Method>();
    const bool known = request.method() != QHttpServerRequest::Method::Unknown;
    return
    {
        .method = known ? QByteArray(methods.valueToKey(static_cast<int>(request.method()))).toUpper() : QByteArray(),
        .path = request.url().path(QUrl::FullyEncoded), .query = request.query(),
#if QT_VERSION >= QT_VERSION_CHECK(6, 8, 0)
        .headers = request.headers().toListOfPairs(),
#else
        .headers = request.headers(),
#endif
        .body = request.body(), .peer = request.remoteAddress(),
    };
}

/// The differences between Qt 6.4, 6.5 and 6.8 are all in this class.
class Adapter : public QAbstractHttpServer {
public:
    bool attach(QTcpServer* server)
    {
#if QT_VERSION >= QT_VERSION_CHECK(6, 8, 0)
        return bind(server);
#else
        bind(server);
        return true;
#endif
    }

protected:
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    bool handleRequest(const QHttpServerRequest& request, QHttpServerResponder& responder) override
    {
        for (QTcpServer* server : servers()) {
            const auto connections = server->findChildren<HttpConnection*>(Qt::FindDirectChildrenOnly);
            for (HttpConnection* connection : connections) {
                if (connection->peerPort() == request.remotePort()
                    && connection->peerAddress() == request.remoteAddress()) {
                    connection->handle(
                        toRequest(request), writer(std::make_shared<QHttpServerResponder>(std::move(responder))));
                    return true;
                }
            }
        }
        return true; // gone already
    }

    static HttpConnection::Writer writer(std::shared_ptr<QHttpServerResponder> responder)
    {
        return [responder](const HttpAnswer& answer, bool close) {
            QHttpServerResponse response(
                answer.contentType, answer.body, static_cast<QHttpServerResponse::StatusCode>(answer.status));
            auto headers = answer.headers;
            if (close) {
                headers.emplaceBack("Connection", "close");
            }
#if QT_VERSION >= QT_VERSION_CHECK(6, 8, 0)
            QHttpHeaders all = response.headers();
            for (const auto& [name, value] : headers) {
                all.append(name, value);
            }
            response.setHeaders(std::move(all));
#else
            for (const auto& [name, value] : headers) {
                response.addHeader(name, value);
            }
#endif
            responder->sendResponse(response);
        };
    }

#if QT_VERSION >= QT_VERSION_CHECK(6, 8, 0)
    void missingHandler(const QHttpServerRequest&, QHttpServerResponder&) override { }
#else
    void missingHandler(const QHttpServerRequest&, QHttpServerResponder&&) override { }
#endif
#else
    /// Qt 6.4's own responder keeps a plain pointer to the socket and crashes when the client has left meanwhile.
    bool handleRequest(const QHttpServerRequest& request, QTcpSocket* socket) override
    {
        if (auto* connection = qobject_cast<HttpConnection*>(socket)) {
            const bool isHead = request.method() == QHttpServerRequest::Method::Head;
            connection->handle(toRequest(request),
                [isHead, target = QPointer<HttpConnection>(connection)](const HttpAnswer& answer, bool close) {
                    if (target) {
                        target->write(HttpConnection::toBytes(answer, isHead, close));
                    }
                });
        }
        return true;
    }

    void missingHandler(const QHttpServerRequest&, QTcpSocket*) override { }
#endif
};

} // namespace

QByteArray HttpServerRequest::header(const QByteArray& name) const
{
    for (const auto& [key, value] : headers) {
        if (key.compare(name, Qt::CaseInsensitive) == 0) {
            return value;
        }
    }
    return {};
}

class HttpServer::Private {
public:
    HttpConnection::Handler handler;
    std::shared_ptr<int> openCount = std::make_shared<int>(0);
    Adapter adapter;
    QPointer<QTcpServer> server; ///< owned by the adapter
};

HttpServer::HttpServer(Handler handler, QObject* parent)
    : QObject(parent)
    , d(std::make_unique<Private>())
{
    d->handler = std::make_shared<const Handler>(std::move(handler));
}

HttpServer::~HttpServer()
{
    delete d->server; // with its connections, before the adapter they are connected to
}

Result<void> HttpServer::listen(Options options)
{
    Q_ASSERT(!d->server);
    auto server = std::make_unique<LimitedTcpServer>(options, d->handler, d->openCount);
    if (!server->listen(options.address, options.port)) {
        return Error{.code = ErrorCode::Io,
            .message = QStringLiteral("Cannot listen on %1, port %2. Choose another port, or end what uses it")
                           .arg(options.address.toString())
                           .arg(options.port),
            .detail = server->errorString()};
    }
    if (!d->adapter.attach(server.get())) {
        return Error{
            .code = ErrorCode::Internal, .message = QStringLiteral("The HTTP server does not take its socket")};
    }
    server->setParent(&d->adapter);
    d->server = server.release();
    return {};
}

quint16 HttpServer::port() const
{
    return d->server ? d->server->serverPort() : quint16(0);
}

int HttpServer::connectionCount() const
{
    return *d->openCount;
}

} // namespace transship
