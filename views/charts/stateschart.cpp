// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/charts/stateschart.h"

#include "models/tables/statesovertimeseries.h"
#include "reports/statepalette.h"
#include "views/charts/chartview.h"
#include "views/charts/redrawwhenshown.h"
#include "views/charts/stackedareas.h"
#include "views/common/icons.h"
#include "views/common/texts.h"

#include <QCategoryAxis>
#include <QValueAxis>

namespace transship {
namespace {

const QList<MigrationState> stacking(stateStacking.begin(), stateStacking.end());

// More than the chart is wide in steps of two pixels only costs time.
constexpr int drawnPoints = 240;

} // namespace

QList<ChartLegend::Entry> legendOf(const QList<MigrationState>& stack)
{
    QList<ChartLegend::Entry> entries;
    for (auto state = stack.crbegin(); state != stack.crend(); ++state) {
        entries << ChartLegend::Entry{stateIcon(*state), toName(*state), texts::explanation(*state)};
    }
    return entries;
}

StatesChart::StatesChart(StatesOverTimeSeries& series, ChartRangeControl& range, QWidget* parent)
    : TimeChart(tr("States over time"), tr("Chart: repositories in each state over time"),
        tr("Nothing was recorded in this time."), legendOf(stacking), ChartLegend::Kind::Choosable, range, parent)
    , m_data(series)
    , m_areas(new StackedAreas(*view().chart(), *timeAxis(), *valueAxis(), stacking, this))
{
    applyColours();
    auto* drawing = new RedrawWhenShown(*this, [this] { redraw(); });
    connect(&m_data, &StatesOverTimeSeries::changed, drawing, &RedrawWhenShown::want);
    connect(this, &TimeChart::legendChosen, this,
        [this](qsizetype entry) { Q_EMIT stateChosen(stacking[stacking.size() - 1 - entry]); });
    redraw();
}

void StatesChart::redraw()
{
    const QList<StateSample> samples = thinned(m_data.samples(), drawnPoints);
    setEmpty(samples.isEmpty());
    if (samples.isEmpty()) {
        setMoments({});
        return;
    }
    qint64 highest = 1;
    QList<QList<QPointF>> edges(stacking.size());
    QList<Moment> moments;
    for (const StateSample& sample : samples) {
        const auto x = static_cast<qreal>(sample.at.toMSecsSinceEpoch());
        qint64 sum = 0;
        Moment moment{sample.at, {}};
        for (qsizetype i = 0; i < stacking.size(); ++i) {
            sum += sample.counts.of(stacking[i]);
            edges[i] << QPointF(x, static_cast<qreal>(sum));
            moment.values.prepend({toName(stacking[i]), texts::number(sample.counts.of(stacking[i]))});
        }
        highest = std::max(highest, sum);
        moments << moment;
    }
    m_areas->replace(edges);
    setMoments(std::move(moments));
    setEnds(samples.first().at, samples.last().at);
    setHighest(static_cast<double>(highest), true, texts::shortNumber);
}

void StatesChart::applyColours()
{
    m_areas->applyColours(palette());
}

} // namespace transship
