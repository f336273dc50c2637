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

RolloutWatcher::RolloutWatcher(RolloutControl& control, QObject* parent)
    : QObject(parent)
    , m_control(control)
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
    const Result<Policy> policy = co_await m_control.policy();
    if (!self) {
        co_return;
    }
    m_reading = false;
    if (policy) {
        m_policy = *policy;
        Q_EMIT policyChanged(*policy);
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
    changeSpeed(speed);
}

QCoro::Task<> RolloutWatcher::changeSpeed(EnqueueSpeed speed)
{
    const QPointer<RolloutWatcher> self(this);
    co_await settle(m_control.setFlag(flags::speedFast, speed == EnqueueSpeed::Fast));
    if (self) {
        co_await settle(m_control.setFlag(flags::speedSlow, speed == EnqueueSpeed::Slow));
    }
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
