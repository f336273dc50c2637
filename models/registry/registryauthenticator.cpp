// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/registry/registryauthenticator.h"

#include "models/registry/authchallenge.h"
#include "models/registry/ocierror.h"
#include "models/registry/registrytokensigner.h"

#include <QDateTime>
#include <QJsonDocument>
#include <QJsonObject>
#include <QUrlQuery>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace transship {

namespace {

constexpr qsizetype mostTokens = 512;

QString keyOf(QStringList scopes)
{
    scopes.sort();
    return scopes.join(u' ');
}

} // namespace

RegistryAuthenticator::RegistryAuthenticator(QUrl registry, RegistryCredentials credentials, Send send)
    : m_registry(std::move(registry))
    , m_credentials(std::move(credentials))
    , m_send(std::move(send))
{
}

QCoro::Task<RegistryAuthenticator::Exchange> RegistryAuthenticator::exchange(
    HttpRequest request, QStringList scopes, Send attempt)
{
    const std::shared_ptr<RegistryAuthenticator> self = shared_from_this();
    for (bool renewed = false;; renewed = true) {
        const Result<QByteArray> header = co_await authorization(scopes);
        if (!header) {
            co_return Exchange{header.error()};
        }
        HttpRequest authorized = request;
        if (!header->isEmpty()) {
            authorized.headers.append({"Authorization", *header});
        }
        const Result<HttpResponse> response = co_await attempt(std::move(authorized));
        if (!response || response->status != 401) {
            co_return Exchange{response};
        }
        if (renewed) {
            co_return Exchange{response, refused(u"it refuses a new token, too: %1"_s.arg(ociErrorText(*response)))};
        }
        const Result<void> learned = learn(*response, *header, scopes);
        if (!learned) {
            co_return Exchange{response, learned.error()};
        }
    }
}

QCoro::Task<Result<QByteArray>> RegistryAuthenticator::authorization(QStringList scopes)
{
    if (!m_credentials.bearerToken.isEmpty()) {
        co_return QByteArray("Bearer " + m_credentials.bearerToken);
    }
    if (m_credentials.signer) {
        co_return mint(scopes);
    }
    if (m_scheme == Scheme::Basic) {
        co_return basicHeader();
    }
    if (m_scheme == Scheme::Unknown) {
        co_return QByteArray();
    }
    const std::shared_ptr<RegistryAuthenticator> self = shared_from_this();
    const QString key = keyOf(scopes);
    const auto known = m_tokens.constFind(key);
    if (known != m_tokens.cend() && !known->expires.hasExpired()) {
        co_return QByteArray("Bearer " + known->value);
    }
    std::shared_ptr<Fetch> fetch = m_fetches.value(key);
    if (!fetch) {
        fetch = std::make_shared<Fetch>();
        m_fetches.insert(key, fetch);
        fetch->task = fetchToken(scopes, fetch.get());
    }
    co_await *fetch->task;
    if (m_fetches.value(key) == fetch) {
        m_fetches.remove(key);
    }
    const Result<QByteArray>& token = *fetch->token;
    if (!token) {
        co_return token.error();
    }
    co_return QByteArray("Bearer " + *token);
}

Result<QByteArray> RegistryAuthenticator::mint(const QStringList& scopes)
{
    const QString key = keyOf(scopes);
    const auto known = m_tokens.constFind(key);
    if (known != m_tokens.cend() && !known->expires.hasExpired()) {
        return QByteArray("Bearer " + known->value);
    }
    const Result<QByteArray> token = m_credentials.signer->mint(scopes, QDateTime::currentDateTimeUtc());
    if (!token) {
        return token.error();
    }
    keep(key, *token, m_credentials.signer->lifetime());
    return QByteArray("Bearer " + *token);
}

void RegistryAuthenticator::keep(const QString& key, const QByteArray& token, std::chrono::milliseconds life)
{
    if (m_tokens.size() >= mostTokens) { // reads have a scope for each repository, and there may be millions
        m_tokens.removeIf([](const auto& known) { return known.value().expires.hasExpired(); });
    }
    if (m_tokens.size() >= mostTokens) {
        m_tokens.clear();
    }
    m_tokens.insert(key, Token{token, QDeadlineTimer(life * 4 / 5)});
}

void RegistryAuthenticator::forget(const QString& key, const QByteArray& used)
{
    const auto token = m_tokens.constFind(key);
    if (token != m_tokens.cend() && used == "Bearer " + token->value) {
        m_tokens.remove(key); // a newer one than the refused stays
    }
}

Result<void> RegistryAuthenticator::learn(
    const HttpResponse& response, const QByteArray& used, const QStringList& scopes)
{
    if (m_credentials.signer && m_credentials.bearerToken.isEmpty()) {
        forget(keyOf(scopes), used);
        return {};
    }
    const QList<AuthChallenge> challenges = parseAuthChallenges(response.header("WWW-Authenticate"));
    const auto offers = [&challenges](QStringView scheme) {
        return std::find_if(challenges.cbegin(), challenges.cend(),
            [scheme](const AuthChallenge& challenge) { return challenge.scheme == scheme; });
    };
    if (const auto bearer = offers(u"bearer"); bearer != challenges.cend() && m_credentials.bearerToken.isEmpty()) {
        return learnBearer(*bearer, used, scopes);
    }
    if (offers(u"basic") != challenges.cend() && m_credentials.hasPassword() && used != basicHeader()) {
        m_scheme = Scheme::Basic;
        return {};
    }
    return refused(m_credentials.areConfigured() ? u"the credentials are wrong or not enough for this"_s
                                                 : u"it asks for credentials and none are configured"_s);
}

