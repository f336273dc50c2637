// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/commands/palettedelegate.h"

#include "views/commands/palettemodel.h"
#include "views/common/thememanager.h"

#include <QApplication>
#include <QPainter>
#include <QTextLayout>

namespace transship {
namespace {

constexpr int margin = 10;
constexpr int iconSide = 16;
constexpr int verticalPadding = 12;

void drawText(QPainter& painter, const QRect& box, const QFont& font, const QString& text, const QList<qsizetype>& bold)
{
    QTextLayout layout(QFontMetrics(font).elidedText(text, Qt::ElideMiddle, box.width()), font);
    QList<QTextLayout::FormatRange> ranges;
    if (layout.text() == text) {
        for (const qsizetype at : bold) {
            QTextCharFormat format;
            format.setFontWeight(QFont::Bold);
            ranges << QTextLayout::FormatRange{static_cast<int>(at), 1, format};
        }
    }
    layout.setFormats(ranges);
    layout.beginLayout();
    QTextLine line = layout.createLine();
    line.setLineWidth(box.width());
    layout.endLayout();
    layout.draw(&painter, QPointF(box.left(), box.center().y() - line.height() / 2 + 1));
}

} // namespace

void PaletteDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    QStyleOptionViewItem item = option;
    initStyleOption(&item, index);
    const QIcon icon = item.icon;
    const QString text = item.text;
    item.text.clear();
    item.icon = {};
    item.features &= ~QStyleOptionViewItem::HasDecoration;
    const QStyle* style = item.widget ? item.widget->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &item, painter, item.widget);

    const bool selected = item.state & QStyle::State_Selected;
    const bool enabled = item.state & QStyle::State_Enabled;
    const auto group = enabled ? QPalette::Active : QPalette::Disabled;
    const QColor colour = item.palette.color(group, selected ? QPalette::HighlightedText : QPalette::Text);
    QRect box = item.rect.adjusted(margin, 0, -margin, 0);
    icon.paint(painter, QRect(box.left(), box.center().y() - iconSide / 2 + 1, iconSide, iconSide), Qt::AlignCenter,
        selected      ? QIcon::Selected
            : enabled ? QIcon::Normal
                      : QIcon::Disabled);
    box.setLeft(box.left() + iconSide + margin);
    painter->save();
    const QString detail = index.data(PaletteModel::DetailRole).toString();
    painter->setFont(item.font);
    painter->setPen(selected || !enabled ? colour : secondaryText(item.palette));
    painter->drawText(box, Qt::AlignVCenter | Qt::AlignRight, detail);
    box.setRight(box.right() - item.fontMetrics.horizontalAdvance(detail) - margin);
    painter->setPen(colour);
    drawText(*painter, box, item.font, text, index.data(PaletteModel::PositionsRole).value<QList<qsizetype>>());
    painter->restore();
}

QSize PaletteDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const
{
    return {option.rect.width(), option.fontMetrics.height() + verticalPadding};
}

} // namespace transship
