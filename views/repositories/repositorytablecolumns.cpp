// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// The columns of RepositoryTableView: which, where, how wide, and what they sort.
#include "models/tables/repositorytablemodel.h"
#include "views/repositories/columnsdialog.h"
#include "views/repositories/repositorydecorator.h"
#include "views/repositories/repositorytableview.h"

#include <QAction>
#include <QDataStream>
#include <QHeaderView>
#include <QIODevice>
#include <QMenu>

#include <array>

namespace transship {
namespace {

constexpr int headerVersion = 3;
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
    placeColumns();
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

void RepositoryTableView::placeColumns()
{
    QHeaderView* header = horizontalHeader();
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
}

void RepositoryTableView::resetColumns()
{
    m_pathFits = true;
    placeColumns();
    fitPath();
}

bool RepositoryTableView::mayHide(int column) const
{
    return m_model.meaningOf(column) != RepositoryColumn::Path;
}

void RepositoryTableView::showColumn(int column, bool shown)
{
    if (shown || mayHide(column)) {
        setColumnHidden(column, !shown);
        fitPath();
    }
}

void RepositoryTableView::chooseColumns()
{
    (new ColumnsDialog(*this))->open();
}

void RepositoryTableView::sortBy(int section, Qt::SortOrder order)
{
    if (m_model.sortableColumns().contains(section)) {
        m_model.sort(section, order);
        return;
    }
    // A click on a column without an index changes nothing: put the arrow back where the order is.
    const QSignalBlocker quiet(horizontalHeader());
    horizontalHeader()->setSortIndicator(m_model.columnOf(columnOf(m_model.repositorySort())), m_model.sortOrder());
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
        action->setEnabled(mayHide(column));
        connect(action, &QAction::toggled, this, [this, column](bool shown) { showColumn(column, shown); });
    }
    menu->addSeparator();
    menu->addAction(tr("Choose and arrange…"), this, &RepositoryTableView::chooseColumns);
    menu->addAction(tr("Columns as at first"), this, &RepositoryTableView::resetColumns);
    QAction* local = menu->addAction(tr("Tooltips in local time"));
    local->setCheckable(true);
    local->setChecked(m_decorator.hasLocalTimes());
    connect(local, &QAction::toggled, this, [this](bool on) { m_decorator.setLocalTimes(on); });
    menu->popup(horizontalHeader()->mapToGlobal(position));
}

QByteArray RepositoryTableView::headerState() const
{
    QByteArray state;
    QDataStream stream(&state, QIODevice::WriteOnly);
    stream << headerVersion << m_model.columnCount() << m_pathFits << horizontalHeader()->saveState()
           << m_decorator.hasLocalTimes();
    return state;
}

void RepositoryTableView::restoreHeaderState(const QByteArray& state)
{
    QDataStream stream(state);
    int version = 0;
    int columns = 0;
    bool pathFits = true;
    QByteArray header;
    bool localTimes = false;
    stream >> version >> columns >> pathFits >> header >> localTimes;
    if (stream.status() == QDataStream::Ok && version == headerVersion && columns == m_model.columnCount()) {
        horizontalHeader()->restoreState(header);
        m_pathFits = pathFits;
        m_decorator.setLocalTimes(localTimes);
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

} // namespace transship
