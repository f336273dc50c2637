// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/charts/shareschart.h"

#include "models/tables/statecountsmodel.h"
#include "reports/statepalette.h"
#include "views/charts/redrawwhenshown.h"
#include "views/charts/stateschart.h"
#include "views/common/texts.h"
#include "views/common/thememanager.h"

#include <QChart>
#include <QChartView>
#include <QEvent>
#include <QGraphicsLayout>
#include <QHBoxLayout>
#include <QLegend>
#include <QPieSeries>
#include <QPieSlice>
#include <QToolTip>

namespace transship {
namespace {

// The legend has the top of a stack first; the ring follows it.
const QList<MigrationState> order(stateStacking.rbegin(), stateStacking.rend());

QString percent(qint64 part, qint64 whole)
{
    return whole > 0 ? SharesChart::tr("%1 %").arg(100.0 * double(part) / double(whole), 0, 'f', 1) : QString();
}

} // namespace

SharesChart::SharesChart(StateCountsModel& counts, QWidget* parent)
    : QWidget(parent)
    , m_counts(counts)
    , m_view(new QChartView(new QChart, this))
    , m_ring(new QPieSeries(this))
    , m_legend(
          new ChartLegend(legendOf({stateStacking.begin(), stateStacking.end()}), ChartLegend::Kind::Choosable, this))
{
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_view, 1);
    layout->addWidget(m_legend);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setRenderHint(QPainter::Antialiasing);
    m_view->setMinimumSize(110, 90);
    m_view->setFocusPolicy(Qt::NoFocus); // the legend beside it is what the keyboard reaches
    m_view->setAccessibleName(tr("Chart: share of each state"));
    QChart* chart = m_view->chart();
    chart->legend()->hide();
    chart->setBackgroundVisible(false);
    chart->setMargins(QMargins(2, 2, 2, 2));
    chart->layout()->setContentsMargins(0, 0, 0, 0);
    m_ring->setHoleSize(0.55);
    m_ring->setPieSize(0.95);
    for (const MigrationState state : order) {
        QPieSlice* slice = m_ring->append(toName(state), 0);
        connect(slice, &QPieSlice::clicked, this, [this, state] { Q_EMIT stateChosen(state); });
        connect(slice, &QPieSlice::hovered, this, [this, slice](bool inside) {
            slice->setExploded(inside);
            inside ? QToolTip::showText(QCursor::pos(), slice->property("note").toString(), m_view)
                   : QToolTip::hideText();
        });
        slice->setExplodeDistanceFactor(0.04);
    }
    chart->addSeries(m_ring);
    connect(m_legend, &ChartLegend::chosen, this, [this](qsizetype entry) { Q_EMIT stateChosen(order[entry]); });
    auto* drawing = new RedrawWhenShown(*this, [this] { redraw(); });
    connect(&m_counts, &QAbstractItemModel::dataChanged, drawing, &RedrawWhenShown::want);
    applyColours();
    redraw();
}

void SharesChart::redraw()
{
    const StateCounts& counts = m_counts.counts();
    const qint64 total = counts.total();
    QStringList words;
    for (qsizetype i = 0; i < order.size(); ++i) {
        const qint64 number = counts.of(order[i]);
        const QString share = percent(number, total);
        m_ring->slices().at(i)->setValue(static_cast<qreal>(number));
        m_ring->slices().at(i)->setProperty(
            "note", QStringLiteral("%1: %2, %3").arg(toName(order[i]), texts::number(number), share));
        m_legend->setValue(i, share.isEmpty() ? texts::number(number) : texts::number(number) + u"   " + share);
        words << QStringLiteral("%1 %2").arg(toName(order[i]), share);
    }
    m_view->setAccessibleDescription(words.join(QStringLiteral(", ")));
}

void SharesChart::applyColours()
{
    m_view->setBackgroundBrush(palette().color(QPalette::Base));
    for (qsizetype i = 0; i < order.size(); ++i) {
        QPieSlice* slice = m_ring->slices().at(i);
        slice->setBrush(stateColor(order[i], palette()));
        slice->setPen(QPen(palette().color(QPalette::Base), 1));
    }
}

void SharesChart::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) {
        applyColours();
    }
}

} // namespace transship
