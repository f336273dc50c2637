// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/views/consoleundertest.h"
#include "views/actions/repositoryactions.h"
#include "views/dialogs/actiondialog.h"
#include "views/mainwindow/consolepage.h"
#include "views/repositories/repositorypage.h"
#include "views/repositories/repositorytableview.h"
#include "views/repositories/tableselection.h"

#include <QAction>
#include <QLabel>
#include <QPushButton>
#include <QTest>

/// What tests of actions look at in the window.
namespace transship::testing {

inline QAction* actionOf(ConsoleUnderTest& console, OperatorAction action)
{
    return console.window().console()->actions().action(action);
}

inline RepositoryTableView& tableOf(ConsoleUnderTest& console)
{
    return console.window().console()->repositoryPage().table();
}

inline QPushButton* applyOf(const ActionDialog* dialog)
{
    return dialog->findChild<QPushButton*>(QStringLiteral("apply"));
}

inline QString textOf(const QWidget* parent, const char* label)
{
    return parent->findChild<QLabel*>(QString::fromLatin1(label))->text();
}

/// The words of the result, once they are there.
inline QString result(const ConsoleUnderTest& console)
{
    auto* text = console.find<QLabel>("notificationText");
    return QTest::qWaitFor([text] { return text->isVisible(); }, 60000) ? text->text() : QString();
}

/// Ctrl+A in the table, once it has counted.
inline bool selectEverything(ConsoleUnderTest& console, qint64 expected)
{
    RepositoryTableView& table = tableOf(console);
    if (!QTest::qWaitFor([&] { return table.model()->rowCount() == expected; }, 60000)) {
        return false;
    }
    table.setFocus();
    QTest::keyClick(&table, Qt::Key_A, Qt::ControlModifier);
    return table.tableSelection().isAll() && table.tableSelection().count() == expected;
}

inline qint64 countOf(ConsoleUnderTest& console, MigrationState state)
{
    return console.stores().repositories.countByState()->of(state);
}

} // namespace transship::testing
