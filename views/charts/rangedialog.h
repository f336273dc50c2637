// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/tables/chartrange.h"

#include <QDialog>

class QDateTimeEdit;
class QPushButton;

namespace transship {

/// From when to when charts are to show, in UTC. GUI thread.
class RangeDialog : public QDialog {
    Q_OBJECT
public:
    explicit RangeDialog(const ChartRange& range, QWidget* parent = nullptr);

Q_SIGNALS:
    void chosen(const transship::ChartRange& range);

private:
    void check();

    QDateTimeEdit* m_from;
    QDateTimeEdit* m_until;
    QPushButton* m_show;
};

} // namespace transship
