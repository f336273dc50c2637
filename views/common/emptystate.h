// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;

namespace transship {

/// What stands where there is nothing to show: an icon, what is the matter, what to do, and the command to do it with
/// (can be selected and copied). GUI thread.
class EmptyState : public QWidget {
    Q_OBJECT
public:
    explicit EmptyState(QWidget* parent = nullptr);

    void present(const QString& icon, const QString& title, const QString& advice, const QString& commands);

private:
    QLabel* m_icon;
    QLabel* m_title;
    QLabel* m_advice;
    QLabel* m_commands;
};

} // namespace transship
