// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/jobs/jobtexts.h"

#include "views/common/texts.h"

#include <QCoreApplication>
#include <QLocale>

namespace transship::jobtexts {
namespace {

/// The context is what lupdate takes for a function outside of a class.
QString tr(const char* text)
{
    return QCoreApplication::translate("transship::jobtexts", text);
}

} // namespace

QString explanation(BackgroundKind kind)
{
    switch (kind) {
    case BackgroundKind::ResetSkipped:
        return tr("Every repository that was skipped for its number of tags becomes default again, so that it gets "
                  "another turn. Raise max_tags_count first.");
    case BackgroundKind::ResetStatus:
        return tr("Every repository that is scheduled for deletion is asked for at the registry; where there is at "
                  "least one tag, the schedule is lifted. No answer counts as having tags.");
    }
    Q_UNREACHABLE();
    return {};
}

QString status(const BackgroundMigration& job, const QDateTime& now)
{
    switch (job.status) {
    case BackgroundStatus::Running:
        if (job.nextBatchAt.isValid() && job.nextBatchAt > now) {
            return tr("pause, goes on in %1").arg(texts::duration(std::chrono::seconds(now.secsTo(job.nextBatchAt))));
        }
        return job.worker.isEmpty() ? tr("waits for a worker") : tr("running");
    case BackgroundStatus::Paused:
        return tr("paused");
    case BackgroundStatus::Canceled:
        return tr("canceled");
    case BackgroundStatus::Finished:
        return tr("finished");
    case BackgroundStatus::Failed:
        return tr("failed");
    }
    Q_UNREACHABLE();
    return {};
}

QString rate(const BackgroundMigration& job)
{
    const std::optional<double> perSecond = job.rate();
    if (!perSecond) {
        return {};
    }
    return *perSecond >= 1 ? tr("%1/s").arg(QLocale().toString(*perSecond, 'f', *perSecond < 10 ? 1 : 0))
                           : tr("%1/min").arg(QLocale().toString(*perSecond * 60, 'f', 1));
}

} // namespace transship::jobtexts
