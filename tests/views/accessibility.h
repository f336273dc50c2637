// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

class QWidget;

namespace transship::testing {

/// What a screen reader or the keyboard would stumble over below this widget: something to operate that has no name,
/// and two things that are on the screen together with the same mnemonic. Each is described so that it is found.
QStringList namelessWidgets(QWidget& root);
QStringList doubledMnemonics(QWidget& root);

/// Tables that keep the Tab key for themselves: whoever is in one with the keyboard does not get out.
QStringList tabTraps(QWidget& root);

/// Shortcuts that two actions of the window claim.
QStringList doubledShortcuts(QWidget& window);

} // namespace transship::testing
