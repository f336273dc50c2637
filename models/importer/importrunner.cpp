// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importer/importrunner.h"

#include <QElapsedTimer>

using namespace Qt::StringLiterals;

namespace transship {

struct ImportRunner::Job {
    QString path;
    ImportType type = ImportType::Pre;
    std::shared_ptr<Cancellation> cancellation = std::make_shared<Cancellation>();
    std::unique_ptr<RepositoryImport> import;
    QTimer timeout;
    QElapsedTimer clock;
    Stop stop = Stop::No;
};

namespace {

QString toWords(std::chrono::milliseconds time)
{
    const qint64 seconds = time.count() / 1000;
    return seconds >= 120 ? u"%1 min"_s.arg(seconds / 60) : u"%1 s"_s.arg(double(time.count()) / 1000);
}

QString toName(ImportType type)
{
    return type == ImportType::Pre ? u"pre"_s : u"final"_s;
}

} // namespace

ImportRunner::ImportRunner(const ImporterOptions& options, std::shared_ptr<ImportStore> store,
    std::shared_ptr<RequestGovernor> sourceGovernor, std::shared_ptr<RequestGovernor> targetGovernor, QObject* parent)
    : QObject(parent)
    , m_options(options)
    , m_store(std::move(store))
    , m_sourceGovernor(std::move(sourceGovernor))
    , m_targetGovernor(std::move(targetGovernor))
{
}

ImportRunner::~ImportRunner()
{
    stopAll();
}

Result<void> ImportRunner::start(ImportRecord record, ImportType type)
{
    record.status = type == ImportType::Pre ? ImportStatus::PreImportInProgress : ImportStatus::ImportInProgress;
    record.detail.clear();
    record.preImported = type == ImportType::Final;
    record.startedAt = QDateTime::currentDateTimeUtc();
    record.updatedAt = record.startedAt;
    record.canceledAt = QDateTime();
    if (type == ImportType::Pre) {
        Result<void> forgotten = m_store->forgetContent(record.path);
        if (!forgotten) {
            return forgotten;
        }
    }
    Result<void> saved = m_store->save(record);
    if (!saved) {
        return saved;
    }
    launch(record, type);
    return {};
}

void ImportRunner::resume(const ImportRecord& record)
{
    m_waiting.push_back(record);
    startWaiting();
}

void ImportRunner::startWaiting()
{
    while (!m_stopped && !m_waiting.empty() && hasFreeSlot()) {
        const ImportRecord record = m_waiting.front();
        m_waiting.pop_front();
        const bool pre = record.status == ImportStatus::PreImportInProgress;
        Q_EMIT logged(QJsonObject{{u"level"_s, u"info"_s}, {u"event"_s, u"import_resumed"_s}, {u"path"_s, record.path},
            {u"import_type"_s, pre ? u"pre"_s : u"final"_s}});
        launch(record, pre ? ImportType::Pre : ImportType::Final);
    }
}

OciClient ImportRunner::client(const ImporterRegistry& registry, const QString& name,
    std::shared_ptr<RequestGovernor> governor, const std::shared_ptr<Cancellation>& cancellation) const
{
    RegistryConnection::Options options;
    options.url = registry.url;
    options.credentials = registry.credentials;
    options.name = name;
    return OciClient(std::make_shared<RegistryConnection>(options, std::move(governor), cancellation));
}

void ImportRunner::launch(const ImportRecord& record, ImportType type)
{
    const auto job = std::make_shared<Job>();
    job->path = record.path;
    job->type = type;
    job->clock.start();
    ImportSetup setup{.path = record.path,
        .type = type,
        .source = client(m_options.source, u"the source registry"_s, m_sourceGovernor, job->cancellation),
        .target = client(m_options.target, u"the target registry"_s, m_targetGovernor, job->cancellation),
        .store = m_store,
        .blobs = m_blobs,
        .width = m_options.requestsPerImport};
    job->import = std::make_unique<RepositoryImport>(std::move(setup));
    job->timeout.setSingleShot(true);
    connect(&job->timeout, &QTimer::timeout, this, [job = job.get()] {
        if (job->stop == Stop::No) {
            job->stop = Stop::TimedOut;
            job->cancellation->cancel();
        }
    });
    job->timeout.start(type == ImportType::Pre ? m_options.preImportTimeout : m_options.importTimeout);
    m_jobs.insert(record.path, job);
    // From the event loop, so that a caller is answered first.
    QMetaObject::invokeMethod(
        this, [self = QPointer<ImportRunner>(this), job] { work(self, job); }, Qt::QueuedConnection);
}

QCoro::Task<> ImportRunner::work(QPointer<ImportRunner> runner, std::shared_ptr<Job> job)
{
    Result<QString> result = Cancellation::error();
    if (!job->cancellation->isCanceled()) {
        result = co_await job->import->run();
    }
    if (runner) {
        runner->finish(job, result);
    }
}

ImportRecord ImportRunner::outcome(const Job& job, ImportRecord record, const Result<QString>& result) const
{
    const bool pre = job.type == ImportType::Pre;
    record.updatedAt = QDateTime::currentDateTimeUtc();
    if (result) {
        record.status = pre ? ImportStatus::PreImportComplete : ImportStatus::ImportComplete;
        record.detail = *result;
        record.preImported = true;
        return record;
    }
    record.status = pre ? ImportStatus::PreImportFailed : ImportStatus::ImportFailed;
    record.detail = result.error().toString();
    if (job.stop == Stop::TimedOut) {
        record.detail = u"the %1 did not finish within %2"_s.arg(
            pre ? u"pre import"_s : u"import"_s, toWords(pre ? m_options.preImportTimeout : m_options.importTimeout));
    }
    return record;
}

void ImportRunner::finish(const std::shared_ptr<Job>& job, const Result<QString>& result)
{
    job->timeout.stop();
    m_jobs.remove(job->path);
    if (job->stop == Stop::No || job->stop == Stop::TimedOut) {
        const Result<std::optional<ImportRecord>> known = m_store->find(job->path);
        const ImportRecord before = known && known->has_value()
            ? **known
            : ImportRecord{job->path, ImportStatus::Native, {}, false, {}, {}, {}};
        const ImportRecord record = outcome(*job, before, result);
        const Result<void> saved = known ? m_store->save(record) : Result<void>(known.error());
        if (!saved) {
            Q_EMIT logged(QJsonObject{{u"level"_s, u"error"_s}, {u"event"_s, u"status_not_saved"_s},
                {u"path"_s, job->path}, {u"detail"_s, saved.error().toString()}});
        } else {
            logEnd(*job, record);
            Q_EMIT ended(record);
        }
    }
    startWaiting();
    if (m_jobs.isEmpty()) {
        Q_EMIT idle();
    }
}

void ImportRunner::logEnd(const Job& job, const ImportRecord& record)
{
    const CopyCounts& counts = job.import->counts();
    const bool failed = record.status == ImportStatus::PreImportFailed || record.status == ImportStatus::ImportFailed;
    Q_EMIT logged(QJsonObject{{u"level"_s, failed ? u"warning"_s : u"info"_s}, {u"event"_s, u"import_ended"_s},
        {u"path"_s, job.path}, {u"import_type"_s, toName(job.type)}, {u"status"_s, transship::toName(record.status)},
        {u"detail"_s, record.detail}, {u"duration_ms"_s, job.clock.elapsed()}, {u"tags"_s, job.import->tagsSeen()},
        {u"tags_written"_s, counts.tags}, {u"manifests_copied"_s, counts.manifests}, {u"referrers"_s, counts.referrers},
        {u"blobs_copied"_s, counts.blobsCopied}, {u"blobs_mounted"_s, counts.blobsMounted},
        {u"blobs_present"_s, counts.blobsPresent}, {u"bytes"_s, counts.bytes}});
}

Result<void> ImportRunner::cancel(const ImportRecord& record, const QString& reason)
{
    ImportRecord canceled = record;
    const bool pre = record.status == ImportStatus::PreImportInProgress
        || record.status == ImportStatus::PreImportComplete || record.status == ImportStatus::PreImportFailed;
    canceled.status = pre ? ImportStatus::PreImportCanceled : ImportStatus::ImportCanceled;
    canceled.detail = reason;
    canceled.preImported = record.preImported && !pre;
    canceled.updatedAt = QDateTime::currentDateTimeUtc();
    canceled.canceledAt = canceled.updatedAt;
    Result<void> saved = m_store->save(canceled);
    if (!saved) {
        return saved;
    }
    std::erase_if(m_waiting, [&record](const ImportRecord& waiting) { return waiting.path == record.path; });
    if (const std::shared_ptr<Job> job = m_jobs.value(record.path)) {
        job->stop = Stop::Canceled;
        job->cancellation->cancel();
    }
    return {};
}

void ImportRunner::stopAll()
{
    m_stopped = true;
    m_waiting.clear();
    const QHash<QString, std::shared_ptr<Job>> jobs = m_jobs;
    for (const std::shared_ptr<Job>& job : jobs) {
        if (job->stop == Stop::No) {
            job->stop = Stop::Drained;
        }
        job->timeout.stop();
        job->cancellation->cancel();
    }
}

} // namespace transship
