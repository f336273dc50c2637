// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importer/importservice.h"

#include "models/importer/importeridentity.h"
#include "models/importer/importrequesthandler.h"
#include "models/importer/importrunner.h"
#include "models/importer/notifier.h"
#include "models/registry/httpserver.h"

#include <QCoroSignal>

using namespace Qt::StringLiterals;

namespace transship {

class ImportService::Private {
public:
    ImporterOptions options;
    std::shared_ptr<Cancellation> life = std::make_shared<Cancellation>(); ///< of everything but the imports
    std::shared_ptr<ImportRecords> records;
    std::shared_ptr<Notifier> notifier;
    std::unique_ptr<ImportRunner> runner;
    std::shared_ptr<ImportRequestHandler> handler; ///< shared with the requests under way
    std::unique_ptr<HttpServer> server;
};

namespace {

Result<void> checkRegistryUrl(const QUrl& url, const QString& name)
{
    const bool web = url.scheme() == u"http" || url.scheme() == u"https";
    const bool bare = url.path().isEmpty() || url.path() == u"/";
    if (!url.isValid() || !web || url.host().isEmpty() || !bare || !url.userInfo().isEmpty() || url.hasQuery()) {
        return Error{.code = ErrorCode::InvalidArgument,
            .message
            = u"The %1 registry's URL must look like https://registry.example.com, without path or user: %2"_s.arg(
                name, url.toDisplayString(QUrl::RemoveUserInfo | QUrl::RemoveQuery))};
    }
    return {};
}

Result<void> check(const ImporterOptions& options)
{
    Result<void> source = checkRegistryUrl(options.source.url, u"source"_s);
    if (!source) {
        return source;
    }
    Result<void> target = checkRegistryUrl(options.target.url, u"target"_s);
    if (!target) {
        return target;
    }
    if (options.source.url.adjusted(QUrl::StripTrailingSlash)
        == options.target.url.adjusted(QUrl::StripTrailingSlash)) {
        return Error{.code = ErrorCode::InvalidArgument, .message = u"Source and target are the same registry"_s};
    }
    if (options.bearerToken.isEmpty() && !options.listenAddress.isLoopback()) {
        return Error{.code = ErrorCode::InvalidArgument,
            .message = u"Listening on %1 needs a bearer token; without one only a loopback address is allowed"_s.arg(
                options.listenAddress.toString())};
    }
    if (options.maxConcurrentImports < 1) {
        return Error{.code = ErrorCode::InvalidArgument, .message = u"At least one concurrent import is needed"_s};
    }
    return {};
}

} // namespace

ImportService::ImportService(ImporterOptions options, QObject* parent)
    : QObject(parent)
    , d(std::make_unique<Private>())
{
    d->options = std::move(options);
}

ImportService::~ImportService()
{
    if (d->handler) {
        d->handler->refuseStarts();
    }
    d->server.reset();
    d->runner.reset();
    d->life->cancel();
}

Result<void> ImportService::listen()
{
    Result<void> fine = check(d->options);
    if (!fine) {
        return fine;
    }
    const Result<std::shared_ptr<ImportDatabase>> database = ImportDatabase::open(d->options.database);
    if (!database) {
        return database.error();
    }
    const auto content = std::make_shared<ImportStore>(*database);
    const auto evidence = std::make_shared<EvidenceStore>(*database);
    d->records
        = std::make_shared<ImportRecords>(*database, ImporterIdentity::ofThisProcess().toString(), d->options.lease);
    const auto log = [this](QJsonObject line) {
        line.insert(u"time"_s, QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs));
        Q_EMIT logged(line);
    };
    const auto sourceGovernor = std::make_shared<RequestGovernor>(d->options.requestsPerRegistry);
    const auto targetGovernor = std::make_shared<RequestGovernor>(d->options.requestsPerRegistry);
    const auto guardedLog = [self = QPointer<ImportService>(this), log](QJsonObject line) {
        if (self) {
            log(std::move(line));
        }
    };
    d->notifier
        = std::make_shared<Notifier>(d->options.notificationUrl, d->options.notificationSecret, d->life, guardedLog);
    ImportStores stores{d->records, content, evidence, nullptr};
    if (!d->options.freezeHook.isEmpty()) {
        const ReadOnlyWindows::Options windows{FreezeHook(d->options.freezeHook, d->options.freezeHookTimeout),
            d->records->owner(), 5 * d->options.heartbeat, d->options.lease, d->options.freezeHookTimeout};
        stores.windows = std::make_shared<ReadOnlyWindows>(windows, *database, guardedLog);
    }
    d->runner = std::make_unique<ImportRunner>(d->options, stores, sourceGovernor, targetGovernor);
    connect(d->runner.get(), &ImportRunner::logged, this, log);
    connect(d->runner.get(), &ImportRunner::ended, this, [this](const ImportRecord& record) {
        d->notifier->notify(record.path, importapi::statusObject(record));
        Q_EMIT importEnded(record.path, toName(record.status), record.detail);
    });
    d->handler = std::make_shared<ImportRequestHandler>(
        d->options, stores, d->runner.get(), d->notifier, sourceGovernor, targetGovernor, d->life);
    connect(d->handler.get(), &ImportRequestHandler::logged, this, log);
    d->server = std::make_unique<HttpServer>(
        [handler = d->handler](HttpServerRequest request) { return handler->handle(std::move(request)); });
    HttpServer::Options serverOptions;
    serverOptions.address = d->options.listenAddress;
    serverOptions.port = d->options.listenPort;
    const Result<void> listening = d->server->listen(serverOptions);
    if (!listening) {
        return listening.error();
    }
    const Result<void> begun = d->runner->begin();
    if (!begun) {
        return begun.error();
    }
    log(QJsonObject{{u"level"_s, u"info"_s}, {u"event"_s, u"importer_listening"_s}, {u"url"_s, url().toString()},
        {u"resumed"_s, d->runner->running()}});
    return {};
}

quint16 ImportService::port() const
{
    return d->server ? d->server->port() : quint16(0);
}

QUrl ImportService::url() const
{
    QUrl url;
    url.setScheme(u"http"_s);
    url.setHost(d->options.listenAddress.toString());
    url.setPort(port());
    url.setPath(u"/"_s);
    return url;
}

int ImportService::runningImports() const
{
    return d->runner ? d->runner->running() : 0;
}

QCoro::Task<> ImportService::drain()
{
    if (!d->runner) {
        co_return;
    }
    d->handler->refuseStarts();
    d->runner->stopAll();
    if (d->runner->running() > 0) {
        co_await qCoro(d->runner.get(), &ImportRunner::idle);
    }
}

} // namespace transship
