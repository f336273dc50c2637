// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSplitter>

namespace transship {

class StatesOverTimeSeries;
class ThroughputSeries;

/// Both charts side by side, each under its title. GUI thread; borrows the series.
class ChartsPanel : public QSplitter {
    Q_OBJECT
public:
    ChartsPanel(StatesOverTimeSeries& states, ThroughputSeries& throughput, QWidget* parent = nullptr);
};

} // namespace transship
