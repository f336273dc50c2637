// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/result.h"
#include "models/settings/connectionprofile.h"
#include "views/mainwindow/consoleparts.h"

#include <QMainWindow>

#include <chrono>
#include <memory>
#include <optional>

class QStackedWidget;

namespace transship {

class AppSettings;
class CloseQuestion;
class CommandRegistry;
class Confirmer;
class ConsolePage;
class ConsoleStatusBar;
class EmptyState;
class MainMenus;
class ProfileBanner;
class ThemeManager;
class WindowCommands;

/// The window: menus, status bar, and either the console or what stands in its way. Assembles, decides nothing.
/// GUI thread; borrows settings, theme and confirmer.
class MainWindow : public QMainWindow {
    Q_OBJECT
public:
    struct Names {
        QString database; ///< without password
        QString registry; ///< empty: none configured
        QString profile{}; ///< empty: none, database and registry were given one by one
        ProfileType type = ProfileType::Development;
    };
    MainWindow(AppSettings& settings, ThemeManager& theme, Names names, const Clock& clock, QWidget* parent = nullptr);
    ~MainWindow() override;

    /// Nothing can be shown yet: why, and what to do. Also before the first answer of the database.
    void showProblem(const Error& error);
    /// The schema is being created or upgraded.
    void showUpgrading();
    /// Once: the database is open. Without a confirmer the window asks by dialogs of its own.
    void showConsole(const ConsoleParts& parts, Confirmer* confirmer = nullptr);
    bool isConsoleShown() const { return m_console != nullptr; }
    ConsolePage* console() const { return m_console; }
    /// What can be asked for here; others add theirs.
    CommandRegistry& commands() const { return *m_commands; }
    MainMenus& menus() const { return *m_menus; }
    WindowCommands& windowCommands() const { return *m_windowCommands; }
    ProfileBanner& banner() const { return *m_banner; }
    /// Closes whatever is under way, as when the program ends; close() asks then.
    void closeUnasked();

public Q_SLOTS:
    /// How long it took, where it answered.
    void setRegistryAnswer(
        const transship::Result<void>& answer, const std::optional<std::chrono::milliseconds>& latency = {});

Q_SIGNALS:
    /// The operator wants an absent or outdated schema created or upgraded.
    void upgradeRequested();
    void closed();

protected:
    void closeEvent(QCloseEvent* event) override;

private:
    void restoreGeometryOrDefault();

    AppSettings& m_settings;
    std::unique_ptr<Confirmer> m_ownConfirmer;
    Names m_names;
    ProfileBanner* m_banner;
    QStackedWidget* m_pages;
    EmptyState* m_problem;
    ConsolePage* m_console = nullptr;
    ConsoleStatusBar* m_status;
    CommandRegistry* m_commands;
    MainMenus* m_menus;
    WindowCommands* m_windowCommands;
    CloseQuestion* m_closeQuestion;
};

} // namespace transship
