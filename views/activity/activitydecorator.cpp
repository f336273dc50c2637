// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/activity/activitydecorator.h"

#include "models/tables/activitymodel.h"
#include "views/common/icons.h"
#include "views/common/texts.h"

namespace transship {

ActivityDecorator::ActivityDecorator(QAbstractItemModel& model, QObject* parent)
    : QIdentityProxyModel(parent)
{
    setSourceModel(&model);
}

QVariant ActivityDecorator::data(const QModelIndex& index, int role) const
{
    const auto column = static_cast<ActivityColumn>(index.column());
    const QVariant value = QIdentityProxyModel::data(index, role);
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        if (column == ActivityColumn::Time) {
            return texts::absolute(QIdentityProxyModel::data(index, Qt::EditRole).toDateTime());
        }
        if (column == ActivityColumn::Subject && value.toString().isEmpty()) {
            return tr("repository %1, gone").arg(index.data(RepositoryIdRole).toLongLong());
        }
        if (column == ActivityColumn::Subject && !index.data(StateRole).isValid()) {
            return value.toString().remove(QStringLiteral("container_registry_")).remove(QStringLiteral("migration_"));
        }
        return value.toString().simplified();
    case Qt::ToolTipRole:
        return QIdentityProxyModel::data(index, Qt::DisplayRole).toString();
    case Qt::DecorationRole: {
        if (column != ActivityColumn::Event) {
            return {};
        }
        const QVariant state = index.data(StateRole);
        return state.isValid() ? stateIcon(state.value<MigrationState>())
                               : themedIcon(QStringLiteral("action-settings"));
    }
    default:
        return value;
    }
}

QVariant ActivityDecorator::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Horizontal && role == Qt::DisplayRole) {
        const QStringList names{tr("Time"), tr("Repository or setting"), tr("Event"), tr("Before"), tr("After"),
            tr("Actor"), tr("Origin"), tr("Reason and words")};
        return names.value(section);
    }
    return QIdentityProxyModel::headerData(section, orientation, role);
}

} // namespace transship
