// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/filters/sidebarrow.h"

#include "views/common/thememanager.h"

#include <QApplication>
#include <QPainter>

namespace transship {
namespace {

constexpr int rowHeight = 28;
constexpr int margin = 10;
constexpr int iconSize = 16;
constexpr int gap = 9;
constexpr int barHeight = 2;

} // namespace

void SidebarDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const SidebarRow what = rowOf(index);
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    QStyleOptionViewItem background = option;
    background.text.clear();
    QApplication::style()->drawPrimitive(QStyle::PE_PanelItemViewItem, &background, painter, option.widget);

    painter->save();
    const QPalette& colours = option.palette;
    const QRect row = option.rect.adjusted(margin, 0, -margin, 0);
    int left = row.left();
    if (!what.icon.isNull()) {
        const QRect icon(left, row.top() + (row.height() - iconSize) / 2, iconSize, iconSize);
        what.icon.paint(painter, icon, Qt::AlignCenter, selected ? QIcon::Selected : QIcon::Normal);
        left += iconSize + gap;
    }
    QFont font = option.font;
    font.setBold(selected);
    painter->setFont(font);
    painter->setPen(selected ? colours.color(QPalette::HighlightedText)
            : what.isQuiet   ? secondaryText(colours)
                             : colours.color(QPalette::Text));
    const int numberWidth = painter->fontMetrics().horizontalAdvance(what.number);
    painter->drawText(row, Qt::AlignRight | Qt::AlignVCenter, what.number);
    const QRect name(left, row.top(), row.right() - left - numberWidth - gap, row.height());
    painter->drawText(name, Qt::AlignLeft | Qt::AlignVCenter,
        painter->fontMetrics().elidedText(what.name, Qt::ElideRight, name.width()));
    if (what.done) {
        const QRect whole(left, row.bottom() - barHeight - 1, row.right() - left + 1, barHeight);
        painter->fillRect(whole, separatorColor(colours));
        painter->fillRect(QRect(whole.left(), whole.top(), qRound(whole.width() * *what.done), barHeight),
            stateColor(MigrationState::ImportDone, colours));
    }
    painter->restore();
}

QSize SidebarDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const
{
    return {160, qMax(rowHeight, option.fontMetrics.height() + 10)};
}

} // namespace transship
