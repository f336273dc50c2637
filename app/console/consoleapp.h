// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/console/connectionservice.h"
#include "app/console/consoleoptions.h"
#include "app/console/consolesession.h"
#include "app/console/desktopnotifier.h"
#include "app/console/screenshots.h"
#include "app/console/systemappearance.h"
#include "views/start/secretprompt.h"
#include "views/start/startwindow.h"

#include <QObject>
#include <QPointer>
#include <QTimer>

#include <memory>
#include <vector>

namespace transship {

/// The console from start to end: which windows there are, on what, and when it is over. One a process; GUI thread.
class ConsoleApp : public QObject {
    Q_OBJECT
public:
    explicit ConsoleApp(const ConsoleOptions& options);
    ~ConsoleApp() override;

    void start();

    /// In the order of opening.
    QList<ConsoleSession*> sessions() const;
    StartWindow* startWindow() const { return m_start.get(); }
    ConnectionService& connections() { return m_connections; }

public Q_SLOTS:
    /// Takes the last picture, lets what is under way in every window come to its end, then quits the event loop.
    void finish();
    void showStartWindow();

private:
    /// In a window of its own, in the place of `replaced` if there is one.
    QCoro::Task<> openProfile(ConnectionProfile profile, QPointer<ConsoleSession> replaced);
    QCoro::Task<QList<SecretPrompt::Missing>> missingSecrets(ConnectionProfile profile);
    void askForSecrets(const ConnectionProfile& profile, const QList<SecretPrompt::Missing>& missing,
        QPointer<ConsoleSession> replaced);
    QCoro::Task<> keepAndOpen(ConnectionProfile profile, TypedSecrets typed, QPointer<ConsoleSession> replaced);
    void addSession(const ConsoleSession::Target& target, ConsoleSession* replaced);
    void connectSession(ConsoleSession& session);
    void removeSession(ConsoleSession* session);
    void openFirst();
    /// The start page says why when there is none of that name.
    QCoro::Task<> openNamed(QString name, QPointer<ConsoleSession> replaced, bool required);
    QCoro::Task<QStringList> profileNames();
    void showProblem(const Error& error);
    QWidget* someWindow() const;
    void watchForEnd();
    void quitWhenDone();

    ConsoleOptions m_options;
    std::unique_ptr<AppSettings> m_settings;
    ThemeManager m_theme;
    SystemAppearance m_appearance{m_theme};
    DesktopNotifier m_notifier;
    ConnectionService m_connections;
    std::vector<std::unique_ptr<ConsoleSession>> m_sessions;
    std::vector<std::unique_ptr<ConsoleSession>> m_ended; ///< to be destroyed outside of their own signals
    std::unique_ptr<StartWindow> m_start;
    std::unique_ptr<Screenshots> m_screenshots;
    QTimer m_doneTimer; ///< runs while nothing is left to do
    bool m_finishing = false;
};

} // namespace transship
