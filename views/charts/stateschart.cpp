// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/charts/stateschart.h"

#include "models/tables/statesovertimeseries.h"
#include "views/charts/chartlegend.h"
#include "views/charts/chartview.h"
#include "views/charts/timeticks.h"
#include "views/common/icons.h"
#include "views/common/texts.h"
#include "views/common/thememanager.h"

#include <QAreaSeries>
#include <QDateTimeAxis>
#include <QHBoxLayout>
#include <QLineSeries>
#include <QValueAxis>

#include <algorithm>

namespace transship {
namespace {

// From the bottom: what is settled, then trouble, then what moves, then what waits.
constexpr std::array stacking{MigrationState::ImportDone, MigrationState::ImportSkipped, MigrationState::ImportAborted,
    MigrationState::Importing, MigrationState::PreImportDone, MigrationState::PreImporting, MigrationState::Default};
static_assert(stacking.size() == allMigrationStates.size());

// More than the chart is wide in steps of two pixels only costs time.
constexpr int drawnPoints = 240;
constexpr int timeSteps = 6;

QList<ChartLegend::Entry> legendEntries()
{
    QList<ChartLegend::Entry> entries;
    for (auto state = stacking.crbegin(); state != stacking.crend(); ++state) {
        entries << ChartLegend::Entry{stateIcon(*state), toName(*state), texts::explanation(*state)};
    }
    return entries;
}

} // namespace

StatesChart::StatesChart(StatesOverTimeSeries& series, QWidget* parent)
    : QWidget(parent)
    , m_data(series)
    , m_view(new ChartView(
          tr("Chart: repositories in each state over time"), [this](const QPointF& v) { return describe(v); }, this))
    , m_time(new QDateTimeAxis(this))
    , m_number(new QValueAxis(this))
{
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_view, 1);
    layout->addWidget(new ChartLegend(legendEntries(), this));
    addSeries();
    applyColours();
    connect(&m_data, &StatesOverTimeSeries::changed, this, &StatesChart::redraw);
    connect(m_view, &ChartView::coloursChanged, this, &StatesChart::applyColours);
    redraw();
}

void StatesChart::addSeries()
{
    QChart* chart = m_view->chart();
    m_number->setLabelFormat(QStringLiteral("%d"));
    m_number->setMin(0);
    chart->addAxis(m_time, Qt::AlignBottom);
    chart->addAxis(m_number, Qt::AlignLeft);
    for (std::size_t i = 0; i < stacking.size(); ++i) {
        m_edges[i] = new QLineSeries(this);
        m_areas[i] = new QAreaSeries(m_edges[i], i == 0 ? nullptr : m_edges[i - 1]);
        m_areas[i]->setName(toName(stacking[i]));
        chart->addSeries(m_areas[i]);
        m_areas[i]->attachAxis(m_time);
        m_areas[i]->attachAxis(m_number);
    }
}

void StatesChart::redraw()
{
    const QList<StateSample> samples = thinned(m_data.samples(), drawnPoints);
    if (samples.isEmpty()) {
        return;
    }
    // At least as many repositories as the axis has steps: there are no halves.
    qint64 highest = 4;
    std::array<QList<QPointF>, stacking.size()> edges;
    for (const StateSample& sample : samples) {
        const auto x = static_cast<qreal>(sample.at.toMSecsSinceEpoch());
        qint64 sum = 0;
        for (std::size_t i = 0; i < stacking.size(); ++i) {
            sum += sample.counts.of(stacking[i]);
            edges[i] << QPointF(x, static_cast<qreal>(sum));
        }
        highest = std::max(highest, sum);
    }
    for (std::size_t i = 0; i < stacking.size(); ++i) {
        m_edges[i]->replace(edges[i]);
    }
    const TimeTicks ticks = timeTicks(samples.first().at, samples.last().at, timeSteps);
    m_time->setFormat(ticks.format);
    m_time->setTickCount(static_cast<int>(ticks.start.secsTo(ticks.end) / ticks.stepSeconds) + 1);
    m_time->setRange(ticks.start, ticks.end);
    m_number->setRange(0, static_cast<qreal>(highest));
    m_number->setTickCount(5);
    m_number->applyNiceNumbers();
}

void StatesChart::applyColours()
{
    for (std::size_t i = 0; i < stacking.size(); ++i) {
        QColor colour = stateColor(stacking[i], palette());
        m_areas[i]->setPen(QPen(colour, 1));
        if (stacking[i] == MigrationState::Default) {
            // What waits is most of the picture for a long time: keep it in the background.
            colour.setAlphaF(0.35F);
        }
        m_areas[i]->setBrush(colour);
    }
    styleAxis(*m_time, palette(), font());
    styleAxis(*m_number, palette(), font());
}

QString StatesChart::describe(const QPointF& value) const
{
    const QList<StateSample>& samples = m_data.samples();
    const QDateTime at = QDateTime::fromMSecsSinceEpoch(static_cast<qint64>(value.x()), Qt::UTC);
    const auto after = std::upper_bound(samples.cbegin(), samples.cend(), at,
        [](const QDateTime& time, const StateSample& sample) { return time < sample.at; });
    if (after == samples.cbegin() || (after == samples.cend() && at > samples.last().at)) {
        return {};
    }
    const StateSample& sample = *std::prev(after);
    QString rows;
    for (auto state = stacking.crbegin(); state != stacking.crend(); ++state) {
        rows += QStringLiteral("<tr><td>%1</td><td align=right>&nbsp;&nbsp;%2</td></tr>")
                    .arg(toName(*state), texts::number(sample.counts.of(*state)));
    }
    return QStringLiteral("<b>%1</b><table cellspacing=0>%2</table>").arg(texts::absolute(sample.at), rows);
}

} // namespace transship
