// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "reports/reportrunner.h"

#include "models/tables/answer.h"
#include "reports/reportjob.h"

#include <QFile>

#include <unistd.h>

namespace transship {
namespace {

constexpr std::chrono::milliseconds tickInterval{100};

Result<ReportSummary> writeToStandardOutput(Stores& stores, const ReportRequest& request, ReportProgress& progress)
{
    QFile out;
    if (!out.open(STDOUT_FILENO, QIODevice::WriteOnly)) {
        return Error{ErrorCode::Io, QStringLiteral("standard output cannot be written: ") + out.errorString()};
    }
    Result<ReportSummary> summary = writeReport(stores, request, out, progress);
    if (summary && !out.flush()) {
        return Error{ErrorCode::Io, QStringLiteral("standard output cannot be written: ") + out.errorString()};
    }
    return summary;
}

} // namespace

ReportRunner::ReportRunner(const DatabaseUrl& url, QObject* parent)
    : QObject(parent)
    , m_url(url)
{
    connect(&m_tick, &QTimer::timeout, this, &ReportRunner::tellProgress);
}

ReportRunner::~ReportRunner()
{
    cancel();
    endInBackground(m_worker);
}

void ReportRunner::start(const ReportRequest& request, const QString& file)
{
    if (m_progress) {
        return;
    }
    m_progress = std::make_shared<ReportProgress>();
    if (!m_worker) {
        m_worker = std::make_shared<StorageWorker>(m_url, Access::ReadOnly, QStringLiteral("reports"));
    }
    const auto answer = m_worker->run([request, file, progress = m_progress](Stores& stores) -> Result<ReportSummary> {
        return file == u"-" ? writeToStandardOutput(stores, request, *progress)
                            : writeReport(stores, request, file, *progress);
    });
    m_tick.start(tickInterval);
    whenAnswered(answer, this, [this](const Result<ReportSummary>& summary) {
        m_tick.stop();
        m_progress.reset();
        Q_EMIT finished(summary);
    });
    tellProgress();
}

void ReportRunner::cancel()
{
    if (m_progress) {
        m_progress->canceled = true;
    }
}

void ReportRunner::tellProgress()
{
    Q_EMIT progressed(m_progress->done, m_progress->total);
}

} // namespace transship
