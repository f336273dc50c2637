// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/charts/chartspanel.h"

#include "views/charts/stateschart.h"
#include "views/charts/throughputchart.h"
#include "views/common/titledpanel.h"

namespace transship {

ChartsPanel::ChartsPanel(StatesOverTimeSeries& states, ThroughputSeries& throughput, QWidget* parent)
    : QSplitter(Qt::Horizontal, parent)
{
    setObjectName(QStringLiteral("chartsPanel"));
    setChildrenCollapsible(false);
    setHandleWidth(1);
    addWidget(new TitledPanel(tr("States over time"), new StatesChart(states), this));
    auto* chart = new ThroughputChart(throughput);
    auto* panel = new TitledPanel(tr("Finished"), chart, this);
    connect(chart, &ThroughputChart::titleChanged, panel, &TitledPanel::setTitle);
    addWidget(panel);
    setStretchFactor(0, 1);
    setStretchFactor(1, 1);
}

} // namespace transship
