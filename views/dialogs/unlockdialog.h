// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

#include <chrono>

class QLineEdit;
class QSpinBox;

namespace transship {

/// For how long a production profile may be changed, and why. Without a reason there is nothing to accept. GUI thread.
class UnlockDialog : public QDialog {
    Q_OBJECT
public:
    explicit UnlockDialog(const QString& profile, QWidget* parent = nullptr);

    std::chrono::minutes duration() const;
    QString reason() const;

private:
    QSpinBox* m_minutes;
    QLineEdit* m_reason;
};

} // namespace transship
