// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/start/connectionhost.h"

#include <QWidget>

class QCommandLinkButton;
class QLabel;
class QListWidget;
class QPushButton;

namespace transship {

/// The first page, and the place where connections are kept: what was opened before, and the ways to begin. GUI thread;
/// borrows the host.
class StartWindow : public QWidget {
    Q_OBJECT
public:
    explicit StartWindow(ConnectionHost& host, QWidget* parent = nullptr);

    void showError(const Error& error);

    /// The profiles are read again; an error shown before is done with.
    QCoro::Task<> reload();

Q_SIGNALS:
    void closed();

protected:
    void closeEvent(QCloseEvent* event) override;

private:
    QLayout* heading();
    QWidget* connections();
    QWidget* beginnings();
    QCommandLinkButton* beginning(
        const QString& name, const QString& text, const QString& description, void (StartWindow::*slot)());
    void updateButtons();
    void showKnown(const ConnectionHost::Known& known);
    void showProblems();
    std::optional<ConnectionProfile> current() const;
    void openCurrent();
    void editCurrent();
    void duplicateCurrent();
    void askToRemoveCurrent();
    void openDemo();
    void openFile();
    void openLocal();
    void newServer();
    void openScan();
    void edit(const ConnectionProfile& profile, const QString& formerName);
    QCoro::Task<> makeDemo();
    QCoro::Task<> openPath(QString path);
    QCoro::Task<> remove(QString name);

    ConnectionHost& m_host;
    QList<ConnectionProfile> m_profiles; ///< as listed
    std::optional<DatabaseUrl> m_localDatabase;
    QListWidget* m_list;
    QLabel* m_empty;
    QPushButton* m_open;
    QPushButton* m_edit;
    QPushButton* m_duplicate;
    QPushButton* m_remove;
    QCommandLinkButton* m_demo = nullptr;
    QCommandLinkButton* m_local = nullptr;
    QLabel* m_problem;
    QString m_error; ///< of what was asked for last
    QStringList m_unusable; ///< of profiles that cannot be read
};

} // namespace transship
