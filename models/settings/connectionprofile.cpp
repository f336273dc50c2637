// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/settings/connectionprofile.h"

#include "models/domain/enumnames.h"

namespace transship {
namespace {

using Kind = SecretSource::Kind;
using Proxy = ProxySettings::Kind;
using Method = RegistryLogin::Method;

constexpr std::array typeNames{
    EnumName<ProfileType>{ProfileType::Development, "development"},
    EnumName<ProfileType>{ProfileType::Staging, "staging"},
    EnumName<ProfileType>{ProfileType::Production, "production"},
};
constexpr std::array sourceNames{
    EnumName<Kind>{Kind::None, "none"},
    EnumName<Kind>{Kind::Keychain, "keychain"},
    EnumName<Kind>{Kind::Session, "session"},
    EnumName<Kind>{Kind::Environment, "environment"},
    EnumName<Kind>{Kind::File, "file"},
};
constexpr std::array proxyNames{
    EnumName<Proxy>{Proxy::None, "none"},
    EnumName<Proxy>{Proxy::System, "system"},
    EnumName<Proxy>{Proxy::Http, "http"},
    EnumName<Proxy>{Proxy::Socks5, "socks5"},
};
constexpr std::array methodNames{
    EnumName<Method>{Method::None, "none"},
    EnumName<Method>{Method::Token, "token"},
    EnumName<Method>{Method::SigningKey, "signing_key"},
    EnumName<Method>{Method::Password, "password"},
};
constexpr std::array secretNames{
    EnumName<ProfileSecret>{ProfileSecret::DatabasePassword, "database_password"},
    EnumName<ProfileSecret>{ProfileSecret::Registry, "registry"},
    EnumName<ProfileSecret>{ProfileSecret::ProxyPassword, "proxy_password"},
};

Error invalid(const QString& why)
{
    return {ErrorCode::InvalidArgument, why};
}

bool needsName(Kind kind)
{
    return kind == Kind::Environment || kind == Kind::File;
}

Result<void> validateSource(const SecretSource& source, const QString& what)
{
    if (needsName(source.kind) && source.name.isEmpty()) {
        return invalid(source.kind == Kind::File ? QStringLiteral("%1: name the file that holds it").arg(what)
                                                 : QStringLiteral("%1: name the environment variable").arg(what));
    }
    return {};
}

Result<void> validateRegistry(const ConnectionProfile& profile)
{
    const QUrl& url = profile.registryUrl;
    if (url.isEmpty()) {
        return {};
    }
    if (!url.isValid() || url.host().isEmpty() || (url.scheme() != u"http" && url.scheme() != u"https")) {
        return invalid(
            QStringLiteral("the registry's address is not usable; one such as https://registry.example.com is wanted"));
    }
    if (!url.userInfo().isEmpty()) {
        return invalid(QStringLiteral("the registry's address must not hold a user or password"));
    }
    const RegistryLogin& login = profile.login;
    if (login.method == Method::SigningKey && login.keyFile.isEmpty()) {
        return invalid(QStringLiteral("name the file with the registry's signing key"));
    }
    if (login.method == Method::Password && login.user.isEmpty()) {
        return invalid(QStringLiteral("name the user to log in with at the registry"));
    }
    if ((login.method == Method::Password || login.method == Method::Token) && login.secret.kind == Kind::None) {
        return invalid(QStringLiteral("say where the secret for the registry comes from"));
    }
    return validateSource(login.secret, QStringLiteral("the secret for the registry"));
}

Result<void> validateProxy(const ProxySettings& proxy)
{
    if ((proxy.kind == Proxy::Http || proxy.kind == Proxy::Socks5) && (proxy.host.isEmpty() || proxy.port == 0)) {
        return invalid(QStringLiteral("the proxy needs a host and a port"));
    }
    return validateSource(proxy.password, QStringLiteral("the password for the proxy"));
}

QJsonObject toJson(const SecretSource& source)
{
    QJsonObject json{{QStringLiteral("from"), toName(source.kind)}};
    if (needsName(source.kind)) {
        json[QStringLiteral("name")] = source.name;
    }
    return json;
}

/// Reads the members of one object; the first thing that is wrong stays.
class Reader {
public:
    Reader(const QJsonObject& json, QString path, std::optional<Error>& error)
        : m_json(json)
        , m_path(std::move(path))
        , m_error(error)
    {
    }

