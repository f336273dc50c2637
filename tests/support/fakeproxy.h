// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTcpServer>

class QTcpSocket;

namespace transship::testing {

/// A proxy on 127.0.0.1 that takes every host for this machine: HTTP (absolute addresses and CONNECT) or SOCKS 5.
/// Thread: the one that made it, with an event loop.
class FakeProxy {
public:
    enum class Kind { Http, Socks5 };

    explicit FakeProxy(Kind kind);

    quint16 port() const { return m_server.serverPort(); }
    /// HTTP: whoever does not present these is answered with 407.
    void setCredentials(const QByteArray& user, const QByteArray& password);
    /// Where clients wanted to go, HOST:PORT, in order.
    QStringList targets() const { return m_targets; }

private:
    void serve(QTcpSocket* client);
    void readHttp(QTcpSocket* client);
    void readSocks(QTcpSocket* client);
    void connectTo(
        QTcpSocket* client, const QString& host, quint16 port, const QByteArray& answer, const QByteArray& forward);

    Kind m_kind;
    QTcpServer m_server;
    QByteArray m_authorization;
    QStringList m_targets;
};

} // namespace transship::testing
