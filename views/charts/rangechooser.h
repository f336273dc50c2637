// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QComboBox;
class QToolButton;

namespace transship {

class ChartRangeControl;

/// Chooses the time that charts show, and takes a zoom back. GUI thread; borrows the control.
class RangeChooser : public QWidget {
    Q_OBJECT
public:
    explicit RangeChooser(ChartRangeControl& range, QWidget* parent = nullptr);

private:
    void applyChoice(int index);
    void askForDates();
    void showRange();

    ChartRangeControl& m_range;
    QComboBox* m_choice;
    QToolButton* m_reset;
    int m_lastChoice = 0;
};

} // namespace transship