    QString text(const QString& key) const
    {
        const QJsonValue value = m_json.value(key);
        if (!value.isUndefined() && !value.isString()) {
            refuse(key, QStringLiteral("text is wanted"));
        }
        return value.toString();
    }

    template <typename E, std::size_t N>
    E name(const QString& key, const std::array<EnumName<E>, N>& names, const char* what) const
    {
        const Result<E> value = parseName(names, text(key), what);
        if (!value) {
            refuse(key, value.error().message);
        }
        return value ? *value : names.front().value;
    }

    Reader object(const QString& key) const
    {
        const QJsonValue value = m_json.value(key);
        if (!value.isUndefined() && !value.isObject()) {
            refuse(key, QStringLiteral("an object is wanted"));
        }
        return Reader(value.toObject(), m_path + key + u'.', m_error);
    }

    bool has(const QString& key) const { return m_json.contains(key); }

    SecretSource secret(const QString& key) const
    {
        if (!has(key)) {
            return {};
        }
        const Reader reader = object(key);
        const Kind kind = reader.name(QStringLiteral("from"), sourceNames, "source of a secret");
        return {kind, reader.text(QStringLiteral("name"))};
    }

    quint16 port(const QString& key) const
    {
        const int value = m_json.value(key).toInt(has(key) ? -1 : 0);
        if (value < 0 || value > std::numeric_limits<quint16>::max()) {
            refuse(key, QStringLiteral("a number from 1 to 65535 is wanted"));
            return 0;
        }
        return static_cast<quint16>(value);
    }

