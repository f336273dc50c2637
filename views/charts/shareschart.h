// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/enums.h"

#include <QList>
#include <QWidget>

class QChartView;
class QPieSeries;

namespace transship {

class ChartLegend;
class StateCountsModel;

/// How the repositories are shared out among the states now: a ring, and the numbers beside it. A click on either asks
/// for a state. GUI thread; borrows the model.
class SharesChart : public QWidget {
    Q_OBJECT
public:
    explicit SharesChart(StateCountsModel& counts, QWidget* parent = nullptr);

Q_SIGNALS:
    void stateChosen(transship::MigrationState state);

protected:
    void changeEvent(QEvent* event) override;

private:
    void redraw();
    void applyColours();

    StateCountsModel& m_counts;
    QChartView* m_view;
    QPieSeries* m_ring;
    ChartLegend* m_legend;
};

} // namespace transship
