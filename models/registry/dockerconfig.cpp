// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/registry/dockerconfig.h"

#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace transship {

namespace {

/// "https://index.docker.io/v1/", "registry.example.com:5000/" and the like, down to host and port.
QString hostOf(QString key)
{
    key = key.section(u"://"_s, key.contains(u"://"_s) ? 1 : 0).section(u'/', 0, 0).toLower();
    const QStringList dockerHub{u"index.docker.io"_s, u"registry-1.docker.io"_s, u"registry.hub.docker.com"_s};
    return dockerHub.contains(key) ? u"docker.io"_s : key;
}

bool isFor(const QString& key, const QUrl& registry)
{
    const int usual = registry.scheme() == u"https" ? 443 : 80;
    const QString plain = hostOf(registry.host());
    const QString withPort = u"%1:%2"_s.arg(registry.host().toLower()).arg(registry.port(usual));
    const QString host = hostOf(key);
    return host == withPort || (registry.port(usual) == usual && host == plain);
}

Error usesHelper(const QUrl& registry, const QString& helper)
{
    return Error{.code = ErrorCode::InvalidArgument,
        .message
        = u"Docker's config.json leaves the credentials of %1 to the program docker-credential-%2, which is not "
          "run from here: give user and password (or a token) in environment variables or files instead"_s.arg(
              registry.authority(), helper)};
}

Result<RegistryCredentials> credentialsIn(const QJsonObject& entry, const QUrl& registry)
{
    RegistryCredentials credentials;
    credentials.identityToken = entry.value(u"identitytoken").toString().toUtf8();
    credentials.bearerToken = entry.value(u"registrytoken").toString().toUtf8();
    credentials.user = entry.value(u"username").toString();
    credentials.password = entry.value(u"password").toString().toUtf8();
    const QByteArray pair = QByteArray::fromBase64(entry.value(u"auth").toString().toLatin1());
    const qsizetype colon = pair.indexOf(':');
    if (colon > 0) {
        credentials.user = QString::fromUtf8(pair.first(colon));
        credentials.password = pair.mid(colon + 1);
        while (credentials.password.endsWith('\0')) { // some programs pad it
            credentials.password.chop(1);
        }
    }
    if (!credentials.areConfigured()) {
        return Error{.code = ErrorCode::NotFound,
            .message
            = u"Docker's config.json has an empty entry for %1: run `docker login`, or give the credentials in "
              "environment variables"_s.arg(registry.authority())};
    }
    return credentials;
}

} // namespace

Result<RegistryCredentials> credentialsFromDockerConfig(const QByteArray& json, const QUrl& registry)
{
    const QJsonDocument document = QJsonDocument::fromJson(json);
    if (!document.isObject()) {
        return Error{.code = ErrorCode::InvalidArgument,
            .message = u"This is no config.json of Docker: it is not a JSON object"_s};
    }
    const QJsonObject helpers = document.object().value(u"credHelpers").toObject();
    for (auto helper = helpers.begin(); helper != helpers.end(); ++helper) {
        if (isFor(helper.key(), registry)) {
            return usesHelper(registry, helper->toString());
        }
    }
    const QJsonObject auths = document.object().value(u"auths").toObject();
    const QString store = document.object().value(u"credsStore").toString();
    for (auto entry = auths.begin(); entry != auths.end(); ++entry) {
        if (!isFor(entry.key(), registry)) {
            continue;
        }
        const Result<RegistryCredentials> found = credentialsIn(entry->toObject(), registry);
        return found || store.isEmpty() ? found : usesHelper(registry, store);
    }
    return Error{.code = ErrorCode::NotFound,
        .message = u"Docker's config.json holds nothing for %1: run `docker login` for it, or give the credentials in "
                   "environment variables"_s.arg(registry.authority())};
}

} // namespace transship
