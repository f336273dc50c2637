// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/mainwindow/consolepage.h"

#include "models/tables/activitymodel.h"
#include "models/tables/changefeed.h"
#include "models/tables/eventseries.h"
#include "models/tables/historymodel.h"
#include "models/tables/jobsmodel.h"
#include "models/tables/migrationprogress.h"
#include "models/tables/namespacesmodel.h"
#include "models/tables/repositorytablemodel.h"
#include "models/tables/statecountsmodel.h"
#include "models/tables/statesovertimeseries.h"
#include "models/tables/viewcounts.h"
#include "reports/reportrunner.h"
#include "views/actions/actionrunner.h"
#include "views/actions/changeguard.h"
#include "views/actions/repositoryactions.h"
#include "views/actions/runbar.h"
#include "views/activity/activitypanel.h"
#include "views/charts/chartspanel.h"
#include "views/details/detailspanel.h"
#include "views/filters/filterline.h"
#include "views/filters/namespacelist.h"
#include "views/filters/savedviewslist.h"
#include "views/filters/savedviewsmodel.h"
#include "views/filters/sidebar.h"
#include "views/filters/statesidebar.h"
#include "views/jobs/jobspanel.h"
#include "views/mainwindow/controlstrip.h"
#include "views/mainwindow/dockarea.h"
#include "views/mainwindow/navigation.h"
#include "views/mainwindow/notificationbar.h"
#include "views/mainwindow/progressstrip.h"
#include "views/mainwindow/rolloutwatcher.h"
#include "views/mainwindow/stalebanner.h"
#include "views/reports/exportbar.h"
#include "views/reports/reportexporter.h"
#include "views/repositories/repositorydecorator.h"
#include "views/repositories/repositoryfinder.h"
#include "views/repositories/repositorypage.h"
#include "views/repositories/repositorytableview.h"
#include "views/repositories/tableselection.h"
#include "views/settings/settingsdialog.h"

#include <QDataStream>
#include <QFrame>
#include <QIODevice>
#include <QTimer>
#include <QVBoxLayout>

namespace transship {
namespace {

constexpr int layoutVersion = 3;

QFrame* hairline(QWidget* parent)
{
    auto* line = new QFrame(parent);
    line->setFrameShape(QFrame::HLine);
    line->setFrameShadow(QFrame::Plain);
    line->setForegroundRole(QPalette::Mid);
    line->setFixedHeight(1);
    return line;
}

} // namespace

ConsolePage::ConsolePage(ConsoleParts parts, Confirmer& confirmer, QWidget* parent)
    : QWidget(parent)
    , m_parts(std::move(parts))
    , m_rollout(new RolloutWatcher(m_parts.rollout, m_parts.monitor, this))
    , m_runner(new ActionRunner(m_parts.bulk, m_parts.actor, this))
    , m_repositories(new RepositoryPage(m_parts.repositories, m_parts.clock, this))
    , m_actions(new RepositoryActions(
          m_parts.bulk, *m_runner, confirmer, [this] { return m_repositories->table().tableSelection().selection(); },
          this))
    , m_views(new SavedViewsModel(m_parts.viewCounts, this))
    , m_sidebar(new Sidebar(m_parts.counts, *m_views, m_parts.namespaces))
    , m_details(new DetailsPanel(m_parts.history, m_parts.inquiry, m_parts.clock, m_actions->prominent()))
    , m_charts(new ChartsPanel(m_parts.states, m_parts.events, m_parts.counts))
    , m_activity(new ActivityPanel(m_parts.activity))
    , m_jobs(new JobsPanel(m_parts.jobs, m_parts.background, m_parts.clock))
    , m_control(new ControlStrip(*m_rollout, m_actions->prominent(), this))
    , m_progress(new ProgressStrip(m_parts.progress, m_parts.counts, m_parts.clock, this))
    , m_runs(new RunBar(*m_runner, this))
    , m_notification(new NotificationBar(m_parts.bulk, this))
    , m_stale(new StaleBanner(
          m_parts.clock, {m_repositories, m_sidebar, m_details, m_progress, m_charts, m_activity, m_jobs}, this))
    , m_exportBar(new ExportBar(m_parts.reports, this))
    , m_exporter(
          new ReportExporter(m_parts.reports, m_parts.repositories, m_repositories->table(), m_parts.clock, this))
    , m_docks(new DockArea(m_repositories, this))
    , m_navigation(new Navigation(m_sidebar->states(), m_sidebar->views(), m_repositories->filterLine(), this))
{
    m_repositories->table().setActions(m_actions->all());
    layOut();
    connectFacts();
    connectRollout();
    connectLoss();
    connectGuard();
    m_rollout->start();
}

ConsolePage::~ConsolePage() = default;

void ConsolePage::layOut()
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_control);
    layout->addWidget(m_progress);
    layout->addWidget(hairline(this));
    layout->addWidget(m_runs);
    layout->addWidget(m_stale);
    layout->addWidget(m_notification);
    layout->addWidget(m_exportBar);
    layout->addWidget(m_docks, 1);

    m_repositories->setMinimumWidth(380);
    m_docks->addDock({QStringLiteral("statesDock"), tr("States"), Qt::LeftDockWidgetArea, 226}, m_sidebar);
    m_docks->addDock({QStringLiteral("detailsDock"), tr("Details"), Qt::RightDockWidgetArea, 330}, m_details);
    m_docks->addDock({QStringLiteral("chartsDock"), tr("Charts"), Qt::BottomDockWidgetArea, 215}, m_charts);
    m_docks->addDock({QStringLiteral("activityDock"), tr("Activity"), Qt::BottomDockWidgetArea, 215}, m_activity);
    m_docks->addDock({QStringLiteral("jobsDock"), tr("Jobs"), Qt::BottomDockWidgetArea, 215}, m_jobs);
    setTabOrder(m_control, m_sidebar);
    setTabOrder(m_sidebar, &m_repositories->filterLine());
}

