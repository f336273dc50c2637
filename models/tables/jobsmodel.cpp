// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/tables/jobsmodel.h"

#include "models/tables/answer.h"

#include <algorithm>

namespace transship {
namespace {

double shareDone(const BackgroundMigration& job)
{
    if (job.totalCount == 0) {
        return job.status == BackgroundStatus::Finished ? 1 : 0;
    }
    return std::min(1.0, static_cast<double>(job.doneCount) / static_cast<double>(job.totalCount));
}

QVariant rawValue(const BackgroundMigration& job, JobColumn column)
{
    switch (column) {
    case JobColumn::Id:
        return job.id;
    case JobColumn::Name:
        return toName(job.kind);
    case JobColumn::Status:
        return toName(job.status);
    case JobColumn::Progress:
        return job.doneCount;
    case JobColumn::Changed:
        return job.changedCount;
    case JobColumn::Rate: {
        const std::optional<double> rate = job.rate();
        return rate ? QVariant(*rate) : QVariant();
    }
    case JobColumn::TimeLeft: {
        const std::optional<std::chrono::seconds> left = job.timeLeft();
        return left ? QVariant(static_cast<qint64>(left->count())) : QVariant();
    }
    case JobColumn::Worker:
        return job.worker;
    case JobColumn::Actor:
        return job.actor;
    case JobColumn::Started:
        return job.startedAt;
    case JobColumn::Ended:
        return job.finishedAt;
    }
    return {};
}

bool isSame(const BackgroundMigration& a, const BackgroundMigration& b)
{
    return a.id == b.id && a.status == b.status && a.updatedAt == b.updatedAt && a.doneCount == b.doneCount
        && a.worker == b.worker && a.nextBatchAt == b.nextBatchAt && a.error == b.error;
}

} // namespace

JobsModel::JobsModel(std::shared_ptr<StorageWorker> reader, QObject* parent)
    : QAbstractTableModel(parent)
    , m_reader(std::move(reader))
{
}

std::optional<BackgroundMigration> JobsModel::job(qint64 id) const
{
    const auto found
        = std::find_if(m_jobs.begin(), m_jobs.end(), [id](const BackgroundMigration& job) { return job.id == id; });
    return found == m_jobs.end() ? std::nullopt : std::optional(*found);
}

void JobsModel::refresh()
{
    if (std::exchange(m_reading, true)) {
        m_again = true;
        return;
    }
    const auto answer = m_reader->run([](Stores& stores) { return stores.background.list(); });
    whenAnswered(answer, this, [this](const Result<QList<BackgroundMigration>>& jobs) {
        m_reading = false;
        if (jobs) {
            apply(*jobs);
        } else {
            Q_EMIT failed(jobs.error());
        }
        if (std::exchange(m_again, false)) {
            refresh();
        }
    });
}

void JobsModel::apply(const QList<BackgroundMigration>& jobs)
{
    // Jobs are never deleted and their ids grow: what is new stands before what is known.
    const qsizetype fresh = jobs.size() - m_jobs.size();
    const bool grown = fresh >= 0
        && std::equal(m_jobs.begin(), m_jobs.end(), jobs.begin() + fresh, jobs.end(),
            [](const BackgroundMigration& a, const BackgroundMigration& b) { return a.id == b.id; });
    if (!grown) {
        beginResetModel();
        m_jobs = jobs;
        endResetModel();
        return;
    }
    if (fresh > 0) {
        beginInsertRows({}, 0, int(fresh) - 1);
        m_jobs = jobs.first(fresh) + m_jobs;
        endInsertRows();
    }
    for (qsizetype i = fresh; i < jobs.size(); ++i) {
        if (!isSame(m_jobs.at(i), jobs.at(i))) {
            m_jobs[i] = jobs.at(i);
            Q_EMIT dataChanged(index(int(i), 0), index(int(i), columnCount() - 1));
        }
    }
}

int JobsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_jobs.size());
}

int JobsModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(JobColumn::Ended) + 1;
}

QVariant JobsModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) {
        return {};
    }
    const BackgroundMigration& job = m_jobs.at(index.row());
    const auto column = static_cast<JobColumn>(index.column());
    switch (role) {
    case SortRole:
        return column == JobColumn::Progress ? QVariant(shareDone(job)) : rawValue(job, column);
    case Qt::DisplayRole:
    case Qt::EditRole:
        return rawValue(job, column);
    case Qt::AccessibleTextRole:
        return rawValue(job, column).toString();
    case IdRole:
        return job.id;
    case CountRole:
        return job.totalCount;
    default:
        return {};
    }
}

} // namespace transship
