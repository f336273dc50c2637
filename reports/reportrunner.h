// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/storage/databaseurl.h"
#include "reports/report.h"

#include <QObject>
#include <QTimer>

#include <memory>

namespace transship {

class StorageWorker;

/// Writes reports on a thread with a connection of its own, one at a time. Thread: its own, with an event loop; never
/// waits. Going away cancels what is under way.
class ReportRunner : public QObject {
    Q_OBJECT
public:
    explicit ReportRunner(const DatabaseUrl& url, QObject* parent = nullptr);
    ~ReportRunner() override;

    bool isRunning() const { return m_progress != nullptr; }
    /// What the reports call the database.
    QString source() const { return m_url.toDisplayString(); }

public Q_SLOTS:
    /// Nothing happens while one is under way. file "-": standard output.
    void start(const transship::ReportRequest& request, const QString& file);
    void cancel();

Q_SIGNALS:
    /// total < 0: not known yet.
    void progressed(qint64 done, qint64 total);
    /// Once for each start. Canceled is an error of that code.
    void finished(const transship::Result<transship::ReportSummary>& summary);

private:
    void tellProgress();

    DatabaseUrl m_url;
    std::shared_ptr<StorageWorker> m_worker;
    std::shared_ptr<ReportProgress> m_progress; ///< while one is under way
    QTimer m_tick;
};

} // namespace transship
