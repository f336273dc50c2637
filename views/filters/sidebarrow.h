// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QIcon>
#include <QStyledItemDelegate>

#include <optional>

namespace transship {

/// A row of the sidebar as it is painted: icon, name, number at the right end, and under them how far it is.
struct SidebarRow {
    QIcon icon;
    QString name;
    QString number;
    bool isQuiet = false; ///< nothing is in it
    std::optional<double> done; ///< 0 to 1
};

/// Paints all lists of the sidebar alike; what a row says is a derived class's. GUI thread.
class SidebarDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

protected:
    virtual SidebarRow rowOf(const QModelIndex& index) const = 0;
};

} // namespace transship
