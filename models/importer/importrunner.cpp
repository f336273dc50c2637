// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importer/importrunner.h"

#include "models/importer/importeridentity.h"

using namespace Qt::StringLiterals;

namespace transship {

namespace {

constexpr std::chrono::seconds betweenProgressLines(30);
// Importers in a row that ended over one import before it got anywhere: it is what kills them.
constexpr int mostDeaths = 25;

ImportType typeOf(const ImportRecord& record)
{
    return record.status == ImportStatus::PreImportInProgress ? ImportType::Pre : ImportType::Final;
}

/// The importer's own database was away: nothing is wrong with the repository.
bool isOwnTrouble(const Error& error)
{
    return error.code == ErrorCode::DatabaseUnavailable || error.code == ErrorCode::DatabaseFailed
        || error.code == ErrorCode::Busy;
}

} // namespace

ImportRunner::ImportRunner(const ImporterOptions& options, ImportStores stores,
    std::shared_ptr<RequestGovernor> sourceGovernor, std::shared_ptr<RequestGovernor> targetGovernor, QObject* parent)
    : QObject(parent)
    , m_options(options)
    , m_stores(std::move(stores))
    , m_records(m_stores.records)
    , m_sourceGovernor(std::move(sourceGovernor))
    , m_targetGovernor(std::move(targetGovernor))
{
    connect(&m_beat, &QTimer::timeout, this, [this] { (void)heartbeat(); });
}

ImportRunner::~ImportRunner()
{
    stopAll();
    // What has not stopped by now ends without this runner.
    const Result<void> released = m_records->releaseAll();
    if (!released) {
        logTrouble(u"claims_not_released"_s, {}, released.error()); // they run out
    }
}

Result<void> ImportRunner::begin()
{
    Result<void> alive = heartbeat();
    if (alive) {
        m_beat.start(m_options.heartbeat);
    }
    return alive;
}

Result<bool> ImportRunner::start(ImportRecord record, ImportType type)
{
    record.status = type == ImportType::Pre ? ImportStatus::PreImportInProgress : ImportStatus::ImportInProgress;
    record.detail.clear();
    record.preImported = type == ImportType::Final;
    record.startedAt = QDateTime::currentDateTimeUtc();
    record.updatedAt = record.startedAt;
    Result<bool> ours = m_records->begin(record, type == ImportType::Pre);
    if (ours && *ours) {
        launch(record, type);
    }
    return ours;
}

Result<void> ImportRunner::heartbeat()
{
    QHash<QString, QJsonObject> progress;
    for (const JobPtr& job : std::as_const(m_jobs)) {
        progress.insert(job->path, progressOf(job->path));
    }
    const Result<QSet<QString>> ours = m_records->beat(progress);
    Result<void> done = ours ? Result<void>() : Result<void>(ours.error());
    if (ours) {
        stopWhatIsNotOurs(*ours);
        done = takeUp();
    }
    if (ours && m_stores.windows && !m_stopped) {
        m_stores.windows->closeLeft();
    }
    if (!done && !m_databaseIsLost) {
        logTrouble(u"database_lost"_s, {}, done.error());
    }
    m_databaseIsLost = !done;
    logProgress();
    return done;
}

void ImportRunner::stopWhatIsNotOurs(const QSet<QString>& ours)
{
    const QHash<QString, JobPtr> jobs = m_jobs;
    for (const JobPtr& job : jobs) {
        if (ours.contains(job->path) || job->stop != ImportJob::Stop::No) {
            continue;
        }
        Q_EMIT logged(QJsonObject{{u"level"_s, u"info"_s}, {u"event"_s, u"import_left"_s}, {u"path"_s, job->path},
            {u"detail"_s, u"canceled or taken over by another importer"_s}});
        job->stopFor(ImportJob::Stop::Lost);
    }
}

/// What is in progress on record but nobody's work: its importer was killed, drained, or could not save how it ended.
Result<void> ImportRunner::takeUp()
{
    if (m_stopped || !hasFreeSlot()) {
        return {};
    }
    const Result<QList<ImportRecords::Claim>> candidates = m_records->inProgress();
    if (!candidates) {
        return candidates.error();
    }
    for (const ImportRecords::Claim& claim : *candidates) {
        const ImportRecord& record = claim.record;
        const bool ours = record.owner == m_records->owner();
        const bool dead = !claim.lapsed && !ours && ImporterIdentity(record.owner).isKnownDead();
        if (m_jobs.contains(record.path) || !hasFreeSlot() || !(claim.lapsed || ours || dead)) {
            continue;
        }
        const Result<bool> taken = takeOver(claim, dead);
        if (!taken) {
            return taken.error();
        }
    }
    return {};
}

/// False: somebody else was faster.
Result<bool> ImportRunner::takeOver(const ImportRecords::Claim& claim, bool ownerIsDead)
{
    Result<bool> taken = m_records->takeOver(claim, ownerIsDead);
    if (!taken || !*taken) {
        return taken;
    }
    const Result<std::optional<ImportRecord>> known = m_records->find(claim.record.path);
    if (!known) {
        return known.error(); // it is ours: the next heartbeat takes it up
    }
    const ImportRecord record = known->value_or(claim.record); // with the death that was counted just now
    if (record.deaths >= mostDeaths) {
        giveUp(record);
        return true;
    }
    const QString from = ImporterIdentity(claim.record.owner).displayName();
    Q_EMIT logged(QJsonObject{{u"level"_s, u"info"_s}, {u"event"_s, u"import_resumed"_s}, {u"path"_s, record.path},
        {u"import_type"_s, toName(typeOf(record))}, {u"from"_s, from}});
    launch(record, typeOf(record));
    return true;
}

void ImportRunner::giveUp(ImportRecord record)
{
    const bool pre = typeOf(record) == ImportType::Pre;
    record.status = pre ? ImportStatus::PreImportFailed : ImportStatus::ImportFailed;
    record.detail
        = u"%1 importers in a row ended over this import before it got anywhere: see their logs"_s.arg(record.deaths);
    record.updatedAt = QDateTime::currentDateTimeUtc();
    saveEnd(record,
        QJsonObject{{u"level"_s, u"error"_s}, {u"event"_s, u"import_given_up"_s}, {u"path"_s, record.path},
            {u"detail"_s, record.detail}});
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
    const auto job = std::make_shared<ImportJob>();
    job->path = record.path;
    job->type = type;
    job->clock.start();
    const OciClient source = client(m_options.source, u"the source registry"_s, m_sourceGovernor, job->cancellation);
    const OciClient target = client(m_options.target, u"the target registry"_s, m_targetGovernor, job->cancellation);
    ImportSetup setup{.path = record.path,
        .type = type,
        .source = source,
        .target = target,
        .store = m_stores.content,
        .blobs = m_blobs,
        .width = m_options.requestsPerImport,
        .copyForeignLayers = m_options.copiesForeignLayers};
    if (type == ImportType::Final && m_stores.windows) {
        job->windows = m_stores.windows;
        setup.freeze = [windows = job->windows, path = job->path, cancellation = job->cancellation] {
            return windows->open(path, cancellation);
        };
    }
    job->import = std::make_unique<RepositoryImport>(std::move(setup));
    if (type == ImportType::Final && m_options.verifiesImports) {
        RepositoryVerifier::Options verifying;
        verifying.width = m_options.requestsPerImport;
        job->verifier = std::make_unique<RepositoryVerifier>(source, target, record.path, m_stores.evidence, verifying);
    }
    job->timeout.setSingleShot(true);
    connect(&job->timeout, &QTimer::timeout, this, [job = job.get()] { job->stopFor(ImportJob::Stop::TimedOut); });
    job->limit = type == ImportType::Pre ? m_options.preImportTimeout : m_options.importTimeout;
    job->timeout.start(job->limit);
    m_jobs.insert(record.path, job);
    // From the event loop, so that a caller is answered first.
    QMetaObject::invokeMethod(
        this, [self = QPointer<ImportRunner>(this), job] { work(self, job); }, Qt::QueuedConnection);
}

QCoro::Task<> ImportRunner::work(QPointer<ImportRunner> runner, JobPtr job)
{
    const Result<QString> result = co_await ImportJob::run(job);
    co_await ImportJob::closeWindow(job, result.ok());
    if (runner) {
        runner->finish(job, result);
    }
}

void ImportRunner::finish(const JobPtr& job, const Result<QString>& result)
{
    job->timeout.stop();
    m_jobs.remove(job->path);
    m_ended += job->import->counts();
    if (!job->wasLeft()) {
        conclude(*job, result);
    } else if (job->stop == ImportJob::Stop::Drained) {
        giveBack(job->path);
    }
    if (job->windows) {
        job->windows->forget(job->path);
    }
    if (!m_stopped && !m_databaseIsLost) {
        (void)takeUp(); // there is a free slot
    }
    if (m_jobs.isEmpty()) {
        if (m_stopped) {
            m_beat.stop();
        }
        Q_EMIT idle();
    }
}

/// Not before it has stopped and the source is open again: who takes it over closes the source anew.
void ImportRunner::giveBack(const QString& path)
{
    const Result<void> released = m_records->release(path);
    if (!released) {
        logTrouble(u"claims_not_released"_s, path, released.error()); // it runs out
    }
}

void ImportRunner::conclude(const ImportJob& job, const Result<QString>& result)
{
    if (!result && job.stop == ImportJob::Stop::No && isOwnTrouble(result.error())) {
        logTrouble(u"import_interrupted"_s, job.path, result.error()); // a heartbeat takes it up again
        m_databaseIsLost = true;
        return;
    }
    const Result<std::optional<ImportRecord>> known = m_records->find(job.path);
    if (!known) {
        logTrouble(u"status_not_saved"_s, job.path, known.error());
        m_databaseIsLost = true;
        return;
    }
    const ImportRecord record = job.outcome(known->value_or(ImportRecord{.path = job.path}), result);
    QJsonObject line = record.progress;
    const bool failed = record.status == ImportStatus::PreImportFailed || record.status == ImportStatus::ImportFailed;
    line.insert(u"level"_s, failed ? u"warning"_s : u"info"_s);
    line.insert(u"event"_s, u"import_ended"_s);
    line.insert(u"path"_s, job.path);
    line.insert(u"status"_s, toName(record.status));
    line.insert(u"detail"_s, record.detail);
    saveEnd(record, line);
}

void ImportRunner::saveEnd(const ImportRecord& record, const QJsonObject& logLine)
{
    const Result<bool> saved = m_records->end(record);
    if (!saved) {
        logTrouble(u"status_not_saved"_s, record.path, saved.error());
        m_databaseIsLost = true;
    } else if (*saved) { // else it was canceled or taken over in the last moment
        Q_EMIT logged(logLine);
        Q_EMIT ended(record);
    }
}

Result<bool> ImportRunner::cancel(const ImportRecord& record, const QString& reason)
{
    ImportRecord canceled = record;
    const bool pre = record.status == ImportStatus::PreImportInProgress
        || record.status == ImportStatus::PreImportComplete || record.status == ImportStatus::PreImportFailed;
    canceled.status = pre ? ImportStatus::PreImportCanceled : ImportStatus::ImportCanceled;
    canceled.detail = reason;
    canceled.preImported = record.preImported && !pre;
    canceled.updatedAt = QDateTime::currentDateTimeUtc();
    canceled.canceledAt = canceled.updatedAt;
    Result<bool> changed = m_records->change(record.status, canceled);
    if (!changed || !*changed) {
        return changed;
    }
    if (const JobPtr job = m_jobs.value(record.path)) {
        job->stopFor(ImportJob::Stop::Canceled);
    }
    return true;
}

void ImportRunner::stopAll()
{
    m_stopped = true; // the heartbeat goes on: what is about to stop must not be taken over yet
    const QHash<QString, JobPtr> jobs = m_jobs;
    for (const JobPtr& job : jobs) {
        job->stopFor(ImportJob::Stop::Drained);
    }
    if (m_jobs.isEmpty()) {
        m_beat.stop();
    }
}

QJsonObject ImportRunner::progressOf(const QString& path) const
{
    const JobPtr job = m_jobs.value(path);
    return job ? job->progress() : QJsonObject();
}

CopyCounts ImportRunner::totals() const
{
    CopyCounts totals = m_ended;
    for (const JobPtr& job : m_jobs) {
        totals += job->import->counts();
    }
    return totals;
}

void ImportRunner::logTrouble(const QString& event, const QString& path, const Error& error)
{
    Q_EMIT logged(
        QJsonObject{{u"level"_s, u"error"_s}, {u"event"_s, event}, {u"path"_s, path}, {u"detail"_s, error.toString()}});
}

void ImportRunner::logProgress()
{
    if (m_jobs.isEmpty() || !m_nextProgressLine.hasExpired()) {
        return;
    }
    m_nextProgressLine = QDeadlineTimer(betweenProgressLines);
    for (const JobPtr& job : std::as_const(m_jobs)) {
        QJsonObject line = progressOf(job->path);
        line.insert(u"level"_s, u"info"_s);
        line.insert(u"event"_s, u"import_progress"_s);
        line.insert(u"path"_s, job->path);
        Q_EMIT logged(line);
    }
}

} // namespace transship
