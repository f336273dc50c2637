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

/// The part of a profile's form about its database. GUI thread.
class DatabaseSection : public QWidget {
    Q_OBJECT
public:
    explicit DatabaseSection(QWidget* parent = nullptr);

    void load(const ConnectionProfile& profile, bool stored);
    void store(ConnectionProfile& profile, TypedSecrets& secrets) const;
    void setKeychainProblem(const QString& problem);

private:
    bool isFile() const;
    void addFileFields();
    void addServerFields();
    void showBackend();

    QFormLayout* m_form;
    QComboBox* m_backend;
    PathField* m_file;
    QLineEdit* m_host;
    QSpinBox* m_port;
    QLineEdit* m_name;
    QLineEdit* m_user;
    SecretField* m_password;
    QComboBox* m_tls;
    QMap<QString, QString> m_options; ///< of the address, besides sslmode
};

} // namespace transship
