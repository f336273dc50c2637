// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/filters/statecountdelegate.h"

#include "models/tables/statecountsmodel.h"
#include "views/common/icons.h"
#include "views/common/texts.h"
#include "views/common/thememanager.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

namespace transship {
namespace {

constexpr int rowHeight = 30;
constexpr int margin = 10;
constexpr int iconSize = 16;

std::optional<MigrationState> stateOf(const QModelIndex& index)
{
    const QVariant value = index.data(StateRole);
    return value.isValid() ? std::optional(value.value<MigrationState>()) : std::nullopt;
}

} // namespace

void StateCountDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const std::optional<MigrationState> state = stateOf(index);
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    const qint64 count = index.data(CountRole).toLongLong();
    QStyleOptionViewItem background = option;
    background.text.clear();
    QApplication::style()->drawPrimitive(QStyle::PE_PanelItemViewItem, &background, painter, option.widget);

    painter->save();
    const QRect row = option.rect.adjusted(margin, 0, -margin, 0);
    const QRect iconRect(row.left(), row.top() + (row.height() - iconSize) / 2, iconSize, iconSize);
    const QIcon icon = state ? stateIcon(*state) : themedIcon(QStringLiteral("state-all"));
    icon.paint(painter, iconRect, Qt::AlignCenter, selected ? QIcon::Selected : QIcon::Normal);

    const QPalette& colours = option.palette;
    QFont font = option.font;
    font.setBold(selected);
    painter->setFont(font);
    painter->setPen(selected ? colours.color(QPalette::HighlightedText)
            : count == 0     ? secondaryText(colours)
                             : colours.color(QPalette::Text));
    const QString number = texts::number(count);
    const int numberWidth = painter->fontMetrics().horizontalAdvance(number);
    painter->drawText(row, Qt::AlignRight | Qt::AlignVCenter, number);
    const QRect textRect(iconRect.right() + 9, row.top(), row.width() - iconSize - 15 - numberWidth, row.height());
    const QString name = state ? toName(*state) : tr("All");
    painter->drawText(textRect, Qt::AlignLeft | Qt::AlignVCenter,
        painter->fontMetrics().elidedText(name, Qt::ElideRight, textRect.width()));
    painter->restore();
}

QSize StateCountDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const
{
    return {160, qMax(rowHeight, option.fontMetrics.height() + 10)};
}

bool StateCountDelegate::helpEvent(
    QHelpEvent* event, QAbstractItemView* view, const QStyleOptionViewItem& option, const QModelIndex& index)
{
    if (event->type() != QEvent::ToolTip || !index.isValid()) {
        return QStyledItemDelegate::helpEvent(event, view, option, index);
    }
    const std::optional<MigrationState> state = stateOf(index);
    QToolTip::showText(event->globalPos(),
        state ? toName(*state) + QLatin1Char('\n') + texts::explanation(*state) : tr("All repositories"), view);
    return true;
}

} // namespace transship
