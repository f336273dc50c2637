// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/start/connectionhost.h"

#include <QWidget>

class QComboBox;
class QFormLayout;
class QLineEdit;

namespace transship {

class PathField;
class SecretField;

/// The part of a profile's form about the registry that imports and the login there. GUI thread.
class RegistryAccessSection : public QWidget {
    Q_OBJECT
public:
    explicit RegistryAccessSection(QWidget* parent = nullptr);

    void load(const ConnectionProfile& profile, bool stored);
    void store(ConnectionProfile& profile, TypedSecrets& secrets) const;
    void setKeychainProblem(const QString& problem);

private:
    RegistryLogin::Method method() const;
    void addFields();
    void showMethod();

    QFormLayout* m_form;
    QLineEdit* m_url;
    QComboBox* m_method;
    QLineEdit* m_user;
    SecretField* m_secret;
    PathField* m_keyFile;
    QLineEdit* m_issuer;
    QLineEdit* m_audience;
};

} // namespace transship
