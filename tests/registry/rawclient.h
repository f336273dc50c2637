// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/registry/httpserver.h"

#include <QTcpSocket>
#include <QTest>

namespace transship::testing {

/// A handler that answers with what it was asked: "GET /a".
inline QCoro::Task<HttpAnswer> echo(HttpServerRequest request)
{
    co_return HttpAnswer{.body = request.method + ' ' + request.path.toUtf8()};
}

/// A client on a plain socket, which can misbehave.
class RawClient {
public:
    explicit RawClient(quint16 port) { m_socket.connectToHost(QHostAddress(QHostAddress::LocalHost), port); }

    bool connected()
    {
        return QTest::qWaitFor([this] { return m_socket.state() == QAbstractSocket::ConnectedState; });
    }
    void write(const QByteArray& bytes) { m_socket.write(bytes); }
    /// All that has come once it contains `text`, or when the server closed.
    QByteArray readUntil(const QByteArray& text)
    {
        (void)QTest::qWaitFor(
            [&] {
                m_got += m_socket.readAll();
                return m_got.contains(text) || isClosed();
            },
            10000);
        return m_got;
    }
    bool waitClosed()
    {
        return QTest::qWaitFor([this] { return isClosed(); }, 10000);
    }
    bool isClosed() const { return m_socket.state() == QAbstractSocket::UnconnectedState; }
    void abort() { m_socket.abort(); }

private:
    QTcpSocket m_socket;
    QByteArray m_got;
};

} // namespace transship::testing
