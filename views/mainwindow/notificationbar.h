// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/actions/actionrunner.h"

#include <QFrame>
#include <QTimer>

class QLabel;
class QToolButton;

namespace transship {

/// One line over the table that says what became of an action, or what is wrong; closes by itself when all went well.
/// GUI thread; never takes the focus.
class NotificationBar : public QFrame {
    Q_OBJECT
public:
    explicit NotificationBar(QWidget* parent = nullptr);

public Q_SLOTS:
    void showReport(const transship::ActionReport& report);
    void showError(const transship::Error& error);

private:
    void present(bool good, const QString& text);
    void openDetails();

    QLabel* m_icon;
    QLabel* m_text;
    QToolButton* m_details;
    QTimer m_fade;
    ActionReport m_report;
};

} // namespace transship
