// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

class QHeaderView;
class QListWidget;
class QPushButton;

namespace transship {

class RepositoryTableView;

/// Which columns the table shows, and in which order; what is changed shows at once. GUI thread.
class ColumnsDialog : public QDialog {
    Q_OBJECT
public:
    explicit ColumnsDialog(RepositoryTableView& table);

private:
    void fill();
    void move(int by);
    void updateButtons();

    RepositoryTableView& m_table;
    QListWidget* m_list;
    QPushButton* m_up;
    QPushButton* m_down;
    bool m_filling = false;
};

} // namespace transship
