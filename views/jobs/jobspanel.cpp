// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/jobs/jobspanel.h"

#include "models/tables/jobsmodel.h"
#include "views/actions/changeguard.h"
#include "views/common/icons.h"
#include "views/common/thememanager.h"
#include "views/jobs/jobdecorator.h"
#include "views/jobs/joblogview.h"
#include "views/jobs/progressdelegate.h"
#include "views/jobs/startjobdialog.h"

#include <QAction>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QMessageBox>
#include <QPointer>
#include <QPushButton>
#include <QSplitter>
#include <QTableView>
#include <QToolBar>
#include <QVBoxLayout>

#include <algorithm>

namespace transship {

JobsPanel::JobsPanel(JobsModel& jobs, BackgroundControl& control, const Clock& clock, QWidget* parent)
    : QWidget(parent)
    , m_jobs(jobs)
    , m_control(control)
    , m_decorator(new JobDecorator(jobs, clock, this))
    , m_table(new QTableView(this))
    , m_log(new JobLogView(control, this))
    , m_note(new QLabel(this))
{
    setObjectName(QStringLiteral("jobsPanel"));
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    setUpTable();
    m_note->setObjectName(QStringLiteral("jobsNote"));
    m_note->setForegroundRole(secondaryRole);
    auto* top = new QHBoxLayout;
    top->setContentsMargins(8, 0, 12, 0);
    top->addWidget(toolBar());
    top->addWidget(m_note, 1);
    auto* split = new QSplitter(Qt::Horizontal, this);
    split->addWidget(m_table);
    split->addWidget(m_log);
    split->setStretchFactor(0, 3);
    split->setStretchFactor(1, 2);
    split->setChildrenCollapsible(false);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(top);
    layout->addWidget(split, 1);
    connect(&m_jobs, &QAbstractItemModel::dataChanged, this, &JobsPanel::updateActions);
    connect(&m_jobs, &QAbstractItemModel::rowsInserted, this, &JobsPanel::updateActions);
    connect(&m_jobs, &QAbstractItemModel::modelReset, this, &JobsPanel::updateActions);
    updateActions();
}

void JobsPanel::setUpTable()
{
    m_table->setObjectName(QStringLiteral("jobsTable"));
    m_table->setAccessibleName(tr("Background jobs, newest first"));
    m_table->setModel(m_decorator);
    m_table->setItemDelegateForColumn(static_cast<int>(JobColumn::Progress), new ProgressDelegate(m_table));
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setShowGrid(false);
    m_table->setTabKeyNavigation(false);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(26);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setAccessibleName(tr("Columns of the jobs"));
    const std::array widths{46, 110, 170, 170, 80, 80, 90, 130, 130, 160, 160};
    for (int column = 0; column < int(widths.size()); ++column) {
        m_table->setColumnWidth(column, widths[std::size_t(column)]);
    }
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &JobsPanel::updateActions);
}

QAction* JobsPanel::addWish(QToolBar& bar, const QString& name, const QString& text, const QString& icon)
{
    QAction* action = bar.addAction(themedIcon(icon), text);
    action->setObjectName(name);
    bar.widgetForAction(action)->setObjectName(QStringLiteral("button_") + name);
    return action;
}

QToolBar* JobsPanel::toolBar()
{
    auto* bar = new QToolBar(this);
    bar->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    bar->setIconSize(QSize(14, 14));
    m_start = addWish(*bar, QStringLiteral("jobStart"), tr("Start a job…"), QStringLiteral("action-start"));
    connect(m_start, &QAction::triggered, this, &JobsPanel::openStart);
    m_pause = addWish(*bar, QStringLiteral("jobPause"), tr("Pause"), QStringLiteral("action-pause"));
    m_resume = addWish(*bar, QStringLiteral("jobResume"), tr("Resume"), QStringLiteral("action-resume"));
    m_cancel = addWish(*bar, QStringLiteral("jobCancel"), tr("Cancel…"), QStringLiteral("action-cancel"));
    connect(m_pause, &QAction::triggered, this, [this] {
        if (const auto job = current()) {
            change(m_control.pause(job->id));
        }
    });
    connect(m_resume, &QAction::triggered, this, [this] {
        if (const auto job = current()) {
            change(m_control.resume(job->id));
        }
    });
    connect(m_cancel, &QAction::triggered, this, &JobsPanel::askCancel);
    return bar;
}

