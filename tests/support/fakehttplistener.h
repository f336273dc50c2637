// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/fakehttpserver.h"

#include <QPointer>
#include <QTcpServer>
#include <QTcpSocket>

namespace transship::testing {

/// The part of a FakeHttpServer that lives in the server's thread: sockets, requests off the wire, answers onto it.
class FakeHttpListener : public QObject {
public:
    explicit FakeHttpListener(FakeHttpServer* server);

    quint16 port() const { return m_tcp.serverPort(); }
    void stopListening() { m_tcp.close(); }
    void listenAgain(quint16 port) { m_tcp.listen(QHostAddress::LocalHost, port); }
    void release();

private:
    struct Held {
        QPointer<QTcpSocket> socket;
        FakeRequest request;
        FakeAnswer answer;
    };
    void accept(QTcpSocket* socket);
    void read(QTcpSocket* socket);
    void respond(QTcpSocket* socket, const FakeRequest& request);
    void send(const QPointer<QTcpSocket>& socket, const FakeRequest& request, const FakeAnswer& answer);
    void sendSlowly(const QPointer<QTcpSocket>& socket, const QByteArray& body, const FakeAnswer& answer);

    FakeHttpServer* q;
    QHash<QTcpSocket*, QByteArray> m_buffers;
    QList<Held> m_held;
    QTcpServer m_tcp; ///< the first to go: its sockets still report their end
};

} // namespace transship::testing
