// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/commands/commandregistry.h"

#include "views/common/icons.h"

#include <QRegularExpression>

#include <algorithm>

namespace transship {

CommandRegistry::CommandRegistry(QObject* parent)
    : QObject(parent)
{
}

QAction* CommandRegistry::add(const QString& id, const QString& text, const QKeySequence& standard,
    std::function<void()> run, const QString& icon)
{
    auto* action = new QAction(text, this);
    action->setObjectName(id);
    if (!icon.isEmpty()) {
        action->setIcon(themedIcon(icon));
    }
    connect(action, &QAction::triggered, this, [run = std::move(run)] { run(); });
    insert(id, *action, standard);
    return action;
}

void CommandRegistry::adopt(const QString& id, QAction& action, const std::optional<QKeySequence>& standard)
{
    insert(id, action, standard.value_or(action.shortcut()));
}

void CommandRegistry::insert(const QString& id, QAction& action, const QKeySequence& standard)
{
    Q_ASSERT_X(!find(id), "CommandRegistry", qPrintable(id));
    m_commands << Command{id, &action, standard};
    connect(&action, &QObject::destroyed, this,
        [this, id] { m_commands.removeIf([&id](const Command& command) { return command.id == id; }); });
    action.setShortcut(m_changed.contains(id) ? QKeySequence::fromString(m_changed.value(id)) : standard);
}

const CommandRegistry::Command* CommandRegistry::find(const QString& id) const
{
    const auto found = std::find_if(
        m_commands.cbegin(), m_commands.cend(), [&id](const Command& command) { return command.id == id; });
    return found == m_commands.cend() ? nullptr : &*found;
}

QAction* CommandRegistry::action(const QString& id) const
{
    const Command* command = find(id);
    return command ? command->action : nullptr;
}

QString CommandRegistry::plainText(const QAction& action)
{
    static const QRegularExpression mnemonic(QStringLiteral("&(?!&)"));
    QString text = action.text().remove(mnemonic);
    if (text.endsWith(u'…')) {
        text.chop(1);
    }
    return text;
}

void CommandRegistry::assign(const Command& command, const QKeySequence& shortcut)
{
    command.action->setShortcut(shortcut);
    if (shortcut == command.standard) {
        m_changed.remove(command.id);
    } else {
        m_changed.insert(command.id, shortcut.toString(QKeySequence::PortableText));
    }
}

void CommandRegistry::setShortcut(const QString& id, const QKeySequence& shortcut)
{
    const Command* command = find(id);
    if (!command || command->action->shortcut() == shortcut) {
        return;
    }
    if (const Command* other = find(idWith(shortcut, id))) {
        assign(*other, {});
    }
    assign(*command, shortcut);
    Q_EMIT shortcutsChanged();
}

QString CommandRegistry::idWith(const QKeySequence& shortcut, const QString& exceptId) const
{
    if (shortcut.isEmpty()) {
        return {};
    }
    const auto found = std::find_if(m_commands.cbegin(), m_commands.cend(),
        [&](const Command& command) { return command.id != exceptId && command.action->shortcut() == shortcut; });
    return found == m_commands.cend() ? QString() : found->id;
}

void CommandRegistry::resetShortcut(const QString& id)
{
    if (const Command* command = find(id)) {
        setShortcut(id, command->standard);
    }
}

void CommandRegistry::resetShortcuts()
{
    m_changed.clear();
    for (const Command& command : std::as_const(m_commands)) {
        command.action->setShortcut(command.standard);
    }
    Q_EMIT shortcutsChanged();
}

void CommandRegistry::restoreShortcuts(const QMap<QString, QString>& changed)
{
    m_changed = changed;
    for (const Command& command : std::as_const(m_commands)) {
        const auto own = m_changed.constFind(command.id);
        command.action->setShortcut(own == m_changed.cend() ? command.standard : QKeySequence::fromString(*own));
    }
}

} // namespace transship
