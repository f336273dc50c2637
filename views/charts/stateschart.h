// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/enums.h"

#include <QWidget>

#include <array>

class QAreaSeries;
class QDateTimeAxis;
class QLineSeries;
class QValueAxis;

namespace transship {

class ChartView;
class StatesOverTimeSeries;

/// How many repositories were in each state, over time, stacked: done at the bottom, waiting on top.
/// GUI thread; borrows the series.
class StatesChart : public QWidget {
    Q_OBJECT
public:
    explicit StatesChart(StatesOverTimeSeries& series, QWidget* parent = nullptr);

private:
    void addSeries();
    void redraw();
    void applyColours();
    QString describe(const QPointF& value) const;

    StatesOverTimeSeries& m_data;
    ChartView* m_view;
    QDateTimeAxis* m_time;
    QValueAxis* m_number;
    std::array<QLineSeries*, allMigrationStates.size()> m_edges{}; ///< upper edges, in stacking order
    std::array<QAreaSeries*, allMigrationStates.size()> m_areas{};
};

} // namespace transship
