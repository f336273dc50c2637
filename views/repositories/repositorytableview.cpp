// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/repositories/repositorytableview.h"

#include "models/tables/repositorytablemodel.h"
#include "views/common/icons.h"
#include "views/repositories/repositorydecorator.h"
#include "views/repositories/scrollkeeper.h"
#include "views/repositories/tableselection.h"

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QHeaderView>
#include <QInputDialog>
#include <QKeyEvent>
#include <QMenu>

#include <algorithm>

namespace transship {
namespace {

// More rows than this are a job for a report, not for the clipboard.
constexpr int maxCopiedRows = 2000;

} // namespace

RepositoryTableView::RepositoryTableView(
    RepositoryTableModel& model, RepositoryDecorator& decorator, const Clock& clock, QWidget* parent)
    : QTableView(parent)
    , m_model(model)
    , m_decorator(decorator)
{
    setObjectName(QStringLiteral("repositoryTable"));
    setAccessibleName(tr("Repositories"));
    setModel(&decorator);
    m_tableSelection = new TableSelection(model, *this, clock, this);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setAlternatingRowColors(true);
    setShowGrid(false);
    setWordWrap(false);
    setTextElideMode(Qt::ElideMiddle);
    setTabKeyNavigation(false);
    setFrameShape(QFrame::NoFrame);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setDefaultSectionSize(qMax(26, fontMetrics().height() + 8));
    setUpHeader();

    connectModel();
}

void RepositoryTableView::connectModel()
{
    new ScrollKeeper(*this);
    connect(
        selectionModel(), &QItemSelectionModel::selectionChanged, this, &RepositoryTableView::selectionOrDataChanged);
    connect(
        selectionModel(), &QItemSelectionModel::currentRowChanged, this, &RepositoryTableView::selectionOrDataChanged);
    connect(&m_decorator, &QAbstractItemModel::dataChanged, this, &RepositoryTableView::selectionOrDataChanged);
    connect(&m_decorator, &QAbstractItemModel::modelReset, this, &RepositoryTableView::selectionOrDataChanged);
    connect(&m_model, &RepositoryTableModel::pathFound, this, &RepositoryTableView::goToRow);
    m_typing.setSingleShot(true);
    connect(&m_typing, &QTimer::timeout, this, [this] { m_typed.clear(); });
}

void RepositoryTableView::selectAll()
{
    m_tableSelection->selectAll();
}

void RepositoryTableView::selectionChanged(const QItemSelection& selected, const QItemSelection& deselected)
{
    // For screen readers QTableView makes an index of every selected cell.
    if (m_tableSelection && m_tableSelection->count() > maxCopiedRows) {
        // NOLINTNEXTLINE(bugprone-parent-virtual-call): QTableView's own is what must not run
        QAbstractItemView::selectionChanged(selected, deselected);
    } else {
        QTableView::selectionChanged(selected, deselected);
    }
}

std::optional<ContainerRepository> RepositoryTableView::currentRepository() const
{
    const QModelIndex current = currentIndex();
    return current.isValid() && selectionModel()->isRowSelected(current.row()) ? m_model.repositoryAt(current.row())
                                                                               : std::nullopt;
}

void RepositoryTableView::copyPaths() const
{
    QStringList paths;
    for (const ContainerRepository& row : m_tableSelection->selection().rows) {
        paths << row.path;
    }
    QGuiApplication::clipboard()->setText(paths.join(QLatin1Char('\n')));
}

void RepositoryTableView::copyRows() const
{
    QList<int> rows;
    for (const QItemSelectionRange& range : selectionModel()->selection()) {
        for (int row = range.top(); row <= range.bottom() && rows.size() < maxCopiedRows; ++row) {
            rows << row;
        }
    }
    std::sort(rows.begin(), rows.end());
    rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
    QStringList lines;
    const QList<int> columns = visibleColumns();
    for (const int row : rows) {
        QStringList cells;
        for (const int column : columns) {
            cells << model()->index(row, column).data().toString();
        }
        lines << cells.join(QLatin1Char('\t'));
    }
    QGuiApplication::clipboard()->setText(lines.join(QLatin1Char('\n')));
}

void RepositoryTableView::copyCell() const
{
    const QModelIndex cell = m_menuCell.isValid() ? QModelIndex(m_menuCell) : currentIndex();
    QGuiApplication::clipboard()->setText(cell.data().toString());
}

// -- going about

void RepositoryTableView::goToRow(int row)
{
    if (m_model.rowCount() == 0) {
        return;
    }
    const int column = m_model.columnOf(RepositoryColumn::Path);
    const QModelIndex index = model()->index(qBound(0, row, m_model.rowCount() - 1), column);
    m_model.requestRow(index.row());
    selectionModel()->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    scrollTo(index, QAbstractItemView::PositionAtCenter);
}

void RepositoryTableView::askForRow()
{
    auto* dialog = new QInputDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setObjectName(QStringLiteral("goToRow"));
    dialog->setWindowTitle(tr("Go to row"));
    dialog->setLabelText(tr("Row, 1 to %1:").arg(m_model.rowCount()));
    dialog->setInputMode(QInputDialog::IntInput);
    dialog->setIntRange(1, qMax(1, m_model.rowCount()));
    dialog->setIntValue(qMax(0, currentIndex().row()) + 1);
    connect(dialog, &QInputDialog::intValueSelected, this, [this](int row) { goToRow(row - 1); });
    dialog->open();
}

void RepositoryTableView::keyboardSearch(const QString& search)
{
    // The base class would look through all rows for it, one by one.
    m_typed += search;
    m_typing.start(QApplication::keyboardInputInterval() * 2);
    m_model.findPath(m_typed);
}

void RepositoryTableView::contextMenuEvent(QContextMenuEvent* event)
{
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setToolTipsVisible(true);
    menu->addActions(m_actions);
    menu->addSeparator();
    const bool any = selectionModel()->hasSelection();
    menu->addAction(themedIcon(QStringLiteral("action-copy")), tr("Copy path"), this, &RepositoryTableView::copyPaths)
        ->setEnabled(any);
    m_menuCell = indexAt(viewport()->mapFromGlobal(event->globalPos()));
    menu->addAction(tr("Copy cell"), this, &RepositoryTableView::copyCell)->setEnabled(m_menuCell.isValid());
    connect(menu, &QObject::destroyed, this, [this] { m_menuCell = QPersistentModelIndex(); });
    menu->addAction(tr("Copy rows"), this, &RepositoryTableView::copyRows)->setEnabled(any);
    menu->popup(event->globalPos());
}

void RepositoryTableView::keyPressEvent(QKeyEvent* event)
{
    if (event->matches(QKeySequence::Copy)) {
        copyRows();
        return;
    }
    if (event->key() == Qt::Key_C && event->modifiers() == (Qt::ControlModifier | Qt::ShiftModifier)) {
        copyPaths();
        return;
    }
    if (event->key() == Qt::Key_G && event->modifiers() == Qt::ControlModifier) {
        askForRow();
        return;
    }
    if (event->key() == Qt::Key_Home || event->key() == Qt::Key_End) {
        if (event->modifiers() == Qt::NoModifier && m_model.rowCount() > 0) {
            goToRow(event->key() == Qt::Key_Home ? 0 : m_model.rowCount() - 1);
            return;
        }
        // Rows are what one moves between here: as with Ctrl.
        QKeyEvent far(event->type(), event->key(), event->modifiers() | Qt::ControlModifier);
        QTableView::keyPressEvent(&far);
        return;
    }
    QTableView::keyPressEvent(event);
}

} // namespace transship
