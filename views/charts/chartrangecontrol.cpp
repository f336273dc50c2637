// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/charts/chartrangecontrol.h"

namespace transship {

void ChartRangeControl::choose(const ChartRange& range)
{
    const ChartRange before = this->range();
    m_chosen = range;
    m_zoomed = {};
    if (before != m_chosen) {
        Q_EMIT rangeChanged(m_chosen);
    }
}

void ChartRangeControl::zoomTo(const QDateTime& from, const QDateTime& until)
{
    ChartRange wanted;
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const qint64 length = qMax(shortestMs, from.msecsTo(until));
    const QDateTime middle = from.addMSecs(from.msecsTo(until) / 2);
    wanted.until = qMin(now, middle.addMSecs(length / 2)).toUTC();
    wanted.from = wanted.until.addMSecs(-length);
    if (wanted != m_zoomed) {
        m_zoomed = wanted;
        Q_EMIT rangeChanged(m_zoomed);
    }
}

void ChartRangeControl::resetZoom()
{
    if (isZoomed()) {
        m_zoomed = {};
        Q_EMIT rangeChanged(m_chosen);
    }
}

} // namespace transship
