// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QPushButton;

namespace transship {

/// What stands where there is nothing to show: an icon, what is the matter, what to do, and the command to do it with
/// (can be selected and copied). GUI thread.
class EmptyState : public QWidget {
    Q_OBJECT
public:
    explicit EmptyState(QWidget* parent = nullptr);

    /// Takes away what was offered before.
    void present(const QString& icon, const QString& title, const QString& advice, const QString& commands);
    /// A button that does what the advice says.
    void offer(const QString& text);

Q_SIGNALS:
    void accepted();

private:
    QLabel* m_icon;
    QLabel* m_title;
    QLabel* m_advice;
    QLabel* m_commands;
    QPushButton* m_offer;
};

} // namespace transship
