// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class QMainWindow;
class QMenu;

namespace transship {

class AppSettings;
class CommandRegistry;
class ConsolePage;
class ThemeManager;

/// The menus of a window, made of its commands, and the commands that belong to no page. GUI thread; borrows all.
class MainMenus : public QObject {
    Q_OBJECT
public:
    MainMenus(QMainWindow& window, CommandRegistry& commands, ThemeManager& theme, AppSettings& settings);

    /// Once: what can be done with the console.
    void addConsole(ConsolePage& console);

    QMenu& file() const { return *m_file; }

private:
    void addFileMenu();
    void addViewMenu();
    void addHelpMenu();
    void addRolloutCommands(ConsolePage& console);
    void addFileCommands(ConsolePage& console);
    void addRepositoryCommands(ConsolePage& console);
    void addViewCommands(ConsolePage& console);
    void addNumberedViews(ConsolePage& console);
    void openPalette();
    void openShortcuts();

    QMainWindow& m_window;
    CommandRegistry& m_commands;
    ThemeManager& m_theme;
    AppSettings& m_settings;
    ConsolePage* m_console = nullptr;
    QMenu* m_file;
    QMenu* m_rollout;
    QMenu* m_repository;
    QMenu* m_view;
    QMenu* m_help;
};

} // namespace transship
