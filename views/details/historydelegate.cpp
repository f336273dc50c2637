// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/details/historydelegate.h"

#include "models/tables/eventtablemodel.h"
#include "views/common/icons.h"
#include "views/common/texts.h"
#include "views/common/thememanager.h"

#include <QAbstractItemView>
#include <QHelpEvent>
#include <QPainter>
#include <QTextLayout>
#include <QToolTip>
#include <QtMath>

namespace transship {
namespace {

constexpr int sideMargin = 12;
constexpr int topMargin = 5;
constexpr int iconSize = 14;
constexpr int textIndent = sideMargin + iconSize + 8;
constexpr int maxReasonLines = 4;

QString cell(const QModelIndex& index, EventColumn column)
{
    return index.siblingAtColumn(static_cast<int>(column)).data().toString();
}

QDateTime timeOf(const QModelIndex& index)
{
    return index.siblingAtColumn(static_cast<int>(EventColumn::Time)).data().toDateTime();
}

QString who(const QModelIndex& index)
{
    return QStringLiteral("%1 · %2").arg(cell(index, EventColumn::Actor), cell(index, EventColumn::Origin));
}

QString why(const QModelIndex& index)
{
    const QString reason = cell(index, EventColumn::Reason);
    const QString detail = cell(index, EventColumn::Detail);
    if (reason.isEmpty() || detail.isEmpty()) {
        return reason + detail;
    }
    return reason + QStringLiteral(": ") + detail;
}

/// Lays the text out in lines of this width: at words, and within a word (a digest) only when it alone is too long.
/// Draws it when there is a painter; the height of what is shown.
int layOutWhy(const QString& text, const QFont& font, int width, QPainter* painter = nullptr, const QPoint& at = {})
{
    QTextLayout layout(text, font);
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    layout.setTextOption(option);
    layout.beginLayout();
    qreal height = 0;
    for (int lines = 0; lines < maxReasonLines; ++lines) {
        QTextLine line = layout.createLine();
        if (!line.isValid()) {
            break;
        }
        line.setLineWidth(qMax(40, width));
        line.setPosition(QPointF(0, height));
        height += line.height();
    }
    layout.endLayout();
    if (painter) {
        layout.draw(painter, at);
    }
    return qCeil(height);
}

} // namespace

HistoryDelegate::HistoryDelegate(const Clock& clock, QObject* parent)
    : QStyledItemDelegate(parent)
    , m_clock(clock)
{
}

void HistoryDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    painter->save();
    const QPalette& colours = option.palette;
    const int line = option.fontMetrics.height();
    const QRect area = option.rect.adjusted(textIndent, topMargin, -sideMargin, 0);
    const auto state = index.data(StateRole).value<MigrationState>();
    stateIcon(state).paint(
        painter, QRect(option.rect.left() + sideMargin, area.top() + (line - iconSize) / 2, iconSize, iconSize));

    const QString ago = texts::since(timeOf(index), m_clock.now());
    const int agoWidth = option.fontMetrics.horizontalAdvance(ago);
    painter->setFont(option.font);
    painter->setPen(secondaryText(colours));
    painter->drawText(QRect(area.left(), area.top(), area.width(), line), Qt::AlignRight, ago);
    painter->drawText(QRect(area.left(), area.top() + line, area.width(), line), Qt::AlignLeft,
        option.fontMetrics.elidedText(who(index), Qt::ElideRight, area.width()));

    painter->setPen(colours.color(QPalette::Text));
    QFont bold = option.font;
    bold.setWeight(QFont::DemiBold);
    painter->setFont(bold);
    painter->drawText(QRect(area.left(), area.top(), area.width() - agoWidth - 8, line), Qt::AlignLeft,
        QFontMetrics(bold).elidedText(cell(index, EventColumn::Event), Qt::ElideRight, area.width() - agoWidth - 8));
    painter->setFont(option.font);
    layOutWhy(why(index), option.font, area.width(), painter, QPoint(area.left(), area.top() + 2 * line));
    painter->restore();
}

QSize HistoryDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const auto* view = qobject_cast<const QAbstractItemView*>(option.widget);
    const int width = view ? view->viewport()->width() : 300;
    const QString text = why(index);
    const int whyHeight = text.isEmpty() ? 0 : layOutWhy(text, option.font, width - textIndent - sideMargin);
    return {100, 2 * topMargin + 2 * option.fontMetrics.height() + whyHeight};
}

bool HistoryDelegate::helpEvent(
    QHelpEvent* event, QAbstractItemView* view, const QStyleOptionViewItem& option, const QModelIndex& index)
{
    if (event->type() != QEvent::ToolTip || !index.isValid()) {
        return QStyledItemDelegate::helpEvent(event, view, option, index);
    }
    QStringList lines{texts::absolute(timeOf(index)),
        QStringLiteral("%1: %2 → %3")
            .arg(cell(index, EventColumn::Event), cell(index, EventColumn::From), cell(index, EventColumn::To)),
        who(index)};
    if (!why(index).isEmpty()) {
        lines << why(index);
    }
    QToolTip::showText(event->globalPos(), lines.join(QLatin1Char('\n')), view);
    return true;
}

} // namespace transship
