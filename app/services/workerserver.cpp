// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/workerserver.h"

#include "models/migration/notificationreceiver.h"
#include "models/migration/runningtasks.h"
#include "models/registry/httpserver.h"
#include "models/registry/metricstext.h"
#include "models/registry/notificationendpoint.h"
#include "models/storage/storageworker.h"

#include <QCoroFuture>
#include <QCoroSignal>
#include <QFutureWatcher>
#include <QJsonDocument>
#include <QThread>

namespace transship {
namespace {

using namespace std::chrono_literals;

/// A registry gives up on a notification after a few seconds, and so does who asks how we are.
constexpr std::chrono::milliseconds databasePatience = 3s;
constexpr qint64 mostRequestBytes = 256 * 1024;

using Facts = Result<RolloutFacts>;
using Taken = Result<void>;

QCoro::Task<> deliver(
    NotificationReceiver* receiver, ImportStatusReport report, std::shared_ptr<QPromise<Taken>> promise)
{
    const Taken taken = co_await receiver->take(report);
    promise->addResult(taken);
    promise->finish();
}

/// Over to the receiver's thread and back.
QCoro::Task<Taken> take(NotificationReceiver* receiver, ImportStatusReport report)
{
    const auto promise = std::make_shared<QPromise<Taken>>();
    const QFuture<Taken> future = promise->future();
    promise->start();
    QMetaObject::invokeMethod(
        receiver, [=] { deliver(receiver, report, promise); }, Qt::QueuedConnection);
    co_return co_await future;
}

HttpAnswer onlyGet()
{
    HttpAnswer answer;
    answer.status = 405;
    answer.headers.append({QByteArray("Allow"), QByteArray("GET, HEAD")});
    return answer;
}

HttpAnswer json(int status, const QJsonObject& object)
{
    HttpAnswer answer;
    answer.status = status;
    answer.body = QJsonDocument(object).toJson(QJsonDocument::Compact);
    return answer;
}

} // namespace

/// What lives in the server's thread.
class ServerSide : public QObject {
public:
    ServerSide(const WorkerServer::Options& options, const DatabaseUrl& database, NotificationReceiver* receiver,
        WorkerMetrics& metrics)
        : m_endpoint(
            options.secret, [receiver](ImportStatusReport report) { return take(receiver, std::move(report)); })
        , m_metrics(metrics)
        , m_storage(database, Access::ReadOnly, QStringLiteral("health"))
    {
    }

    Result<void> listen(const WorkerServer::Options& options)
    {
        m_server
            = std::make_unique<HttpServer>([this](HttpServerRequest request) { return handle(std::move(request)); });
        HttpServer::Options limits;
        limits.address = options.address;
        limits.port = options.port;
        limits.maxRequestBytes = mostRequestBytes;
        limits.idleTimeout = options.idleTimeout;
        return m_server->listen(limits);
    }
    quint16 port() const { return m_server->port(); }

    QCoro::Task<> close(std::shared_ptr<QPromise<void>> closed)
    {
        m_server.reset();
        co_await m_tasks.finished();
        closed->finish();
    }

private:
    QCoro::Task<HttpAnswer> handle(HttpServerRequest request);
    QCoro::Task<Facts> facts();
    QCoro::Task<HttpAnswer> health();
    QCoro::Task<HttpAnswer> metricsText();

