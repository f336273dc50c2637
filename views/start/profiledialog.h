// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/start/connectionhost.h"

#include <QDialog>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QTabWidget;

namespace transship {

class DatabaseSection;
class FindingList;
class NetworkSection;
class RegistryAccessSection;

/// A connection profile to make or to change, with a test of what is typed in. GUI thread; borrows the host.
class ProfileDialog : public QDialog {
    Q_OBJECT
public:
    /// `formerName`: of the profile that is changed; empty: it is a new one.
    ProfileDialog(
        ConnectionHost& host, const ConnectionProfile& profile, const QString& formerName, QWidget* parent = nullptr);

Q_SIGNALS:
    void saved(const transship::ConnectionProfile& profile, bool open);

private:
    struct Content {
        ConnectionProfile profile;
        TypedSecrets secrets;
    };
    QWidget* head();
    QWidget* buttons();
    void load(const ConnectionProfile& profile);
    Content content() const;
    void showProblem(const QString& text);
    QCoro::Task<> askForKeychain();
    QCoro::Task<> test();
    QCoro::Task<> save(bool open);

    ConnectionHost& m_host;
    QString m_formerName;
    QLineEdit* m_name;
    QComboBox* m_type;
    DatabaseSection* m_database;
    RegistryAccessSection* m_registry;
    NetworkSection* m_network;
    FindingList* m_findings;
    QLabel* m_problem;
    QPushButton* m_test = nullptr;
    QPushButton* m_save = nullptr;
    QPushButton* m_open = nullptr;
};

} // namespace transship
