// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/console/consolemodels.h"
#include "app/console/notificationdigest.h"
#include "app/services/services.h"
#include "models/settings/appsettings.h"
#include "models/settings/connectionprofile.h"
#include "views/common/thememanager.h"
#include "views/mainwindow/mainwindow.h"

#include <QObject>
#include <QTimer>

#include <memory>

namespace transship {

/// One window on one migration, from opening the database (and going on trying) until what was asked for in it has come
/// to its end. Thread: GUI. Everything it owns goes in the right order.
class ConsoleSession : public QObject {
    Q_OBJECT
public:
    struct Target {
        ServicesConfig services;
        ProfileType type = ProfileType::Development;
        bool worker = false; ///< also run the worker
    };

    ConsoleSession(Target target, std::unique_ptr<AppSettings> settings, ThemeManager& theme, DesktopNotifier& notifier,
        QObject* parent = nullptr);
    ~ConsoleSession() override;

    MainWindow& window() const { return *m_window; }
    /// Null until the database is open.
    ConsoleModels* models() const { return m_models.get(); }
    const Target& target() const { return m_target; }

    void start();

public Q_SLOTS:
    /// Closes the window without a question; ended() follows.
    void close();

Q_SIGNALS:
    void databaseOpened();
    /// The window is closed and nothing is under way any more; once.
    void ended();

private:
    QCoro::Task<> openDatabase();
    QCoro::Task<> upgrade();
    QCoro::Task<> askRegistry();
    QCoro::Task<> settle();
    void showConsole();
    void startWorker();
    void askToUpgrade();
    void recordUnlock(std::chrono::minutes duration, const QString& reason);

    Target m_target;
    std::unique_ptr<AppSettings> m_settings;
    DesktopNotifier& m_notifier;
    Services m_services;
    std::unique_ptr<ConsoleModels> m_models;
    std::unique_ptr<MainWindow> m_window; ///< goes first
    std::unique_ptr<NotificationDigest> m_digest;
    QTimer m_openAgain;
    QTimer m_registryTimer;
    bool m_closing = false;
};

} // namespace transship
