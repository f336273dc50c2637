// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/settings/secretsource.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;

namespace transship {

/// Where a secret comes from, and the secret itself where it is typed in. Says plainly when nothing keeps it here.
/// GUI thread.
class SecretField : public QWidget {
    Q_OBJECT
public:
    /// `what` names the secret for screen readers.
    explicit SecretField(const QString& what, QWidget* parent = nullptr);

    /// `stored`: there may be one already, which stays when nothing is typed.
    void setSource(const SecretSource& source, bool stored);
    SecretSource source() const;
    /// Empty: nothing was typed.
    QByteArray typed() const;
    /// There is no keychain, for this reason; it cannot be chosen then.
    void setKeychainProblem(const QString& problem);
    void clear();

private:
    SecretSource::Kind kind() const;
    void showKind();

    QString m_what;
    QString m_keychainProblem;
    bool m_stored = false;
    QComboBox* m_kind;
    QLineEdit* m_value;
    QLabel* m_note;
};

} // namespace transship
