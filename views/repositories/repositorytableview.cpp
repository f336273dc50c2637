// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/repositories/repositorytableview.h"

#include "models/tables/repositorytablemodel.h"
#include "views/common/icons.h"
#include "views/repositories/repositorydecorator.h"
#include "views/repositories/tableselection.h"

#include <QAction>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMenu>

namespace transship {
namespace {

// More rows than this are a job for a report, not for the clipboard.
constexpr int maxCopiedRows = 2000;
constexpr int headerVersion = 2;
constexpr int smallestPath = 230;
constexpr int smallestReason = 124;
constexpr int widestReason = 230;

struct ColumnDefault {
    RepositoryColumn column;
    int width;
};
constexpr std::array shownColumns{ColumnDefault{RepositoryColumn::Path, smallestPath},
    ColumnDefault{RepositoryColumn::State, 134}, ColumnDefault{RepositoryColumn::Since, 80},
    ColumnDefault{RepositoryColumn::Tags, 50}, ColumnDefault{RepositoryColumn::Retries, 62},
    ColumnDefault{RepositoryColumn::Plan, 68}, ColumnDefault{RepositoryColumn::Reason, smallestReason}};

} // namespace

RepositoryTableView::RepositoryTableView(
    RepositoryTableModel& model, RepositoryDecorator& decorator, const Clock& clock, QWidget* parent)
    : QTableView(parent)
    , m_model(model)
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

    connect(
        selectionModel(), &QItemSelectionModel::selectionChanged, this, &RepositoryTableView::selectionOrDataChanged);
    connect(
        selectionModel(), &QItemSelectionModel::currentRowChanged, this, &RepositoryTableView::selectionOrDataChanged);
    connect(&decorator, &QAbstractItemModel::dataChanged, this, &RepositoryTableView::selectionOrDataChanged);
    connect(&decorator, &QAbstractItemModel::modelReset, this, &RepositoryTableView::selectionOrDataChanged);
}

void RepositoryTableView::setUpHeader()
{
    QHeaderView* header = horizontalHeader();
    header->setAccessibleName(tr("Columns"));
    header->setSectionsMovable(true);
    header->setHighlightSections(false);
    header->setStretchLastSection(false);
    header->setMinimumSectionSize(44);
    header->setSectionsClickable(true);
    header->setSortIndicatorShown(true);
    header->setContextMenuPolicy(Qt::CustomContextMenu);
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    for (int column = 0; column < m_model.columnCount(); ++column) {
        setColumnHidden(column, true);
    }
    int place = 0;
    for (const ColumnDefault& shown : shownColumns) {
        const int column = m_model.columnOf(shown.column);
        if (column < 0) {
            continue;
        }
        setColumnHidden(column, false);
        header->resizeSection(column, shown.width);
        header->moveSection(header->visualIndex(column), place++);
    }
    const int path = m_model.columnOf(RepositoryColumn::Path);
    header->setSortIndicator(m_model.sortableColumns().contains(path) ? path : -1, Qt::AscendingOrder);
    connect(header, &QHeaderView::sectionResized, this, [this](int, int before, int now) {
        // Hiding and showing a column resizes it from or to nothing; that is not a width someone chose.
        if (!m_fitting && before > 0 && now > 0) {
            m_pathFits = false;
        }
    });
    connect(header, &QHeaderView::sortIndicatorChanged, this, &RepositoryTableView::sortBy);
    connect(header, &QHeaderView::customContextMenuRequested, this, &RepositoryTableView::showHeaderMenu);
}

void RepositoryTableView::sortBy(int section, Qt::SortOrder order)
{
    if (m_model.sortableColumns().contains(section)) {
        m_model.sort(section, order);
        return;
    }
    // A click on a column without an index changes nothing: put the arrow back where the order is.
    const QSignalBlocker quiet(horizontalHeader());
    RepositoryColumn sorted = RepositoryColumn::Id;
    if (m_model.repositorySort() == RepositorySort::Path) {
        sorted = RepositoryColumn::Path;
    } else if (m_model.repositorySort() == RepositorySort::UpdatedAt) {
        sorted = RepositoryColumn::UpdatedAt;
    }
    horizontalHeader()->setSortIndicator(m_model.columnOf(sorted), m_model.sortOrder());
}

