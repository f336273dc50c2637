// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAction>
#include <QHash>
#include <QKeySequence>
#include <QList>
#include <QMap>
#include <QObject>

#include <functional>

namespace transship {

/// Everything the operator can ask a window for, each under a stable name with its action and its standard shortcut.
/// Menus, palette and the list of shortcuts are made from it, so that none of them lacks what another has.
/// One a window, GUI thread; borrows adopted actions, owns those it made.
class CommandRegistry : public QObject {
    Q_OBJECT
public:
    struct Command {
        QString id;
        QAction* action;
        QKeySequence standard;
    };

    explicit CommandRegistry(QObject* parent = nullptr);

    /// A new action; its object name is the id.
    QAction* add(const QString& id, const QString& text, const QKeySequence& standard, std::function<void()> run,
        const QString& icon = {});
    /// An action made elsewhere, which must outlive the registry or be deleted to leave it. Its present shortcut
    /// becomes the standard one, unless one is given.
    void adopt(const QString& id, QAction& action, const std::optional<QKeySequence>& standard = {});

    const QList<Command>& commands() const { return m_commands; }
    QAction* action(const QString& id) const;
    /// As in menus, without mnemonic and ellipsis.
    static QString plainText(const QAction& action);

    /// Takes it from whoever had it. An empty sequence: none.
    void setShortcut(const QString& id, const QKeySequence& shortcut);
    /// The command that this sequence would be taken from; empty: none.
    QString idWith(const QKeySequence& shortcut, const QString& exceptId) const;
    void resetShortcut(const QString& id);
    void resetShortcuts();

    /// What differs from the standard, by id, in portable text; also of commands that are not there (yet).
    QMap<QString, QString> changedShortcuts() const { return m_changed; }
    void restoreShortcuts(const QMap<QString, QString>& changed);

Q_SIGNALS:
    /// By the operator; time to save.
    void shortcutsChanged();

private:
    void insert(const QString& id, QAction& action, const QKeySequence& standard);
    const Command* find(const QString& id) const;
    void assign(const Command& command, const QKeySequence& shortcut);

    QList<Command> m_commands;
    QMap<QString, QString> m_changed;
};

} // namespace transship