    void refuse(const QString& key, const QString& why) const
    {
        if (!m_error) {
            m_error = invalid(QStringLiteral("%1%2: %3").arg(m_path, key, why));
        }
    }

private:
    QJsonObject m_json;
    QString m_path;
    std::optional<Error>& m_error;
};

RegistryLogin readLogin(const Reader& registry)
{
    RegistryLogin login;
    if (registry.has(QStringLiteral("login"))) {
        login.method = registry.name(QStringLiteral("login"), methodNames, "way to log in");
    }
    login.user = registry.text(QStringLiteral("user"));
    login.secret = registry.secret(QStringLiteral("secret"));
    login.keyFile = registry.text(QStringLiteral("signing_key_file"));
    login.issuer = registry.text(QStringLiteral("token_issuer"));
    login.audience = registry.text(QStringLiteral("token_audience"));
    return login;
}

ProxySettings readProxy(const Reader& json)
{
    ProxySettings proxy;
    if (json.has(QStringLiteral("type"))) {
        proxy.kind = json.name(QStringLiteral("type"), proxyNames, "type of proxy");
    }
    proxy.host = json.text(QStringLiteral("host"));
    proxy.port = json.port(QStringLiteral("port"));
    proxy.user = json.text(QStringLiteral("user"));
    proxy.password = json.secret(QStringLiteral("password"));
    return proxy;
}

QJsonObject toJson(const QUrl& url, const RegistryLogin& login)
{
    QJsonObject json{{QStringLiteral("url"), url.toString()}, {QStringLiteral("login"), toName(login.method)}};
    switch (login.method) {
    case Method::None:
        break;
    case Method::Token:
        json[QStringLiteral("secret")] = toJson(login.secret);
        break;
    case Method::Password:
        json[QStringLiteral("user")] = login.user;
        json[QStringLiteral("secret")] = toJson(login.secret);
        break;
    case Method::SigningKey:
        json[QStringLiteral("signing_key_file")] = login.keyFile;
        json[QStringLiteral("token_issuer")] = login.issuer;
        json[QStringLiteral("token_audience")] = login.audience;
        break;
    }
    return json;
}

QJsonObject toJson(const ProxySettings& proxy)
{
    QJsonObject json{{QStringLiteral("type"), toName(proxy.kind)}};
    if (proxy.kind == Proxy::Http || proxy.kind == Proxy::Socks5) {
        json[QStringLiteral("host")] = proxy.host;
        json[QStringLiteral("port")] = proxy.port;
        json[QStringLiteral("user")] = proxy.user;
        json[QStringLiteral("password")] = toJson(proxy.password);
    }
    return json;
}

} // namespace

QString toName(ProfileType type)
{
    return nameOf(typeNames, type);
}

QString toName(SecretSource::Kind kind)
{
    return nameOf(sourceNames, kind);
}

QString toName(ProxySettings::Kind kind)
{
    return nameOf(proxyNames, kind);
}

QString toName(RegistryLogin::Method method)
{
    return nameOf(methodNames, method);
}

QString toName(ProfileSecret secret)
{
    return nameOf(secretNames, secret);
}

Result<ProfileType> profileTypeFromName(QStringView name)
{
    return parseName(typeNames, name, "type of profile");
}

const SecretSource& sourceOf(const ConnectionProfile& profile, ProfileSecret secret)
{
    switch (secret) {
    case ProfileSecret::DatabasePassword:
        return profile.databasePassword;
    case ProfileSecret::Registry:
        return profile.login.secret;
    case ProfileSecret::ProxyPassword:
        return profile.proxy.password;
    }
    Q_UNREACHABLE();
    return profile.databasePassword;
}

SecretSource& sourceOf(ConnectionProfile& profile, ProfileSecret secret)
{
    return const_cast<SecretSource&>(sourceOf(std::as_const(profile), secret));
}

QList<ProfileSecret> neededSecrets(const ConnectionProfile& profile)
{
    QList<ProfileSecret> needed;
    const bool hasRegistry = !profile.registryUrl.isEmpty();
    if (profile.database.backend() == Backend::PostgreSql && profile.databasePassword.kind != Kind::None) {
        needed << ProfileSecret::DatabasePassword;
    }
    if (hasRegistry && (profile.login.method == Method::Token || profile.login.method == Method::Password)) {
        needed << ProfileSecret::Registry;
    }
    const bool ownProxy = profile.proxy.kind == Proxy::Http || profile.proxy.kind == Proxy::Socks5;
    if (hasRegistry && ownProxy && profile.proxy.password.kind != Kind::None) {
        needed << ProfileSecret::ProxyPassword;
    }
    return needed;
}

Result<void> validate(const ConnectionProfile& profile)
{
    if (profile.name.trimmed().isEmpty()) {
        return invalid(QStringLiteral("the profile needs a name"));
    }
    if (profile.database.name().isEmpty()) {
        return invalid(profile.database.backend() == Backend::Sqlite
                ? QStringLiteral("name the file of the SQLite database")
                : QStringLiteral("name the database on the PostgreSQL server"));
    }
    if (!profile.database.password().isEmpty()) {
        return invalid(QStringLiteral("the database's address must not hold a password"));
    }
    for (const Result<void>& result :
        {validateSource(profile.databasePassword, QStringLiteral("the database's password")), validateRegistry(profile),
            validateProxy(profile.proxy)}) {
        if (!result) {
            return result;
        }
    }
    return {};
}

QJsonObject toJson(const ConnectionProfile& profile)
{
    QJsonObject database{{QStringLiteral("url"), profile.database.toUrlString()}};
    if (profile.database.backend() == Backend::PostgreSql) {
        database[QStringLiteral("password")] = toJson(profile.databasePassword);
    }
    QJsonObject json{{QStringLiteral("name"), profile.name}, {QStringLiteral("type"), toName(profile.type)},
        {QStringLiteral("database"), database}, {QStringLiteral("ca_file"), profile.caFile},
        {QStringLiteral("proxy"), toJson(profile.proxy)}};
    if (!profile.registryUrl.isEmpty()) {
        json[QStringLiteral("registry")] = toJson(profile.registryUrl, profile.login);
    }
    return json;
}

Result<ConnectionProfile> profileFromJson(const QJsonObject& json)
{
    std::optional<Error> error;
    const Reader reader(json, QString(), error);
    ConnectionProfile profile;
    profile.name = reader.text(QStringLiteral("name"));
    profile.type = reader.name(QStringLiteral("type"), typeNames, "type of profile");
    const Reader database = reader.object(QStringLiteral("database"));
    if (const auto url = DatabaseUrl::parse(database.text(QStringLiteral("url")))) {
        profile.database = *url;
    } else {
        database.refuse(QStringLiteral("url"), url.error().message);
    }
    profile.databasePassword = database.secret(QStringLiteral("password"));
    const Reader registry = reader.object(QStringLiteral("registry"));
    profile.registryUrl = QUrl(registry.text(QStringLiteral("url")), QUrl::StrictMode);
    profile.login = readLogin(registry);
    profile.caFile = reader.text(QStringLiteral("ca_file"));
    profile.proxy = readProxy(reader.object(QStringLiteral("proxy")));
    if (error) {
        return *error;
    }
    if (const Result<void> valid = validate(profile); !valid) {
        return valid.error();
    }
    return profile;
}

} // namespace transship
