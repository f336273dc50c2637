// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/clock.h"
#include "models/domain/result.h"

#include <QFrame>
#include <QTimer>

class QLabel;

namespace transship {

/// While the database is lost: since when, how old what is shown is, that it is tried again, and why. The parts that
/// are old are greyed, and stay readable. GUI thread; borrows the clock.
class StaleBanner : public QFrame {
    Q_OBJECT
public:
    StaleBanner(const Clock& clock, const QList<QWidget*>& parts, QWidget* parent = nullptr);

public Q_SLOTS:
    /// What is shown is what the database says at this moment.
    void markFresh();
    void setLost(const transship::Error& error);

protected:
    void changeEvent(QEvent* event) override;

private:
    void updateText();
    void grey(bool stale);

    const Clock& m_clock;
    QList<QWidget*> m_parts;
    QDateTime m_freshAt;
    QString m_reason;
    QLabel* m_icon;
    QLabel* m_text;
    QTimer m_tick;
    bool m_lost = false;
};

} // namespace transship
