// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/result.h"
#include "models/registry/authchallenge.h"
#include "models/registry/httpclient.h"
#include "models/registry/registrycredentials.h"

#include <QCoroTask>
#include <QDeadlineTimer>
#include <QHash>
#include <QStringList>
#include <QUrl>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>

namespace transship {

/// Logs in at one registry: nothing, basic, a ready token, tokens of our own making, or tokens from the server the
/// registry names (Docker's token flow). A token is kept for 80 % of its life, one for each set of scopes. Without a
/// token it knows nothing until the first 401 teaches it.
/// Thread: one. Keep it alive (shared) while a call is under way.
class RegistryAuthenticator : public std::enable_shared_from_this<RegistryAuthenticator> {
public:
    using Send = std::function<QCoro::Task<Result<HttpResponse>>(HttpRequest)>;

    struct Exchange {
        Result<HttpResponse> response; ///< a 401 is one; an error is that of the way or of the token server
        std::optional<Error> refused{}; ///< with a 401: why there is no point in asking again
    };

    /// `send` talks to the token server, which is often another host than the registry.
    RegistryAuthenticator(QUrl registry, RegistryCredentials credentials, Send send);

    /// Sends one request to the registry as `attempt` does it, authorized; after a 401 that teaches something or ends
    /// the life of a token, once more.
    QCoro::Task<Exchange> exchange(HttpRequest request, QStringList scopes, Send attempt);

    /// The Authorization header for a request to the registry; empty: send none.
    QCoro::Task<Result<QByteArray>> authorization(QStringList scopes);

    /// What a 401 says. `used` is the header the refused request had. Unauthorized when nothing better is known; else
    /// ask authorization() again.
    Result<void> learn(const HttpResponse& response, const QByteArray& used, const QStringList& scopes);

private:
    enum class Scheme { Unknown, Basic, Bearer };
    struct Token {
        QByteArray value;
        QDeadlineTimer expires;
    };
    /// A token under way. The answer is not the task's own: that would be moved out by the first of those who wait.
    struct Fetch {
        std::optional<QCoro::Task<>> task{};
        std::optional<Result<QByteArray>> token{};
    };

    Result<void> learnBearer(const AuthChallenge& challenge, const QByteArray& used, const QStringList& scopes);
    Result<QByteArray> mint(const QStringList& scopes);
    void keep(const QString& key, const QByteArray& token, std::chrono::milliseconds life);
    void forget(const QString& key, const QByteArray& used);
    QByteArray basicHeader() const;
    QStringList allScopes(const QStringList& scopes) const;
    HttpRequest tokenRequest(const QStringList& scopes) const;
    HttpRequest refreshRequest(const QStringList& scopes) const;
    QCoro::Task<> fetchToken(QStringList scopes, Fetch* fetch);
    Result<QByteArray> takeToken(const HttpResponse& response, const QString& key);
    Error refused(const QString& why) const;

    QUrl m_registry;
    RegistryCredentials m_credentials;
    Send m_send;
    Scheme m_scheme = Scheme::Unknown;
    QUrl m_realm;
    QString m_service;
    QHash<QString, QString> m_askedScope; ///< by our scopes: what the registry's challenge named
    QHash<QString, Token> m_tokens; ///< by our scopes
    QHash<QString, std::shared_ptr<Fetch>> m_fetches; ///< under way; others wait for the same answer
};

} // namespace transship