    RunningTasks m_tasks{this}; // a child: moves to the thread with us
    NotificationEndpoint m_endpoint;
    WorkerMetrics& m_metrics;
    StorageWorker m_storage;
    QFuture<Facts> m_asked; ///< one question at a time: a database that hangs must not be asked ever more
    std::unique_ptr<HttpServer> m_server;
};

QCoro::Task<HttpAnswer> ServerSide::handle(HttpServerRequest request)
{
    const auto running = m_tasks.enter();
    if (NotificationEndpoint::isAddressedBy(request)) {
        HttpAnswer answer = co_await m_endpoint.handle(std::move(request));
        m_metrics.countNotification(answer.status);
        co_return answer;
    }
    const bool asksHealth = request.path == u"/healthz";
    if (!asksHealth && request.path != u"/metrics") {
        co_return json(404, {{QStringLiteral("message"), QStringLiteral("There is nothing here")}});
    }
    if (request.method != "GET" && request.method != "HEAD") {
        co_return onlyGet();
    }
    if (asksHealth) {
        co_return co_await health();
    }
    co_return co_await metricsText();
}

QCoro::Task<Facts> ServerSide::facts()
{
    if (!m_asked.isRunning()) {
        m_asked = m_storage.run([](Stores& stores) -> Facts {
            const Result<StateCounts> counts = stores.repositories.countByState();
            if (!counts) {
                return counts.error();
            }
            const Result<Policy> policy = stores.settings.policy();
            if (!policy) {
                return policy.error();
            }
            return RolloutFacts{*counts, policy->capacity, policy->enabled};
        });
    }
    QFutureWatcher<Facts> watcher;
    watcher.setFuture(m_asked);
    if (!watcher.isFinished()) {
        co_await qCoro(&watcher, &QFutureWatcherBase::finished, databasePatience);
    }
    if (!watcher.isFinished()) {
        co_return Error{ErrorCode::Timeout,
            QStringLiteral("the database has not answered for %1 s").arg(databasePatience.count() / 1000)};
    }
    co_return watcher.result();
}

QCoro::Task<HttpAnswer> ServerSide::health()
{
    const Facts known = co_await facts();
    QJsonObject object{{QStringLiteral("status"), known ? QStringLiteral("ok") : QStringLiteral("unavailable")},
        {QStringLiteral("database"), known ? QStringLiteral("up") : QStringLiteral("down")},
        {QStringLiteral("version"), QStringLiteral(TRANSSHIP_VERSION)}};
    if (!known) {
        object[QStringLiteral("reason")] = known.error().message;
    }
    co_return json(known ? 200 : 503, object);
}

QCoro::Task<HttpAnswer> ServerSide::metricsText()
{
    const Facts known = co_await facts();
    HttpAnswer answer;
    answer.contentType = MetricFamily::contentType;
    answer.body
        = m_metrics.toText(known ? std::optional(*known) : std::nullopt, m_server ? m_server->connectionCount() : 0);
    co_return answer;
}

class WorkerServer::Private {
public:
    Private(Options o, DatabaseUrl url, NotificationReceiver& r, WorkerMetrics& m)
        : options(std::move(o))
        , database(std::move(url))
        , receiver(r)
        , metrics(m)
    {
    }

    Options options;
    DatabaseUrl database;
    NotificationReceiver& receiver;
    WorkerMetrics& metrics;
    QThread thread;
    ServerSide* side = nullptr; ///< lives in the thread and goes with it
    quint16 port = 0;
};

WorkerServer::WorkerServer(
    Options options, const DatabaseUrl& database, NotificationReceiver& receiver, WorkerMetrics& metrics)
    : d(std::make_unique<Private>(std::move(options), database, receiver, metrics))
{
    d->thread.setObjectName(QStringLiteral("http"));
}

WorkerServer::~WorkerServer()
{
    d->thread.quit();
    d->thread.wait();
}

Result<void> WorkerServer::listen()
{
    d->side = new ServerSide(d->options, d->database, &d->receiver, d->metrics);
    d->side->moveToThread(&d->thread);
    QObject::connect(&d->thread, &QThread::finished, d->side, &QObject::deleteLater);
    d->thread.start();
    std::optional<Result<void>> listening;
    QMetaObject::invokeMethod(
        d->side,
        [this, &listening] {
            listening = d->side->listen(d->options);
            d->port = *listening ? d->side->port() : quint16(0);
        },
        Qt::BlockingQueuedConnection);
    return *listening;
}

QUrl WorkerServer::url() const
{
    QUrl url;
    url.setScheme(QStringLiteral("http"));
    url.setHost(d->options.address.toString());
    url.setPort(d->port);
    return url;
}

QCoro::Task<> WorkerServer::stop()
{
    const auto closed = std::make_shared<QPromise<void>>();
    const QFuture<void> future = closed->future();
    closed->start();
    QMetaObject::invokeMethod(
        d->side, [side = d->side, closed] { side->close(closed); }, Qt::QueuedConnection);
    co_await future;
}

} // namespace transship
