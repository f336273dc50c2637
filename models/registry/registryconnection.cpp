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
constexpr int mostRedirects = 5;

} // namespace

bool isRedirect(const HttpResponse& response)
{
    return response.status > 300 && response.status < 400 && response.status != 304;
}

qint64 RetryPolicy::randomUpTo(qint64 most)
{
    return QRandomGenerator::global()->bounded(most + 1);
}

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
    , m_client(new HttpClient(1, m_options.transport))
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
    Attempt attempt = [client = m_client](HttpRequest once, PlacePtr) { return client->send(std::move(once)); };
    co_return co_await exchange(std::move(request), std::move(scopes), std::move(attempt));
}

QCoro::Task<Result<HttpResponse>> RegistryConnection::fetch(HttpRequest request, QStringList scopes)
{
    const std::shared_ptr<RegistryConnection> self = shared_from_this();
    for (int redirects = 0; redirects <= mostRedirects; ++redirects) {
        Result<HttpResponse> response = co_await send(request, scopes);
        if (!response || !isRedirect(*response)) {
            co_return response;
        }
        const Result<QUrl> target = redirectTarget(request.url, response->header("Location"));
        if (!target) {
            co_return target.error();
        }
        request.url = *target;
    }
    co_return Error{.code = ErrorCode::Protocol,
        .message = explained({.code = ErrorCode::Protocol, .message = u"it redirects again and again"_s}).message};
}

QCoro::Task<Result<HttpResponse>> RegistryConnection::download(
    HttpRequest request, QStringList scopes, std::shared_ptr<RegistryDownload> download)
{
    const std::shared_ptr<RegistryConnection> self = shared_from_this();
    Attempt attempt = [this, download](HttpRequest once, PlacePtr place) {
        return openDownload(std::move(once), std::move(place), download);
    };
    const PlacePtr kept = download->place;
    co_return co_await exchange(std::move(request), std::move(scopes), std::move(attempt), kept);
}

QCoro::Task<Result<HttpResponse>> RegistryConnection::upload(
    HttpRequest request, QStringList scopes, qint64 size, HttpBodySource source)
{
    const std::shared_ptr<RegistryConnection> self = shared_from_this();
    if (m_options.url.scheme() == u"https" && request.url.scheme() != u"https") {
        co_return explained(Error{.code = ErrorCode::Protocol,
            .message
            = u"it wants uploads sent to %1, in the clear; have it tell https:// addresses or relative ones"_s.arg(
                request.url.host())});
    }
    QByteArray authorization;
    if (isOwnOrigin(request.url)) {
        const Result<QByteArray> header = co_await m_authenticator->authorization(scopes);
        if (!header) {
            co_return explained(header.error());
        }
        authorization = *header;
    }
    if (!authorization.isEmpty()) {
        request.headers.append({"Authorization", authorization});
    }
    Attempt attempt = [client = m_client, size, source](
                          HttpRequest once, PlacePtr) { return client->upload(std::move(once), size, source); };
    Result<HttpResponse> response = co_await attemptOnce(std::move(request), std::move(attempt), PlacePtr());
    if (!response) {
        co_return explained(response.error());
    }
    if (response->status == 401) {
        const Result<void> learned = m_authenticator->learn(*response, authorization, scopes);
        Error error = learned ? ociError(m_options.name, *response) : learned.error();
        error.retryable = learned.ok();
        co_return error;
    }
    co_return response;
}

QCoro::Task<Result<HttpResponse>> RegistryConnection::exchange(
    HttpRequest request, QStringList scopes, Attempt attempt, PlacePtr kept)
{
    for (int number = 1;; ++number) {
        Result<HttpResponse> response = co_await authorizedAttempt(request, scopes, attempt, kept);
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
    HttpRequest request, QStringList scopes, Attempt attempt, PlacePtr kept)
{
    if (!isOwnOrigin(request.url)) {
        co_return co_await attemptOnce(std::move(request), std::move(attempt), std::move(kept));
    }
    RegistryAuthenticator::Send once = [this, attempt = std::move(attempt), kept](HttpRequest authorized) {
        return attemptOnce(std::move(authorized), attempt, kept);
    };
    const RegistryAuthenticator::Exchange exchange
        = co_await m_authenticator->exchange(std::move(request), std::move(scopes), std::move(once));
    if (exchange.refused) {
        co_return *exchange.refused;
    }
    co_return exchange.response;
}

QCoro::Task<Result<HttpResponse>> RegistryConnection::attemptOnce(HttpRequest request, Attempt attempt, PlacePtr kept)
{
    const Result<PlacePtr> place = co_await takePlace(std::move(kept));
    if (!place) {
        co_return place.error();
    }
    if (!m_client || m_cancellation->isCanceled()) {
        co_return Cancellation::error();
    }
    ++m_traffic.requests;
    Result<HttpResponse> response = co_await attempt(std::move(request), *place);
    if (response) {
        m_governor->observe(*response);
    } else {
        m_governor->observe(response.error());
    }
    co_return response;
}

QCoro::Task<Result<RegistryConnection::PlacePtr>> RegistryConnection::takePlace(PlacePtr kept)
{
    if (kept) {
        const Result<RequestGovernor::PermitPtr> again
            = co_await m_governor->acquireAgain(kept->shared, m_cancellation);
        if (!again) {
            co_return again.error();
        }
        co_return kept;
    }
    const std::chrono::milliseconds pause(m_governor->state().waitMilliseconds);
    if (m_options.retry.longestPause && pause > *m_options.retry.longestPause) {
        co_return Error{.code = ErrorCode::RateLimited,
            .message = u"nothing is sent to it for another %1 s"_s.arg(pause.count() / 1000)};
    }
    const Result<RequestGovernor::PermitPtr> own = co_await m_places->acquire(m_cancellation);
    if (!own) {
        co_return own.error();
    }
    const Result<RequestGovernor::PermitPtr> shared = co_await m_governor->acquire(m_cancellation);
    if (!shared) {
        co_return shared.error();
    }
    co_return std::make_shared<RegistryPlace>(RegistryPlace{*own, *shared});
}

QCoro::Task<Result<HttpResponse>> RegistryConnection::openDownload(
    HttpRequest request, PlacePtr place, std::shared_ptr<RegistryDownload> download)
{
    Result<std::shared_ptr<HttpDownload>> opened = co_await m_client->download(std::move(request));
    if (!opened) {
        co_return opened.error();
    }
    const std::shared_ptr<HttpDownload> body = *opened;
    HttpResponse response = body->head();
    if (response.status == 200 || response.status == 206) {
        download->body = body;
        download->place = place;
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
    ++m_traffic.retries;
    const qint64 ceiling
        = std::min<qint64>(policy.longestDelay.count(), policy.firstDelay.count() << std::min(attempt - 1, 20));
    // What the registry asked for is waited out by everybody, in the governor.
    co_await pause(std::chrono::milliseconds(policy.jitter(ceiling)), m_cancellation);
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
