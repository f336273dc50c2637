// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/repositoryfilter.h"
#include "models/tables/eventcharts.h"

#include <QWidget>

class QLabel;
class QListView;
class QStackedLayout;

namespace transship {

class CausesModel;
class EventSeries;

/// Why repositories were aborted or skipped, most frequent first, as bars. One that is clicked, or chosen with the
/// keyboard, asks for the repositories it stands for. GUI thread; borrows the series.
class CausesChart : public QWidget {
    Q_OBJECT
public:
    explicit CausesChart(EventSeries& series, QWidget* parent = nullptr);

Q_SIGNALS:
    void filterWanted(const transship::RepositoryFilter& filter);

private:
    void redraw();

    EventSeries& m_data;
    CausesModel* m_model;
    QListView* m_list;
    QLabel* m_nothing;
    QStackedLayout* m_stack;
};

/// The repositories that are in that state now for this cause.
RepositoryFilter filterOf(const FailureCause& cause);

} // namespace transship
