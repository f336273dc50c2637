// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/charts/stackedareas.h"

#include "views/common/thememanager.h"

#include <QAreaSeries>
#include <QChart>
#include <QLineSeries>
#include <QPen>

namespace transship {

StackedAreas::StackedAreas(
    QChart& chart, QAbstractAxis& time, QAbstractAxis& value, const QList<MigrationState>& stacking, QObject* parent)
    : QObject(parent)
    , m_stacking(stacking)
{
    for (const MigrationState state : stacking) {
        m_edges << new QLineSeries(this);
        auto* area = new QAreaSeries(m_edges.last(), m_edges.size() == 1 ? nullptr : m_edges.at(m_edges.size() - 2));
        area->setName(toName(state));
        chart.addSeries(area);
        area->attachAxis(&time);
        area->attachAxis(&value);
        m_areas << area;
    }
}

void StackedAreas::replace(const QList<QList<QPointF>>& edges)
{
    for (qsizetype i = 0; i < edges.size(); ++i) {
        m_edges[i]->replace(edges[i]);
    }
}

void StackedAreas::applyColours(const QPalette& palette)
{
    for (qsizetype i = 0; i < m_areas.size(); ++i) {
        QColor colour = stateColor(m_stacking[i], palette);
        m_areas[i]->setPen(QPen(colour, 1));
        if (m_stacking[i] == MigrationState::Default) {
            // What waits is most of the picture for a long time: keep it in the background.
            colour.setAlphaF(0.35F);
        }
        m_areas[i]->setBrush(colour);
    }
}

} // namespace transship
