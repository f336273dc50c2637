// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/charts/chartview.h"

#include "views/common/thememanager.h"

#include <QAbstractAxis>
#include <QEvent>
#include <QGraphicsLayout>
#include <QLegend>
#include <QMouseEvent>
#include <QToolTip>

namespace transship {

ChartView::ChartView(const QString& name, Describe describe, QWidget* parent)
    : QChartView(new QChart, parent)
    , m_describe(std::move(describe))
{
    setAccessibleName(name);
    setFrameShape(QFrame::NoFrame);
    setMouseTracking(true);
    chart()->legend()->hide();
    chart()->setAnimationOptions(QChart::NoAnimation);
    chart()->setBackgroundRoundness(0);
    chart()->setBackgroundVisible(false);
    chart()->setMargins(QMargins(4, 4, 10, 2));
    chart()->layout()->setContentsMargins(0, 0, 0, 0);
    applyPalette();
}

void ChartView::mouseMoveEvent(QMouseEvent* event)
{
    QChartView::mouseMoveEvent(event);
    const QPointF inChart = chart()->mapFromScene(mapToScene(event->pos()));
    const QString text = chart()->series().isEmpty() || !chart()->plotArea().contains(inChart)
        ? QString()
        : m_describe(chart()->mapToValue(inChart));
    if (text.isEmpty()) {
        QToolTip::hideText();
    } else {
        QToolTip::showText(event->globalPosition().toPoint() + QPoint(12, 8), text, this);
    }
}

void ChartView::leaveEvent(QEvent* event)
{
    QToolTip::hideText();
    QChartView::leaveEvent(event);
}

void ChartView::changeEvent(QEvent* event)
{
    QChartView::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) {
        applyPalette();
        Q_EMIT coloursChanged();
    }
}

void ChartView::applyPalette()
{
    setBackgroundBrush(palette().color(QPalette::Base));
}

void styleAxis(QAbstractAxis& axis, const QPalette& palette, const QFont& font)
{
    QFont small = font;
    small.setPointSizeF(font.pointSizeF() * 0.85);
    axis.setLabelsFont(small);
    axis.setLabelsColor(secondaryText(palette));
    axis.setLinePen(QPen(separatorColor(palette), 1));
    QColor grid = separatorColor(palette);
    grid.setAlphaF(0.55F);
    axis.setGridLinePen(QPen(grid, 1));
}

} // namespace transship
