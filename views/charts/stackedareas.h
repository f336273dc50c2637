// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/enums.h"

#include <QList>
#include <QObject>
#include <QPointF>

class QAbstractAxis;
class QAreaSeries;
class QChart;
class QLineSeries;
class QPalette;

namespace transship {

/// Areas on top of each other, one a state, in a chart that owns the series. GUI thread.
class StackedAreas : public QObject {
public:
    /// `stacking`: from the bottom.
    StackedAreas(QChart& chart, QAbstractAxis& time, QAbstractAxis& value, const QList<MigrationState>& stacking,
        QObject* parent);

    /// Upper edges, one list a state, in the order of the stack.
    void replace(const QList<QList<QPointF>>& edges);
    void applyColours(const QPalette& palette);

private:
    QList<MigrationState> m_stacking;
    QList<QLineSeries*> m_edges;
    QList<QAreaSeries*> m_areas;
};

} // namespace transship