void ConsolePage::connectFacts()
{
    connectSidebar();
    connect(&m_parts.counts, &QAbstractItemModel::dataChanged, this,
        [this] { m_control->setInProcess(m_parts.counts.counts().inProcess()); });
    connect(&m_parts.feed, &ChangeFeed::countsChanged, this,
        [this](const StateCounts& counts) { m_repositories->setTotal(counts.total()); });
    if (m_parts.feed.counts()) {
        m_repositories->setTotal(m_parts.feed.counts()->total());
    }

    connect(m_charts, &ChartsPanel::filterWanted, &m_repositories->filterLine(), &FilterLine::setFilter);
    connect(m_charts, &ChartsPanel::exportFailed, m_notification, &NotificationBar::showError);
    connect(m_charts, &ChartsPanel::exported, m_notification,
        [this](const QString& file) { m_notification->showDone(tr("The chart was saved to %1").arg(file)); });

    connect(m_runner, &ActionRunner::finished, m_notification,
        [this](BulkRun*, const BulkReport& report) { m_notification->showReport(report); });
    connect(m_actions, &RepositoryActions::refused, m_notification, &NotificationBar::showError);
    connect(m_notification, &NotificationBar::retryWanted, m_actions, &RepositoryActions::retryFailed);
    connect(m_notification, &NotificationBar::undoWanted, m_actions, &RepositoryActions::undo);
    connect(m_runner, &ActionRunner::progressed, this, &ConsolePage::followActions);
    m_repositories->decorator().setRequested([runner = m_runner](qint64 id) { return runner->requested(id); });
    connect(&m_repositories->table(), &RepositoryTableView::copyRefused, m_notification, &NotificationBar::showHint);
    connect(&m_repositories->table(), &RepositoryTableView::selectionOrDataChanged, this, [this] {
        // Loading rows reports many changes in a row; one look at the end is enough.
        if (!m_followPending) {
            m_followPending = true;
            QTimer::singleShot(0, this, &ConsolePage::followSelection);
        }
    });
}

