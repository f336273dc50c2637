// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/registry/httptransport.h"

#include <QFile>
#include <QSslConfiguration>
#include <QUrl>

namespace transship {
namespace {

constexpr qint64 maxBundleBytes = 16 * 1024 * 1024;

} // namespace

Result<QList<QSslCertificate>> readAuthorities(const QString& file)
{
    QFile device(file);
    if (!device.open(QIODevice::ReadOnly)) {
        return Error{
            ErrorCode::Io, QStringLiteral("the CA file %1 cannot be read: %2").arg(file, device.errorString())};
    }
    const QList<QSslCertificate> certificates = QSslCertificate::fromData(device.read(maxBundleBytes), QSsl::Pem);
    if (certificates.isEmpty()) {
        return Error{ErrorCode::InvalidArgument,
            QStringLiteral("the CA file %1 holds no certificate in PEM (-----BEGIN CERTIFICATE-----)").arg(file)};
    }
    return QSslConfiguration::systemCaCertificates() + certificates;
}

QNetworkProxy systemProxyFor(const QUrl& url)
{
    const QList<QNetworkProxy> proxies = QNetworkProxyFactory::systemProxyForQuery(QNetworkProxyQuery(url));
    return proxies.isEmpty() ? QNetworkProxy(QNetworkProxy::NoProxy) : proxies.first();
}

} // namespace transship
