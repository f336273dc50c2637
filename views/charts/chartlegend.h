// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QIcon>
#include <QWidget>

namespace transship {

/// One icon and one name a line, beside a chart. GUI thread.
class ChartLegend : public QWidget {
    Q_OBJECT
public:
    struct Entry {
        QIcon icon;
        QString text;
        QString toolTip;
    };
    explicit ChartLegend(const QList<Entry>& entries, QWidget* parent = nullptr);
};

} // namespace transship
