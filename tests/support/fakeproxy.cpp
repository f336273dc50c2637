// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fakeproxy.h"

#include "tests/support/relay.h"

#include <QUrl>

namespace transship::testing {
namespace {

QByteArray headerOf(const QByteArray& head, const QByteArray& name)
{
    for (const QByteArray& line : head.split('\n')) {
        if (line.toLower().startsWith(QByteArray(name.toLower() + ':'))) {
            return line.mid(name.size() + 1).trimmed();
        }
    }
    return {};
}

} // namespace

FakeProxy::FakeProxy(Kind kind)
    : m_kind(kind)
{
    QObject::connect(&m_server, &QTcpServer::newConnection, &m_server, [this] {
        while (QTcpSocket* client = m_server.nextPendingConnection()) {
            serve(client);
        }
    });
    if (!m_server.listen(QHostAddress::LocalHost)) {
        qFatal("no proxy: %s", qPrintable(m_server.errorString()));
    }
}

void FakeProxy::setCredentials(const QByteArray& user, const QByteArray& password)
{
    m_authorization = "Basic " + QByteArray(user + ':' + password).toBase64();
}

void FakeProxy::serve(QTcpSocket* client)
{
    QObject::connect(client, &QTcpSocket::readyRead, client, [this, client] {
        if (m_kind == Kind::Http) {
            readHttp(client);
        } else {
            readSocks(client);
        }
    });
}

void FakeProxy::connectTo(
    QTcpSocket* client, const QString& host, quint16 port, const QByteArray& answer, const QByteArray& forward)
{
    m_targets << QStringLiteral("%1:%2").arg(host).arg(port);
    client->disconnect();
    auto* server = new QTcpSocket(client);
    server->connectToHost(QHostAddress(QHostAddress::LocalHost), port);
    client->write(answer);
    server->write(forward);
    relay(client, server);
}

void FakeProxy::readHttp(QTcpSocket* client)
{
    const qsizetype end = client->peek(64 * 1024).indexOf("\r\n\r\n");
    if (end < 0) {
        return;
    }
    const QByteArray head = client->read(end + 4);
    const QList<QByteArray> request = head.left(head.indexOf('\r')).split(' ');
    if (!m_authorization.isEmpty() && headerOf(head, "Proxy-Authorization") != m_authorization) {
        client->write("HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"proxy\"\r\n"
                      "Content-Length: 0\r\n\r\n");
        return;
    }
    if (request.value(0) == "CONNECT") {
        const QByteArray target = request.value(1);
        const qsizetype colon = target.lastIndexOf(':');
        connectTo(client, QString::fromLatin1(target.left(colon)), target.mid(colon + 1).toUShort(),
            "HTTP/1.1 200 Connection established\r\n\r\n", {});
        return;
    }
    const QUrl url = QUrl::fromEncoded(request.value(1));
    QByteArray path = url.path(QUrl::FullyEncoded).toLatin1();
    if (url.hasQuery()) {
        path += '?' + url.query(QUrl::FullyEncoded).toLatin1();
    }
    const QByteArray rest = head.mid(head.indexOf('\r'));
    connectTo(client, url.host(), static_cast<quint16>(url.port(80)), {},
        request.value(0) + ' ' + path + ' ' + request.value(2) + rest);
}

void FakeProxy::readSocks(QTcpSocket* client)
{
    const QByteArray bytes = client->peek(1024);
    if (bytes.size() >= 3 && bytes[0] == 5 && bytes[1] + 2 == bytes.size()) { // the greeting
        client->readAll();
        client->write(QByteArray::fromHex("0500"));
        return;
    }
    if (bytes.size() < 7 || bytes[1] != 1) {
        return;
    }
    const bool named = bytes[3] == 3;
    const int length = named ? bytes[4] : 4;
    const int start = named ? 5 : 4;
    if (bytes.size() < start + length + 2) {
        return;
    }
    client->read(start + length + 2);
    const QByteArray raw = bytes.mid(start, length);
    const QString host = named
        ? QString::fromLatin1(raw)
        : QStringLiteral("%1.%2.%3.%4").arg(quint8(raw[0])).arg(quint8(raw[1])).arg(quint8(raw[2])).arg(quint8(raw[3]));
    const auto port = static_cast<quint16>((quint8(bytes[start + length]) << 8) | quint8(bytes[start + length + 1]));
    connectTo(client, host, port, QByteArray::fromHex("05000001000000000000"), {});
}

} // namespace transship::testing
