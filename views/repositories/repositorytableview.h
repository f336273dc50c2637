// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/clock.h"
#include "models/domain/repository.h"

#include <QPersistentModelIndex>
#include <QTableView>
#include <QTimer>

#include <optional>

class QAction;

namespace transship {

class RepositoryDecorator;
class RepositoryTableModel;
class TableSelection;

/// The table of repositories: fixed row height, several rows selectable, only indexed columns sort, columns chosen from
/// the header's menu, the operator's actions and copying in the context menu. Letters that are typed go to the first
/// path that begins so, Home and End to the first and the last row. GUI thread; borrows the model.
class RepositoryTableView : public QTableView {
    Q_OBJECT
public:
    RepositoryTableView(
        RepositoryTableModel& model, RepositoryDecorator& decorator, const Clock& clock, QWidget* parent = nullptr);

    TableSelection& tableSelection() const { return *m_tableSelection; }
    /// The current row when it is loaded.
    std::optional<ContainerRepository> currentRepository() const;
    void setActions(const QList<QAction*>& actions) { m_actions = actions; }
    QByteArray headerState() const;
    /// A state that does not fit (another version) leaves the defaults.
    void restoreHeaderState(const QByteArray& state);

    /// The path is what tells rows apart: it stays.
    bool mayHide(int column) const;
    void showColumn(int column, bool shown);
    void resetColumns();
    /// Selects the row and brings it into view; it is loaded on the way.
    void goToRow(int row);
    void keyboardSearch(const QString& search) override;
    /// Why the selected rows cannot be copied now; empty: they can. Those that have to be loaded for it are asked for.
    QString whyNotCopied() const;

public Q_SLOTS:
    /// All that match, however many: see TableSelection.
    void selectAll() override;
    /// Asks for a row number.
    void askForRow();
    void chooseColumns();
    /// The text of the current cell, or of the one that the context menu was opened on.
    void copyCell();
    /// Paths of the selected rows, one a line. All of them, or none: see copyRefused().
    void copyPaths();
    /// The selected rows with the visible columns, separated by tabs; likewise.
    void copyRows();

Q_SIGNALS:
    /// Another selection, another current row, or news in a selected row.
    void selectionOrDataChanged();
    /// Nothing was copied, and the clipboard holds what it held.
    void copyRefused(const QString& why);

protected:
    void selectionChanged(const QItemSelection& selected, const QItemSelection& deselected) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void setUpHeader();
    void connectModel();
    void placeColumns();
    void sortBy(int section, Qt::SortOrder order);
    void showHeaderMenu(const QPoint& position);
    QList<int> visibleColumns() const;
    /// Selects from the other end of what is selected to this row.
    void extendTo(int row);
    QList<int> chosenRows() const;
    QString whyNotCopied(const QModelIndex& cell) const;
    bool mayCopy(const QString& whyNot);
    /// The path takes the room that the others leave, until someone chooses widths.
    void fitPath();

    RepositoryTableModel& m_model;
    TableSelection* m_tableSelection = nullptr;
    RepositoryDecorator& m_decorator;
    QList<QAction*> m_actions;
    QPersistentModelIndex m_menuCell;
    QString m_typed; ///< of the path to go to
    QTimer m_typing;
    bool m_pathFits = true;
    bool m_fitting = false;
};

} // namespace transship
