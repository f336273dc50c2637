// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/mainwindow/rolloutwatcher.h"

#include "models/domain/settingdefinitions.h"

#include <QPointer>

namespace transship {
namespace {

constexpr std::chrono::seconds refreshInterval{2};
/// Without either flag; see docs/domain.md, section 3.
constexpr std::chrono::minutes normalWait{45};

} // namespace

EnqueueSpeed speedOf(const Policy& policy)
{
    if (policy.waitingTime.count() == 0) {
        return EnqueueSpeed::Fast;
    }
    return policy.waitingTime > normalWait ? EnqueueSpeed::Slow : EnqueueSpeed::Normal;
}

Tier tierOf(const Policy& policy)
{
    if (policy.tierFilter == TierFilter::GitlabOrgOnly) {
        return Tier::GitlabOrg;
    }
    if (policy.tierFilter == TierFilter::None) {
        return Tier::AllPlans;
    }
    return policy.targetPlan == u"premium" ? Tier::Premium
        : policy.targetPlan == u"ultimate" ? Tier::Ultimate
                                           : Tier::Free;
}

RolloutWatcher::RolloutWatcher(RolloutControl& control, RolloutMonitor& monitor, QObject* parent)
    : QObject(parent)
    , m_control(control)
    , m_monitor(monitor)
{
    m_timer.setInterval(refreshInterval);
    connect(&m_timer, &QTimer::timeout, this, &RolloutWatcher::refresh);
}

void RolloutWatcher::start()
{
    m_timer.start();
    refresh();
}

void RolloutWatcher::refresh()
{
    if (m_reading) {
        m_again = true;
        return;
    }
    read();
}

QCoro::Task<> RolloutWatcher::read()
{
    const QPointer<RolloutWatcher> self(this);
    m_reading = true;
    const Result<RolloutState> state = co_await m_monitor.state();
    if (!self) {
        co_return;
    }
    m_reading = false;
    if (state) {
        m_state = *state;
        Q_EMIT policyChanged(state->policy);
        Q_EMIT stateChanged(*state);
    } else {
        Q_EMIT troubled(state.error());
    }
    if (self && m_again) {
        m_again = false;
        read();
    }
}

void RolloutWatcher::setEnabled(bool enabled)
{
    settle(m_control.setEnabled(enabled));
}

void RolloutWatcher::setCapacity(int capacity)
{
    settle(m_control.setCapacity(capacity));
}

void RolloutWatcher::setSpeed(EnqueueSpeed speed)
{
    const auto word = [](bool on) { return on ? QStringLiteral("true") : QStringLiteral("false"); };
    settle(m_control.apply({{flags::speedFast, word(speed == EnqueueSpeed::Fast)},
        {flags::speedSlow, word(speed == EnqueueSpeed::Slow)}}));
}

void RolloutWatcher::setTier(Tier tier)
{
    const auto word = [](bool on) { return on ? QStringLiteral("true") : QStringLiteral("false"); };
    QList<SettingChange> changes{
        {flags::allPlans, word(tier == Tier::AllPlans)}, {flags::limitGitlabOrg, word(tier == Tier::GitlabOrg)}};
    if (tier == Tier::Free || tier == Tier::Premium || tier == Tier::Ultimate) {
        changes << SettingChange{QStringLiteral("target_plan"),
            tier == Tier::Free          ? QStringLiteral("free")
                : tier == Tier::Premium ? QStringLiteral("premium")
                                        : QStringLiteral("ultimate")};
    }
    settle(m_control.apply(changes));
}

QCoro::Task<> RolloutWatcher::settle(QCoro::Task<Result<void>> change)
{
    const QPointer<RolloutWatcher> self(this);
    const Result<void> answer = co_await std::move(change);
    if (!self) {
        co_return;
    }
    if (!answer) {
        Q_EMIT failed(answer.error());
    }
    if (self) {
        refresh();
    }
}

} // namespace transship
