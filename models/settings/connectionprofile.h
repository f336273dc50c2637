// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/result.h"
#include "models/settings/secretsource.h"
#include "models/storage/databaseurl.h"

#include <QJsonObject>
#include <QList>
#include <QString>
#include <QUrl>

namespace transship {

/// What a mistake would cost. Production is marked everywhere and is read-only until unlocked.
enum class ProfileType { Development, Staging, Production };

/// The way to the registry; the database is reached without it (libpq knows no proxies).
struct ProxySettings {
    enum class Kind {
        None, ///< straight, whatever the system says
        System, ///< what the desktop or http_proxy, https_proxy and no_proxy say
        Http,
        Socks5,
    };
    Kind kind = Kind::None;
    QString host{}; ///< with Http and Socks5
    quint16 port = 0;
    QString user{}; ///< empty: it asks for none
    SecretSource password{};

    bool operator==(const ProxySettings& other) const = default;
};

/// How to log in at the registry that imports.
struct RegistryLogin {
    enum class Method { None, Token, SigningKey, Password };

    Method method = Method::None;
    QString user{}; ///< with Password
    SecretSource secret{}; ///< the token or the password
    QString keyFile{}; ///< with SigningKey: the private key, PEM
    QString issuer{}; ///< with SigningKey; empty: the standard one
    QString audience{}; ///< likewise

    bool operator==(const RegistryLogin& other) const = default;
};

/// Everything that is needed to work on one migration, except the secrets themselves. A plain value: any thread.
struct ConnectionProfile {
    QString name;
    ProfileType type = ProfileType::Development;
    DatabaseUrl database = DatabaseUrl::defaultUrl(); ///< without a password
    SecretSource databasePassword{};
    QUrl registryUrl{}; ///< empty: none
    RegistryLogin login{};
    QString caFile{}; ///< PEM; trusted besides the system's by the registry's connections, alone by PostgreSQL's
    ProxySettings proxy{};

    bool isProduction() const { return type == ProfileType::Production; }
    bool operator==(const ConnectionProfile& other) const = default;
};

/// Which of a profile's secrets is meant; a part of its name in the keychain.
enum class ProfileSecret { DatabasePassword, Registry, ProxyPassword };

QString toName(ProfileType type);
QString toName(SecretSource::Kind kind);
QString toName(ProxySettings::Kind kind);
QString toName(RegistryLogin::Method method);
QString toName(ProfileSecret secret);
Result<ProfileType> profileTypeFromName(QStringView name);

/// Where that secret comes from.
const SecretSource& sourceOf(const ConnectionProfile& profile, ProfileSecret secret);
SecretSource& sourceOf(ConnectionProfile& profile, ProfileSecret secret);

/// The secrets without which nothing can be opened; those that the profile says there are none of are left out.
QList<ProfileSecret> neededSecrets(const ConnectionProfile& profile);

/// What is wrong with it, in words for the one who fills it in; says the first thing only.
Result<void> validate(const ConnectionProfile& profile);

/// As it is stored; the order and names of the keys are an interface.
QJsonObject toJson(const ConnectionProfile& profile);
/// InvalidArgument names the key that is wrong; never a default in its place.
Result<ConnectionProfile> profileFromJson(const QJsonObject& json);

} // namespace transship
