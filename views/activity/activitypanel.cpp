// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/activity/activitypanel.h"

#include "models/tables/activityfilter.h"
#include "models/tables/activitymodel.h"
#include "models/tables/answer.h"
#include "views/activity/activitydecorator.h"
#include "views/activity/activityexport.h"
#include "views/common/icons.h"
#include "views/common/texts.h"
#include "views/common/thememanager.h"

#include <QAction>
#include <QClipboard>
#include <QComboBox>
#include <QFileDialog>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QTableView>
#include <QThreadPool>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace transship {
namespace {

constexpr int onlySettings = -2;
constexpr int anything = -1;

} // namespace

ActivityPanel::ActivityPanel(ActivityModel& activity, QWidget* parent)
    : QWidget(parent)
    , m_activity(activity)
    , m_filter(new ActivityFilter(this))
    , m_table(new QTableView(this))
    , m_pause(new QToolButton(this))
    , m_state(new QComboBox(this))
    , m_origin(new QComboBox(this))
    , m_actor(new QLineEdit(this))
    , m_text(new QLineEdit(this))
    , m_count(new QLabel(this))
{
    setObjectName(QStringLiteral("activityPanel"));
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    m_filter->setSourceModel(&m_activity);
    auto* line = new QHBoxLayout;
    line->setContentsMargins(12, 4, 12, 4);
    line->setSpacing(6);
    addFilters(*line);
    line->addWidget(m_count);
    line->addStretch(1);
    addButtons(*line);
    setUpTable();
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(line);
    layout->addWidget(m_table, 1);
    connect(&m_activity, &ActivityModel::heldBackChanged, this, &ActivityPanel::updatePause);
    for (const auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved}) {
        connect(m_filter, signal, this, &ActivityPanel::updateCount);
    }
    updatePause();
    updateCount();
}

void ActivityPanel::addFilters(QHBoxLayout& line)
{
    m_state->setObjectName(QStringLiteral("activityState"));
    m_state->setAccessibleName(tr("Show only what entered this state"));
    m_state->addItem(tr("everything"), anything);
    m_state->addItem(tr("settings"), onlySettings);
    for (const MigrationState state : allMigrationStates) {
        m_state->addItem(stateIcon(state), toName(state), static_cast<int>(state));
    }
    m_origin->setObjectName(QStringLiteral("activityOrigin"));
    m_origin->setAccessibleName(tr("Show only what came from here"));
    m_origin->addItem(tr("any origin"), anything);
    for (const Origin origin : {Origin::Console, Origin::Ctl, Origin::Enqueuer, Origin::Guard, Origin::Notification,
             Origin::Background, Origin::Polling}) {
        m_origin->addItem(toName(origin), static_cast<int>(origin));
    }
    m_actor->setObjectName(QStringLiteral("activityActor"));
    m_actor->setAccessibleName(tr("Show only what this actor did"));
    m_actor->setPlaceholderText(tr("actor"));
    m_actor->setMaximumWidth(130);
    m_text->setObjectName(QStringLiteral("activityText"));
    m_text->setAccessibleName(tr("Show only what contains this text"));
    m_text->setPlaceholderText(tr("path, event or words"));
    m_text->setMaximumWidth(220);
    for (QLineEdit* edit : {m_actor, m_text}) {
        edit->setClearButtonEnabled(true);
        connect(edit, &QLineEdit::textChanged, this, &ActivityPanel::applyCriteria);
    }
    for (QComboBox* box : {m_state, m_origin}) {
        connect(box, &QComboBox::currentIndexChanged, this, &ActivityPanel::applyCriteria);
    }
    line.addWidget(m_pause);
    line.addWidget(m_state);
    line.addWidget(m_origin);
    line.addWidget(m_actor);
    line.addWidget(m_text);
}

void ActivityPanel::addButtons(QHBoxLayout& line)
{
    m_pause->setObjectName(QStringLiteral("activityPause"));
    m_pause->setCheckable(true);
    m_pause->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    connect(m_pause, &QToolButton::toggled, this, [this](bool paused) {
        m_activity.setPaused(paused);
        updatePause();
    });
    auto* copyAction = new QAction(themedIcon(QStringLiteral("action-copy")), tr("Copy"), this);
    copyAction->setObjectName(QStringLiteral("activityCopy"));
    copyAction->setShortcut(QKeySequence::Copy);
    copyAction->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    copyAction->setToolTip(tr("Copy the selected rows, or all that are shown"));
    connect(copyAction, &QAction::triggered, this, &ActivityPanel::copy);
    m_table->addAction(copyAction);
    m_table->setContextMenuPolicy(Qt::ActionsContextMenu);
    auto* exportAction = new QAction(tr("Export…"), this);
    exportAction->setObjectName(QStringLiteral("activityExport"));
    exportAction->setToolTip(tr("Write what is shown to a file, one JSON object a line"));
    connect(exportAction, &QAction::triggered, this, &ActivityPanel::askExport);
    for (QAction* action : {copyAction, exportAction}) {
        auto* button = new QToolButton(this);
        button->setObjectName(QStringLiteral("button_") + action->objectName());
        button->setDefaultAction(action);
        button->setAutoRaise(true);
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        line.addWidget(button);
    }
}

