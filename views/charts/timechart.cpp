// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/charts/timechart.h"

#include "models/tables/timeticks.h"
#include "views/charts/chartrangecontrol.h"
#include "views/charts/chartview.h"
#include "views/common/texts.h"
#include "views/common/thememanager.h"

#include <QCategoryAxis>
#include <QHBoxLayout>
#include <QLabel>

#include <algorithm>
#include <cmath>

namespace transship {
namespace {

constexpr int timeSteps = 8;
constexpr int labelWidth = 90; ///< pixels that a label of the time axis may take
constexpr int valueSteps = 4;
constexpr int labelHeight = 45; ///< pixels of the chart that a label of the value axis may take

double millisecondsOf(const QDateTime& time)
{
    return static_cast<double>(time.toMSecsSinceEpoch());
}

QDateTime timeOf(double x)
{
    return QDateTime::fromMSecsSinceEpoch(static_cast<qint64>(x), Qt::UTC);
}

void removeLabels(QCategoryAxis& axis)
{
    for (const QString& label : axis.categoriesLabels()) {
        axis.remove(label);
    }
}

QString noteText(const TimeChart::Moment& moment)
{
    QString rows;
    for (const auto& [name, value] : moment.values) {
        rows += QStringLiteral("<tr><td>%1</td><td align=right>&nbsp;&nbsp;%2</td></tr>")
                    .arg(name.toHtmlEscaped(), value.toHtmlEscaped());
    }
    return QStringLiteral("<b>%1</b><table cellspacing=0>%2</table>").arg(texts::absolute(moment.at), rows);
}

} // namespace

TimeChart::TimeChart(const QString& title, const QString& accessibleName, const QString& nothing,
    const QList<ChartLegend::Entry>& legend, ChartLegend::Kind kind, ChartRangeControl& range, QWidget* parent)
    : QWidget(parent)
    , m_title(title)
    , m_range(range)
    , m_view(new ChartView(
          accessibleName,
          [this](double x) {
              const qsizetype index = momentAt(x);
              return index < 0 ? ChartView::Note{}
                               : ChartView::Note{noteText(m_moments[index]), millisecondsOf(m_moments[index].at)};
          },
          [this](double x, int direction) {
              const qsizetype index = qBound<qsizetype>(0, momentAt(x) + direction, m_moments.size() - 1);
              return m_moments.isEmpty() ? x : millisecondsOf(m_moments[index].at);
          },
          this))
    , m_time(new QCategoryAxis(this))
    , m_number(new QCategoryAxis(this))
    , m_nothing(new QLabel(nothing, this))
    , m_stack(new QStackedLayout)
{
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(m_stack, 1);
    auto* entries = new ChartLegend(legend, kind, this);
    layout->addWidget(entries);
    m_nothing->setAlignment(Qt::AlignCenter);
    m_nothing->setWordWrap(true);
    m_nothing->setForegroundRole(secondaryRole);
    m_stack->addWidget(m_view);
    m_stack->addWidget(m_nothing);
    // Both axes get their labels from us: the plain one has no thousands, and shows "…" where "5000000" is too wide.
    m_time->setLabelsPosition(QCategoryAxis::AxisLabelsPositionOnValue);
    m_number->setLabelsPosition(QCategoryAxis::AxisLabelsPositionOnValue);
    m_view->chart()->addAxis(m_time, Qt::AlignBottom);
    m_view->chart()->addAxis(m_number, Qt::AlignLeft);
    styleAxes();
    connect(entries, &ChartLegend::chosen, this, &TimeChart::legendChosen);
    connect(m_view, &ChartView::coloursChanged, this, [this] {
        styleAxes();
        applyColours();
    });
    connect(m_view, &ChartView::zoomWanted, &m_range,
        [this](double from, double until) { m_range.zoomTo(timeOf(from), timeOf(until)); });
    connect(m_view, &ChartView::resetWanted, &m_range, &ChartRangeControl::resetZoom);
}

bool TimeChart::isEmpty() const
{
    return m_stack->currentWidget() == m_nothing;
}

void TimeChart::styleAxes()
{
    styleAxis(*m_time, palette(), font());
    styleAxis(*m_number, palette(), font());
}

void TimeChart::setTitle(const QString& title)
{
    if (std::exchange(m_title, title) != title) {
        Q_EMIT titleChanged(title);
    }
}

void TimeChart::setEnds(QDateTime from, QDateTime until)
{
    if (m_range.range().isFixed()) {
        from = m_range.range().from;
        until = m_range.range().until;
    } else if (m_range.range().span.count() > 0) {
        from = until.addSecs(-m_range.range().span.count());
    }
    m_from = from;
    m_until = std::max(until, from.addMSecs(1000));
    placeTicks();
    m_view->setEnds(millisecondsOf(m_from), millisecondsOf(m_until));
}

void TimeChart::placeTicks()
{
    removeLabels(*m_time);
    m_time->setRange(millisecondsOf(m_from), millisecondsOf(m_until));
    m_time->setStartValue(millisecondsOf(m_from));
    const TimeTicks ticks = timeTicks(m_from, m_until, qBound(2, m_view->width() / labelWidth, timeSteps));
    for (QDateTime tick = ticks.start; tick <= m_until; tick = tick.addSecs(ticks.stepSeconds)) {
        if (tick >= m_from) {
            m_time->append(tick.toString(ticks.format), millisecondsOf(tick));
        }
    }
}

void TimeChart::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    if (m_from.isValid()) {
        placeTicks();
    }
    if (m_valueLabel) {
        placeValues();
    }
}

