// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/views/consoleundertest.h"
#include "views/charts/chartrangecontrol.h"
#include "views/charts/chartspanel.h"
#include "views/charts/chartview.h"
#include "views/charts/timechart.h"

#include <QApplication>
#include <QTabBar>
#include <QTest>
#include <QWheelEvent>

namespace transship::testing {

inline TimeChart& chart(const ConsoleUnderTest& console, const char* id)
{
    auto* found = console.find<TimeChart>(id);
    if (!found) {
        qFatal("no chart %s", id);
    }
    return *found;
}

inline ChartView& viewOf(const QWidget& chart)
{
    return *chart.findChild<ChartView*>();
}

inline ChartRangeControl& rangeOf(const ConsoleUnderTest& console)
{
    return console.find<ChartsPanel>("chartsPanel")->range();
}

/// A place in the plot, from 0 (left) to 1 (right).
inline QPoint placeIn(const ChartView& view, double x)
{
    const QRectF plot = view.chart()->plotArea();
    return view.mapFromScene(view.chart()->mapToScene(QPointF(plot.left() + x * plot.width(), plot.center().y())));
}

inline void turnWheel(ChartView& view, double x, int steps)
{
    const QPoint place = placeIn(view, x);
    QWheelEvent event(place, view.viewport()->mapToGlobal(place), {}, QPoint(0, 120 * steps), Qt::NoButton,
        Qt::NoModifier, Qt::NoScrollPhase, false);
    QApplication::sendEvent(view.viewport(), &event);
}

inline bool hasData(const ConsoleUnderTest& console)
{
    return QTest::qWaitFor(
        [&] { return !chart(console, "chart_throughput").isEmpty() && !chart(console, "chart_states").isEmpty(); });
}

inline void showTab(const ConsoleUnderTest& console, const QString& text)
{
    auto* tabs = console.find<QTabBar>("chartTabs");
    for (int i = 0; i < tabs->count(); ++i) {
        if (tabs->tabText(i) == text) {
            QTest::mouseClick(tabs, Qt::LeftButton, {}, tabs->tabRect(i).center());
            return;
        }
    }
    qFatal("no tab %s", qPrintable(text));
}

} // namespace transship::testing
