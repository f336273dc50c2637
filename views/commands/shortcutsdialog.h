// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/commands/shortcutsmodel.h"

#include <QDialog>

class QKeySequenceEdit;
class QLabel;
class QLineEdit;
class QPushButton;
class QSortFilterProxyModel;
class QTreeView;

namespace transship {

/// All commands and their keys, to look up and to change; a key that is taken says by what before it changes hands.
/// GUI thread; borrows the registry, changes it at once.
class ShortcutsDialog : public QDialog {
    Q_OBJECT
public:
    explicit ShortcutsDialog(CommandRegistry& registry, QWidget* parent = nullptr);

private:
    void layOut();
    QWidget* editor();
    QString currentId() const;
    void showCurrent();
    void judge();
    void assign();

    CommandRegistry& m_registry;
    ShortcutsModel m_model;
    QSortFilterProxyModel* m_sorted;
    QLineEdit* m_search;
    QTreeView* m_list;
    QKeySequenceEdit* m_keys;
    QPushButton* m_assign;
    QPushButton* m_remove;
    QPushButton* m_reset;
    QLabel* m_conflict;
};

} // namespace transship
