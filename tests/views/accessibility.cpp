// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/views/accessibility.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAbstractScrollArea>
#include <QAbstractSlider>
#include <QAbstractSpinBox>
#include <QAccessible>
#include <QAction>
#include <QComboBox>
#include <QHeaderView>
#include <QKeySequence>
#include <QLabel>
#include <QLineEdit>
#include <QMap>
#include <QMenu>
#include <QMenuBar>
#include <QScrollBar>
#include <QTabBar>
#include <QTableView>

namespace transship::testing {
namespace {

template <typename... Types> bool isOne(const QObject* object)
{
    return (qobject_cast<const Types*>(object) || ...);
}

/// Parts of Qt's own widgets speak through the widget that they are part of.
bool isPartOfAnother(const QWidget* widget)
{
    if (widget->objectName().startsWith(u"qt_") || isOne<QScrollBar, QHeaderView, QTabBar, QMenu, QMenuBar>(widget)
        || widget->inherits("QTableCornerButton")) {
        return true;
    }
    if (const auto* area = qobject_cast<const QAbstractScrollArea*>(widget->parentWidget());
        area && area->viewport() == widget) {
        return true;
    }
    for (const QWidget* parent = widget->parentWidget(); parent; parent = parent->parentWidget()) {
        if (isOne<QComboBox, QAbstractSpinBox, QLineEdit>(parent) || parent->inherits("QKeySequenceEdit")
            || parent->inherits("QFileDialog")) {
            return true;
        }
    }
    return false;
}

bool isOperated(const QWidget* widget)
{
    return isOne<QAbstractButton, QComboBox, QLineEdit, QAbstractSpinBox, QAbstractSlider, QAbstractItemView>(widget)
        || (widget->focusPolicy() & Qt::TabFocus);
}

QString describe(const QWidget* widget)
{
    QStringList path;
    for (const QWidget* at = widget; at; at = at->parentWidget()) {
        path.prepend(QString::fromLatin1(at->metaObject()->className())
            + (at->objectName().isEmpty() ? QString() : u'#' + at->objectName()));
    }
    return path.join(u" > ");
}

QString mnemonicTextOf(const QWidget* widget)
{
    if (const auto* button = qobject_cast<const QAbstractButton*>(widget)) {
        return button->text();
    }
    const auto* label = qobject_cast<const QLabel*>(widget);
    return label && label->buddy() ? label->text() : QString();
}

} // namespace

QStringList namelessWidgets(QWidget& root)
{
    QStringList nameless;
    QList<QWidget*> widgets = root.findChildren<QWidget*>();
    for (const QWidget* widget : std::as_const(widgets)) {
        // What is hidden itself gets its text before it is shown; pages behind others are looked at.
        if (!isOperated(widget) || isPartOfAnother(widget) || widget->isHidden()) {
            continue;
        }
        QAccessibleInterface* reader = QAccessible::queryAccessibleInterface(const_cast<QWidget*>(widget));
        if (!reader || reader->text(QAccessible::Name).trimmed().isEmpty()) {
            nameless << describe(widget);
        }
    }
    return nameless;
}

QStringList doubledMnemonics(QWidget& root)
{
    QMap<QString, QStringList> users;
    const QList<QWidget*> widgets = root.findChildren<QWidget*>();
    for (const QWidget* widget : widgets) {
        const QKeySequence mnemonic = QKeySequence::mnemonic(mnemonicTextOf(widget));
        if (widget->isVisible() && !mnemonic.isEmpty()) {
            users[mnemonic.toString()] << mnemonicTextOf(widget);
        }
    }
    QStringList doubled;
    for (auto user = users.cbegin(); user != users.cend(); ++user) {
        if (user.value().size() > 1) {
            doubled << user.key() + QStringLiteral(": ") + user.value().join(QStringLiteral(", "));
        }
    }
    return doubled;
}

QStringList tabTraps(QWidget& root)
{
    QStringList traps;
    const QList<QTableView*> tables = root.findChildren<QTableView*>();
    for (const QTableView* table : tables) {
        if (table->tabKeyNavigation() && !isPartOfAnother(table)) {
            traps << describe(table);
        }
    }
    return traps;
}

QStringList doubledShortcuts(QWidget& window)
{
    QMap<QString, QStringList> users;
    const QList<QAction*> actions = window.findChildren<QAction*>();
    for (const QAction* action : actions) {
        for (const QKeySequence& shortcut : action->shortcuts()) {
            if (!shortcut.isEmpty() && action->shortcutContext() == Qt::WindowShortcut) {
                users[shortcut.toString()] << (action->objectName().isEmpty() ? action->text() : action->objectName());
            }
        }
    }
    QStringList doubled;
    for (auto user = users.cbegin(); user != users.cend(); ++user) {
        if (user.value().size() > 1) {
            doubled << user.key() + QStringLiteral(": ") + user.value().join(QStringLiteral(", "));
        }
    }
    return doubled;
}

} // namespace transship::testing
