// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/tlsfront.h"

#include "tests/support/relay.h"

#include <QFile>
#include <QSslConfiguration>
#include <QSslKey>

namespace transship::testing {
namespace {

QByteArray contents(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        qFatal("cannot read %s", qPrintable(path));
    }
    return file.readAll();
}

} // namespace

TlsFront::TlsFront(const TestAuthority& authority, quint16 backendPort)
{
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setLocalCertificate(QSslCertificate(contents(authority.certificateFile())));
    configuration.setPrivateKey(QSslKey(contents(authority.keyFile()), QSsl::Rsa));
    configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
    m_server.setSslConfiguration(configuration);
    QObject::connect(&m_server, &QSslServer::pendingConnectionAvailable, &m_server, [this, backendPort] {
        while (QTcpSocket* client = m_server.nextPendingConnection()) {
            auto* backend = new QTcpSocket;
            backend->connectToHost(QHostAddress(QHostAddress::LocalHost), backendPort);
            relay(client, backend);
        }
    });
    if (!m_server.listen(QHostAddress::LocalHost)) {
        qFatal("no TLS server: %s", qPrintable(m_server.errorString()));
    }
}

QUrl TlsFront::url(const QString& path) const
{
    return QUrl(QStringLiteral("https://localhost:%1%2").arg(m_server.serverPort()).arg(path));
}

} // namespace transship::testing
