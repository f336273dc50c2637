// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/mainwindow/controlstrip.h"

#include "models/domain/settingdefinitions.h"
#include "views/actions/changeguard.h"
#include "views/common/deliberatecombobox.h"
#include "views/common/icons.h"
#include "views/common/texts.h"
#include "views/common/thememanager.h"

#include <QAbstractItemView>
#include <QAction>
#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

namespace transship {
namespace {

constexpr int controlHeight = 30;

QLabel* caption(const QString& text, QWidget* parent)
{
    auto* label = new QLabel(text, parent);
    label->setForegroundRole(secondaryRole);
    return label;
}

QFrame* separator(QWidget* parent)
{
    auto* line = new QFrame(parent);
    line->setFrameShape(QFrame::VLine);
    line->setFrameShadow(QFrame::Plain);
    line->setForegroundRole(QPalette::Mid);
    line->setFixedHeight(22);
    return line;
}

} // namespace

ControlStrip::ControlStrip(RolloutWatcher& rollout, const QList<QAction*>& actions, QWidget* parent)
    : QWidget(parent)
    , m_rollout(rollout)
    , m_stateIcon(new QLabel(this))
    , m_state(new QLabel(this))
    , m_toggle(new QToolButton(this))
    , m_used(new QLabel(this))
    , m_capacity(new DeliberateComboBox(this))
    , m_speed(new DeliberateComboBox(this))
    , m_plan(new DeliberateComboBox(this))
{
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 8, 12, 8);
    layout->setSpacing(8);
    addSwitches(*layout);
    layout->addStretch(1);
    addActions(*layout, actions);
    setEnabled(false);
    connect(&m_rollout, &RolloutWatcher::policyChanged, this, &ControlStrip::showPolicy);
}

void ControlStrip::addSwitches(QHBoxLayout& layout)
{
    QFont bold = m_state->font();
    bold.setBold(true);
    m_state->setFont(bold);
    m_state->setObjectName(QStringLiteral("rolloutState"));
    m_state->setMinimumWidth(QFontMetrics(bold).horizontalAdvance(tr("Running")) + 4);
    m_toggle->setObjectName(QStringLiteral("pauseResume"));
    m_toggle->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_toggle->setMinimumHeight(controlHeight);
    m_used->setObjectName(QStringLiteral("slotsUsed"));

    m_capacity->setObjectName(QStringLiteral("capacity"));
    m_capacity->setAccessibleName(tr("Capacity: how many repositories may be in process at once"));
    m_capacity->setToolTip(tr("How many repositories may be in process at once"));
    m_capacity->addItem(QStringLiteral("0"), 0);
    for (const int step : capacitySteps) {
        m_capacity->addItem(QString::number(step), step);
    }
    m_speed->setObjectName(QStringLiteral("speed"));
    m_speed->setAccessibleName(tr("Enqueue speed"));
    m_speed->addItem(tr("slow"), static_cast<int>(EnqueueSpeed::Slow));
    m_speed->addItem(tr("normal"), static_cast<int>(EnqueueSpeed::Normal));
    m_speed->addItem(tr("fast"), static_cast<int>(EnqueueSpeed::Fast));
    m_plan->setObjectName(QStringLiteral("targetPlan"));
    m_plan->setAccessibleName(tr("Whose repositories are started: target plan or tier filter"));
    for (const auto& [tier, text] : {std::pair{Tier::Free, QStringLiteral("free")},
             std::pair{Tier::Premium, QStringLiteral("premium")}, std::pair{Tier::Ultimate, QStringLiteral("ultimate")},
             std::pair{Tier::AllPlans, tr("all plans")}, std::pair{Tier::GitlabOrg, tr("gitlab-org only")}}) {
        m_plan->addItem(text, static_cast<int>(tier));
    }
    for (QComboBox* control : {m_capacity, m_speed, m_plan}) {
        control->setMinimumHeight(controlHeight);
    }

    layout.addWidget(m_stateIcon);
    layout.addWidget(m_state);
    layout.addWidget(m_toggle);
    layout.addWidget(separator(this));
    layout.addWidget(caption(tr("Slots"), this));
    layout.addWidget(m_used);
    layout.addWidget(m_capacity);
    layout.addWidget(caption(tr("Speed"), this));
    layout.addWidget(m_speed);
    layout.addWidget(caption(tr("Plan"), this));
    layout.addWidget(m_plan);
    auto* settings = new QToolButton(this);
    settings->setObjectName(QStringLiteral("openSettings"));
    settings->setIcon(themedIcon(QStringLiteral("action-settings")));
    settings->setToolTip(tr("All settings, switches and the deny list"));
    settings->setAccessibleName(tr("Settings of the rollout"));
    settings->setMinimumHeight(controlHeight);
    connect(settings, &QToolButton::clicked, this, &ControlStrip::settingsWanted);
    layout.addWidget(settings);

    connect(m_toggle, &QToolButton::clicked, this,
        [this] { m_rollout.setEnabled(!(m_rollout.state() && m_rollout.state()->policy.enabled)); });
    connect(m_capacity, &QComboBox::activated, this,
        [this](int index) { m_rollout.setCapacity(m_capacity->itemData(index).toInt()); });
    connect(m_speed, &QComboBox::activated, this,
        [this](int index) { m_rollout.setSpeed(static_cast<EnqueueSpeed>(m_speed->itemData(index).toInt())); });
    connect(m_plan, &QComboBox::activated, this,
        [this](int index) { m_rollout.setTier(static_cast<Tier>(m_plan->itemData(index).toInt())); });
}

