// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/result.h"
#include "models/registry/cancellation.h"
#include "models/registry/httpclient.h"
#include "models/registry/registrycredentials.h"
#include "models/registry/requestgovernor.h"

#include <QCoroTask>
#include <QPointer>
#include <QStringList>
#include <QUrl>

#include <chrono>
#include <functional>
#include <memory>

namespace transship {

class RegistryAuthenticator;

/// How long to insist on a request that failed for a reason that may pass. Waits are drawn between 0 and the doubled
/// delay (full jitter); Retry-After is obeyed up to its limit.
struct RetryPolicy {
    int attempts = 6; ///< of one request, the first included
    int budget = 500; ///< retries of all requests of one connection
    std::chrono::milliseconds firstDelay = std::chrono::milliseconds(250);
    std::chrono::milliseconds longestDelay = std::chrono::seconds(20);
    std::chrono::milliseconds longestRetryAfter = std::chrono::minutes(5);
    /// Of the registry's pauses, how long a request waits for its end at most; longer ones are RateLimited at once.
    /// None: however long they are.
    std::optional<std::chrono::milliseconds> longestPause{};
    /// A number from 0 to the given one, both included; tests replace chance by their own.
    std::function<qint64(qint64)> jitter = randomUpTo;

    static qint64 randomUpTo(qint64 most);
};

/// What one connection has sent and received so far.
struct RegistryTraffic {
    qint64 requests = 0; ///< on the wire, repeated ones too; without those to token servers
    qint64 retries = 0;
};

/// A request's place: among those of its connection, and among those of all at that registry.
struct RegistryPlace {
    RequestGovernor::PermitPtr own;
    RequestGovernor::PermitPtr shared;
};

/// An answer whose body is still to be read; counts among the registry's requests until dropped.
struct RegistryDownload {
    std::shared_ptr<HttpDownload> body;
    qint64 offset = 0; ///< where in the blob the body begins
    /// Set before the download begins: the place of one that broke off. Who continues must not queue for a place again:
    /// those who hold places may be waiting for him.
    std::shared_ptr<RegistryPlace> place;
};

/// One purpose's talk with one registry: logs in, retries what may pass, obeys the governor, stops when canceled.
/// Credentials go to no other origin. Thread: one, with an event loop. Always shared; calls keep it alive.
class RegistryConnection : public std::enable_shared_from_this<RegistryConnection> {
public:
    struct Options {
        QUrl url; ///< http or https, no path
        RegistryCredentials credentials;
        QString name; ///< for messages: "the source registry"
        RetryPolicy retry;
        HttpTransport transport{};
    };
    RegistryConnection(
        Options options, std::shared_ptr<RequestGovernor> governor, std::shared_ptr<Cancellation> cancellation);
    ~RegistryConnection();
    Q_DISABLE_COPY_MOVE(RegistryConnection)

    const QUrl& url() const { return m_options.url; }
    const QString& name() const { return m_options.name; }
    const std::shared_ptr<Cancellation>& cancellation() const { return m_cancellation; }
    const RegistryTraffic& traffic() const { return m_traffic; }
    GovernorState governorState() const { return m_governor->state(); }

    /// An absolute URL from one that may be relative to the registry; path and query stay as they are encoded.
    QUrl resolve(const QByteArray& pathOrUrl) const;

    /// Every status that no retry can help is a response; 401 is an error.
    QCoro::Task<Result<HttpResponse>> send(HttpRequest request, QStringList scopes);
    /// As send(), for GET and HEAD: follows redirects by hand, without credentials to another origin.
    QCoro::Task<Result<HttpResponse>> fetch(HttpRequest request, QStringList scopes);
    /// As send(); the download is null for any status but 200 and 206, whose (short) body is in the response.
    QCoro::Task<Result<HttpResponse>> download(
        HttpRequest request, QStringList scopes, std::shared_ptr<RegistryDownload> download);
    /// Tried once, since the source cannot be rewound; a token that ended is an error that may be tried again. Refuses
    /// to send in the clear what came to an https registry.
    QCoro::Task<Result<HttpResponse>> upload(
        HttpRequest request, QStringList scopes, qint64 size, HttpBodySource source);

    /// Waits before attempt number `attempt` (1 = first retry); false when no retry is left.
    QCoro::Task<bool> waitBeforeRetry(int attempt, std::optional<std::chrono::milliseconds> atLeast);

private:
    using PlacePtr = std::shared_ptr<RegistryPlace>;
    using Attempt = std::function<QCoro::Task<Result<HttpResponse>>(HttpRequest, PlacePtr)>;

    QCoro::Task<Result<HttpResponse>> exchange(
        HttpRequest request, QStringList scopes, Attempt attempt, PlacePtr kept = {});
    QCoro::Task<Result<HttpResponse>> authorizedAttempt(
        HttpRequest request, QStringList scopes, Attempt attempt, PlacePtr kept);
    QCoro::Task<Result<HttpResponse>> attemptOnce(HttpRequest request, Attempt attempt, PlacePtr kept);
    QCoro::Task<Result<PlacePtr>> takePlace(PlacePtr kept);
    QCoro::Task<Result<HttpResponse>> openDownload(
        HttpRequest request, PlacePtr place, std::shared_ptr<RegistryDownload> download);
    bool isOwnOrigin(const QUrl& url) const;
    Error explained(Error error) const;

    Options m_options;
    std::shared_ptr<RequestGovernor> m_governor;
    /// Our own share: what waited inside the client would hold a place among everybody's, and go in a pause.
    std::shared_ptr<RequestGovernor> m_places = std::make_shared<RequestGovernor>(HttpClient::maxInFlightPerHost);
    std::shared_ptr<Cancellation> m_cancellation;
    QPointer<HttpClient> m_client;
    std::shared_ptr<RegistryAuthenticator> m_authenticator;
    int m_retriesLeft;
    RegistryTraffic m_traffic;
};

/// 301, 302, 303, 307, 308.
bool isRedirect(const HttpResponse& response);

/// Where a redirect leads. Refused: other schemes than http and https, and the way from https down to http.
Result<QUrl> redirectTarget(const QUrl& from, const QByteArray& location);

} // namespace transship
