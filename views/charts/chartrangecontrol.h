// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/tables/chartrange.h"

#include <QObject>

namespace transship {

/// Which time all charts show together: a span until now that is chosen, or a part of the past that was zoomed into.
/// GUI thread.
class ChartRangeControl : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    const ChartRange& range() const { return m_zoomed.isFixed() ? m_zoomed : m_chosen; }
    bool isZoomed() const { return m_zoomed.isFixed(); }
    /// No finer: what is recorded is not.
    static constexpr qint64 shortestMs = 60'000;

public Q_SLOTS:
    /// A span, all (zero), or from one moment to another; ends the zoom.
    void choose(const transship::ChartRange& range);
    /// Another part; at least a minute, and nothing of the future.
    void zoomTo(const QDateTime& from, const QDateTime& until);
    void resetZoom();

Q_SIGNALS:
    void rangeChanged(const transship::ChartRange& range);

private:
    ChartRange m_chosen;
    ChartRange m_zoomed;
};

} // namespace transship