Result<void> RegistryAuthenticator::learnBearer(
    const AuthChallenge& challenge, const QByteArray& used, const QStringList& scopes)
{
    const QUrl realm(challenge.parameters.value(u"realm"_s));
    if (realm.scheme() != u"https" && (realm.scheme() != u"http" || m_registry.scheme() == u"https")) {
        return refused(u"it names the token server \"%1\", which is not safe to ask"_s.arg(realm.toString()));
    }
    const QString key = keyOf(scopes);
    forget(key, used);
    m_scheme = Scheme::Bearer;
    m_realm = realm;
    m_service = challenge.parameters.value(u"service"_s);
    m_askedScope.insert(key, challenge.parameters.value(u"scope"_s));
    return {};
}

QByteArray RegistryAuthenticator::basicHeader() const
{
    const QByteArray pair = m_credentials.user.toUtf8() + ':' + m_credentials.password;
    return "Basic " + pair.toBase64();
}

QStringList RegistryAuthenticator::allScopes(const QStringList& scopes) const
{
    QStringList all = scopes;
    for (const QString& scope : m_askedScope.value(keyOf(scopes)).split(u' ', Qt::SkipEmptyParts)) {
        if (!all.contains(scope)) {
            all.append(scope);
        }
    }
    return all;
}

HttpRequest RegistryAuthenticator::tokenRequest(const QStringList& scopes) const
{
    QUrlQuery query(m_realm);
    if (!m_service.isEmpty()) {
        query.addQueryItem(u"service"_s, QString::fromLatin1(QUrl::toPercentEncoding(m_service)));
    }
    for (const QString& scope : allScopes(scopes)) {
        query.addQueryItem(u"scope"_s, QString::fromLatin1(QUrl::toPercentEncoding(scope, ":/,")));
    }
    if (m_credentials.hasPassword()) {
        query.addQueryItem(u"account"_s, QString::fromLatin1(QUrl::toPercentEncoding(m_credentials.user)));
    }
    HttpRequest request;
    request.url = m_realm;
    request.url.setQuery(query);
    if (m_credentials.hasPassword()) {
        request.headers.append({"Authorization", basicHeader()});
    }
    return request;
}

/// The OAuth2 way: the identity token is in the body, never in the URL.
HttpRequest RegistryAuthenticator::refreshRequest(const QStringList& scopes) const
{
    const auto field = [](const QByteArray& name, const QByteArray& value) -> QByteArray {
        return name + '=' + value.toPercentEncoding();
    };
    HttpRequest request;
    request.verb = "POST";
    request.url = m_realm;
    request.headers.append(qMakePair(QByteArray("Content-Type"), QByteArray("application/x-www-form-urlencoded")));
    request.body = QByteArrayList{field("grant_type", "refresh_token"), field("service", m_service.toUtf8()),
        field("client_id", "transship"), field("scope", allScopes(scopes).join(u' ').toUtf8()),
        field("refresh_token", m_credentials.identityToken)}
                       .join('&');
    return request;
}

/// Whoever waits keeps `fetch` alive.
QCoro::Task<> RegistryAuthenticator::fetchToken(QStringList scopes, Fetch* fetch)
{
    const std::shared_ptr<RegistryAuthenticator> self = shared_from_this();
    HttpRequest request = m_credentials.identityToken.isEmpty() ? tokenRequest(scopes) : refreshRequest(scopes);
    const Result<HttpResponse> response = co_await m_send(std::move(request));
    fetch->token = response ? takeToken(*response, keyOf(scopes)) : Result<QByteArray>(response.error());
}

Result<QByteArray> RegistryAuthenticator::takeToken(const HttpResponse& response, const QString& key)
{
    if (response.status == 401 || response.status == 403) {
        return refused(u"its token server says %1"_s.arg(ociErrorText(response)));
    }
    const QString what = u"Asking %1 for a token"_s.arg(m_realm.host());
    if (response.status != 200) {
        return ociError(what, response);
    }
    const QJsonObject object = QJsonDocument::fromJson(response.body).object();
    QString value = object.value(u"token").toString();
    if (value.isEmpty()) {
        value = object.value(u"access_token").toString();
    }
    if (value.isEmpty()) {
        return Error{.code = ErrorCode::Protocol, .message = what + u" gave an answer without one"_s};
    }
    const qint64 lifeSeconds = std::max<qint64>(1, object.value(u"expires_in").toInteger(60));
    keep(key, value.toLatin1(), std::chrono::seconds(std::min<qint64>(lifeSeconds, 24 * 60 * 60)));
    return value.toLatin1();
}

Error RegistryAuthenticator::refused(const QString& why) const
{
    return Error{.code = ErrorCode::Unauthorized,
        .message = u"The registry %1 lets nobody in: %2"_s.arg(m_registry.authority(), why),
        .httpStatus = 401};
}

} // namespace transship
