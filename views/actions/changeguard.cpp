// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/actions/changeguard.h"

namespace transship {

ChangeGuard::ChangeGuard(Protection protection, QString profile, const Clock& clock, QObject* parent)
    : QObject(parent)
    , m_protection(protection)
    , m_profile(std::move(profile))
    , m_clock(clock)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &ChangeGuard::changed);
}

QString ChangeGuard::whyNot() const
{
    if (!isUnlocked()) {
        return tr("This profile is of production and read-only until you unlock it, with the button at the "
                  "top of the window.");
    }
    return m_databaseLost ? tr("The database does not answer. Nothing can be changed until it does.") : QString();
}

ActionPolicy ChangeGuard::policy() const
{
    ActionPolicy policy;
    policy.readOnly = !mayChange();
    policy.whyReadOnly = whyNot();
    policy.production = isProduction();
    policy.profile = m_profile;
    return policy;
}

void ChangeGuard::unlock(std::chrono::minutes duration, const QString& reason)
{
    if (!isProduction()) {
        return;
    }
    m_reason = reason;
    m_until = m_clock.now().addSecs(std::chrono::seconds(duration).count());
    m_timer.start(duration);
    Q_EMIT changed();
}

void ChangeGuard::setDatabaseLost(bool lost)
{
    if (std::exchange(m_databaseLost, lost) != lost) {
        Q_EMIT changed();
    }
}

void ChangeGuard::lock()
{
    if (m_timer.isActive()) {
        m_timer.stop();
        Q_EMIT changed();
    }
}

} // namespace transship
