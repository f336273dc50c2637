// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/servicesconfig.h"

#include "app/services/registrylogin.h"
#include "models/settings/secretfile.h"

#include <QCoreApplication>
#include <QSysInfo>

#include <pwd.h>
#include <unistd.h>

namespace transship {
namespace {

QString userName()
{
    if (const passwd* entry = getpwuid(geteuid())) {
        return QString::fromLocal8Bit(entry->pw_name);
    }
    return QString::number(geteuid());
}

} // namespace

void setApplicationIdentity()
{
    QCoreApplication::setApplicationName(QStringLiteral("transship"));
    QCoreApplication::setApplicationVersion(QStringLiteral(TRANSSHIP_VERSION));
}

QString defaultActor()
{
    return userName() + u'@' + QSysInfo::machineHostName();
}

Result<QUrl> parseRegistryUrl(const QString& text, const QString& what)
{
    const QUrl url(text.trimmed(), QUrl::StrictMode);
    const QString scheme = url.scheme();
    if (!url.userInfo().isEmpty()) {
        // The text is not repeated: it holds a password.
        return Error{ErrorCode::InvalidArgument,
            QStringLiteral("%1 must not hold a user or password; give credentials in the environment").arg(what)};
    }
    if (!url.isValid() || url.host().isEmpty() || (scheme != u"http" && scheme != u"https")) {
        return Error{ErrorCode::InvalidArgument,
            QStringLiteral("\"%1\" is no address for %2; one such as https://registry.example.com is wanted")
                .arg(text, what)};
    }
    if (url.hasQuery() || url.hasFragment()) {
        return Error{
            ErrorCode::InvalidArgument, QStringLiteral("%1 must not hold a query or a fragment (? or #)").arg(what)};
    }
    return url.adjusted(QUrl::StripTrailingSlash);
}

Result<QByteArray> secretFromEnvironment(const QString& variable)
{
    const QByteArray name = variable.toLatin1();
    if (const QByteArray value = qgetenv(name.constData()); !value.isEmpty()) {
        return value;
    }
    const QByteArray fileVariable = name + QByteArrayLiteral("_FILE");
    const QString file = qEnvironmentVariable(fileVariable.constData());
    return file.isEmpty() ? Result<QByteArray>(QByteArray()) : readSecretFile(variable + QStringLiteral("_FILE"), file);
}

/// What is typed as an argument can be read by every user of the machine.
Result<DatabaseUrl> databaseFromArgument(const QString& argument)
{
    const Result<DatabaseUrl> url = DatabaseUrl::parse(argument);
    if (url && (!url->password().isEmpty() || url->options().contains(QStringLiteral("password")))) {
        return Error{ErrorCode::InvalidArgument,
            QStringLiteral(
                "--database must not hold a password, since everyone on this machine can read arguments; put "
                "the URL into the environment variable TRANSSHIP_DATABASE, or the password into PGPASSWORD "
                "or ~/.pgpass")};
    }
    return url;
}

Result<ServicesConfig> ServicesConfig::fromEnvironment(const QString& databaseUrl, const QString& registryUrl)
{
    ServicesConfig config;
    const QString database = databaseUrl.isEmpty() ? qEnvironmentVariable("TRANSSHIP_DATABASE") : databaseUrl;
    if (!database.isEmpty()) {
        const Result<DatabaseUrl> url
            = databaseUrl.isEmpty() ? DatabaseUrl::parse(database) : databaseFromArgument(database);
        if (!url) {
            return url.error();
        }
        config.database = *url;
    }
    const QString registry = registryUrl.isEmpty() ? qEnvironmentVariable("TRANSSHIP_REGISTRY") : registryUrl;
    if (!registry.isEmpty()) {
        const Result<QUrl> url = parseRegistryUrl(registry, QStringLiteral("the registry"));
        if (!url) {
            return url.error();
        }
        config.registryUrl = *url;
    }
    const Result<RegistryCredentials> credentials = registryCredentialsFromEnvironment();
    if (!credentials) {
        return credentials.error();
    }
    config.registryCredentials = *credentials;
    config.actor = defaultActor();
    return config;
}

} // namespace transship