void ControlStrip::addActions(QHBoxLayout& layout, const QList<QAction*>& actions)
{
    for (QAction* action : actions) {
        auto* button = new QToolButton(this);
        button->setObjectName(QStringLiteral("button_") + action->objectName());
        button->setDefaultAction(action);
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        button->setAutoRaise(true);
        button->setMinimumHeight(controlHeight);
        button->setAccessibleName(action->text());
        layout.addWidget(button);
    }
    layout.setSpacing(6);
}

void ControlStrip::setGuard(ChangeGuard& guard)
{
    m_guard = &guard;
    connect(&guard, &ChangeGuard::changed, this, [this] {
        // A strip that is disabled for another reason shows it when it is enabled again.
        if (isEnabled() && m_rollout.state()) {
            showPolicy(m_rollout.state()->policy);
        }
    });
    applyGuard();
}

void ControlStrip::applyGuard()
{
    const bool may = !m_guard || m_guard->mayChange();
    m_toggle->setEnabled(may);
    m_capacity->setEnabled(may);
    m_speed->setEnabled(may);
    if (!may) {
        m_plan->setEnabled(false);
        for (QWidget* control : std::initializer_list<QWidget*>{m_toggle, m_capacity, m_speed, m_plan}) {
            control->setToolTip(m_guard->whyNot());
        }
    }
}

void ControlStrip::setInProcess(qint64 count)
{
    m_inProcess = count;
    updateSlots();
}

void ControlStrip::showPolicy(const Policy& policy)
{
    setEnabled(true);
    const QIcon icon
        = policy.enabled ? successIcon(QStringLiteral("action-resume")) : warningIcon(QStringLiteral("action-pause"));
    m_stateIcon->setPixmap(icon.pixmap(QSize(16, 16), devicePixelRatioF()));
    m_state->setText(policy.enabled ? tr("Running") : tr("Paused"));
    m_toggle->setText(policy.enabled ? tr("Pause") : tr("Resume"));
    m_toggle->setIcon(themedIcon(policy.enabled ? QStringLiteral("action-pause") : QStringLiteral("action-resume")));
    m_toggle->setAccessibleName(m_toggle->text());
    m_toggle->setToolTip(policy.enabled ? tr("Start nothing new; what is in flight goes on to its end")
                                        : tr("Let the enqueuer start repositories again"));
    if (!m_capacity->view()->isVisible()) {
        m_capacity->setCurrentIndex(m_capacity->findData(policy.capacity));
    }
    if (!m_speed->view()->isVisible()) {
        m_speed->setCurrentIndex(m_speed->findData(static_cast<int>(speedOf(policy))));
    }
    m_speed->setToolTip(policy.waitingTime.count() == 0
            ? tr("No waiting between two starts")
            : tr("The enqueuer waits %1 between two steps").arg(texts::duration(policy.waitingTime)));
    m_capacity->setToolTip(tr("How many repositories may be in process at once"));
    showTier(policy);
    applyGuard();
    updateSlots();
}

void ControlStrip::showTier(const Policy& policy)
{
    m_plan->setEnabled(policy.plansKnown);
    if (!m_plan->view()->isVisible()) {
        m_plan->setCurrentIndex(m_plan->findData(static_cast<int>(tierOf(policy))));
    }
    QString tip;
    switch (policy.tierFilter) {
    case TierFilter::None:
        tip = tr("Repositories of every plan are started");
        break;
    case TierFilter::GitlabOrgOnly:
        tip = tr("Only repositories below gitlab-org are started");
        break;
    case TierFilter::PlanGroup:
        tip = tr("Plans that are started: %1").arg(policy.plans.join(QStringLiteral(", ")));
        break;
    }
    if (!policy.plansKnown) {
        tip += QLatin1Char('\n')
            + tr("The inventory carries no plans; where it does, switch plans_known on in the settings");
    }
    m_plan->setToolTip(tip);
}

void ControlStrip::updateSlots()
{
    m_used->setText(tr("%1 of").arg(texts::number(m_inProcess)));
    m_used->setToolTip(tr("Repositories in process now"));
}

} // namespace transship
