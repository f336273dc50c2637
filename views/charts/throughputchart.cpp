// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/charts/throughputchart.h"

#include "models/tables/throughputseries.h"
#include "views/charts/chartlegend.h"
#include "views/charts/chartview.h"
#include "views/charts/timeticks.h"
#include "views/common/icons.h"
#include "views/common/texts.h"
#include "views/common/thememanager.h"

#include <QBarSet>
#include <QCategoryAxis>
#include <QHBoxLayout>
#include <QStackedBarSeries>
#include <QValueAxis>

namespace transship {
namespace {

constexpr std::array outcomes{MigrationState::ImportDone, MigrationState::ImportSkipped, MigrationState::ImportAborted};
constexpr int timeSteps = 5;

qint64 numberOf(const ThroughputBucket& bucket, std::size_t outcome)
{
    return std::array{bucket.done, bucket.skipped, bucket.aborted}[outcome];
}

QList<ChartLegend::Entry> legendEntries()
{
    QList<ChartLegend::Entry> entries;
    for (auto state = outcomes.crbegin(); state != outcomes.crend(); ++state) {
        entries << ChartLegend::Entry{stateIcon(*state), toName(*state), texts::explanation(*state)};
    }
    return entries;
}

} // namespace

ThroughputChart::ThroughputChart(ThroughputSeries& series, QWidget* parent)
    : QWidget(parent)
    , m_data(series)
    , m_view(new ChartView(
          tr("Chart: repositories finished over time"), [this](const QPointF& v) { return describe(v); }, this))
    , m_time(new QCategoryAxis(this))
    , m_number(new QValueAxis(this))
    , m_bars(new QStackedBarSeries(this))
{
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_view, 1);
    layout->addWidget(new ChartLegend(legendEntries(), this));

    for (std::size_t i = 0; i < outcomes.size(); ++i) {
        m_sets[i] = new QBarSet(toName(outcomes[i]), this);
        m_bars->append(m_sets[i]);
    }
    m_bars->setBarWidth(0.82);
    m_number->setLabelFormat(QStringLiteral("%d"));
    m_time->setLabelsPosition(QCategoryAxis::AxisLabelsPositionOnValue);
    m_time->setGridLineVisible(false);
    QChart* chart = m_view->chart();
    chart->addSeries(m_bars);
    chart->addAxis(m_time, Qt::AlignBottom);
    chart->addAxis(m_number, Qt::AlignLeft);
    m_bars->attachAxis(m_time);
    m_bars->attachAxis(m_number);
    applyColours();
    connect(&m_data, &ThroughputSeries::changed, this, &ThroughputChart::redraw);
    connect(m_view, &ChartView::coloursChanged, this, &ThroughputChart::applyColours);
    redraw();
}

void ThroughputChart::redraw()
{
    const QList<ThroughputBucket>& buckets = m_data.buckets();
    if (buckets.isEmpty()) {
        return;
    }
    qint64 highest = 1;
    for (std::size_t i = 0; i < outcomes.size(); ++i) {
        QList<qreal> values;
        for (const ThroughputBucket& bucket : buckets) {
            values << static_cast<qreal>(numberOf(bucket, i));
        }
        // A set of another length cannot be replaced in place; one of the same length only changes values.
        if (m_sets[i]->count() != values.size()) {
            m_sets[i]->remove(0, m_sets[i]->count());
            m_sets[i]->append(values);
        } else {
            for (int n = 0; n < values.size(); ++n) {
                if (!qFuzzyCompare(m_sets[i]->at(n) + 1, values[n] + 1)) {
                    m_sets[i]->replace(n, values[n]);
                }
            }
        }
    }
    for (const ThroughputBucket& bucket : buckets) {
        highest = qMax(highest, bucket.done + bucket.skipped + bucket.aborted);
    }
    // Whole repositories only: no ticks at fractions.
    const qint64 step = (highest + 3) / 4;
    m_number->setRange(0, static_cast<qreal>(step * qMin<qint64>(4, (highest + step - 1) / step)));
    m_number->setTickCount(static_cast<int>((highest + step - 1) / step) + 1);
    updateTimeAxis();
    Q_EMIT titleChanged(tr("Finished per %1").arg(texts::duration(std::chrono::seconds(m_data.widthSeconds()))));
}

void ThroughputChart::updateTimeAxis()
{
    const QList<ThroughputBucket>& buckets = m_data.buckets();
    for (const QString& label : m_time->categoriesLabels()) {
        m_time->remove(label);
    }
    m_time->setRange(-0.5, static_cast<qreal>(buckets.size()) - 0.5);
    m_time->setStartValue(-0.5);
    const TimeTicks ticks = timeTicks(buckets.first().start, buckets.last().start, timeSteps);
    for (qsizetype i = 0; i < buckets.size(); ++i) {
        if (buckets[i].start.toSecsSinceEpoch() % ticks.stepSeconds == 0) {
            m_time->append(buckets[i].start.toUTC().toString(ticks.format), static_cast<qreal>(i));
        }
    }
}

void ThroughputChart::applyColours()
{
    for (std::size_t i = 0; i < outcomes.size(); ++i) {
        const QColor colour = stateColor(outcomes[i], palette());
        m_sets[i]->setColor(colour);
        m_sets[i]->setPen(Qt::NoPen);
    }
    styleAxis(*m_time, palette(), font());
    styleAxis(*m_number, palette(), font());
}

QString ThroughputChart::describe(const QPointF& value) const
{
    const qsizetype index = qRound64(value.x());
    if (index < 0 || index >= m_data.buckets().size()) {
        return {};
    }
    const ThroughputBucket& bucket = m_data.buckets()[index];
    QString rows;
    for (std::size_t i = outcomes.size(); i-- > 0;) {
        rows += QStringLiteral("<tr><td>%1</td><td align=right>&nbsp;&nbsp;%2</td></tr>")
                    .arg(toName(outcomes[i]), texts::number(numberOf(bucket, i)));
    }
    return QStringLiteral("<b>%1</b><table cellspacing=0>%2</table>").arg(texts::absolute(bucket.start), rows);
}

} // namespace transship
