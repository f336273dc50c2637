// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/charts/throughputchart.h"

#include "models/tables/eventseries.h"
#include "views/charts/chartview.h"
#include "views/charts/redrawwhenshown.h"
#include "views/charts/stackedareas.h"
#include "views/charts/stateschart.h"
#include "views/common/texts.h"

#include <QCategoryAxis>
#include <QValueAxis>

namespace transship {
namespace {

const QList<MigrationState> outcomes{
    MigrationState::ImportDone, MigrationState::ImportSkipped, MigrationState::ImportAborted};

qint64 numberOf(const ThroughputBucket& bucket, qsizetype outcome)
{
    return std::array{bucket.done, bucket.skipped, bucket.aborted}[static_cast<std::size_t>(outcome)];
}

} // namespace

ThroughputChart::ThroughputChart(EventSeries& series, ChartRangeControl& range, QWidget* parent)
    : TimeChart(tr("Finished"), tr("Chart: repositories finished over time"), tr("Nothing was finished in this time."),
        legendOf(outcomes), ChartLegend::Kind::Choosable, range, parent)
    , m_data(series)
    , m_areas(new StackedAreas(*view().chart(), *timeAxis(), *valueAxis(), outcomes, this))
{
    applyColours();
    auto* drawing = new RedrawWhenShown(*this, [this] { redraw(); });
    connect(&m_data, &EventSeries::changed, drawing, &RedrawWhenShown::want);
    connect(this, &TimeChart::legendChosen, this,
        [this](qsizetype entry) { Q_EMIT stateChosen(outcomes[outcomes.size() - 1 - entry]); });
    redraw();
}

void ThroughputChart::redraw()
{
    const EventCharts& charts = m_data.charts();
    qint64 highest = 0;
    QList<QList<QPointF>> edges(outcomes.size());
    QList<Moment> moments;
    for (const ThroughputBucket& bucket : charts.buckets) {
        // Steps, as bars that touch each other: a bar chart of Qt's has no time axis.
        const auto left = static_cast<qreal>(bucket.start.toMSecsSinceEpoch());
        const qreal right = left + 1000.0 * charts.widthSeconds;
        qint64 sum = 0;
        Moment moment{bucket.start, {}};
        for (qsizetype i = 0; i < outcomes.size(); ++i) {
            sum += numberOf(bucket, i);
            edges[i] << QPointF(left, static_cast<qreal>(sum)) << QPointF(right, static_cast<qreal>(sum));
            moment.values.prepend({toName(outcomes[i]), texts::number(numberOf(bucket, i))});
        }
        highest = qMax(highest, sum);
        moments << moment;
    }
    setEmpty(highest == 0);
    if (highest == 0) {
        setMoments({});
        return;
    }
    m_areas->replace(edges);
    setMoments(std::move(moments));
    setEnds(charts.from, charts.until);
    setHighest(static_cast<double>(highest), true, texts::shortNumber);
    setTitle(tr("Finished per %1").arg(texts::duration(std::chrono::seconds(charts.widthSeconds))));
}

void ThroughputChart::applyColours()
{
    m_areas->applyColours(palette());
}

} // namespace transship
