// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/registryaccess.h"

#include "app/services/servicesconfig.h"
#include "models/registry/dockerconfig.h"

#include <QFile>
#include <QFileInfo>

#include <limits>

namespace transship::ctl {

namespace {

Result<RegistryCredentials> fromDockerConfig(const QString& variable, const QUrl& registry)
{
    QFile file(qEnvironmentVariable(variable.toLatin1().constData()));
    if (QFileInfo(file.fileName()).isDir()) { // what DOCKER_CONFIG names
        file.setFileName(file.fileName() + QStringLiteral("/config.json"));
    }
    if (!file.open(QIODevice::ReadOnly)) {
        return Error{ErrorCode::Io,
            QStringLiteral("%1 names %2, which cannot be read: %3").arg(variable, file.fileName(), file.errorString())};
    }
    constexpr qint64 mostBytes = 4 * 1024 * 1024;
    return credentialsFromDockerConfig(file.read(mostBytes), registry);
}

} // namespace

Result<RegistryCredentials> credentialsFromEnvironment(const QString& prefix, const QUrl& registry)
{
    const Result<QByteArray> user = secretFromEnvironment(prefix + QStringLiteral("_USERNAME"));
    const Result<QByteArray> password = secretFromEnvironment(prefix + QStringLiteral("_PASSWORD"));
    const Result<QByteArray> token = secretFromEnvironment(prefix + QStringLiteral("_TOKEN"));
    for (const Result<QByteArray>* secret : {&user, &password, &token}) {
        if (!*secret) {
            return secret->error();
        }
    }
    const RegistryCredentials credentials{QString::fromUtf8(*user), *password, *token};
    const QString dockerConfig = prefix + QStringLiteral("_DOCKER_CONFIG");
    if (credentials.areConfigured() || qEnvironmentVariableIsEmpty(dockerConfig.toLatin1().constData())) {
        return credentials;
    }
    return fromDockerConfig(dockerConfig, registry);
}

Result<ListenAddress> parseListenAddress(const QString& text)
{
    const qsizetype colon = text.lastIndexOf(u':');
    QString host = colon < 0 ? QString() : text.left(colon);
    if (host.startsWith(u'[') && host.endsWith(u']')) {
        host = host.mid(1, host.size() - 2);
    }
    bool ok = false;
    const uint port = text.mid(colon + 1).toUInt(&ok);
    const QHostAddress address
        = host.isEmpty() || host == u"localhost" ? QHostAddress(QHostAddress::LocalHost) : QHostAddress(host);
    if (!ok || port > std::numeric_limits<quint16>::max() || address.isNull()) {
        return Error{ErrorCode::InvalidArgument,
            QStringLiteral(
                "\"%1\" is no address to listen on; ADDRESS:PORT is wanted, such as 127.0.0.1:8080 or [::1]:8080")
                .arg(text)};
    }
    return ListenAddress{address, static_cast<quint16>(port)};
}

} // namespace transship::ctl
