// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/registry/registryconnection.h"

#include "models/registry/ocierror.h"
#include "models/registry/registryauthenticator.h"

#include <QDateTime>
#include <QRandomGenerator>

using namespace Qt::StringLiterals;

namespace transship {

namespace {

int effectivePort(const QUrl& url)
{
    return url.port(url.scheme() == u"https" ? 443 : 80);
}

bool sameOrigin(const QUrl& a, const QUrl& b)
{
    return a.scheme() == b.scheme() && a.host() == b.host() && effectivePort(a) == effectivePort(b);
}

constexpr qint64 longestErrorBody = 64 * 1024;

} // namespace

Result<QUrl> redirectTarget(const QUrl& from, const QByteArray& location)
{
    const QUrl to = from.resolved(QUrl::fromEncoded(location));
    const bool web = to.scheme() == u"https" || (to.scheme() == u"http" && from.scheme() != u"https");
    if (location.isEmpty() || !to.isValid() || to.host().isEmpty() || !web) {
        return Error{.code = ErrorCode::Protocol,
            .message = u"%1 redirects to \"%2\", which is not followed"_s.arg(
                from.host(), to.toString(QUrl::RemoveQuery | QUrl::RemoveUserInfo))};
    }
    return to;
}

RegistryConnection::RegistryConnection(
    Options options, std::shared_ptr<RequestGovernor> governor, std::shared_ptr<Cancellation> cancellation)
    : m_options(std::move(options))
    , m_governor(std::move(governor))
    , m_cancellation(std::move(cancellation))
    , m_client(new HttpClient)
    , m_retriesLeft(m_options.retry.budget)
{
    // Its destruction answers everything under way with Canceled; later, since we may be inside one of its answers.
    QObject::connect(m_cancellation.get(), &Cancellation::canceled, m_client.data(), &QObject::deleteLater);
    m_authenticator = std::make_shared<RegistryAuthenticator>(m_options.url, m_options.credentials,
        [client = m_client](HttpRequest request) -> QCoro::Task<Result<HttpResponse>> {
            if (!client) {
                return []() -> QCoro::Task<Result<HttpResponse>> { co_return Cancellation::error(); }();
            }
            return client->send(std::move(request));
        });
}

RegistryConnection::~RegistryConnection()
{
    if (m_client) {
        m_client->deleteLater();
    }
}

QUrl RegistryConnection::resolve(const QByteArray& pathOrUrl) const
{
    return m_options.url.resolved(QUrl::fromEncoded(pathOrUrl));
}

bool RegistryConnection::isOwnOrigin(const QUrl& url) const
{
    return sameOrigin(url, m_options.url);
}

QCoro::Task<Result<HttpResponse>> RegistryConnection::send(HttpRequest request, QStringList scopes)
{
    const std::shared_ptr<RegistryConnection> self = shared_from_this();
    Attempt attempt = [client = m_client](HttpRequest once, PermitPtr) { return client->send(std::move(once)); };
    co_return co_await exchange(std::move(request), std::move(scopes), std::move(attempt));
}

QCoro::Task<Result<HttpResponse>> RegistryConnection::download(
    HttpRequest request, QStringList scopes, std::shared_ptr<RegistryDownload> download)
{
    const std::shared_ptr<RegistryConnection> self = shared_from_this();
    Attempt attempt = [this, download](HttpRequest once, PermitPtr permit) {
        return openDownload(std::move(once), std::move(permit), download);
    };
    co_return co_await exchange(std::move(request), std::move(scopes), std::move(attempt));
}

QCoro::Task<Result<HttpResponse>> RegistryConnection::upload(
    HttpRequest request, QStringList scopes, qint64 size, HttpBodySource source)
{
    const std::shared_ptr<RegistryConnection> self = shared_from_this();
    if (isOwnOrigin(request.url)) {
        Result<QByteArray> authorization = co_await m_authenticator->authorization(scopes);
        if (!authorization) {
            co_return explained(authorization.error());
        }
        if (!authorization->isEmpty()) {
            request.headers.append({"Authorization", *authorization});
        }
    }
    Attempt attempt = [client = m_client, size, source](
                          HttpRequest once, PermitPtr) { return client->upload(std::move(once), size, source); };
    Result<HttpResponse> response = co_await attemptOnce(std::move(request), std::move(attempt));
    if (!response) {
        co_return explained(response.error());
    }
    co_return response;
}

QCoro::Task<Result<HttpResponse>> RegistryConnection::exchange(HttpRequest request, QStringList scopes, Attempt attempt)
{
    for (int number = 1;; ++number) {
        Result<HttpResponse> response = co_await authorizedAttempt(request, scopes, attempt);
        const bool again = response ? isTransient(*response) : response.error().retryable;
        if (!again || number >= m_options.retry.attempts) {
            if (!response) {
                co_return explained(response.error());
            }
            co_return response;
        }
        std::optional<std::chrono::milliseconds> asked;
        if (response) {
            asked = retryAfter(*response, QDateTime::currentDateTimeUtc());
        }
        if (!co_await waitBeforeRetry(number, asked)) {
            if (m_cancellation->isCanceled()) {
                co_return Cancellation::error();
            }
            co_return response;
        }
    }
}

QCoro::Task<Result<HttpResponse>> RegistryConnection::authorizedAttempt(
    HttpRequest request, QStringList scopes, Attempt attempt)
{
    if (!isOwnOrigin(request.url)) {
        co_return co_await attemptOnce(std::move(request), std::move(attempt));
    }
    RegistryAuthenticator::Send once
        = [this, attempt = std::move(attempt)](HttpRequest authorized) { return attemptOnce(authorized, attempt); };
    const RegistryAuthenticator::Exchange exchange
        = co_await m_authenticator->exchange(std::move(request), std::move(scopes), std::move(once));
    if (exchange.refused) {
        co_return *exchange.refused;
    }
    co_return exchange.response;
}

QCoro::Task<Result<HttpResponse>> RegistryConnection::attemptOnce(HttpRequest request, Attempt attempt)
{
    PermitPtr permit = co_await m_governor->acquire(m_cancellation);
    if (!permit || !m_client || m_cancellation->isCanceled()) {
        co_return Cancellation::error();
    }
    co_return co_await attempt(std::move(request), permit);
}

QCoro::Task<Result<HttpResponse>> RegistryConnection::openDownload(
    HttpRequest request, PermitPtr permit, std::shared_ptr<RegistryDownload> download)
{
    Result<std::shared_ptr<HttpDownload>> opened = co_await m_client->download(std::move(request));
    if (!opened) {
        co_return opened.error();
    }
    const std::shared_ptr<HttpDownload> body = *opened;
    HttpResponse response = body->head();
    if (response.status == 200 || response.status == 206) {
        download->body = body;
        download->permit = permit;
        co_return response;
    }
    const Result<QByteArray> words = co_await body->readAll(longestErrorBody);
    if (words) {
        response.body = *words;
    }
    co_return response;
}

QCoro::Task<bool> RegistryConnection::waitBeforeRetry(int attempt, std::optional<std::chrono::milliseconds> atLeast)
{
    const RetryPolicy& policy = m_options.retry;
    if (m_retriesLeft <= 0 || (atLeast && *atLeast > policy.longestRetryAfter)) {
        co_return false;
    }
    --m_retriesLeft;
    if (atLeast) {
        m_governor->pauseFor(*atLeast); // for every import, not just this one
    }
    const qint64 ceiling
        = std::min<qint64>(policy.longestDelay.count(), policy.firstDelay.count() << std::min(attempt - 1, 20));
    const qint64 jitter = QRandomGenerator::global()->bounded(ceiling + 1);
    co_await pause(atLeast.value_or(std::chrono::milliseconds(0)) + std::chrono::milliseconds(jitter), m_cancellation);
    co_return !m_cancellation->isCanceled();
}

Error RegistryConnection::explained(Error error) const
{
    if (error.code != ErrorCode::Canceled && error.code != ErrorCode::Unauthorized
        && !error.message.contains(m_options.name)) {
        error.message = u"%1 (%2): %3"_s.arg(m_options.name, m_options.url.authority(), error.message);
    }
    return error;
}

} // namespace transship
