// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/registry/httpserver.h"

#include <QPointer>
#include <QQueue>
#include <QTcpSocket>
#include <QTimer>

namespace transship {

/// One client of an HttpServer: counts what it sends, watches how long it stays silent, and answers its requests one
/// after the other, in their order. Thread: its server's. QAbstractHttpServer reads from it and deletes it on
/// disconnection; it may go at any time while a handler runs.
class HttpConnection : public QTcpSocket {
    Q_OBJECT
public:
    using Handler = std::shared_ptr<const HttpServer::Handler>;
    /// Puts an answer on the wire; `close` says that it is the last.
    using Writer = std::function<void(const HttpAnswer& answer, bool close)>;

    HttpConnection(
        const HttpServer::Options& options, Handler handler, std::shared_ptr<int> openCount, QObject* parent);
    ~HttpConnection() override;

    /// A whole request has arrived.
    void handle(HttpServerRequest request, Writer writer);

    void disconnectFromHost() override;

    /// The bytes of an answer: status line, headers, and the body unless the request was a HEAD.
    static QByteArray toBytes(const HttpAnswer& answer, bool isHead, bool close);

private:
    struct Pending {
        HttpServerRequest request;
        Writer writer;
        bool close = false;
    };
    static QCoro::Task<void> run(Handler handler, HttpServerRequest request, QPointer<HttpConnection> self);

    void countBytes();
    void refuse(int status);
    void startNext();
    void finishCurrent(const HttpAnswer& answer);

    const qint64 m_maxRequestBytes;
    const std::chrono::milliseconds m_idleTimeout;
    Handler m_handler;
    std::shared_ptr<int> m_openCount;
    QTimer m_idle;
    QQueue<Pending> m_pending; ///< the first one is being answered when m_busy
    qint64 m_received = 0; ///< of the request that is arriving
    bool m_oldProtocol = false; ///< HTTP/1.0: close after the answer
    bool m_busy = false;
    bool m_closing = false; ///< nothing more is accepted
};

} // namespace transship
