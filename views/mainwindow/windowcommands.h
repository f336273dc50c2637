// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QStringList>

#include <functional>

class QMenu;

namespace transship {

class CommandRegistry;

/// What the File menu offers beyond this window: another window, another profile, the start page. Tells what was asked
/// for; the program does it. GUI thread; borrows menu and registry.
class WindowCommands : public QObject {
    Q_OBJECT
public:
    WindowCommands(QMenu& file, CommandRegistry& commands, QObject* parent = nullptr);

    /// Names of the profiles, asked for each time the menu opens; `current` is ticked.
    void setProfiles(std::function<QStringList()> names, const QString& current);

Q_SIGNALS:
    void newWindowRequested();
    void profileChosen(const QString& name);
    /// Another window on that profile.
    void startPageRequested();

private:
    void fillProfiles();

    QMenu* m_profiles;
    std::function<QStringList()> m_names;
    QString m_current;
};

} // namespace transship
