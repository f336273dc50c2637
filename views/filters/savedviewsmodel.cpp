// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/filters/savedviewsmodel.h"

#include "models/tables/viewcounts.h"
#include "views/common/texts.h"

namespace transship {
namespace {

// Until the policy is read.
constexpr int usualMaxRetries = 3;
constexpr std::chrono::seconds usualStepDuration{300};

RepositoryFilter filterOf(const SavedView& view)
{
    const Result<RepositoryFilter> filter = RepositoryFilter::parse(view.filter);
    return filter ? *filter : RepositoryFilter();
}

} // namespace

SavedViewsModel::SavedViewsModel(ViewCounts& counts, QObject* parent)
    : QAbstractListModel(parent)
    , m_counts(counts)
{
    connect(&m_counts, &ViewCounts::counted, this,
        [this] { Q_EMIT dataChanged(index(0), index(rowCount() - 1), {CountTextRole}); });
    makeBuiltIn(usualMaxRetries, usualStepDuration);
    count();
}

void SavedViewsModel::makeBuiltIn(int maxRetries, std::chrono::seconds maxStepDuration)
{
    m_maxRetries = maxRetries;
    m_maxStepDuration = maxStepDuration;
    const int nearLimit = qMax(1, maxRetries - 1);
    const QString stuck
        = QStringLiteral("state:pre_importing,pre_import_done,importing since>%1s").arg(maxStepDuration.count());
    const QString nearly = QStringLiteral("state:import_aborted retries>=%1").arg(nearLimit);
    const QString ended
        = QStringLiteral("state:import_skipped reason:too_many_retries,not_found,migration_canceled_by_registry");
    const QString error = QStringLiteral("status-error");
    const QString aborted = QStringLiteral("state-import_aborted");
    const QString skipped = QStringLiteral("state-import_skipped");
    m_builtIn = {
        {{tr("Needs a look"), QStringLiteral("(%1) or (%2) or (%3)").arg(nearly, stuck, ended), {}}, error,
            tr("What will not come right by itself: near the retry limit, stuck, or given up by the machinery")},
        {{tr("Near the retry limit"), nearly, {}}, aborted, tr("The next failure skips it")},
        {{tr("Stuck"), stuck, {}}, QStringLiteral("status-busy"), tr("In one step for longer than max_step_duration")},
        {{tr("Failed in the last hour"), QStringLiteral("state:import_aborted since<1h"), {}}, aborted,
            tr("Aborted within the last hour")},
        {{tr("Too many tags"), QStringLiteral("state:import_skipped reason:too_many_tags"), {}}, skipped,
            tr("Skipped since it has more tags than max_tags_count")},
        {{tr("Denied"), QStringLiteral("state:import_skipped reason:root_namespace_in_deny_list"), {}}, skipped,
            tr("Skipped since its root namespace is on the deny list")},
    };
}

void SavedViewsModel::setPolicy(const Policy& policy)
{
    // Counting them anew is what a large database feels.
    if (policy.maxRetries == m_maxRetries && policy.maxStepDuration == m_maxStepDuration) {
        return;
    }
    makeBuiltIn(policy.maxRetries, policy.maxStepDuration);
    Q_EMIT dataChanged(index(0), index(firstOwn() - 1));
    count();
}

void SavedViewsModel::count()
{
    QList<RepositoryFilter> filters;
    for (int row = 0; row < rowCount(); ++row) {
        filters << filterOf(*viewAt(row));
    }
    m_counts.setFilters(filters);
}

void SavedViewsModel::setOwn(const QList<SavedView>& views)
{
    beginResetModel();
    m_own = views;
    endResetModel();
    count();
}

std::optional<SavedView> SavedViewsModel::viewAt(int row) const
{
    if (row < 0 || row >= rowCount()) {
        return std::nullopt;
    }
    return isOwn(row) ? m_own[row - firstOwn()] : m_builtIn[row].view;
}

bool SavedViewsModel::isOwn(int row) const
{
    return row >= firstOwn() && row < rowCount();
}

int SavedViewsModel::rowOf(const RepositoryFilter& filter) const
{
    for (int row = 0; row < rowCount(); ++row) {
        if (filterOf(*viewAt(row)) == filter) {
            return row;
        }
    }
    return -1;
}

int SavedViewsModel::add(const SavedView& view)
{
    const int row = rowCount();
    beginInsertRows({}, row, row);
    m_own << view;
    endInsertRows();
    count();
    Q_EMIT ownChanged(m_own);
    return row;
}

void SavedViewsModel::removeAt(int row)
{
    if (!isOwn(row)) {
        return;
    }
    beginRemoveRows({}, row, row);
    m_own.removeAt(row - firstOwn());
    endRemoveRows();
    count();
    Q_EMIT ownChanged(m_own);
}

void SavedViewsModel::move(int row, int by)
{
    const int to = row + by;
    if (!isOwn(row) || !isOwn(to) || by == 0) {
        return;
    }
    beginMoveRows({}, row, row, {}, by > 0 ? to + 1 : to);
    m_own.move(row - firstOwn(), to - firstOwn());
    endMoveRows();
    Q_EMIT ownChanged(m_own);
}

int SavedViewsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_builtIn.size() + m_own.size());
}

QString SavedViewsModel::countText(int row) const
{
    const auto count = m_counts.countOf(filterOf(*viewAt(row)));
    if (!count) {
        return QStringLiteral("…");
    }
    return texts::number(count->number) + (count->more ? QStringLiteral("+") : QString());
}

QVariant SavedViewsModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) {
        return {};
    }
    const int row = index.row();
    const SavedView view = *viewAt(row);
    switch (role) {
    case Qt::DisplayRole:
    case Qt::EditRole:
        return view.name;
    case Qt::AccessibleTextRole:
        return QStringLiteral("%1: %2").arg(view.name, countText(row));
    case Qt::ToolTipRole:
        return isOwn(row) ? view.filter : m_builtIn[row].meaning + u'\n' + view.filter;
    case CountTextRole:
        return countText(row);
    case FilterTextRole:
        return view.filter;
    case IconNameRole:
        return isOwn(row) ? QStringLiteral("action-find") : m_builtIn[row].icon;
    default:
        return {};
    }
}

bool SavedViewsModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    const QString name = value.toString().simplified();
    if (role != Qt::EditRole || !isOwn(index.row()) || name.isEmpty()) {
        return false;
    }
    m_own[index.row() - firstOwn()].name = name;
    Q_EMIT dataChanged(index, index);
    Q_EMIT ownChanged(m_own);
    return true;
}

Qt::ItemFlags SavedViewsModel::flags(const QModelIndex& index) const
{
    const Qt::ItemFlags flags = QAbstractListModel::flags(index);
    return isOwn(index.row()) ? flags | Qt::ItemIsEditable : flags;
}

} // namespace transship
