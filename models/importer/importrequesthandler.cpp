// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importer/importrequesthandler.h"

#include "models/domain/repositorypath.h"
#include "models/importer/importmetrics.h"
#include "models/importer/tagpage.h"
#include "models/importer/tagscomparison.h"
#include "models/registry/metricstext.h"
#include "models/registry/ocipager.h"

#include <QJsonDocument>
#include <QTimer>

using namespace Qt::StringLiterals;

namespace transship {

namespace {

/// A caller waits for the answer to a start; whether all is there already must be known by then, or does not matter.
constexpr std::chrono::seconds longestComparison(15);

constexpr int mostFailuresAnswered = 100;

RetryPolicy impatient()
{
    RetryPolicy policy;
    policy.attempts = 3;
    policy.budget = 1'000'000; // one connection for the life of the service
    policy.longestDelay = std::chrono::seconds(1);
    policy.longestRetryAfter = std::chrono::seconds(5);
    policy.longestPause = std::chrono::seconds(10); // who asks us has less patience than an import
    return policy;
}

} // namespace

ImportRequestHandler::ImportRequestHandler(const ImporterOptions& options, ImportStores stores, ImportRunner* runner,
    std::shared_ptr<Notifier> notifier, std::shared_ptr<RequestGovernor> sourceGovernor,
    std::shared_ptr<RequestGovernor> targetGovernor, std::shared_ptr<Cancellation> life)
    : m_options(options)
    , m_records(std::move(stores.records))
    , m_content(std::move(stores.content))
    , m_windows(std::move(stores.windows))
    , m_runner(runner)
    , m_notifier(std::move(notifier))
    , m_sourceGovernor(std::move(sourceGovernor))
    , m_targetGovernor(std::move(targetGovernor))
    , m_life(std::move(life))
    , m_source(client(m_options.source, u"the source registry"_s, m_sourceGovernor, m_life))
{
}

OciClient ImportRequestHandler::client(const ImporterRegistry& registry, const QString& name,
    std::shared_ptr<RequestGovernor> governor, std::shared_ptr<Cancellation> cancellation) const
{
    RegistryConnection::Options options;
    options.url = registry.url;
    options.credentials = registry.credentials;
    options.name = name;
    options.retry = impatient();
    return OciClient(std::make_shared<RegistryConnection>(options, std::move(governor), std::move(cancellation)));
}

QCoro::Task<HttpAnswer> ImportRequestHandler::handle(HttpServerRequest request)
{
    const std::shared_ptr<ImportRequestHandler> self = shared_from_this();
    const importapi::Target target = importapi::targetOf(request);
    HttpAnswer answer;
    if (target.resource == importapi::Resource::Redirect) {
        answer.status = 301;
        answer.headers.append(qMakePair(QByteArray("Location"), target.location));
    } else if (target.resource == importapi::Resource::Health) {
        answer = health();
    } else if (target.resource == importapi::Resource::Metrics) {
        answer = metrics();
    } else if (!m_options.bearerToken.isEmpty() && !importapi::presentsToken(request, m_options.bearerToken)) {
        answer = importapi::errorAnswer(401, u"UNAUTHORIZED"_s, u"authentication required"_s);
        answer.headers.append(
            qMakePair(QByteArray("WWW-Authenticate"), QByteArray("Bearer realm=\"transship importer\"")));
    } else {
        answer = co_await route(std::move(request), target);
    }
    answer.headers.append(
        qMakePair(QByteArray("Gitlab-Container-Registry-Version"), QByteArray(TRANSSHIP_VERSION "-transship")));
    co_return answer;
}

QCoro::Task<HttpAnswer> ImportRequestHandler::route(HttpServerRequest request, importapi::Target target)
{
    using importapi::Resource;
    if (target.resource == Resource::Root && request.method == "GET") {
        co_return importapi::jsonAnswer(200, "{}");
    }
    if (target.resource == Resource::Unknown) {
        co_return importapi::errorAnswer(404, u"NOT_FOUND"_s, u"there is nothing here"_s, request.path);
    }
    if (target.resource != Resource::Root) {
        const Result<QString> valid = validateRepositoryPath(target.path);
        if (!valid) {
            co_return importapi::errorAnswer(400, u"NAME_INVALID"_s, valid.error().toString(), target.path);
        }
    }
    const QByteArray method = request.method == "HEAD" ? QByteArray("GET") : request.method;
    if (target.resource == Resource::Import && method == "PUT") {
        co_return co_await start(target.path, importapi::importTypeOf(request));
    }
    if (target.resource == Resource::Import && method == "GET") {
        co_return status(target.path);
    }
    if (target.resource == Resource::Import && method == "DELETE") {
        co_return cancel(target.path, request.query.queryItemValue(u"force"_s) == u"true");
    }
    if (target.resource == Resource::Repository && method == "GET") {
        co_return co_await repository(target.path);
    }
    if (target.resource == Resource::TagsList && method == "GET") {
        co_return co_await tags(target.path, request.query, request.path);
    }
    co_return importapi::errorAnswer(405, u"UNSUPPORTED"_s, u"the operation is unsupported"_s);
}

QCoro::Task<HttpAnswer> ImportRequestHandler::start(QString path, std::optional<ImportType> type)
{
    if (!type) {
        co_return importapi::errorAnswer(
            400, u"INVALID_QUERY_PARAMETER_VALUE"_s, u"the import_type query parameter must be 'pre' or 'final'"_s);
    }
    if (m_draining || !m_runner) {
        co_return importapi::errorAnswer(503, u"UNAVAILABLE"_s, u"this importer is stopping"_s);
    }
    if (const auto begun = m_starting.constFind(path); begun != m_starting.cend()) {
        co_return importapi::inProgressAnswer(path, *begun);
    }
    const Result<std::optional<ImportRecord>> known = m_records->find(path);
    if (!known) {
        co_return importapi::errorAnswer(503, u"UNAVAILABLE"_s, known.error().toString());
    }
    if (const std::optional<ImportRecord>& record = *known) {
        const bool justCanceled = record->canceledAt.isValid()
            && record->canceledAt.msecsTo(QDateTime::currentDateTimeUtc()) < m_options.notReadyAfterCancel.count();
        const std::optional<HttpAnswer> refused = importapi::refusal(*record, *type);
        if (refused && refused->status != 424) {
            co_return *refused;
        }
        if (justCanceled || m_runner->isBusy(path)) {
            co_return importapi::notReadyAnswer(path);
        }
        if (refused) {
            co_return *refused;
        }
    }
    if (!m_runner->hasFreeSlot()) {
        co_return importapi::rateLimitAnswer(m_options.maxConcurrentImports);
    }
    m_starting.insert(path, *type);
    HttpAnswer answer = co_await startChecked(path, *type, *known);
    m_starting.remove(path);
    co_return answer;
}

QCoro::Task<HttpAnswer> ImportRequestHandler::startChecked(
    QString path, ImportType type, std::optional<ImportRecord> known)
{
    OciPager pager = OciPager::tags(m_source.connection(), path, 1);
    const Result<QStringList> exists = co_await pager.next();
    if (!exists) {
        co_return exists.error().code == ErrorCode::NotFound ? importapi::nameUnknownAnswer(path)
                                                             : importapi::registryTroubleAnswer(exists.error());
    }
    ImportRecord record = known.value_or(ImportRecord{.path = path});
    const bool mayBeThere
        = !known || known->status == ImportStatus::Native || known->status == ImportStatus::ImportComplete;
    if (mayBeThere && co_await isMigratedAlready(path)) {
        if (!known) {
            record.detail = u"the target held every tag under the same digest before any import"_s;
            record.updatedAt = QDateTime::currentDateTimeUtc();
            const Result<bool> saved = m_records->insert(record);
            if (!saved) {
                co_return importapi::errorAnswer(503, u"UNAVAILABLE"_s, saved.error().toString());
            }
            log(u"info"_s, u"already_on_target"_s, path, record.detail);
        }
        co_return importapi::statusAnswer(200, record);
    }
    if (type == ImportType::Final && !record.preImported) {
        co_return importapi::errorAnswer(
            424, u"PRE_IMPORT_REQUIRED"_s, u"a pre import must be completed first"_s, path);
    }
    if (m_draining || !m_runner) {
        co_return importapi::errorAnswer(503, u"UNAVAILABLE"_s, u"this importer is stopping"_s);
    }
    if (!m_runner->hasFreeSlot()) { // others may have started meanwhile
        co_return importapi::rateLimitAnswer(m_options.maxConcurrentImports);
    }
    const Result<bool> started = m_runner->start(record, type);
    if (!started) {
        co_return importapi::errorAnswer(503, u"UNAVAILABLE"_s, started.error().toString());
    }
    if (!*started) { // another importer was faster
        const Result<std::optional<ImportRecord>> now = m_records->find(path);
        const bool final = now && now->has_value() && (*now)->status == ImportStatus::ImportInProgress;
        co_return importapi::inProgressAnswer(path, final ? ImportType::Final : ImportType::Pre);
    }
    log(u"info"_s, u"import_started"_s, path, type == ImportType::Pre ? u"pre"_s : u"final"_s);
    co_return importapi::jsonAnswer(202, {});
}

QCoro::Task<bool> ImportRequestHandler::isMigratedAlready(QString path)
{
    const auto cancellation = std::make_shared<Cancellation>();
    QTimer::singleShot(longestComparison, cancellation.get(), &Cancellation::cancel);
    const QMetaObject::Connection ending
        = connect(m_life.get(), &Cancellation::canceled, cancellation.get(), &Cancellation::cancel);
    const OciClient source = client(m_options.source, u"the source registry"_s, m_sourceGovernor, cancellation);
    const OciClient target = client(m_options.target, u"the target registry"_s, m_targetGovernor, cancellation);
    const Result<bool> equal = co_await holdsAllTags(source, target, path, m_options.requestsPerImport);
    disconnect(ending);
    co_return equal&&* equal; // what cannot be told is imported: that finds out, and copies nothing twice
}

HttpAnswer ImportRequestHandler::status(const QString& path)
{
    const Result<std::optional<ImportRecord>> record = m_records->find(path);
    if (!record) {
        return importapi::errorAnswer(503, u"UNAVAILABLE"_s, record.error().toString());
    }
    if (!record->has_value()) {
        return importapi::nameUnknownAnswer(path);
    }
    ImportRecord known = **record;
    const QJsonObject now = m_runner ? m_runner->progressOf(path) : QJsonObject();
    if (!now.isEmpty()) { // newer than what is on record
        known.progress = now;
    }
    const Result<QList<TagFailure>> failures = m_content->failures(path, {}, mostFailuresAnswered);
    return importapi::statusAnswer(200, known, failures ? *failures : QList<TagFailure>());
}

HttpAnswer ImportRequestHandler::cancel(const QString& path, bool force)
{
    const Result<std::optional<ImportRecord>> found = m_records->find(path);
    if (!found || !m_runner) {
        return importapi::errorAnswer(503, u"UNAVAILABLE"_s, found ? QString() : found.error().toString());
    }
    if (!found->has_value()) {
        return importapi::nameUnknownAnswer(path);
    }
    const ImportRecord& record = **found;
    if (!record.isInProgress() && !(force && record.status != ImportStatus::Native)) {
        return importapi::statusAnswer(400, record);
    }
    const QString reason = force ? u"canceled by force"_s : u"canceled"_s;
    const Result<bool> canceled = m_runner->cancel(record, reason);
    if (!canceled) {
        return importapi::errorAnswer(503, u"UNAVAILABLE"_s, canceled.error().toString());
    }
    if (!*canceled) { // it ended in this moment
        const Result<std::optional<ImportRecord>> now = m_records->find(path);
        return importapi::statusAnswer(400, now && now->has_value() ? **now : record);
    }
    log(u"info"_s, u"import_canceled"_s, path, reason);
    const Result<std::optional<ImportRecord>> now = m_records->find(path);
    if (!force && now && now->has_value()) { // whoever forces it knows
        m_notifier->notify(path, importapi::statusObject(**now));
    }
    return importapi::jsonAnswer(202, {});
}

QCoro::Task<HttpAnswer> ImportRequestHandler::repository(QString path)
{
    OciPager pager = OciPager::tags(m_source.connection(), path, 1);
    const Result<QStringList> exists = co_await pager.next();
    if (!exists) {
        co_return exists.error().code == ErrorCode::NotFound ? importapi::nameUnknownAnswer(path)
                                                             : importapi::registryTroubleAnswer(exists.error());
    }
    // An OCI registry tells neither sizes nor times of a repository: what is not known is not answered.
    const QJsonObject object{{u"name"_s, path.section(u'/', -1)}, {u"path"_s, path}};
    co_return importapi::jsonAnswer(200, QJsonDocument(object).toJson(QJsonDocument::Compact));
}

QCoro::Task<HttpAnswer> ImportRequestHandler::tags(QString path, QUrlQuery query, QString url)
{
    const std::optional<TagPageRequest> request = tagPageRequest(path, query);
    if (!request) {
        co_return importapi::errorAnswer(
            400, u"INVALID_QUERY_PARAMETER_VALUE"_s, u"n must be a number from 1 to %1"_s.arg(mostTagsPerPage));
    }
    const Result<TagPage> page = co_await readTagPage(m_source, *request, m_options.requestsPerImport);
    if (!page) {
        co_return page.error().code == ErrorCode::NotFound ? importapi::nameUnknownAnswer(path)
                                                           : importapi::registryTroubleAnswer(page.error());
    }
    HttpAnswer answer = importapi::jsonAnswer(200, page->json);
    if (!page->last.isEmpty()) {
        const QByteArray next = url.toLatin1() + "?last=" + QUrl::toPercentEncoding(page->last)
            + "&n=" + QByteArray::number(request->size);
        answer.headers.append(qMakePair(QByteArray("Link"), QByteArray("<" + next + ">; rel=\"next\"")));
    }
    co_return answer;
}

HttpAnswer ImportRequestHandler::health() const
{
    const Result<void> asked = m_records->check();
    const bool well = asked && !m_draining;
    QJsonObject object{{u"status"_s, m_draining ? u"draining"_s : (asked ? u"ok"_s : u"unavailable"_s)},
        {u"database"_s, asked ? u"up"_s : u"down"_s}, {u"version"_s, QStringLiteral(TRANSSHIP_VERSION)},
        {u"running_imports"_s, m_runner ? m_runner->running() : 0},
        {u"max_concurrent_imports"_s, m_options.maxConcurrentImports}};
    if (!asked) {
        object.insert(u"reason"_s, asked.error().message);
    }
    return importapi::jsonAnswer(well ? 200 : 503, QJsonDocument(object).toJson(QJsonDocument::Compact));
}

HttpAnswer ImportRequestHandler::metrics() const
{
    ImportFacts facts;
    const Result<QMap<ImportStatus, qint64>> counts = m_records->counts();
    if (counts) {
        facts.statuses = *counts;
    }
    if (m_runner) {
        facts.running = m_runner->running();
        facts.totals = m_runner->totals();
    }
    facts.openWindows = m_windows ? m_windows->openCount() : 0;
    facts.slots = m_options.maxConcurrentImports;
    facts.draining = m_draining;
    facts.notificationsDelivered = m_notifier->delivered();
    facts.notificationsLost = m_notifier->lost();
    facts.source = m_sourceGovernor->state();
    facts.target = m_targetGovernor->state();
    HttpAnswer answer;
    answer.contentType = MetricFamily::contentType;
    answer.body = importMetricsText(facts);
    return answer;
}

void ImportRequestHandler::log(const QString& level, const QString& event, const QString& path, const QString& detail)
{
    Q_EMIT logged(QJsonObject{{u"level"_s, level}, {u"event"_s, event}, {u"path"_s, path}, {u"detail"_s, detail}});
}

} // namespace transship
