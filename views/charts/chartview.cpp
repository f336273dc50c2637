// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/charts/chartview.h"

#include "views/common/thememanager.h"

#include <QAbstractAxis>
#include <QGraphicsLayout>
#include <QGraphicsLineItem>
#include <QGraphicsRectItem>
#include <QLegend>
#include <QMouseEvent>
#include <QToolTip>
#include <QWheelEvent>

#include <cmath>

namespace transship {
namespace {

constexpr double zoomStep = 1.25;
constexpr double dragStartsAt = 5; ///< pixels

} // namespace

ChartView::ChartView(const QString& name, Describe describe, Step step, QWidget* parent)
    : QChartView(new QChart, parent)
    , m_describe(std::move(describe))
    , m_step(std::move(step))
    , m_line(new QGraphicsLineItem)
    , m_band(new QGraphicsRectItem)
{
    setAccessibleName(name);
    setFrameShape(QFrame::NoFrame);
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setRubberBand(QChartView::NoRubberBand);
    chart()->legend()->hide();
    chart()->setAnimationOptions(QChart::NoAnimation);
    chart()->setBackgroundRoundness(0);
    chart()->setBackgroundVisible(false);
    chart()->setMargins(QMargins(4, 4, 10, 2));
    chart()->layout()->setContentsMargins(0, 0, 0, 0);
    for (QGraphicsItem* item : {static_cast<QGraphicsItem*>(m_line), static_cast<QGraphicsItem*>(m_band)}) {
        item->setZValue(100);
        item->hide();
        scene()->addItem(item);
    }
    applyPalette();
}

void ChartView::setEnds(double from, double until)
{
    m_from = from;
    m_until = qMax(from + 1, until);
}

double ChartView::xAt(const QPoint& position) const
{
    const QRectF plot = chart()->plotArea();
    const double inChart = chart()->mapFromScene(mapToScene(position)).x();
    return m_from + qBound(0.0, (inChart - plot.left()) / qMax(1.0, plot.width()), 1.0) * (m_until - m_from);
}

double ChartView::sceneXOf(double x) const
{
    const QRectF plot = chart()->plotArea();
    return chart()->mapToScene(QPointF(plot.left() + (x - m_from) / (m_until - m_from) * plot.width(), 0)).x();
}

bool ChartView::isInPlot(const QPoint& position) const
{
    return chart()->plotArea().contains(chart()->mapFromScene(mapToScene(position)));
}

void ChartView::showNote(double x, const QPoint& globalPosition)
{
    const Note note = m_describe(x);
    if (note.text.isEmpty()) {
        hideNote();
        return;
    }
    m_cursor = x;
    const QRectF plot = chart()->mapRectToScene(chart()->plotArea());
    const double at = qBound(plot.left(), sceneXOf(note.x), plot.right());
    m_line->setLine(at, plot.top(), at, plot.bottom());
    m_line->show();
    QToolTip::showText(globalPosition + QPoint(12, 8), note.text, this);
}

void ChartView::hideNote()
{
    m_line->hide();
    QToolTip::hideText();
}

void ChartView::showBand(double from, double until)
{
    const QRectF plot = chart()->mapRectToScene(chart()->plotArea());
    const double left = sceneXOf(qMin(from, until));
    m_band->setRect(QRectF(left, plot.top(), sceneXOf(qMax(from, until)) - left, plot.height()));
    m_band->show();
}

void ChartView::mousePressEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton && isInPlot(event->pos())) {
        m_dragFrom = xAt(event->pos());
        event->accept();
    }
}

void ChartView::mouseMoveEvent(QMouseEvent* event)
{
    if (m_dragFrom) {
        showBand(*m_dragFrom, xAt(event->pos()));
    }
    if (isInPlot(event->pos())) {
        showNote(xAt(event->pos()), event->globalPosition().toPoint());
    } else {
        hideNote();
    }
}

void ChartView::mouseReleaseEvent(QMouseEvent* event)
{
    m_band->hide();
    if (event->button() != Qt::LeftButton || !m_dragFrom) {
        return;
    }
    const double from = *std::exchange(m_dragFrom, std::nullopt);
    const double until = xAt(event->pos());
    if (std::abs(sceneXOf(until) - sceneXOf(from)) >= dragStartsAt) {
        Q_EMIT zoomWanted(qMin(from, until), qMax(from, until));
    }
}

void ChartView::mouseDoubleClickEvent(QMouseEvent* event)
{
    m_dragFrom.reset();
    event->accept();
    Q_EMIT resetWanted();
}

void ChartView::wheelEvent(QWheelEvent* event)
{
    const QPoint position = event->position().toPoint();
    if (!isInPlot(position) || event->angleDelta().y() == 0) {
        event->ignore();
        return;
    }
    zoomBy(std::pow(zoomStep, -event->angleDelta().y() / 120.0), xAt(position));
    event->accept();
}

void ChartView::zoomBy(double factor, double around)
{
    Q_EMIT zoomWanted(around - (around - m_from) * factor, around + (m_until - around) * factor);
}

void ChartView::keyPressEvent(QKeyEvent* event)
{
    const double around = m_line->isVisible() ? m_cursor : (m_from + m_until) / 2;
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Right: {
        const double x = m_line->isVisible() ? m_step(m_cursor, event->key() == Qt::Key_Left ? -1 : 1) : around;
        const QRectF plot = chart()->mapRectToScene(chart()->plotArea());
        showNote(x, viewport()->mapToGlobal(mapFromScene(sceneXOf(x), plot.center().y())));
        break;
    }
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        zoomBy(1 / zoomStep, around);
        break;
    case Qt::Key_Minus:
        zoomBy(zoomStep, around);
        break;
    case Qt::Key_0:
        Q_EMIT resetWanted();
        break;
    default:
        QChartView::keyPressEvent(event);
    }
}

void ChartView::leaveEvent(QEvent* event)
{
    hideNote();
    QChartView::leaveEvent(event);
}

void ChartView::focusOutEvent(QFocusEvent* event)
{
    hideNote();
    QChartView::focusOutEvent(event);
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
    m_line->setPen(QPen(palette().color(QPalette::Text), 1, Qt::DashLine));
    QColor band = palette().color(QPalette::Highlight);
    m_band->setPen(QPen(band, 1));
    band.setAlphaF(0.25F);
    m_band->setBrush(band);
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
