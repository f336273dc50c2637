// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/details/detailspanel.h"

#include "models/tables/historymodel.h"
#include "views/common/emptystate.h"
#include "views/common/texts.h"
#include "views/common/thememanager.h"
#include "views/details/facts.h"
#include "views/details/historylist.h"
#include "views/details/registrysection.h"
#include "views/details/statebadge.h"
#include "views/details/timelinebar.h"
#include "views/details/whysection.h"

#include <QAction>
#include <QGridLayout>
#include <QLabel>
#include <QScrollArea>
#include <QSplitter>
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
    label->setContentsMargins(0, 6, 0, 0);
    return label;
}

QLabel* richText(const char* name, const QString& accessibleName, QWidget* parent)
{
    auto* label = new QLabel(parent);
    label->setObjectName(QString::fromLatin1(name));
    label->setAccessibleName(accessibleName);
    label->setTextFormat(Qt::RichText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

void setTextOf(QLabel* label, const QString& text)
{
    if (label->text() != text) { // what someone has selected of it stays selected
        label->setText(text);
    }
}

} // namespace

DetailsPanel::DetailsPanel(HistoryModel& history, RepositoryInquiry& inquiry, const Clock& clock,
    const QList<QAction*>& actions, QWidget* parent)
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
    m_stack->addWidget(empty);
    m_stack->addWidget(content(inquiry, actions));
    connect(&m_history, &HistoryModel::loaded, this, [this] {
        updateLastWords();
        updateTexts();
    });
    connect(&m_tick, &QTimer::timeout, this, &DetailsPanel::updateTexts);
    m_tick.start(std::chrono::seconds(1));
}

QWidget* DetailsPanel::content(RepositoryInquiry& inquiry, const QList<QAction*>& actions)
{
    auto* scroll = new QScrollArea(this);
    scroll->setObjectName(QStringLiteral("detailsSections"));
    scroll->setAccessibleName(tr("Details"));
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(sections(inquiry, actions));
    auto* bottom = new QWidget(this);
    auto* below = new QVBoxLayout(bottom);
    below->setContentsMargins(0, 0, 0, 0);
    below->setSpacing(0);
    QLabel* title = sectionTitle(tr("History"), bottom);
    title->setContentsMargins(12, 6, 12, 2);
    below->addWidget(title);
    below->addWidget(new HistoryList(m_history, m_clock, bottom), 1);
    auto* split = new QSplitter(Qt::Vertical, this);
    split->addWidget(scroll);
    split->addWidget(bottom);
    split->setStretchFactor(0, 3);
    split->setStretchFactor(1, 2);
    split->setChildrenCollapsible(false);
    return split;
}

QWidget* DetailsPanel::sections(RepositoryInquiry& inquiry, const QList<QAction*>& actions)
{
    auto* page = new QWidget(this);
    page->setAutoFillBackground(true);
    page->setBackgroundRole(QPalette::Base);
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(12, 10, 12, 8);
    layout->setSpacing(6);
    addHead(*layout);
    layout->addWidget(buttons(actions));
    layout->addWidget(m_lastWords = richText("detailsLastWords", tr("Last failure in the registry's words"), page));
    layout->addWidget(sectionTitle(tr("Why"), page));
    layout->addWidget(m_why = new WhySection(inquiry, page));
    layout->addWidget(sectionTitle(tr("Steps"), page));
    layout->addWidget(m_bar = new TimelineBar(page));
    layout->addWidget(m_steps = richText("detailsSteps", tr("Steps with their durations"), page));
    layout->addWidget(sectionTitle(tr("The registry says"), page));
    layout->addWidget(m_registry = new RegistrySection(inquiry, m_clock, page));
    layout->addStretch(1);
    return page;
}

void DetailsPanel::addHead(QVBoxLayout& layout)
{
    m_path = new QLabel(this);
    m_path->setObjectName(QStringLiteral("detailsPath"));
    m_path->setWordWrap(true);
    m_path->setTextInteractionFlags(Qt::TextSelectableByMouse);
    QFont font = m_path->font();
    font.setBold(true);
    font.setPointSizeF(font.pointSizeF() * 1.08);
    m_path->setFont(font);
    m_badge = new StateBadge(this);
    m_badge->setObjectName(QStringLiteral("detailsState"));
    m_facts = richText("detailsFacts", tr("Facts about the repository"), this);
    for (QWidget* widget :
        {static_cast<QWidget*>(m_path), static_cast<QWidget*>(m_badge), static_cast<QWidget*>(m_facts)}) {
        layout.addWidget(widget);
    }
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
    m_why->setRepository(repository ? std::optional(repository->id) : std::nullopt);
    m_registry->setRepository(repository);
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
    const QDateTime now = m_clock.now();
    setTextOf(m_path, row.path);
    m_badge->setState(row.state, m_requested ? texts::requested(*m_requested) : facts::besideState(row, now));
    setTextOf(m_facts, facts::table(row, m_policy));
    if (m_history.repository() == row.id) {
        const QList<TimelineStep> steps = timelineOf(row, m_history.events());
        m_bar->setSteps(steps, now);
        m_bar->setVisible(!steps.isEmpty());
        setTextOf(m_steps, steps.isEmpty() ? tr("no step yet") : stepsTable(steps, now));
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
        setTextOf(m_lastWords, facts::failure(*failure));
    }
}

} // namespace transship
