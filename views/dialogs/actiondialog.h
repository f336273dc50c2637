// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/actions/confirmer.h"

#include <QDialog>

class QComboBox;
class QLineEdit;

namespace transship {

/// The question before an action: how many and which repositories, what will not change, a note for history, and with
/// Skip the reason. The verb is on the button, Cancel is the default. Non-blocking: use open().
class ActionDialog : public QDialog {
    Q_OBJECT
public:
    explicit ActionDialog(const ConfirmRequest& request, QWidget* parent = nullptr);

    ConfirmAnswer answer() const;

private:
    QWidget* headline(const ConfirmRequest& request);
    QWidget* sample(const ConfirmRequest& request);
    QWidget* form(const ConfirmRequest& request);
    QWidget* buttons(const ConfirmRequest& request);

    QComboBox* m_reason = nullptr; ///< only with Skip
    QLineEdit* m_note = nullptr;
};

} // namespace transship
