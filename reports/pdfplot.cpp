// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "reports/pdfplot.h"

#include "models/tables/timeticks.h"
#include "reports/statepalette.h"

#include <QLocale>

#include <cmath>

namespace transship::pdf {
namespace {

using Align = PdfCanvas::Align;

constexpr double labelsWidth = 44;
constexpr int valueSteps = 4;
constexpr int timeSteps = 7;
constexpr PdfCanvas::Style small{7, paper::soft};

} // namespace

std::uint32_t colourOf(MigrationState state)
{
    return lightStateColours[static_cast<std::size_t>(state)];
}

void drawTitle(PdfCanvas& canvas, const QRectF& place, const QString& title)
{
    canvas.text({place.left(), place.top() + 8}, title, {10, paper::ink, true});
}

void drawLegend(PdfCanvas& canvas, const QPointF& right, const QList<Plot::Entry>& entries)
{
    double x = right.x();
    for (auto entry = entries.crbegin(); entry != entries.crend(); ++entry) {
        x -= canvas.widthOf(entry->text, small);
        canvas.text({x, right.y()}, entry->text, small);
        if (entry->dashed) {
            canvas.line({{x - 13, right.y() - 2.5}, {x - 2, right.y() - 2.5}}, entry->colour, 1.2, true);
            x -= 22;
        } else {
            canvas.fill(QRectF(x - 9, right.y() - 5.5, 6, 6), entry->colour);
            x -= 18;
        }
    }
}

Plot::Plot(PdfCanvas& canvas, const QRectF& place, const QString& title)
    : m_canvas(canvas)
    , m_area(place.adjusted(labelsWidth, 18, -6, -14))
{
    drawTitle(canvas, place, title);
}

void Plot::setLegend(const QList<Entry>& entries)
{
    drawLegend(m_canvas, {m_area.right(), m_area.top() - 10}, entries);
}

void Plot::setTime(const QDateTime& from, const QDateTime& until)
{
    m_from = from;
    m_until = std::max(until, from.addSecs(1));
}

void Plot::setHighest(double value, const QString& unit)
{
    const double least = unit.isEmpty() ? 1.0 : 0.1; // there are no halves of repositories
    m_step = std::max(least, roundStep(std::max(value, least) / valueSteps));
    m_top = m_step * std::max(1.0, std::ceil(value / m_step - 1e-9));
    m_unit = unit;
}

QPointF Plot::at(const QDateTime& time, double value) const
{
    const double x = double(m_from.msecsTo(time)) / double(m_from.msecsTo(m_until));
    return {m_area.left() + std::clamp(x, 0.0, 1.0) * m_area.width(),
        m_area.bottom() - std::clamp(value / m_top, 0.0, 1.0) * m_area.height()};
}

void Plot::drawAxes()
{
    for (double value = 0; value <= m_top * (1 + 1e-9); value += m_step) {
        const double y = at(m_from, value).y();
        m_canvas.line({{m_area.left(), y}, {m_area.right(), y}}, paper::rule, 0.4);
        m_canvas.text({m_area.left() - 4, y + 2.5}, QLocale::c().toString(value, 'g', 10) + m_unit,
            {7, paper::soft, false, Align::Right});
    }
    const TimeTicks ticks = timeTicks(m_from, m_until, timeSteps);
    for (QDateTime time = ticks.start; time <= m_until; time = time.addSecs(ticks.stepSeconds)) {
        if (time < m_from) {
            continue;
        }
        const double x = at(time, 0).x();
        m_canvas.line({{x, m_area.bottom()}, {x, m_area.bottom() + 3}}, paper::rule, 0.4);
        m_canvas.text({x, m_area.bottom() + 10}, QLocale::c().toString(time, ticks.format),
            {7, paper::soft, false, Align::Centre});
    }
}

void Plot::drawNothing(const QString& why)
{
    m_canvas.text({m_area.left() - labelsWidth, m_area.top() + 10}, why, {9, paper::soft});
}

} // namespace transship::pdf
