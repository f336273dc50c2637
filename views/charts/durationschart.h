// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/charts/timechart.h"

#include <array>

class QLineSeries;

namespace transship {

class EventSeries;

/// How long pre imports and final imports took, half of them and 95 of 100 of them. GUI thread; borrows the series and
/// the range.
class DurationsChart : public TimeChart {
    Q_OBJECT
public:
    DurationsChart(EventSeries& series, ChartRangeControl& range, QWidget* parent = nullptr);

private:
    void redraw();
    void applyColours() override;

    EventSeries& m_data;
    std::array<QLineSeries*, 4> m_lines{}; ///< pre import p95, p50, import p95, p50
};

} // namespace transship
