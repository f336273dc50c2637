// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/charts/chartspanel.h"

#include "models/tables/answer.h"
#include "models/tables/eventseries.h"
#include "models/tables/statesovertimeseries.h"
#include "views/charts/causeschart.h"
#include "views/charts/chartfile.h"
#include "views/charts/durationschart.h"
#include "views/charts/rangechooser.h"
#include "views/charts/shareschart.h"
#include "views/charts/stateschart.h"
#include "views/charts/throughputchart.h"
#include "views/charts/tilelayout.h"
#include "views/common/texts.h"
#include "views/common/titledpanel.h"

#include <QFileDialog>
#include <QHBoxLayout>
#include <QMenu>
#include <QStandardPaths>
#include <QTabBar>
#include <QToolButton>

namespace transship {
namespace {

constexpr char stateVersion = 1;

} // namespace

ChartsPanel::ChartsPanel(StatesOverTimeSeries& states, EventSeries& events, StateCountsModel& counts, QWidget* parent)
    : QWidget(parent)
    , m_tabs(new QTabBar(this))
    , m_export(new QToolButton(this))
    , m_tiles(new TileLayout(this))
{
    setObjectName(QStringLiteral("chartsPanel"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    addHeader();
    layout->addWidget(m_tiles, 1);
    addCharts(states, events, counts);
    connect(m_tabs, &QTabBar::currentChanged, this, &ChartsPanel::showTab);
    connect(&m_range, &ChartRangeControl::rangeChanged, &states, &StatesOverTimeSeries::setRange);
    connect(&m_range, &ChartRangeControl::rangeChanged, &events, &EventSeries::setRange);
    // Another window on the same series may have chosen one.
    states.setRange(m_range.range());
    events.setRange(m_range.range());
}

void ChartsPanel::addHeader()
{
    auto* header = new QHBoxLayout;
    header->setContentsMargins(4, 0, 6, 0);
    m_tabs->setObjectName(QStringLiteral("chartTabs"));
    m_tabs->setAccessibleName(tr("Charts"));
    m_tabs->setDocumentMode(true);
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    m_tabs->addTab(tr("Overview"));
    m_export->setObjectName(QStringLiteral("exportChart"));
    m_export->setText(tr("Save picture…"));
    m_export->setAutoRaise(true);
    m_export->setToolTip(tr("This chart as a picture, PNG or SVG"));
    header->addWidget(m_tabs, 1);
    header->addWidget(m_export);
    header->addWidget(new RangeChooser(m_range, this));
    static_cast<QVBoxLayout*>(layout())->addLayout(header);
    connect(m_export, &QToolButton::clicked, this, &ChartsPanel::exportPicture);
}

void ChartsPanel::addCharts(StatesOverTimeSeries& states, EventSeries& events, StateCountsModel& counts)
{
    const auto wantState = [this](MigrationState state) { Q_EMIT filterWanted(RepositoryFilter::ofStates({state})); };
    auto* overTime = new StatesChart(states, m_range);
    connect(overTime, &StatesChart::stateChosen, this, wantState);
    addChart(QStringLiteral("states"), tr("States"), overTime->title(), overTime);
    auto* throughput = new ThroughputChart(events, m_range);
    connect(throughput, &ThroughputChart::stateChosen, this, wantState);
    addChart(QStringLiteral("throughput"), tr("Throughput"), throughput->title(), throughput);
    connect(throughput, &TimeChart::titleChanged, m_tiles->tiles().last().panel, &TitledPanel::setTitle);
    auto* causes = new CausesChart(events);
    connect(causes, &CausesChart::filterWanted, this, &ChartsPanel::filterWanted);
    addChart(QStringLiteral("causes"), tr("Failures"), tr("Aborted and skipped, by cause"), causes);
    auto* durations = new DurationsChart(events, m_range);
    addChart(QStringLiteral("durations"), tr("Durations"), durations->title(), durations);
    auto* shares = new SharesChart(counts);
    connect(shares, &SharesChart::stateChosen, this, wantState);
    addChart(QStringLiteral("shares"), tr("Shares"), tr("Now, by state"), shares);
}

void ChartsPanel::addChart(const QString& id, const QString& tab, const QString& title, QWidget* chart)
{
    chart->setObjectName(QStringLiteral("chart_") + id);
    m_tabs->addTab(tab);
    m_tiles->add({id, new TitledPanel(title, chart, m_tiles), chart});
}

void ChartsPanel::showTab(int tab)
{
    m_tiles->showOnly(tab - 1);
}

void ChartsPanel::exportPicture()
{
    const int shown = m_tiles->shownAlone();
    QWidget& chart = shown < 0 ? static_cast<QWidget&>(*m_tiles) : *m_tiles->tiles()[shown].content;
    const QString title = shown < 0 ? tr("Container registry migration") : m_tiles->tiles()[shown].panel->title();
    const QString id = shown < 0 ? QStringLiteral("overview") : m_tiles->tiles()[shown].id;
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::PicturesLocation);
    auto* dialog = new QFileDialog(this, tr("Save the chart"), folder);
    dialog->setObjectName(QStringLiteral("saveChartDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilters({tr("PNG picture (*.png)"), tr("SVG drawing (*.svg)")});
    dialog->setDefaultSuffix(QStringLiteral("png"));
    dialog->selectFile(QStringLiteral("transship-%1.png").arg(id));
    connect(dialog, &QFileDialog::filterSelected, dialog, [dialog](const QString& filter) {
        dialog->setDefaultSuffix(filter.contains(u".svg") ? QStringLiteral("svg") : QStringLiteral("png"));
    });
    connect(dialog, &QFileDialog::fileSelected, this,
        [this, &chart, title](const QString& file) { save(chart, title, file); });
    dialog->open();
}

void ChartsPanel::save(QWidget& chart, const QString& title, const QString& file)
{
    const QString heading = tr("%1, as of %2").arg(title, texts::absolute(QDateTime::currentDateTimeUtc()));
    whenAnswered(saveChart(chart, heading, file), this, [this, file](const Result<void>& saved) {
        if (saved) {
            Q_EMIT exported(file);
        } else {
            Q_EMIT exportFailed(saved.error());
        }
    });
}

QByteArray ChartsPanel::saveState() const
{
    return QByteArray{}.append(stateVersion).append(static_cast<char>(m_tabs->currentIndex()));
}

void ChartsPanel::restoreState(const QByteArray& state)
{
    if (state.size() == 2 && state[0] == stateVersion && state[1] >= 0 && state[1] < m_tabs->count()) {
        m_tabs->setCurrentIndex(state[1]);
    }
}

} // namespace transship
