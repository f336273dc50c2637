// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/registry/httpclient.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>
#include <QTimer>

namespace transship::testing {

using Response = Result<HttpResponse>;

inline HttpRequest get(const QUrl& url)
{
    return {.url = url};
}

/// Announces 1000 bytes, sends 400 and closes: at once, or in a second packet.
class CuttingServer {
public:
    CuttingServer(int status, bool separately)
    {
        m_tcp.listen(QHostAddress::LocalHost);
        QObject::connect(&m_tcp, &QTcpServer::newConnection, &m_tcp, [=, this] {
            QTcpSocket* socket = m_tcp.nextPendingConnection();
            QObject::connect(socket, &QTcpSocket::readyRead, socket, [=] {
                socket->write("HTTP/1.1 " + QByteArray::number(status) + " Cut\r\nContent-Length: 1000\r\n\r\n");
                socket->write(QByteArray(400, 'x'));
                if (separately) {
                    QTimer::singleShot(50, socket, &QTcpSocket::disconnectFromHost);
                } else {
                    socket->disconnectFromHost();
                }
            });
        });
    }

    QUrl url() const { return QUrl(QStringLiteral("http://127.0.0.1:%1/x").arg(m_tcp.serverPort())); }

    /// The rows of a test's data: what the constructor takes.
    static void addRows()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<bool>("separately");
        for (const int status : {200, 202, 404, 500}) {
            QTest::addRow("%d, the end comes with the bytes", status) << status << false;
            QTest::addRow("%d, the end comes after the bytes", status) << status << true;
        }
    }

private:
    QTcpServer m_tcp;
};

} // namespace transship::testing
