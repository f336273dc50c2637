// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/commands/shortcutsmodel.h"

#include "views/commands/commandregistry.h"

#include <QFont>

namespace transship {

ShortcutsModel::ShortcutsModel(CommandRegistry& registry, QObject* parent)
    : QAbstractTableModel(parent)
    , m_registry(registry)
{
    connect(&registry, &CommandRegistry::shortcutsChanged, this,
        [this] { Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1)); });
}

QString ShortcutsModel::idAt(int row) const
{
    return m_registry.commands().value(row).id;
}

int ShortcutsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_registry.commands().size());
}

int ShortcutsModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ShortcutsModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) {
        return {};
    }
    const CommandRegistry::Command& command = m_registry.commands()[index.row()];
    const QKeySequence shortcut = command.action->shortcut();
    if (role == Qt::DisplayRole) {
        switch (index.column()) {
        case Command:
            return CommandRegistry::plainText(*command.action);
        case Shortcut:
            return shortcut.toString(QKeySequence::NativeText);
        default:
            return command.standard.toString(QKeySequence::NativeText);
        }
    }
    if (role == Qt::DecorationRole && index.column() == Command) {
        return command.action->icon();
    }
    if (role == Qt::FontRole && index.column() == Shortcut && shortcut != command.standard) {
        QFont changed;
        changed.setBold(true);
        return changed;
    }
    return {};
}

QVariant ShortcutsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) {
        return QAbstractTableModel::headerData(section, orientation, role);
    }
    return section == Command ? tr("Command") : section == Shortcut ? tr("Shortcut") : tr("Standard");
}

} // namespace transship
