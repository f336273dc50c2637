// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>

namespace transship {

class CommandRegistry;

/// The commands of a registry with their shortcuts; follows its changes. GUI thread; borrows the registry.
class ShortcutsModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Command, Shortcut, Standard, ColumnCount };

    explicit ShortcutsModel(CommandRegistry& registry, QObject* parent = nullptr);

    QString idAt(int row) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    CommandRegistry& m_registry;
};

} // namespace transship