void ActivityPanel::setUpTable()
{
    m_table->setObjectName(QStringLiteral("activityTable"));
    m_table->setAccessibleName(tr("What happened, newest first"));
    m_table->setModel(new ActivityDecorator(*m_filter, this));
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setShowGrid(false);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setWordWrap(false);
    m_table->setTabKeyNavigation(false);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(22);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->horizontalHeader()->setAccessibleName(tr("Columns of the activity"));
    const std::array widths{165, 260, 150, 120, 120, 140, 90};
    for (int column = 0; column < int(widths.size()); ++column) {
        m_table->setColumnWidth(column, widths[std::size_t(column)]);
    }
    const auto choose = [this](const QModelIndex& shown) {
        const Activity& row = m_activity.at(sourceOf(shown).row());
        if (!row.isSetting && !row.subject.isEmpty()) {
            Q_EMIT repositoryChosen(row.repositoryId, row.subject);
        }
    };
    connect(m_table, &QTableView::clicked, this, choose);
    connect(m_table, &QTableView::activated, this, choose);
}

QModelIndex ActivityPanel::sourceOf(const QModelIndex& shown) const
{
    return m_filter->mapToSource(static_cast<const ActivityDecorator*>(m_table->model())->mapToSource(shown));
}

void ActivityPanel::applyCriteria()
{
    ActivityFilter::Criteria criteria;
    const int state = m_state->currentData().toInt();
    criteria.onlySettings = state == onlySettings;
    if (state >= 0) {
        criteria.state = static_cast<MigrationState>(state);
    }
    if (const int origin = m_origin->currentData().toInt(); origin >= 0) {
        criteria.origin = static_cast<Origin>(origin);
    }
    criteria.actor = m_actor->text().trimmed();
    criteria.text = m_text->text().trimmed();
    m_filter->setCriteria(criteria);
    updateCount();
}

void ActivityPanel::updatePause()
{
    const bool paused = m_activity.isPaused();
    m_pause->setIcon(themedIcon(paused ? QStringLiteral("action-resume") : QStringLiteral("action-pause")));
    m_pause->setText(!paused             ? tr("Pause")
            : m_activity.heldBack() == 0 ? tr("Go on")
                                         : tr("Go on (%n new)", nullptr, m_activity.heldBack()));
    m_pause->setToolTip(paused ? tr("Show what came meanwhile and go on") : tr("Let the rows stand still"));
    m_pause->setAccessibleName(m_pause->text());
}

void ActivityPanel::updateCount()
{
    const int all = m_activity.rowCount();
    const int shown = m_filter->rowCount();
    m_count->setForegroundRole(secondaryRole);
    m_count->setText(shown == all ? tr("newest %1").arg(texts::number(all))
                                  : tr("%1 of the newest %2").arg(texts::number(shown), texts::number(all)));
}

void ActivityPanel::copy() const
{
    QList<Activity> rows;
    QModelIndexList chosen = m_table->selectionModel()->selectedRows();
    std::sort(chosen.begin(), chosen.end());
    if (chosen.isEmpty()) {
        for (int row = 0; row < m_filter->rowCount(); ++row) {
            rows << m_activity.at(m_filter->mapToSource(m_filter->index(row, 0)).row());
        }
    }
    for (const QModelIndex& index : chosen) {
        rows << m_activity.at(sourceOf(index).row());
    }
    QGuiApplication::clipboard()->setText(activityAsText(rows));
}

void ActivityPanel::askExport()
{
    auto* dialog = new QFileDialog(this, tr("Export the activity"), {}, tr("JSON lines (*.ndjson)"));
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("ndjson"));
    dialog->selectFile(QStringLiteral("activity.ndjson"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::fileSelected, this, &ActivityPanel::exportTo);
    dialog->open();
}

void ActivityPanel::exportTo(const QString& file)
{
    QList<Activity> rows;
    for (int row = 0; row < m_filter->rowCount(); ++row) {
        rows << m_activity.at(m_filter->mapToSource(m_filter->index(row, 0)).row());
    }
    auto promise = std::make_shared<QPromise<Result<void>>>();
    whenAnswered(promise->future(), this, [this, file](const Result<void>& answer) {
        if (answer) {
            Q_EMIT exported(file);
        } else {
            Q_EMIT failed(answer.error());
        }
    });
    QThreadPool::globalInstance()->start([promise, file, rows] {
        promise->start();
        promise->addResult(exportActivity(file, rows));
        promise->finish();
    });
}

} // namespace transship