void ConsolePage::connectSidebar()
{
    connect(&m_sidebar->states(), &StateSidebar::stateChosen, m_repositories, &RepositoryPage::showState);
    connect(
        &m_sidebar->views(), &SavedViewsList::viewChosen, this, qOverload<const SavedView&>(&ConsolePage::showView));
    connect(&m_sidebar->namespaces(), &NamespaceList::namespaceChosen, this, [this](const QString& name) {
        FilterLine& line = m_repositories->filterLine();
        line.setFilter(line.filter().withRootNamespace(name));
    });
    connect(m_sidebar, &Sidebar::saveViewWanted, this, &ConsolePage::saveView);
    connect(m_repositories, &RepositoryPage::filterChanged, m_sidebar, &Sidebar::showFilter);
    connect(m_rollout, &RolloutWatcher::policyChanged, m_views, &SavedViewsModel::setPolicy);
    connect(&m_parts.feed, &ChangeFeed::countsChanged, &m_parts.namespaces, &NamespacesModel::refresh);
    connect(&m_parts.feed, &ChangeFeed::countsChanged, &m_parts.viewCounts, &ViewCounts::refresh);
    connect(&m_parts.feed, &ChangeFeed::changed, &m_parts.viewCounts, &ViewCounts::refresh);
}

void ConsolePage::showView(const SavedView& view)
{
    m_repositories->filterLine().setText(view.filter);
    if (!view.table.isEmpty()) {
        m_repositories->table().restoreHeaderState(view.table);
    }
}

void ConsolePage::saveView()
{
    const int row = m_views->add(SavedView{
        tr("New view"), m_repositories->filterLine().filter().toString(), m_repositories->table().headerState()});
    m_sidebar->nameView(row);
}

void ConsolePage::connectRollout()
{
    connect(m_rollout, &RolloutWatcher::stateChanged, m_progress, &ProgressStrip::setRollout);
    connect(m_rollout, &RolloutWatcher::troubled, m_progress, &ProgressStrip::setTrouble);
    connect(m_rollout, &RolloutWatcher::stateChanged, m_jobs,
        [this](const RolloutState& state) { m_jobs->setWorkerAtWork(!state.workers.isEmpty()); });
    connect(m_rollout, &RolloutWatcher::stateChanged, this, &ConsolePage::rolloutChanged);
    connect(m_rollout, &RolloutWatcher::policyChanged, m_details, &DetailsPanel::setPolicy);
    connect(m_rollout, &RolloutWatcher::failed, m_notification, &NotificationBar::showError);
    connect(m_control, &ControlStrip::settingsWanted, this, &ConsolePage::openSettings);
    connect(m_jobs, &JobsPanel::failed, m_notification, &NotificationBar::showError);
    connect(m_activity, &ActivityPanel::failed, m_notification, &NotificationBar::showError);
    auto* finder = new RepositoryFinder(*m_repositories, m_parts.repositories, this);
    connect(m_activity, &ActivityPanel::repositoryChosen, finder, &RepositoryFinder::find);
}

/// What is old is greyed and says how old; nothing can be changed until the database is back.
void ConsolePage::connectLoss()
{
    connect(&m_parts.feed, &ChangeFeed::seen, m_stale, &StaleBanner::markFresh);
    connect(&m_parts.feed, &ChangeFeed::lost, m_stale, &StaleBanner::setLost);
    connect(&m_parts.feed, &ChangeFeed::lost, m_control, [this] { m_control->setEnabled(false); });
    connect(
        &m_parts.feed, &ChangeFeed::lost, &m_parts.guard, [guard = &m_parts.guard] { guard->setDatabaseLost(true); });
    connect(&m_parts.feed, &ChangeFeed::recovered, &m_parts.guard,
        [guard = &m_parts.guard] { guard->setDatabaseLost(false); });
    connect(&m_parts.feed, &ChangeFeed::recovered, this, &ConsolePage::refresh);
    connect(&m_parts.feed, &ChangeFeed::recovered, &m_parts.activity, &ActivityModel::startOver);
    if (!m_parts.feed.isLost()) {
        m_stale->markFresh();
    }
    m_parts.guard.setDatabaseLost(m_parts.feed.isLost());
}

