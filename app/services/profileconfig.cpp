// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/profileconfig.h"

#include "app/services/registrylogin.h"
#include "models/domain/elsewhere.h"
#include "models/registry/registrytokensigner.h"

#include <QCoroFuture>

namespace transship {
namespace {

using Secrets = QHash<ProfileSecret, QByteArray>;

/// What is in files, or has to be asked of the system.
struct Surroundings {
    HttpTransport transport{};
    std::shared_ptr<const RegistryTokenSigner> signer{};
};

QCoro::Task<Result<Secrets>> readSecrets(ConnectionProfile profile, std::shared_ptr<SecretStore> store)
{
    Secrets secrets;
    for (const ProfileSecret which : neededSecrets(profile)) {
        const Result<QByteArray> secret = co_await store->read(profile, which);
        if (!secret) {
            co_return secret.error();
        }
        secrets.insert(which, *secret);
    }
    co_return secrets;
}

QNetworkProxy proxyOf(const ConnectionProfile& profile)
{
    const ProxySettings& proxy = profile.proxy;
    switch (proxy.kind) {
    case ProxySettings::Kind::None:
        break;
    case ProxySettings::Kind::System:
        return systemProxyFor(profile.registryUrl);
    case ProxySettings::Kind::Http:
        return QNetworkProxy(QNetworkProxy::HttpProxy, proxy.host, proxy.port);
    case ProxySettings::Kind::Socks5:
        return QNetworkProxy(QNetworkProxy::Socks5Proxy, proxy.host, proxy.port);
    }
    return QNetworkProxy(QNetworkProxy::NoProxy);
}

Result<Surroundings> readSurroundings(const ConnectionProfile& profile)
{
    Surroundings surroundings;
    if (!profile.caFile.isEmpty()) {
        const Result<QList<QSslCertificate>> authorities = readAuthorities(profile.caFile);
        if (!authorities) {
            return authorities.error();
        }
        surroundings.transport.authorities = *authorities;
    }
    if (profile.registryUrl.isEmpty()) {
        return surroundings;
    }
    surroundings.transport.proxy = proxyOf(profile);
    if (profile.login.method == RegistryLogin::Method::SigningKey) {
        RegistryTokenSigner::Options options;
        options.issuer = profile.login.issuer.isEmpty() ? options.issuer : profile.login.issuer;
        options.audience = profile.login.audience.isEmpty() ? options.audience : profile.login.audience;
        const auto signer = RegistryTokenSigner::fromFile(profile.login.keyFile, options);
        if (!signer) {
            return signer.error();
        }
        surroundings.signer = *signer;
    }
    return surroundings;
}

Result<RegistryCredentials> credentialsOf(
    const ConnectionProfile& profile, const Secrets& secrets, const Surroundings& surroundings)
{
    RegistryCredentials credentials;
    credentials.signer = surroundings.signer;
    if (profile.login.method == RegistryLogin::Method::Token) {
        credentials.bearerToken = secrets.value(ProfileSecret::Registry).trimmed();
        const QString source = QStringLiteral("the profile \"%1\"").arg(profile.name);
        if (const Result<void> fit = checkToken(credentials.bearerToken, source); !fit) {
            return fit.error();
        }
    } else if (profile.login.method == RegistryLogin::Method::Password) {
        credentials.user = profile.login.user;
        credentials.password = secrets.value(ProfileSecret::Registry);
    }
    return credentials;
}

/// With a CA file a server has to prove who it is, unless the address says otherwise.
DatabaseUrl databaseOf(const ConnectionProfile& profile, const QByteArray& password)
{
    DatabaseUrl url = profile.database;
    if (!password.isEmpty()) {
        url = url.withPassword(QString::fromUtf8(password));
    }
    if (!profile.caFile.isEmpty()) {
        url = url.withDefaultOption(QStringLiteral("sslrootcert"), profile.caFile)
                  .withDefaultOption(QStringLiteral("sslmode"), QStringLiteral("verify-full"));
    }
    return url;
}

} // namespace

QCoro::Task<Result<ServicesConfig>> configOf(ConnectionProfile profile, std::shared_ptr<SecretStore> secrets)
{
    const Result<void> valid = validate(profile);
    if (!valid) {
        co_return valid.error();
    }
    const Result<Secrets> known = co_await readSecrets(profile, secrets);
    if (!known) {
        co_return known.error();
    }
    const std::function<Result<Surroundings>()> reading = [profile] { return readSurroundings(profile); };
    const QFuture<Result<Surroundings>> future = runElsewhere(reading);
    const Result<Surroundings> surroundings = co_await future;
    if (!surroundings) {
        co_return surroundings.error();
    }
    const Result<RegistryCredentials> credentials = credentialsOf(profile, *known, *surroundings);
    if (!credentials) {
        co_return credentials.error();
    }
    ServicesConfig config;
    config.database = databaseOf(profile, known->value(ProfileSecret::DatabasePassword));
    config.registryUrl = profile.registryUrl;
    config.registryCredentials = *credentials;
    config.transport = surroundings->transport;
    if (!profile.proxy.user.isEmpty()) {
        config.transport.proxy.setUser(profile.proxy.user);
        config.transport.proxy.setPassword(QString::fromUtf8(known->value(ProfileSecret::ProxyPassword)));
    }
    config.actor = defaultActor();
    config.profile = profile.name;
    config.readOnly = profile.isProduction();
    co_return config;
}

} // namespace transship
