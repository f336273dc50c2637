// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/enums.h"
#include "reports/pdfcanvas.h"

#include <QDateTime>

namespace transship::pdf {

/// Greys and tints on white paper.
namespace paper {
inline constexpr std::uint32_t ink = 0x1b232c;
inline constexpr std::uint32_t soft = 0x56616d;
inline constexpr std::uint32_t rule = 0xd3d9e0;
inline constexpr std::uint32_t track = 0xe8ecf0;
inline constexpr std::uint32_t waiting = 0xd6dade; ///< `default`, where it would be most of the picture
} // namespace paper

std::uint32_t colourOf(MigrationState state);

/// Values over time: title, legend, axes with round figures, and where a value lies between them. Order: legend, time,
/// highest, then drawing.
class Plot {
public:
    struct Entry {
        QString text;
        std::uint32_t colour = 0;
        bool dashed = false;
    };

    Plot(PdfCanvas& canvas, const QRectF& place, const QString& title);

    void setLegend(const QList<Entry>& entries);
    void setTime(const QDateTime& from, const QDateTime& until);
    /// The axis ends at a round figure at or above it.
    void setHighest(double value, const QString& unit);
    QPointF at(const QDateTime& time, double value) const;
    void drawAxes();
    void drawNothing(const QString& why);

private:
    PdfCanvas& m_canvas;
    QRectF m_area;
    QDateTime m_from;
    QDateTime m_until;
    double m_top = 1;
    double m_step = 1;
    QString m_unit;
};

void drawTitle(PdfCanvas& canvas, const QRectF& place, const QString& title);
/// Ends at the right, on one line.
void drawLegend(PdfCanvas& canvas, const QPointF& right, const QList<Plot::Entry>& entries);

} // namespace transship::pdf