/// Whatever changes something says why it may not now.
void ConsolePage::connectGuard()
{
    const auto apply = [this] { m_actions->setPolicy(m_parts.guard.policy()); };
    connect(&m_parts.guard, &ChangeGuard::changed, m_actions, apply);
    apply();
    m_control->setGuard(m_parts.guard);
    m_jobs->setGuard(m_parts.guard);
}

void ConsolePage::openSettings()
{
    auto* dialog = window()->findChild<SettingsDialog*>();
    if (!dialog) {
        dialog = new SettingsDialog(m_parts.rollout, m_parts.monitor, m_parts.guard, window());
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        connect(dialog, &SettingsDialog::changed, m_rollout, &RolloutWatcher::refresh);
        connect(dialog, &SettingsDialog::changed, &m_parts.activity, &ActivityModel::refresh);
    }
    dialog->show();
    dialog->raise();
    dialog->activateWindow();
}

void ConsolePage::startJob()
{
    m_docks->reveal(QStringLiteral("jobsDock"));
    m_jobs->openStart();
}

void ConsolePage::followSelection()
{
    m_followPending = false;
    m_actions->updateActions();
    const std::optional<ContainerRepository> current = m_repositories->table().currentRepository();
    m_details->setRepository(current);
    m_details->setRequested(current ? m_runner->requested(current->id) : std::nullopt);
    const TableSelection& selection = m_repositories->table().tableSelection();
    Q_EMIT selectedCountChanged(selection.count(), selection.isAll());
}

void ConsolePage::followActions()
{
    const std::optional<ContainerRepository> current = m_details->repository();
    m_details->setRequested(current ? m_runner->requested(current->id) : std::nullopt);
    m_repositories->table().viewport()->update();
    m_sidebar->showRequested(m_runner->requestedCounts());
    // Our own changes show at once, not at the feed's next look.
    m_parts.feed.lookNow();
    if (m_runner->pending() == 0) {
        Q_EMIT actionsSettled();
    }
}

void ConsolePage::stopActions()
{
    m_runner->cancelAll();
}

qint64 ConsolePage::pendingActions() const
{
    return m_runner->pending();
}

bool ConsolePage::isExporting() const
{
    return m_parts.reports.isRunning();
}

QList<PaletteEntry> ConsolePage::paletteEntries(const QString& typed) const
{
    return m_navigation->entries(typed);
}

void ConsolePage::showView(int number)
{
    m_navigation->showView(number);
}

void ConsolePage::startFiltering()
{
    m_repositories->filterLine().startTyping();
}

void ConsolePage::clearFilter()
{
    m_repositories->filterLine().clear();
}

void ConsolePage::refresh()
{
    m_rollout->refresh();
    m_parts.feed.lookNow();
    m_parts.repositories.refreshAll();
    m_parts.history.refresh();
    m_parts.events.refreshNow();
    m_parts.states.refresh();
    m_parts.progress.refresh();
    m_parts.activity.refresh();
    m_parts.jobs.refresh();
}

void ConsolePage::resetLayout()
{
    m_docks->resetLayout();
}

void ConsolePage::exportReport()
{
    m_exporter->ask();
}

void ConsolePage::showError(const Error& error)
{
    m_notification->showError(error);
}

QByteArray ConsolePage::layoutState() const
{
    QByteArray state;
    QDataStream stream(&state, QIODevice::WriteOnly);
    stream << layoutVersion << m_docks->layoutState() << m_charts->saveState();
    return state;
}

void ConsolePage::restoreLayoutState(const QByteArray& state)
{
    QDataStream stream(state);
    int version = 0;
    QByteArray docks;
    QByteArray charts;
    stream >> version >> docks >> charts;
    if (stream.status() != QDataStream::Ok || version != layoutVersion) {
        return;
    }
    m_docks->restoreLayoutState(docks);
    m_charts->restoreState(charts);
}

} // namespace transship
