// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/jobs/jobdecorator.h"

#include "models/tables/jobsmodel.h"
#include "views/common/texts.h"
#include "views/jobs/jobtexts.h"

namespace transship {

JobDecorator::JobDecorator(JobsModel& model, const Clock& clock, QObject* parent)
    : QIdentityProxyModel(parent)
    , m_model(model)
    , m_clock(clock)
{
    setSourceModel(&model);
}

QVariant JobDecorator::data(const QModelIndex& index, int role) const
{
    if (!index.isValid()) {
        return {};
    }
    const auto column = static_cast<JobColumn>(index.column());
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        return textOf(index);
    case Qt::ToolTipRole:
        return toolTipOf(index);
    case Qt::TextAlignmentRole: {
        const bool number = column == JobColumn::Id || column == JobColumn::Changed || column == JobColumn::Rate
            || column == JobColumn::TimeLeft;
        return int((number ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    }
    default:
        return QIdentityProxyModel::data(index, role);
    }
}

QString JobDecorator::textOf(const QModelIndex& index) const
{
    const BackgroundMigration& job = m_model.jobs().at(index.row());
    switch (static_cast<JobColumn>(index.column())) {
    case JobColumn::Id:
        return QString::number(job.id);
    case JobColumn::Name:
        return toName(job.kind);
    case JobColumn::Status:
        return jobtexts::status(job, m_clock.now());
    case JobColumn::Progress:
        return tr("%1 of %2").arg(texts::number(job.doneCount), texts::number(job.totalCount));
    case JobColumn::Changed:
        return texts::number(job.changedCount);
    case JobColumn::Rate:
        return jobtexts::rate(job);
    case JobColumn::TimeLeft: {
        const std::optional<std::chrono::seconds> left = job.timeLeft();
        return left ? texts::duration(*left) : QString();
    }
    case JobColumn::Worker:
        return job.worker;
    case JobColumn::Actor:
        return job.actor;
    case JobColumn::Started:
        return texts::absolute(job.startedAt);
    case JobColumn::Ended:
        return texts::absolute(job.finishedAt);
    }
    return {};
}

QString JobDecorator::toolTipOf(const QModelIndex& index) const
{
    const BackgroundMigration& job = m_model.jobs().at(index.row());
    QString tip = tr("%1 batches of %2, %3 sub-batches of %4, %5 between two batches")
                      .arg(texts::number(job.batchesCount), texts::number(job.options.batchSize),
                          texts::number(job.subBatchesCount), texts::number(job.options.subBatchSize),
                          texts::duration(job.options.pause));
    if (!job.error.isEmpty()) {
        tip += QLatin1Char('\n') + job.error;
    }
    return tip;
}

QVariant JobDecorator::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Horizontal && role == Qt::DisplayRole) {
        const QStringList names{tr("Job"), tr("Name"), tr("Status"), tr("Progress"), tr("Changed"), tr("Rate"),
            tr("Time left"), tr("Worker"), tr("Actor"), tr("Started"), tr("Ended")};
        return names.value(section);
    }
    return QIdentityProxyModel::headerData(section, orientation, role);
}

} // namespace transship
