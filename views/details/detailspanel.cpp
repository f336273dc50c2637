// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/details/detailspanel.h"

#include "models/tables/historymodel.h"
#include "views/common/emptystate.h"
#include "views/common/texts.h"
#include "views/common/thememanager.h"
#include "views/details/facts.h"
#include "views/details/historydelegate.h"
#include "views/details/statebadge.h"

#include <QAction>
#include <QGridLayout>
#include <QLabel>
#include <QListView>
#include <QSortFilterProxyModel>
#include <QStackedLayout>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <chrono>

namespace transship {
namespace {

constexpr int buttonColumns = 3;

QLabel* sectionTitle(const QString& text, QWidget* parent)
{
    auto* label = new QLabel(text, parent);
    QFont font = label->font();
    font.setBold(true);
    font.setPointSizeF(font.pointSizeF() * 0.92);
    label->setFont(font);
    label->setForegroundRole(secondaryRole);
    label->setContentsMargins(12, 8, 12, 2);
    return label;
}

} // namespace

DetailsPanel::DetailsPanel(HistoryModel& history, const Clock& clock, const QList<QAction*>& actions, QWidget* parent)
    : QWidget(parent)
    , m_history(history)
    , m_clock(clock)
    , m_stack(new QStackedLayout(this))
{
    setObjectName(QStringLiteral("detailsPanel"));
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    setMinimumWidth(290);
    auto* empty = new EmptyState(this);
    empty->present(QStringLiteral("empty-repositories"), tr("Nothing selected"),
        tr("Select a repository to see where it stands, why, and what happened to it."), {});
    m_content = content(actions);
    m_stack->addWidget(empty);
    m_stack->addWidget(m_content);
    connect(&m_history, &HistoryModel::loaded, this, &DetailsPanel::updateLastWords);
    connect(&m_tick, &QTimer::timeout, this, &DetailsPanel::updateTexts);
    m_tick.start(std::chrono::seconds(1));
}

QWidget* DetailsPanel::content(const QList<QAction*>& actions)
{
    auto* page = new QWidget(this);
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    auto* top = new QVBoxLayout;
    top->setContentsMargins(12, 10, 12, 4);
    top->setSpacing(8);

    m_path = new QLabel(page);
    m_path->setObjectName(QStringLiteral("detailsPath"));
    m_path->setWordWrap(true);
    m_path->setTextInteractionFlags(Qt::TextSelectableByMouse);
    QFont font = m_path->font();
    font.setBold(true);
    font.setPointSizeF(font.pointSizeF() * 1.08);
    m_path->setFont(font);
    m_badge = new StateBadge(page);
    m_badge->setObjectName(QStringLiteral("detailsState"));
    m_facts = new QLabel(page);
    m_facts->setObjectName(QStringLiteral("detailsFacts"));
    m_facts->setAccessibleName(tr("Facts about the repository"));
    m_facts->setTextFormat(Qt::RichText);
    m_facts->setWordWrap(true);
    m_facts->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_lastWords = new QLabel(page);
    m_lastWords->setObjectName(QStringLiteral("detailsLastWords"));
    m_lastWords->setAccessibleName(tr("Last failure in the registry's words"));
    m_lastWords->setWordWrap(true);
    m_lastWords->setTextFormat(Qt::RichText);
    m_lastWords->setTextInteractionFlags(Qt::TextSelectableByMouse);
    for (QWidget* widget : {static_cast<QWidget*>(m_path), static_cast<QWidget*>(m_badge),
             static_cast<QWidget*>(m_facts), static_cast<QWidget*>(m_lastWords), buttons(actions)}) {
        top->addWidget(widget);
    }
    layout->addLayout(top);
    layout->addWidget(sectionTitle(tr("History"), page));
    m_list = historyList();
    layout->addWidget(m_list, 1);
    return page;
}

QWidget* DetailsPanel::buttons(const QList<QAction*>& actions)
{
    auto* box = new QWidget(this);
    auto* layout = new QGridLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    int place = 0;
    for (QAction* action : actions) {
        auto* button = new QToolButton(box);
        button->setDefaultAction(action);
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        button->setMinimumHeight(28);
        button->setAccessibleName(action->text());
        layout->addWidget(button, place / buttonColumns, place % buttonColumns);
        ++place;
    }
    return box;
}

QListView* DetailsPanel::historyList()
{
    auto* newestFirst = new QSortFilterProxyModel(this);
    newestFirst->setSourceModel(&m_history);
    newestFirst->setSortRole(IdRole);
    newestFirst->sort(0, Qt::DescendingOrder);
    auto* list = new QListView(this);
    list->setObjectName(QStringLiteral("historyList"));
    list->setAccessibleName(tr("History, newest first"));
    list->setModel(newestFirst);
    list->setItemDelegate(new HistoryDelegate(m_clock, list));
    list->setResizeMode(QListView::Adjust);
    list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    list->setSelectionMode(QAbstractItemView::NoSelection);
    list->setFrameShape(QFrame::NoFrame);
    list->setMinimumHeight(90);
    return list;
}

void DetailsPanel::setRepository(const std::optional<ContainerRepository>& repository)
{
    const bool another
        = repository.has_value() != m_repository.has_value() || (repository && repository->id != m_repository->id);
    const bool changed = another || (repository && !(*repository == *m_repository));
    if (!changed) {
        return;
    }
    m_repository = repository;
    if (another) {
        m_lastWords->hide();
        m_history.setRepository(repository ? std::optional(repository->id) : std::nullopt);
    } else {
        m_history.refresh();
    }
    m_stack->setCurrentIndex(repository ? 1 : 0);
    updateTexts();
}

void DetailsPanel::setRequested(std::optional<OperatorAction> action)
{
    if (m_requested != action) {
        m_requested = action;
        updateTexts();
    }
}

void DetailsPanel::setPolicy(const Policy& policy)
{
    m_policy = policy;
    updateTexts();
}

void DetailsPanel::updateTexts()
{
    if (!m_repository) {
        return;
    }
    const ContainerRepository& row = *m_repository;
    m_path->setText(row.path);
    m_badge->setState(row.state, m_requested ? texts::requested(*m_requested) : facts::besideState(row, m_clock.now()));
    const QString text = facts::table(row, m_policy, m_clock.now());
    if (m_facts->text() != text) {
        m_facts->setText(text);
    }
}

void DetailsPanel::updateLastWords()
{
    const QList<MigrationEventRow>& events = m_history.events();
    const auto failure = std::find_if(events.crbegin(), events.crend(), [](const MigrationEventRow& event) {
        return event.to == MigrationState::ImportAborted && !(event.reason.isEmpty() && event.detail.isEmpty());
    });
    const bool shown = failure != events.crend() && m_repository && m_repository->state != MigrationState::ImportDone;
    m_lastWords->setVisible(shown);
    if (shown) {
        m_lastWords->setText(facts::failure(*failure));
    }
}

} // namespace transship
