// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/services.h"

#include "app/services/registrylogin.h"
#include "app/services/workerslot.h"
#include "models/storage/schema.h"

#include <QCoroFuture>
#include <QFileInfo>

namespace transship {
namespace {

std::unique_ptr<ImportApiClient> makeRegistry(const ServicesConfig& config)
{
    if (config.registryUrl.isEmpty()) {
        return nullptr;
    }
    ImportApiClient::Options options;
    options.baseUrl = config.registryUrl;
    options.credentials = config.registryCredentials;
    options.transport = config.transport;
    auto client = std::make_unique<ImportApiClient>(options);
    client->setReadOnly(config.readOnly);
    return client;
}

Result<void> judge(Compliance compliance, const ServicesConfig& config)
{
    const QString registry = QStringLiteral("the registry at %1").arg(config.registryUrl.toDisplayString());
    switch (compliance) {
    case Compliance::Supported:
        return {};
    case Compliance::NeedsToken:
        return Error{ErrorCode::Unauthorized,
            QStringLiteral("%1 does not let us in: %2")
                .arg(registry, loginAdvice(config.registryCredentials, config.profile))};
    case Compliance::SwitchedOff:
        return Error{ErrorCode::Protocol,
            QStringLiteral("%1 has the import API, but it is switched off; enable it in the registry's configuration")
                .arg(registry)};
    case Compliance::NotThisApi:
        return Error{ErrorCode::Protocol,
            QStringLiteral("%1 does not implement the import API (/gitlab/v1/); check the address, or put "
                           "`transshipctl importer serve` before a plain registry")
                .arg(registry)};
    }
    Q_UNREACHABLE();
    return {};
}

} // namespace

Services::Services(ServicesConfig servicesConfig)
    : config(std::move(servicesConfig))
    , storage(std::make_unique<StorageWorker>(
          config.database, config.readOnly ? Access::ReadOnly : Access::ReadWrite, QStringLiteral("writer")))
    , reader(std::make_unique<StorageWorker>(config.database, Access::ReadOnly, QStringLiteral("reader")))
    , registry(makeRegistry(config))
    , engine(std::make_unique<MigrationEngine>(*storage, registry.get(), clock))
    , bulk(std::make_unique<BulkActions>(*engine, *storage, *reader, clock))
    , control(std::make_unique<RolloutControl>(*storage, Actor{config.actor, config.origin}))
    , monitor(std::make_unique<RolloutMonitor>(*reader, clock, registry != nullptr))
    , inquiry(std::make_unique<RepositoryInquiry>(*storage, *reader, registry.get(), clock))
    , background(std::make_unique<BackgroundControl>(
          *storage, *reader, registry.get(), clock, Actor{config.actor, config.origin}))
{
}

Services::~Services() = default;

void Services::setReadOnly(bool readOnly)
{
    config.readOnly = readOnly;
    storage->setAccess(readOnly ? Access::ReadOnly : Access::ReadWrite);
    if (registry) {
        registry->setReadOnly(readOnly);
    }
}

void Services::addEnqueuer(const QString& holder)
{
    Q_ASSERT(!enqueuer);
    enqueuer = std::make_unique<Enqueuer>(*storage, *engine, clock, holder);
}

void Services::addWorker()
{
    slot = std::make_unique<WorkerSlot>();
    if (config.workerName.isEmpty()) {
        config.workerName = slot->name();
    }
    addEnqueuer(config.workerName);
    worker = std::make_unique<MigrationWorker>(*storage, *engine, clock, config.workerName);
    if (metrics) {
        QObject::connect(worker.get(), &MigrationWorker::logged, worker.get(),
            [counted = metrics.get()](const QJsonObject& line) { counted->read(line); });
        QObject::connect(worker.get(), &MigrationWorker::registryServesUs, worker.get(),
            [counted = metrics.get()](bool itDoes) { counted->setRegistryUp(itDoes); });
    }
}

void Services::addServer(WorkerServer::Options options)
{
    Q_ASSERT(!server && !worker);
    metrics = std::make_unique<WorkerMetrics>();
    QObject::connect(engine.get(), &MigrationEngine::repositoryChanged, engine.get(),
        [counted = metrics.get()](const TransitionResult& change) { counted->countTransition(change.event); });
    const QString name = config.workerName.isEmpty() ? config.actor : config.workerName;
    notifications = std::make_unique<NotificationReceiver>(*storage, *engine, name);
    server = std::make_unique<WorkerServer>(std::move(options), config.database, *notifications, *metrics);
}

QCoro::Task<Result<void>> checkSchema(Services& services)
{
    const DatabaseUrl& url = services.config.database;
    if (url.backend() == Backend::Sqlite && !QFileInfo::exists(url.name())) {
        co_return Error{ErrorCode::DatabaseOutdated,
            QStringLiteral("there is no database at %1 yet; create it with `transshipctl db upgrade`, or by loading an "
                           "inventory with `transshipctl inventory load`")
                .arg(url.name())};
    }
    co_return co_await services.reader->run([](Stores& stores) { return schema::check(stores.connection); });
}

QCoro::Task<Result<QList<int>>> upgradeSchema(Services& services)
{
    co_return co_await services.storage->run([](Stores& stores) { return schema::upgrade(stores.connection); });
}

QCoro::Task<Result<void>> checkRegistry(Services& services)
{
    if (!services.registry) {
        co_return Error{ErrorCode::InvalidArgument,
            QStringLiteral("no registry is configured; give its address with --registry or in TRANSSHIP_REGISTRY")};
    }
    const Result<Compliance> compliance = co_await services.registry->checkCompliance();
    if (!compliance) {
        Error error = compliance.error();
        if (error.code == ErrorCode::Unauthorized) { // by its token server
            error.message
                += QStringLiteral("; ") + loginAdvice(services.config.registryCredentials, services.config.profile);
        }
        co_return error;
    }
    co_return judge(*compliance, services.config);
}

} // namespace transship
