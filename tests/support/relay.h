// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTcpServer>
#include <QTcpSocket>

namespace transship::testing {

/// Connects two sockets: what one receives the other sends; when one goes, so does the other. The first owns the
/// second.
inline void relay(QTcpSocket* client, QTcpSocket* server)
{
    server->setParent(client);
    const auto pass = [](QTcpSocket* from, QTcpSocket* to) {
        QObject::connect(from, &QTcpSocket::readyRead, to, [from, to] { to->write(from->readAll()); });
        QObject::connect(from, &QTcpSocket::disconnected, to, [to] { to->disconnectFromHost(); });
        QObject::connect(from, &QTcpSocket::errorOccurred, to, [to] { to->disconnectFromHost(); });
    };
    pass(client, server);
    pass(server, client);
    QObject::connect(client, &QTcpSocket::disconnected, client, &QObject::deleteLater);
    server->write(client->readAll());
}

} // namespace transship::testing
