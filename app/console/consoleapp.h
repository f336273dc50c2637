// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/console/consolemodels.h"
#include "app/console/consoleoptions.h"
#include "app/services/services.h"
#include "models/settings/appsettings.h"
#include "views/common/thememanager.h"
#include "views/mainwindow/mainwindow.h"

#include <QObject>
#include <QSocketNotifier>
#include <QTimer>

#include <memory>

namespace transship {

/// The console from start to end: opens the database (and goes on trying), shows the window, asks the registry whether
/// it answers, takes pictures, ends. One per process; GUI thread. Everything it owns goes in the right order.
class ConsoleApp : public QObject {
    Q_OBJECT
public:
    explicit ConsoleApp(const ConsoleOptions& options);
    ~ConsoleApp() override;

    void start();

public Q_SLOTS:
    /// Takes the last picture, lets what is under way come to its end, then quits the event loop.
    void finish();

private:
    QCoro::Task<> openDatabase();
    QCoro::Task<> askRegistry();
    QCoro::Task<> stopWorker();
    void endWhenSettled();
    void quit();
    void watchForEnd();
    void watchUserSignal();
    void takeScreenshot();

    ConsoleOptions m_options;
    std::unique_ptr<AppSettings> m_settings;
    ThemeManager m_theme;
    Services m_services;
    std::unique_ptr<ConsoleModels> m_models; ///< null until the database is open
    std::unique_ptr<MainWindow> m_window; ///< goes first
    std::unique_ptr<QSocketNotifier> m_userSignal;
    QTimer m_openAgain;
    QTimer m_registryTimer;
    QTimer m_screenshotTimer;
    QTimer m_doneTimer; ///< runs while nothing is left to do
    bool m_finishing = false;
};

} // namespace transship
