// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <functional>

class QMenu;

namespace transship {

class AppSettings;
class CommandRegistry;
class ThemeManager;

/// What of the View menu is about looks: theme at once, zoom and language at the next start. GUI thread; borrows all.
class AppearanceMenu : public QObject {
    Q_OBJECT
public:
    AppearanceMenu(
        QMenu& view, CommandRegistry& commands, ThemeManager& theme, AppSettings& settings, QObject* parent = nullptr);

private:
    struct Choice {
        QString id;
        QString text;
        bool chosen;
        std::function<void()> choose;
    };
    void addThemes(QMenu& view);
    void addZoom(QMenu& view);
    void addLanguages(QMenu& view);
    void addNotifications(QMenu& view);
    void addChoices(QMenu& menu, const QList<Choice>& choices);

    CommandRegistry& m_commands;
    ThemeManager& m_theme;
    AppSettings& m_settings;
};

} // namespace transship
