// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/repositories/repositorytableview.h"

#include "models/tables/repositorytablemodel.h"
#include "views/common/icons.h"
#include "views/common/texts.h"
#include "views/repositories/repositorydecorator.h"
#include "views/repositories/scrollkeeper.h"
#include "views/repositories/tableselection.h"

#include <QAction>
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

// -- copying

/// Ascending; no more than can be copied.
QList<int> RepositoryTableView::chosenRows() const
{
    QList<int> rows;
    for (const QItemSelectionRange& range : selectionModel()->selection()) {
        for (int row = range.top(); row <= range.bottom() && rows.size() < maxCopiedRows; ++row) {
            rows << row;
        }
    }
    std::sort(rows.begin(), rows.end());
    rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
    return rows;
}

QString RepositoryTableView::whyNotCopied() const
{
    if (m_tableSelection->count() == 0) {
        return tr("Select a repository first.");
    }
    if (m_tableSelection->count() > maxCopiedRows) {
        return tr("At most %1 rows can be copied at once; export for more.").arg(texts::number(maxCopiedRows));
    }
    bool isComplete = !(m_tableSelection->isAll() && m_model.isCounting());
    for (const int row : chosenRows()) {
        if (!m_model.repositoryAt(row)) {
            m_model.requestRow(row);
            isComplete = false;
        }
    }
    return isComplete ? QString() : tr("The selected rows are being loaded; copy again in a moment.");
}

QString RepositoryTableView::whyNotCopied(const QModelIndex& cell) const
{
    const bool any = cell.isValid() && m_model.repositoryAt(cell.row()) && !cell.data().toString().isEmpty();
    return any ? QString() : tr("There is nothing in this cell to copy.");
}

bool RepositoryTableView::mayCopy(const QString& whyNot)
{
    if (!whyNot.isEmpty()) {
        Q_EMIT copyRefused(whyNot);
    }
    return whyNot.isEmpty();
}

void RepositoryTableView::copyPaths()
{
    if (!mayCopy(whyNotCopied())) {
        return;
    }
    QStringList paths;
    for (const int row : chosenRows()) {
        if (const std::optional<ContainerRepository> record = m_model.repositoryAt(row)) {
            paths << record->path;
        }
    }
    QGuiApplication::clipboard()->setText(paths.join(QLatin1Char('\n')));
}

void RepositoryTableView::copyRows()
{
    if (!mayCopy(whyNotCopied())) {
        return;
    }
    QStringList lines;
    const QList<int> columns = visibleColumns();
    for (const int row : chosenRows()) {
        QStringList cells;
        for (const int column : columns) {
            cells << model()->index(row, column).data().toString();
        }
        lines << cells.join(QLatin1Char('\t'));
    }
    QGuiApplication::clipboard()->setText(lines.join(QLatin1Char('\n')));
}

void RepositoryTableView::copyCell()
{
    const QModelIndex cell = m_menuCell.isValid() ? QModelIndex(m_menuCell) : currentIndex();
    if (mayCopy(whyNotCopied(cell))) {
        QGuiApplication::clipboard()->setText(cell.data().toString());
    }
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

/// With Ctrl, which moves between rows, Qt would select nothing.
void RepositoryTableView::extendTo(int row)
{
    int anchor = currentIndex().row();
    if (const QItemSelection present = selectionModel()->selection(); present.size() == 1) {
        const QItemSelectionRange& range = present.first();
        anchor = anchor == range.bottom() ? range.top() : anchor == range.top() ? range.bottom() : anchor;
    }
    const QModelIndex end = model()->index(row, currentIndex().column());
    m_model.requestRow(row);
    selectionModel()->select(QItemSelection(model()->index(qMin(anchor, row), 0),
                                 model()->index(qMax(anchor, row), model()->columnCount() - 1)),
        QItemSelectionModel::ClearAndSelect);
    selectionModel()->setCurrentIndex(end, QItemSelectionModel::NoUpdate);
    scrollTo(end);
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
    menu->setObjectName(QStringLiteral("repositoryMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setToolTipsVisible(true);
    menu->addActions(m_actions);
    menu->addSeparator();
    const auto offer = [](QAction& action, const QString& name, const QString& reason) {
        action.setObjectName(name);
        action.setEnabled(reason.isEmpty());
        action.setToolTip(reason);
        action.setStatusTip(reason);
    };
    const QString whyNot = whyNotCopied();
    offer(*menu->addAction(
              themedIcon(QStringLiteral("action-copy")), tr("Copy path"), this, &RepositoryTableView::copyPaths),
        QStringLiteral("menuCopyPaths"), whyNot);
    m_menuCell = indexAt(viewport()->mapFromGlobal(event->globalPos()));
    offer(*menu->addAction(tr("Copy cell"), this, &RepositoryTableView::copyCell), QStringLiteral("menuCopyCell"),
        whyNotCopied(m_menuCell));
    connect(menu, &QObject::destroyed, this, [this] { m_menuCell = QPersistentModelIndex(); });
    offer(*menu->addAction(tr("Copy rows"), this, &RepositoryTableView::copyRows), QStringLiteral("menuCopyRows"),
        whyNot);
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
        if (event->modifiers().testFlag(Qt::ShiftModifier) && currentIndex().isValid()) {
            extendTo(event->key() == Qt::Key_Home ? 0 : m_model.rowCount() - 1);
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
