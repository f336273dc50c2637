// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/jobs/jobpreviewmodel.h"

#include "views/common/thememanager.h"

#include <QGuiApplication>

namespace transship {

JobPreviewModel::JobPreviewModel(BackgroundKind kind, QObject* parent)
    : QAbstractTableModel(parent)
    , m_kind(kind)
{
}

void JobPreviewModel::append(const QList<BackgroundPreviewRow>& rows)
{
    const int fresh = int(qMin<qsizetype>(rows.size(), mostRows - m_rows.size()));
    if (fresh <= 0) {
        return;
    }
    beginInsertRows({}, int(m_rows.size()), int(m_rows.size()) + fresh - 1);
    for (const BackgroundPreviewRow& row : rows.first(fresh)) {
        m_rows << Row{row.repository.path, changeOf(row), row.wouldChange};
    }
    endInsertRows();
}

QString JobPreviewModel::changeOf(const BackgroundPreviewRow& row) const
{
    if (m_kind == BackgroundKind::ResetSkipped) {
        return QStringLiteral("import_skipped → default");
    }
    return row.wouldChange ? tr("delete_scheduled → none") : tr("unchanged: no tags");
}

int JobPreviewModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int JobPreviewModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : 2;
}

QVariant JobPreviewModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) {
        return {};
    }
    const Row& row = m_rows.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
    case Qt::AccessibleTextRole:
        return index.column() == 0 ? row.path : row.change;
    case Qt::ForegroundRole:
        return row.wouldChange ? QVariant() : secondaryText(QGuiApplication::palette());
    default:
        return {};
    }
}

QVariant JobPreviewModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Horizontal && role == Qt::DisplayRole) {
        return section == 0 ? tr("Repository") : tr("Change");
    }
    return QAbstractTableModel::headerData(section, orientation, role);
}

} // namespace transship
