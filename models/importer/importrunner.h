// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/importer/evidencestore.h"
#include "models/importer/importjob.h"
#include "models/importer/importrecords.h"
#include "models/importer/importservice.h"
#include "models/importer/importstore.h"

#include <QHash>
#include <QObject>
#include <QTimer>

#include <memory>

namespace transship {

/// Where the runner keeps what it knows.
struct ImportStores {
    std::shared_ptr<ImportRecords> records;
    std::shared_ptr<ImportStore> content;
    std::shared_ptr<EvidenceStore> evidence;
    std::shared_ptr<ReadOnlyWindows> windows; ///< null: there is no hook
};

/// Runs imports side by side: starts, times out, cancels; keeps the status on record before anybody hears of it. A
/// heartbeat renews the claims, writes down the progress, stops what was canceled or taken over elsewhere, and takes
/// up what an importer left in progress that is no more. Thread: the one it lives in. Destroying it leaves the running
/// ones in progress on record, for whoever comes first.
class ImportRunner : public QObject {
    Q_OBJECT
public:
    ImportRunner(const ImporterOptions& options, ImportStores stores, std::shared_ptr<RequestGovernor> sourceGovernor,
        std::shared_ptr<RequestGovernor> targetGovernor, QObject* parent = nullptr);
    ~ImportRunner() override;

    bool hasFreeSlot() const { return running() < m_options.maxConcurrentImports; }
    int running() const { return int(m_jobs.size()); }
    /// Is something of this repository still at work here, be it about to stop?
    bool isBusy(const QString& path) const { return m_jobs.contains(path); }
    /// How far it is; empty when it is not at work here.
    QJsonObject progressOf(const QString& path) const;
    /// Of everything that was at work here since the start.
    CopyCounts totals() const;

    /// The first heartbeat, and from then on one every so often.
    Result<void> begin();
    /// Puts the repository on record as in progress and begins. False: it is in progress already, here or elsewhere.
    Result<bool> start(ImportRecord record, ImportType type);
    /// Canceled on record at once; what is at work stops at its next step, elsewhere at the next heartbeat. False: the
    /// record's status has changed meanwhile.
    Result<bool> cancel(const ImportRecord& record, const QString& reason);
    /// Stops everything, changes no status; other importers may take over each import once it has stopped and the
    /// source is open for writing again.
    void stopAll();

Q_SIGNALS:
    /// On record by now.
    void ended(const transship::ImportRecord& record);
    void logged(const QJsonObject& line);
    /// Nothing is at work any more.
    void idle();

private:
    using JobPtr = std::shared_ptr<ImportJob>;

    Result<void> heartbeat();
    void stopWhatIsNotOurs(const QSet<QString>& ours);
    Result<void> takeUp();
    Result<bool> takeOver(const ImportRecords::Claim& claim, bool ownerIsDead);
    void giveUp(ImportRecord record);
    void launch(const ImportRecord& record, ImportType type);
    static QCoro::Task<> work(QPointer<ImportRunner> runner, JobPtr job);
    void finish(const JobPtr& job, const Result<QString>& result);
    void giveBack(const QString& path);
    void conclude(const ImportJob& job, const Result<QString>& result);
    void saveEnd(const ImportRecord& record, const QJsonObject& logLine);
    void logTrouble(const QString& event, const QString& path, const Error& error);
    void logProgress();
    OciClient client(const ImporterRegistry& registry, const QString& name, std::shared_ptr<RequestGovernor> governor,
        const std::shared_ptr<Cancellation>& cancellation) const;

    ImporterOptions m_options;
    ImportStores m_stores;
    std::shared_ptr<ImportRecords> m_records;
    std::shared_ptr<RequestGovernor> m_sourceGovernor;
    std::shared_ptr<RequestGovernor> m_targetGovernor;
    std::shared_ptr<BlobIndex> m_blobs = std::make_shared<BlobIndex>();
    QHash<QString, JobPtr> m_jobs;
    CopyCounts m_ended; ///< by the jobs that are no more
    QTimer m_beat;
    QDeadlineTimer m_nextProgressLine{0};
    bool m_databaseIsLost = false; ///< said so in the log
    bool m_stopped = false;
};

} // namespace transship