std::optional<BackgroundMigration> JobsPanel::current() const
{
    const QModelIndex index = m_table->currentIndex();
    return index.isValid() ? m_jobs.job(index.data(IdRole).toLongLong()) : std::nullopt;
}

void JobsPanel::updateActions()
{
    if (!m_table->currentIndex().isValid() && m_decorator->rowCount() > 0) {
        m_table->selectRow(0);
    }
    const std::optional<BackgroundMigration> job = current();
    const bool running = job && job->status == BackgroundStatus::Running;
    const bool held = job && (job->status == BackgroundStatus::Paused || job->status == BackgroundStatus::Failed);
    offer(*m_start, true, tr("Start a job…"), {});
    offer(*m_pause, running, tr("Stop after the transaction under way"), tr("Only a running job can be paused"));
    offer(*m_resume, held, tr("Go on where it stopped"), tr("Only a paused or failed job can be resumed"));
    offer(*m_cancel, running || held, tr("End it; what is done stays done"), tr("It has ended"));
    m_log->setJob(job ? job->id : 0);
    updateNote();
}

void JobsPanel::offer(QAction& action, bool possible, const QString& what, const QString& whyNot) const
{
    const bool may = !m_guard || m_guard->mayChange();
    action.setEnabled(possible && may);
    action.setToolTip(!possible ? whyNot : may ? what : m_guard->whyNot());
}

void JobsPanel::setGuard(ChangeGuard& guard)
{
    m_guard = &guard;
    connect(&guard, &ChangeGuard::changed, this, &JobsPanel::updateActions);
    updateActions();
}

void JobsPanel::setWorkerAtWork(bool isOne)
{
    m_workerAtWork = isOne;
    updateNote();
}

void JobsPanel::updateNote()
{
    const QList<BackgroundMigration>& jobs = m_jobs.jobs();
    const bool waits = std::any_of(jobs.begin(), jobs.end(),
        [](const BackgroundMigration& job) { return job.status == BackgroundStatus::Running && job.worker.isEmpty(); });
    const bool stuck = waits && !m_workerAtWork;
    m_note->setForegroundRole(stuck ? warningRole : secondaryRole);
    m_note->setText(stuck    ? tr("No worker runs that would take it up: start transshipctl worker.")
            : jobs.isEmpty() ? tr("No job was ever started here.")
                             : QString());
}

void JobsPanel::openStart()
{
    if (m_guard && !m_guard->mayChange()) {
        Q_EMIT failed({ErrorCode::ReadOnly, m_guard->whyNot()});
        return;
    }
    auto* dialog = new StartJobDialog(m_control, m_guard ? m_guard->policy() : ActionPolicy(), window());
    connect(dialog, &StartJobDialog::started, this, [this] {
        m_table->setCurrentIndex({}); // the new one is selected when it arrives
        m_jobs.refresh();
    });
    dialog->show();
}

void JobsPanel::askCancel()
{
    const std::optional<BackgroundMigration> job = current();
    if (!job) {
        return;
    }
    auto* box = new QMessageBox(QMessageBox::Question, tr("Cancel a job"),
        tr("<b>Cancel job %1, %2?</b>").arg(QString::number(job->id), toName(job->kind)), QMessageBox::NoButton,
        window());
    box->setObjectName(QStringLiteral("cancelJob"));
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setInformativeText(
        tr("What it has done stays done. It cannot be resumed; a new one starts from the beginning."));
    QPushButton* cancel = box->addButton(tr("Cancel the job"), QMessageBox::DestructiveRole);
    cancel->setObjectName(QStringLiteral("cancelJobYes"));
    QPushButton* keep = box->addButton(tr("Let it go on"), QMessageBox::RejectRole);
    box->setDefaultButton(keep);
    box->setEscapeButton(keep);
    connect(cancel, &QPushButton::clicked, this, [this, id = job->id] { change(m_control.cancel(id)); });
    box->open();
}

QCoro::Task<> JobsPanel::change(QCoro::Task<Result<BackgroundMigration>> wish)
{
    const QPointer<JobsPanel> self(this);
    const Result<BackgroundMigration> answer = co_await std::move(wish);
    if (!self) {
        co_return;
    }
    if (!answer) {
        Q_EMIT failed(answer.error());
    }
    m_jobs.refresh();
    m_log->refresh();
}

} // namespace transship
