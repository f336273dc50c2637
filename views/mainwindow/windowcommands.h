// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoroTask>
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

    using ReadNames = std::function<QCoro::Task<QStringList>()>;
    /// Names of the profiles, read each time the menu opens, which shows the last ones until then; `current` is ticked.
    void setProfiles(ReadNames names, const QString& current);

Q_SIGNALS:
    void newWindowRequested();
    void profileChosen(const QString& name);
    /// Another window on that profile.
    void startPageRequested();

private:
    QCoro::Task<> readProfiles();
    void fillProfiles(const QStringList& names);

    QMenu* m_profiles;
    ReadNames m_names;
    QString m_current;
};

} // namespace transship
