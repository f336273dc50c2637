// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/enums.h"
#include "views/charts/timechart.h"

namespace transship {

class EventSeries;
class StackedAreas;

/// How many repositories ended in each step of time, by outcome, stacked. GUI thread; borrows the series and the range.
class ThroughputChart : public TimeChart {
    Q_OBJECT
public:
    ThroughputChart(EventSeries& series, ChartRangeControl& range, QWidget* parent = nullptr);

Q_SIGNALS:
    void stateChosen(transship::MigrationState state);

private:
    void redraw();
    void applyColours() override;

    EventSeries& m_data;
    StackedAreas* m_areas;
};

} // namespace transship
