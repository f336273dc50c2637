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
    connect(view.model(), &QAbstractItemModel::rowsInserted, this, [this] {
        if (m_all) {
            selectEveryRow();
        }
    });
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

void TableSelection::noteChange()
{
    m_all = m_all && m_selecting;
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
        descending ? bottom->id : top->id, descending ? top->id : bottom->id);
    return true;
}

} // namespace transship
