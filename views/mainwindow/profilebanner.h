// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/settings/connectionprofile.h"

#include <QFrame>
#include <QTimer>

class QLabel;
class QToolButton;

namespace transship {

class ChangeGuard;

/// The strip at the top of a window on a staging or production profile: what it is, and for production whether changes
/// are allowed now, until when and why. Hidden for development. GUI thread; borrows the guard.
class ProfileBanner : public QFrame {
    Q_OBJECT
public:
    ProfileBanner(const QString& name, ProfileType type, QWidget* parent = nullptr);

    void setGuard(ChangeGuard& guard);

public Q_SLOTS:
    /// Asks for reason and time, unlocks.
    void askToUnlock();

Q_SIGNALS:
    void unlocked(std::chrono::minutes duration, const QString& reason);

protected:
    void changeEvent(QEvent* event) override;

private:
    void showState();
    void applyColours();

    QString m_name;
    ProfileType m_type;
    ChangeGuard* m_guard = nullptr;
    QLabel* m_mark;
    QLabel* m_state;
    QToolButton* m_switch;
    QTimer m_tick; ///< the time that is left
};

/// "[PROD] " or "[STAGING] ", in front of titles; nothing for development.
QString profileMark(ProfileType type);

} // namespace transship
