// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/enums.h"
#include "views/charts/timechart.h"

namespace transship {

class StackedAreas;
class StatesOverTimeSeries;

/// How many repositories were in each state, over time, stacked: done at the bottom, waiting on top.
/// GUI thread; borrows the series and the range.
class StatesChart : public TimeChart {
    Q_OBJECT
public:
    StatesChart(StatesOverTimeSeries& series, ChartRangeControl& range, QWidget* parent = nullptr);

Q_SIGNALS:
    void stateChosen(transship::MigrationState state);

private:
    void redraw();
    void applyColours() override;

    StatesOverTimeSeries& m_data;
    StackedAreas* m_areas;
};

/// A legend of states, the top of a stack first.
QList<ChartLegend::Entry> legendOf(const QList<MigrationState>& stacking);

} // namespace transship