void RepositoryTableView::showHeaderMenu(const QPoint& position)
{
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (int column = 0; column < m_model.columnCount(); ++column) {
        const std::optional<RepositoryColumn> meaning = m_model.meaningOf(column);
        if (!meaning) {
            continue;
        }
        QAction* action = menu->addAction(columnTitle(*meaning));
        action->setCheckable(true);
        action->setChecked(!isColumnHidden(column));
        action->setEnabled(*meaning != RepositoryColumn::Path);
        connect(action, &QAction::toggled, this, [this, column](bool shown) {
            setColumnHidden(column, !shown);
            fitPath();
        });
    }
    menu->popup(horizontalHeader()->mapToGlobal(position));
}

void RepositoryTableView::selectAll()
{
    m_tableSelection->selectAll();
}

void RepositoryTableView::selectionChanged(const QItemSelection& selected, const QItemSelection& deselected)
{
    // For screen readers QTableView makes an index of every selected cell.
    if (m_tableSelection && m_tableSelection->count() > maxCopiedRows) {
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

QByteArray RepositoryTableView::headerState() const
{
    QByteArray state;
    QDataStream stream(&state, QIODevice::WriteOnly);
    stream << headerVersion << m_model.columnCount() << m_pathFits << horizontalHeader()->saveState();
    return state;
}

void RepositoryTableView::restoreHeaderState(const QByteArray& state)
{
    QDataStream stream(state);
    int version = 0;
    int columns = 0;
    bool pathFits = true;
    QByteArray header;
    stream >> version >> columns >> pathFits >> header;
    if (stream.status() == QDataStream::Ok && version == headerVersion && columns == m_model.columnCount()) {
        horizontalHeader()->restoreState(header);
        m_pathFits = pathFits;
        fitPath();
        sortBy(horizontalHeader()->sortIndicatorSection(), horizontalHeader()->sortIndicatorOrder());
    }
}

void RepositoryTableView::resizeEvent(QResizeEvent* event)
{
    QTableView::resizeEvent(event);
    fitPath();
}

void RepositoryTableView::fitPath()
{
    const int path = m_model.columnOf(RepositoryColumn::Path);
    if (!m_pathFits || path < 0) {
        return;
    }
    const int reason = m_model.columnOf(RepositoryColumn::Reason);
    int others = 0;
    for (const int column : visibleColumns()) {
        others += column == path || column == reason ? 0 : columnWidth(column);
    }
    m_fitting = true;
    if (reason >= 0 && !isColumnHidden(reason)) {
        const int spare = viewport()->width() - others - smallestPath - smallestReason;
        const int width = qBound(smallestReason, smallestReason + spare / 3, widestReason);
        setColumnWidth(reason, width);
        others += width;
    }
    setColumnWidth(path, qMax(smallestPath, viewport()->width() - others));
    m_fitting = false;
}

QList<int> RepositoryTableView::visibleColumns() const
{
    QList<int> columns;
    for (int place = 0; place < horizontalHeader()->count(); ++place) {
        const int column = horizontalHeader()->logicalIndex(place);
        if (!isColumnHidden(column)) {
            columns << column;
        }
    }
    return columns;
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
    QStringList lines;
    const QList<int> columns = visibleColumns();
    QList<int> rows;
    for (const QItemSelectionRange& range : selectionModel()->selection()) {
        for (int row = range.top(); row <= range.bottom() && rows.size() < maxCopiedRows; ++row) {
            rows << row;
        }
    }
    std::sort(rows.begin(), rows.end());
    for (const int row : rows) {
        QStringList cells;
        for (const int column : columns) {
            cells << model()->index(row, column).data().toString();
        }
        lines << cells.join(QLatin1Char('\t'));
    }
    QGuiApplication::clipboard()->setText(lines.join(QLatin1Char('\n')));
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
    QTableView::keyPressEvent(event);
}

} // namespace transship
