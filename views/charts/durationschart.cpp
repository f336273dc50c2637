// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/charts/durationschart.h"

#include "models/tables/eventseries.h"
#include "views/charts/chartview.h"
#include "views/charts/redrawwhenshown.h"
#include "views/common/texts.h"
#include "views/common/thememanager.h"

#include <QApplication>
#include <QCategoryAxis>
#include <QIconEngine>
#include <QLineSeries>
#include <QPainter>
#include <QPixmap>
#include <QValueAxis>

#include <map>

namespace transship {
namespace {

struct Line {
    MigrationState state;
    bool dashed;
};
constexpr std::array lines{Line{MigrationState::PreImporting, true}, Line{MigrationState::PreImporting, false},
    Line{MigrationState::Importing, true}, Line{MigrationState::Importing, false}};

QPen penOf(const Line& line, const QPalette& palette)
{
    return {stateColor(line.state, palette), line.dashed ? 1.4 : 2.0, line.dashed ? Qt::DashLine : Qt::SolidLine};
}

/// The line as it is drawn, in the palette's colours of the moment.
class LineSample final : public QIconEngine {
public:
    explicit LineSample(const Line& line)
        : m_line(line)
    {
    }
    void paint(QPainter* painter, const QRect& rect, QIcon::Mode, QIcon::State) override
    {
        painter->setPen(penOf(m_line, QApplication::palette()));
        painter->drawLine(rect.left(), rect.center().y(), rect.right(), rect.center().y());
    }
    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override
    {
        QPixmap image(size);
        image.fill(Qt::transparent);
        QPainter painter(&image);
        paint(&painter, QRect(QPoint(0, 0), size), mode, state);
        return image;
    }
    QIconEngine* clone() const override { return new LineSample(m_line); }

private:
    Line m_line;
};

QStringList names()
{
    return {DurationsChart::tr("pre import, p95"), DurationsChart::tr("pre import, median"),
        DurationsChart::tr("import, p95"), DurationsChart::tr("import, median")};
}

QList<ChartLegend::Entry> legendEntries()
{
    QList<ChartLegend::Entry> entries;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        entries << ChartLegend::Entry{QIcon(new LineSample(lines[i])), names()[static_cast<qsizetype>(i)],
            lines[i].dashed ? DurationsChart::tr("95 of 100 took no longer than this")
                            : DurationsChart::tr("Half of them took no longer than this")};
    }
    return entries;
}

QString secondsText(double seconds)
{
    return seconds < 60 ? DurationsChart::tr("%1 s").arg(seconds, 0, 'g', 3)
                        : texts::duration(std::chrono::seconds(qRound64(seconds)));
}

} // namespace

DurationsChart::DurationsChart(EventSeries& series, ChartRangeControl& range, QWidget* parent)
    : TimeChart(tr("Step durations"), tr("Chart: how long pre imports and imports took"),
        tr("No step was done in this time."), legendEntries(), ChartLegend::Kind::Plain, range, parent)
    , m_data(series)
{
    for (QLineSeries*& line : m_lines) {
        line = new QLineSeries(this);
        view().chart()->addSeries(line);
        line->attachAxis(timeAxis());
        line->attachAxis(valueAxis());
    }
    view().setRenderHint(QPainter::Antialiasing);
    applyColours();
    auto* drawing = new RedrawWhenShown(*this, [this] { redraw(); });
    connect(&m_data, &EventSeries::changed, drawing, &RedrawWhenShown::want);
    redraw();
}

void DurationsChart::redraw()
{
    const EventCharts& charts = m_data.charts();
    const bool empty = charts.preImports.isEmpty() && charts.imports.isEmpty();
    setEmpty(empty);
    if (empty) {
        setMoments({});
        return;
    }
    double highest = 0;
    for (const QList<DurationPoint>& points : {charts.preImports, charts.imports}) {
        for (const DurationPoint& point : points) {
            highest = qMax(highest, point.p95);
        }
    }
    const double unit = highest > 2 * 3600 ? 3600 : highest > 180 ? 60 : 1;
    std::array<QList<QPointF>, lines.size()> drawn;
    std::map<QDateTime, Moment> moments;
    const auto add = [&](const QList<DurationPoint>& points, std::size_t first) {
        for (const DurationPoint& point : points) {
            const auto x = static_cast<qreal>(point.start.toMSecsSinceEpoch());
            drawn[first] << QPointF(x, point.p95 / unit);
            drawn[first + 1] << QPointF(x, point.median / unit);
            Moment& moment = moments[point.start];
            moment.at = point.start;
            moment.values << std::pair(names()[qsizetype(first)], secondsText(point.p95))
                          << std::pair(names()[qsizetype(first) + 1], secondsText(point.median));
        }
    };
    add(charts.preImports, 0);
    add(charts.imports, 2);
    QList<Moment> list;
    for (const auto& entry : moments) {
        list << entry.second;
    }
    for (std::size_t i = 0; i < lines.size(); ++i) {
        m_lines[i]->replace(drawn[i]);
    }
    setMoments(std::move(list));
    setEnds(charts.from, charts.until);
    //: labels of an axis, %1: a number
    const QString label = unit > 60 ? tr("%1 h") : unit > 1 ? tr("%1 min") : tr("%1 s");
    setHighest(highest / unit, false, [label](double value) { return label.arg(QLocale().toString(value, 'g', 3)); });
}

void DurationsChart::applyColours()
{
    for (std::size_t i = 0; i < lines.size(); ++i) {
        m_lines[i]->setPen(penOf(lines[i], palette()));
    }
}

} // namespace transship
