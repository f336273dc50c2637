// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/migration/bulkreport.h"

#include <QFrame>
#include <QTimer>

#include <chrono>
#include <optional>

class QLabel;
class QToolButton;

namespace transship {

class BulkActions;

/// One line over the table that says what became of an action, or what is wrong, with what can be done about it. What
/// went well closes by itself; trouble stays until somebody closes it, also behind what comes later, the newest first.
/// GUI thread; never takes the focus; borrows the bulk actions.
class NotificationBar : public QFrame {
    Q_OBJECT
public:
    explicit NotificationBar(BulkActions& bulk, QWidget* parent = nullptr);

public Q_SLOTS:
    void showReport(const transship::BulkReport& report);
    void showError(const transship::Error& error);
    void showDone(const QString& text);
    /// Why nothing came of a wish that did no harm; closes by itself.
    void showHint(const QString& text);

Q_SIGNALS:
    void retryWanted(const transship::BulkReport& report);
    void undoWanted(const transship::BulkReport& report);

private:
    QToolButton* addButton(const char* name);
    struct Message {
        bool good = true;
        std::chrono::seconds stay{}; ///< none: until somebody closes it
        QString text;
        std::optional<BulkReport> report; ///< of the action it is about
    };
    void present(const Message& message);
    void showMessage(const Message& message);
    void showButtons();
    /// What is shown was read, or had its time: what it covered is shown again.
    void dismiss();
    void openDetails();

    BulkActions& m_bulk;
    QLabel* m_icon;
    QLabel* m_text;
    QLabel* m_behind;
    QToolButton* m_undo;
    QToolButton* m_retry;
    QToolButton* m_details;
    QTimer m_fade;
    Message m_shown;
    QList<Message> m_kept; ///< until they are closed, oldest first; what is shown is the last one, or none of them
};

} // namespace transship
