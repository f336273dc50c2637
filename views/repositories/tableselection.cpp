// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/repositories/tableselection.h"

#include "models/tables/repositorytablemodel.h"

#include <QItemSelectionModel>
#include <QTableView>

namespace transship {
namespace {

/// Up to so many rows are looked at one by one, so that the actions know their states; more are a range.
constexpr int maxLooked = 2000;

} // namespace

TableSelection::TableSelection(RepositoryTableModel& model, QTableView& view, const Clock& clock, QObject* parent)
    : QObject(parent)
    , m_model(model)
    , m_view(view)
    , m_clock(clock)
{
    connect(view.selectionModel(), &QItemSelectionModel::selectionChanged, this, &TableSelection::noteChange);
    connect(view.model(), &QAbstractItemModel::modelReset, this, [this] { m_all = false; });
    const auto selectAgain = [this] {
        if (m_all) {
            selectEveryRow();
        }
    };
    connect(view.model(), &QAbstractItemModel::rowsInserted, this, selectAgain);
    connect(view.model(), &QAbstractItemModel::rowsRemoved, this, selectAgain);
    connect(&model, &RepositoryTableModel::rowsAboutToTrade, this, &TableSelection::setAside);
    connect(&model, &RepositoryTableModel::rowsTraded, this, &TableSelection::takeBack);
}

void TableSelection::selectAll()
{
    m_all = true;
    selectEveryRow();
}

void TableSelection::selectEveryRow()
{
    const QAbstractItemModel& model = *m_view.model();
    if (model.rowCount() == 0) {
        return;
    }
    m_selecting = true;
    m_view.selectionModel()->select(
        QItemSelection(model.index(0, 0), model.index(model.rowCount() - 1, model.columnCount() - 1)),
        QItemSelectionModel::ClearAndSelect);
    m_selecting = false;
}

/// Qt keeps an index for each selected row while rows change places, in each of the models: with millions of them the
/// window would stand still at every news.
void TableSelection::setAside()
{
    if (count() <= maxLooked) {
        return;
    }
    const QAbstractItemModel& model = *m_view.model();
    for (const QItemSelectionRange& range : m_view.selectionModel()->selection()) {
        m_setAside << Ends{range.topLeft(), model.index(range.bottom(), 0), range.top(), range.bottom()};
    }
    const QSignalBlocker quiet(m_view.selectionModel()); // nothing is selected otherwise when it is back
    m_view.selectionModel()->clearSelection();
}

void TableSelection::takeBack()
{
    const QAbstractItemModel& model = *m_view.model();
    const int last = model.rowCount() - 1;
    QItemSelection selection;
    for (const Ends& ends : std::exchange(m_setAside, {})) {
        // An end that is nowhere near now leaves the range where it was.
        const int first = ends.first.isValid() ? ends.first.row() : ends.firstRow;
        const int end = qMin(last, ends.last.isValid() ? ends.last.row() : ends.lastRow);
        if (first <= end) {
            selection.select(model.index(first, 0), model.index(end, model.columnCount() - 1));
        }
    }
    if (!selection.isEmpty()) {
        const QSignalBlocker quiet(m_view.selectionModel());
        m_view.selectionModel()->select(selection, QItemSelectionModel::Select);
    }
}

void TableSelection::noteChange()
{
    m_all = m_all && (m_selecting || m_model.isShrinking());
}

qint64 TableSelection::count() const
{
    if (m_all) {
        return m_model.rowCount();
    }
    qint64 count = 0;
    for (const QItemSelectionRange& range : m_view.selectionModel()->selection()) {
        count += range.height();
    }
    return count;
}

Selection TableSelection::selection() const
{
    Selection selection;
    selection.count = count();
    selection.possibleStates = m_model.repositoryFilter().states();
    if (m_all) {
        selection.allMatching = true;
        selection.source = keysMatching(m_model.repositoryFilter().at(m_clock.now()));
        return selection;
    }
    QList<qint64> ids;
    QList<KeySource> sources;
    for (const QItemSelectionRange& range : m_view.selectionModel()->selection()) {
        if (!add(range, selection, ids, sources)) {
            return selection;
        }
    }
    if (!ids.isEmpty()) {
        sources << keysOf(ids);
    }
    if (!sources.isEmpty()) {
        selection.source = sources.size() == 1 ? sources.first() : keysOfAll(sources);
    }
    return selection;
}

bool TableSelection::add(
    const QItemSelectionRange& range, Selection& selection, QList<qint64>& ids, QList<KeySource>& sources) const
{
    QList<ContainerRepository> rows;
    for (int row = range.top(); row <= range.bottom() && selection.count <= maxLooked; ++row) {
        if (const std::optional<ContainerRepository> record = m_model.repositoryAt(row)) {
            rows << *record;
        }
    }
    selection.rows << rows;
    if (rows.size() == range.height()) {
        for (const ContainerRepository& row : rows) {
            ids << row.id;
        }
        return true;
    }
    const std::optional<ContainerRepository> top = m_model.repositoryAt(range.top());
    const std::optional<ContainerRepository> bottom = m_model.repositoryAt(range.bottom());
    if (!top || !bottom) {
        m_model.requestRow(top ? range.bottom() : range.top());
        return false;
    }
    const bool descending = m_model.sortOrder() == Qt::DescendingOrder;
    sources << keysBetween(m_model.repositoryFilter().at(m_clock.now()), m_model.repositorySort(),
        descending ? *bottom : *top, descending ? *top : *bottom);
    return true;
}

} // namespace transship
