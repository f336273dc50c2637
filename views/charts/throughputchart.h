// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <array>

class QBarSet;
class QCategoryAxis;
class QStackedBarSeries;
class QValueAxis;

namespace transship {

class ChartView;
class ThroughputSeries;

/// How many repositories ended in each step of time, by outcome, as stacked bars. GUI thread; borrows the series.
class ThroughputChart : public QWidget {
    Q_OBJECT
public:
    explicit ThroughputChart(ThroughputSeries& series, QWidget* parent = nullptr);

Q_SIGNALS:
    /// The title with the width of a bar: "Finished per 10 s".
    void titleChanged(const QString& title);

private:
    void redraw();
    void updateTimeAxis();
    void applyColours();
    QString describe(const QPointF& value) const;

    ThroughputSeries& m_data;
    ChartView* m_view;
    QCategoryAxis* m_time;
    QValueAxis* m_number;
    QStackedBarSeries* m_bars;
    std::array<QBarSet*, 3> m_sets{}; ///< done, skipped, aborted
};

} // namespace transship
