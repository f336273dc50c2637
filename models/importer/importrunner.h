// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/importer/importservice.h"
#include "models/importer/importstore.h"
#include "models/importer/repositoryimport.h"

#include <QHash>
#include <QObject>
#include <QTimer>

#include <deque>
#include <memory>

namespace transship {

/// Runs imports side by side: starts, resumes, times out, cancels; keeps the status on record before anybody hears of
/// it. Thread: the one it lives in. Destroying it leaves the running ones in progress on record.
class ImportRunner : public QObject {
    Q_OBJECT
public:
    ImportRunner(const ImporterOptions& options, std::shared_ptr<ImportStore> store,
        std::shared_ptr<RequestGovernor> sourceGovernor, std::shared_ptr<RequestGovernor> targetGovernor,
        QObject* parent = nullptr);
    ~ImportRunner() override;

    bool hasFreeSlot() const { return running() < m_options.maxConcurrentImports; }
    int running() const { return int(m_jobs.size()); }
    /// Is something of this repository still at work, be it about to stop?
    bool isBusy(const QString& path) const { return m_jobs.contains(path); }

    /// Puts the repository on record as in progress and begins.
    Result<void> start(ImportRecord record, ImportType type);
    /// Begins again what the record says was in progress; waits for a slot when there is none.
    void resume(const ImportRecord& record);
    /// Canceled on record at once; what is at work stops at its next step.
    Result<void> cancel(const ImportRecord& record, const QString& reason);
    /// Stops everything, changes no record.
    void stopAll();

Q_SIGNALS:
    /// On record by now.
    void ended(const transship::ImportRecord& record);
    void logged(const QJsonObject& line);
    /// Nothing is at work any more.
    void idle();

private:
    enum class Stop { No, Canceled, TimedOut, Drained };
    struct Job;

    void launch(const ImportRecord& record, ImportType type);
    static QCoro::Task<> work(QPointer<ImportRunner> runner, std::shared_ptr<Job> job);
    void finish(const std::shared_ptr<Job>& job, const Result<QString>& result);
    ImportRecord outcome(const Job& job, ImportRecord record, const Result<QString>& result) const;
    void startWaiting();
    void logEnd(const Job& job, const ImportRecord& record);
    OciClient client(const ImporterRegistry& registry, const QString& name, std::shared_ptr<RequestGovernor> governor,
        const std::shared_ptr<Cancellation>& cancellation) const;

    ImporterOptions m_options;
    std::shared_ptr<ImportStore> m_store;
    std::shared_ptr<RequestGovernor> m_sourceGovernor;
    std::shared_ptr<RequestGovernor> m_targetGovernor;
    std::shared_ptr<BlobIndex> m_blobs = std::make_shared<BlobIndex>();
    QHash<QString, std::shared_ptr<Job>> m_jobs;
    std::deque<ImportRecord> m_waiting; ///< to be resumed
    bool m_stopped = false;
};

} // namespace transship
