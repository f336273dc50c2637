// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/mainwindow/windowcommands.h"

#include "views/commands/commandregistry.h"

#include <QAction>
#include <QMenu>
#include <QPointer>

namespace transship {

WindowCommands::WindowCommands(QMenu& file, CommandRegistry& commands, QObject* parent)
    : QObject(parent)
    , m_profiles(new QMenu(tr("&Profiles"), &file))
{
    QAction* const before = file.actions().value(0);
    file.insertAction(before,
        commands.add(QStringLiteral("newWindow"), tr("&New window"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_N),
            [this] { Q_EMIT newWindowRequested(); }));
    file.insertMenu(before, m_profiles);
    file.insertAction(before,
        commands.add(QStringLiteral("startPage"), tr("&Manage connections…"),
            QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_O), [this] { Q_EMIT startPageRequested(); }));
    file.insertSeparator(before);
    m_profiles->setObjectName(QStringLiteral("profilesMenu"));
    connect(m_profiles, &QMenu::aboutToShow, this, &WindowCommands::readProfiles);
}

void WindowCommands::setProfiles(ReadNames names, const QString& current)
{
    m_names = std::move(names);
    m_current = current;
    readProfiles();
}

QCoro::Task<> WindowCommands::readProfiles()
{
    const QPointer<WindowCommands> self(this);
    const ReadNames read = m_names;
    if (read) {
        const QStringList names = co_await read();
        if (self) {
            fillProfiles(names);
        }
    }
}

void WindowCommands::fillProfiles(const QStringList& names)
{
    m_profiles->clear();
    for (const QString& name : names) {
        QAction* action = m_profiles->addAction(QString(name).replace(u'&', QStringLiteral("&&")));
        action->setCheckable(true);
        action->setChecked(name == m_current);
        connect(action, &QAction::triggered, this, [this, name] { Q_EMIT profileChosen(name); });
    }
    if (names.isEmpty()) {
        m_profiles->addAction(tr("No profiles yet"))->setEnabled(false);
    }
}

} // namespace transship