void TimeChart::setHighest(double value, bool wholeNumbers, std::function<QString(double)> label)
{
    m_highest = value;
    m_leastStep = wholeNumbers ? 1.0 : 0.1;
    m_valueLabel = std::move(label);
    placeValues();
}

void TimeChart::placeValues()
{
    // The axis writes "…" where a label is higher than a step.
    const int mostSteps = qBound(1, m_view->height() / labelHeight, valueSteps);
    const double step = std::max(m_leastStep, roundStep(std::max(m_highest, m_leastStep) / mostSteps));
    const double steps = std::max(1.0, std::ceil(m_highest / step - 1e-9));
    removeLabels(*m_number);
    m_number->setRange(0, step * steps);
    m_number->setStartValue(0);
    for (int i = 0; i <= static_cast<int>(steps); ++i) {
        m_number->append(m_valueLabel(i * step), i * step);
    }
}

void TimeChart::setEmpty(bool empty)
{
    m_stack->setCurrentWidget(empty ? static_cast<QWidget*>(m_nothing) : m_view);
}

void TimeChart::setMoments(QList<Moment> moments)
{
    m_moments = std::move(moments);
    if (m_moments.isEmpty()) {
        m_view->setAccessibleDescription(m_nothing->text());
        return;
    }
    QStringList last;
    for (const auto& [name, value] : m_moments.last().values) {
        last << QStringLiteral("%1 %2").arg(name, value);
    }
    //: %1, %2: times; %3: names and values
    m_view->setAccessibleDescription(tr("From %1 to %2. At the end: %3. Arrow keys read out other moments.")
                                         .arg(texts::absolute(m_moments.first().at),
                                             texts::absolute(m_moments.last().at), last.join(QStringLiteral(", "))));
}

/// The last one at or before x; the first one before that.
qsizetype TimeChart::momentAt(double x) const
{
    const auto after = std::upper_bound(m_moments.cbegin(), m_moments.cend(), x,
        [](double time, const Moment& moment) { return time < millisecondsOf(moment.at); });
    return m_moments.isEmpty() ? -1 : std::max<qsizetype>(0, std::distance(m_moments.cbegin(), after) - 1);
}

} // namespace transship
