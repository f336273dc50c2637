// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/clock.h"
#include "views/actions/actionpolicy.h"

#include <QObject>
#include <QTimer>

#include <chrono>

namespace transship {

/// Whether changes may be asked for in this window now, and why not. A window on a production profile begins locked; it
/// is unlocked for minutes and with a reason, and locks itself again. Views and exports never ask. What is refused here
/// is refused by the database as well; this is so that nobody has to try. One a window, GUI thread.
class ChangeGuard : public QObject {
    Q_OBJECT
public:
    enum class Protection { None, Production };

    /// `profile`: its name, empty without one.
    ChangeGuard(Protection protection, QString profile, const Clock& clock, QObject* parent = nullptr);

    bool isProduction() const { return m_protection == Protection::Production; }
    bool isUnlocked() const { return !isProduction() || m_timer.isActive(); }
    bool mayChange() const { return isUnlocked() && !m_databaseLost; }
    /// For tooltips, a sentence; empty when changes may be made.
    QString whyNot() const;
    /// The same for the operator's actions, as it is now.
    ActionPolicy policy() const;

    /// Since when, for how long and why it is unlocked; meaningless while it is not.
    const QString& reason() const { return m_reason; }
    const QDateTime& until() const { return m_until; }

public Q_SLOTS:
    void unlock(std::chrono::minutes duration, const QString& reason);
    void lock();
    /// Nothing can be changed meanwhile, whatever is unlocked.
    void setDatabaseLost(bool lost);

Q_SIGNALS:
    /// mayChange() is another than before, or unlocked for another time.
    void changed();

private:
    Protection m_protection;
    QString m_profile;
    const Clock& m_clock;
    QTimer m_timer; ///< runs while unlocked
    QDateTime m_until;
    QString m_reason;
    bool m_databaseLost = false;
};

} // namespace transship
