// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/migration/bulkreport.h"

#include <QFrame>
#include <QTimer>

#include <chrono>

class QLabel;
class QToolButton;

namespace transship {

class BulkActions;

/// One line over the table that says what became of an action, or what is wrong, with what can be done about it; closes
/// by itself when all went well. GUI thread; never takes the focus; borrows the bulk actions.
class NotificationBar : public QFrame {
    Q_OBJECT
public:
    explicit NotificationBar(BulkActions& bulk, QWidget* parent = nullptr);

public Q_SLOTS:
    void showReport(const transship::BulkReport& report);
    void showError(const transship::Error& error);
    void showDone(const QString& text);

Q_SIGNALS:
    void retryWanted(const transship::BulkReport& report);
    void undoWanted(const transship::BulkReport& report);

private:
    QToolButton* addButton(const char* name);
    void present(bool good, const QString& text, std::chrono::seconds stay);
    void openDetails();

    BulkActions& m_bulk;
    QLabel* m_icon;
    QLabel* m_text;
    QToolButton* m_undo;
    QToolButton* m_retry;
    QToolButton* m_details;
    QTimer m_fade;
    BulkReport m_report;
};

} // namespace transship
