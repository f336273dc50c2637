// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/repositoryfilter.h"
#include "views/charts/chartrangecontrol.h"

#include <QWidget>

class QTabBar;
class QToolButton;

namespace transship {

class EventSeries;
class StateCountsModel;
class StatesOverTimeSeries;
class TileLayout;

/// All charts: side by side as many as there is room for, or one of them alone; the time they show; and their export.
/// GUI thread; borrows the series.
class ChartsPanel : public QWidget {
    Q_OBJECT
public:
    ChartsPanel(StatesOverTimeSeries& states, EventSeries& events, StateCountsModel& counts, QWidget* parent = nullptr);

    ChartRangeControl& range() { return m_range; }
    /// Which chart is chosen; opaque, versioned.
    QByteArray saveState() const;
    void restoreState(const QByteArray& state);

Q_SIGNALS:
    /// A state or a cause was clicked: these are the repositories it stands for.
    void filterWanted(const transship::RepositoryFilter& filter);
    void exported(const QString& file);
    void exportFailed(const transship::Error& error);

private:
    void addCharts(StatesOverTimeSeries& states, EventSeries& events, StateCountsModel& counts);
    void addChart(const QString& id, const QString& tab, const QString& title, QWidget* chart);
    void addHeader();
    void showTab(int tab);
    void exportPicture();
    void save(QWidget& chart, const QString& title, const QString& file);

    ChartRangeControl m_range;
    QTabBar* m_tabs;
    QToolButton* m_export;
    TileLayout* m_tiles;
};

} // namespace transship
