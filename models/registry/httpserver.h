// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/result.h"

#include <QByteArray>
#include <QCoroTask>
#include <QHostAddress>
#include <QList>
#include <QObject>
#include <QPair>
#include <QString>
#include <QUrlQuery>

#include <chrono>
#include <functional>
#include <memory>

namespace transship {

struct HttpServerRequest {
    QByteArray method{}; ///< "GET"; empty when it is none Qt knows
    QString path{}; ///< still percent-encoded: "/a%2Fb" and "/a/b" differ; ".." is not resolved
    QUrlQuery query{};
    QList<QPair<QByteArray, QByteArray>> headers{};
    QByteArray body{};
    QHostAddress peer{};

    QByteArray header(const QByteArray& name) const; ///< case-insensitive, empty when absent
};

struct HttpAnswer {
    int status = 200;
    QByteArray body{};
    QByteArray contentType = "application/json"; ///< not sent with an empty body
    QList<QPair<QByteArray, QByteArray>> headers{};
};

/// A small HTTP/1.1 server over QAbstractHttpServer, with what that lacks: clients may disconnect during an
/// asynchronous answer, answers keep the order of the requests of a connection, and connections, bytes and idle time
/// are limited. Thread: the one it lives in, which needs an event loop.
class HttpServer : public QObject {
    Q_OBJECT
public:
    struct Options {
        QHostAddress address = QHostAddress(QHostAddress::LocalHost);
        quint16 port = 0; ///< 0: any free one
        int maxConnections = 256; ///< further ones are closed at once
        qint64 maxRequestBytes = 1024 * 1024; ///< line, headers and body; answered 413 and closed
        std::chrono::milliseconds idleTimeout = std::chrono::seconds(30); ///< between requests, and for one to arrive
    };
    /// Gives the answer to a request, now or later. An exception that escapes it becomes a plain 500. The handler
    /// object lives as long as the last answer, so a lambda coroutine may capture; what it points to must live as long,
    /// too.
    using Handler = std::function<QCoro::Task<HttpAnswer>(HttpServerRequest)>;

    explicit HttpServer(Handler handler, QObject* parent = nullptr);
    /// Closes all connections; answers still under way are dropped.
    ~HttpServer() override;

    /// Once. Fails when the address or port cannot be had.
    Result<void> listen(Options options);
    quint16 port() const; ///< 0 before listen()
    int connectionCount() const;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace transship
