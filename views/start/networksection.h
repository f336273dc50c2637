// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/start/connectionhost.h"

#include <QWidget>

class QComboBox;
class QFormLayout;
class QLineEdit;
class QSpinBox;

namespace transship {

class PathField;
class SecretField;

/// The part of a profile's form about trust and the way: CA file and proxy. GUI thread.
class NetworkSection : public QWidget {
    Q_OBJECT
public:
    explicit NetworkSection(QWidget* parent = nullptr);

    void load(const ConnectionProfile& profile, bool stored);
    void store(ConnectionProfile& profile, TypedSecrets& secrets) const;
    void setKeychainProblem(const QString& problem);

private:
    ProxySettings::Kind kind() const;
    void showProxy();

    QFormLayout* m_form;
    PathField* m_caFile;
    QComboBox* m_kind;
    QLineEdit* m_host;
    QSpinBox* m_port;
    QLineEdit* m_user;
    SecretField* m_password;
};

} // namespace transship
