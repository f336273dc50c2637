// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/clock.h"
#include "models/domain/repositoryfilter.h"
#include "models/storage/databaseurl.h"
#include "models/storage/repositorystore.h"
#include "models/tables/blockqueries.h"
#include "models/tables/repositoryblock.h"
#include "models/tables/repositorycolumns.h"
#include "models/tables/tableroles.h"

#include <QSet>
#include <QSqlTableModel>
#include <QTimer>

#include <memory>
#include <optional>

namespace transship {

class BlockCache;
class BlockLoader;

/// The table of all repositories, however many there are. It stays a QSqlTableModel (setTable, setFilter, setSort,
/// select, record, primaryKey work) but its own connection is an empty in-memory copy of the table's structure: rows
/// come in blocks of 256 from worker threads, and what is not there yet is a placeholder (LoadedRole is false, the
/// values are empty). Nothing here waits for the database, and the table is never read as a whole.
///
/// Thread: the one it was made in, with an event loop. Not editable: rows change through the state machine.
class RepositoryTableModel : public QSqlTableModel {
    Q_OBJECT

public:
    explicit RepositoryTableModel(const DatabaseUrl& url, QObject* parent = nullptr);
    ~RepositoryTableModel() override;

    /// Where ages in a filter are measured from; the system's clock without it. Outlives the model.
    void setClock(const Clock& clock) { m_clock = &clock; }

    const DatabaseUrl& databaseUrl() const { return m_url; }

    /// Shows what matches; select() starts, and starts over, the reading. A filter with ages (`since<2h`) is asked at
    /// the moment of select() and again at each refresh, which comes by itself as often as the ages call for: rows go
    /// and come as time passes.
    void setRepositoryFilter(const RepositoryFilter& filter);
    /// Empty when the filter was given as SQL text by setFilter().
    const RepositoryFilter& repositoryFilter() const { return m_repositoryFilter; }
    void setRepositorySort(RepositorySort sort, Qt::SortOrder order);
    RepositorySort repositorySort() const { return m_sort; }
    Qt::SortOrder sortOrder() const { return m_order; }
    /// The columns with an index to sort by; setSort() and sort() leave the order as it is for all others.
    QList<int> sortableColumns() const;

    /// -1: no such column.
    int columnOf(RepositoryColumn column) const;
    std::optional<RepositoryColumn> meaningOf(int column) const;

    /// Nothing while the row's block is on its way; does not ask for it.
    std::optional<ContainerRepository> repositoryAt(int row) const;
    /// Among the loaded rows; -1.
    int rowOf(qint64 repositoryId) const;
    /// True until the number of rows is known exactly; until then rowCount() is what has been found so far.
    bool isCounting() const { return m_counting; }
    /// A view's headers keep something for every row: 5 million at once would take the GUI's thread 0.16 s.
    void setRowsAtOnce(qint64 rows) { m_rowsAtOnce = rows; }
    /// Rows at the end are being taken away now, which is no choice of anybody's.
    bool isShrinking() const { return m_shrinking; }
    /// Asks for the block of this row, as looking at it would: for a row about to be scrolled to.
    void requestRow(int row);

    /// Looks for the first row whose path begins so, or that would follow it; pathFound() tells. Only in the order of
    /// paths; only the last one that was asked for is answered.
    void findPath(const QString& beginning);

    // -- QSqlTableModel
    void setTable(const QString& tableName) override;
    void clear() override;
    void setFilter(const QString& filter) override;
    void setSort(int column, Qt::SortOrder order) override;
    void sort(int column, Qt::SortOrder order) override;
    bool select() override;
    bool selectRow(int row) override;
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    QHash<int, QByteArray> roleNames() const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    bool canFetchMore(const QModelIndex& parent = {}) const override;
    void fetchMore(const QModelIndex& parent = {}) override;
    bool insertRows(int row, int count, const QModelIndex& parent = {}) override;
    bool removeRows(int row, int count, const QModelIndex& parent = {}) override;
    bool setData(const QModelIndex& index, const QVariant& value, int role = Qt::EditRole) override;

public Q_SLOTS:
    /// These repositories changed, here or in another process; an empty set: no telling which. Rows are updated where
    /// they are, rows that no longer match go, new ones come; selection and current row follow their repositories.
    /// Coalesced: call it as often as news arrives.
    void refresh(const QSet<qint64>& changedIds);
    void refreshAll() { refresh({}); }

Q_SIGNALS:
    void repositoryFilterChanged();
    /// Around layoutAboutToBeChanged() and layoutChanged(), for those who have to be earlier and later.
    void rowsAboutToTrade();
    void rowsTraded();
    void countingChanged(bool counting);
    /// After each block that arrived: the rows [first, last] are loaded.
    void rowsLoaded(int first, int last);
    void pathFound(int row);
    /// Reading failed; it is tried again every second until it works: then recovered() follows.
    void failed(const transship::Error& error);
    void recovered();

protected:
    /// The structure only, and without the filter: that is written in the words of the real database.
    QString selectStatement() const override;

private:
    using RowIds = QList<qint64>; ///< of one block

    void connectLoader();
    void readMeanings();
    BlockQuery question() const;
    void restart();
    void refreshNow();
    void readAgain(const QList<int>& blocks, bool rowsMayMove);
    void apply(const BlockRefresh& answer);
    void applyCounted(qint64 rows, bool exact);
    void grow(qint64 most);
    void growTo(qint64 rows);
    void shrinkTo(qint64 rows);
    void setCounting(bool counting);
    void followRepositories(const QHash<int, RowIds>& before, const QHash<int, RepositoryBlock>& after);
    void rememberEvicted();
    void tellRowsChanged(int block, const RepositoryBlock* before, const RepositoryBlock& after, int rowsBefore);
    const ContainerRepository* loadedRow(int row) const;
    void changeFilter(const QString& sql, const RepositoryFilter& filter, bool isSql);

    DatabaseUrl m_url;
    std::unique_ptr<BlockLoader> m_loader;
    std::unique_ptr<BlockCache> m_cache;
    QList<std::optional<RepositoryColumn>> m_meanings; ///< by column
    RepositoryFilter m_repositoryFilter;
    bool m_filterIsSql = false;
    RepositorySort m_sort = RepositorySort::Id;
    Qt::SortOrder m_order = Qt::AscendingOrder;
    int m_count = 0;
    bool m_counting = false;
    bool m_selected = false; ///< select() was called for this table
    bool m_questionChanged = true; ///< filter or sort are others than those that were read last
    QSet<qint64> m_changedIds;
    bool m_allChanged = false;
    qint64 m_rowsAtOnce = 250'000;
    struct Growth {
        qint64 rows = 0;
        bool exact = false;
    };
    Growth m_growth; ///< how many rows there are, while m_growthTimer runs; as many as that at the most
    QTimer m_growthTimer;
    bool m_shrinking = false;
    QHash<int, RowIds> m_formerIds; ///< of blocks that are no longer here, but have a row somebody holds on to
    QTimer m_refreshTimer;
    QTimer m_ageTimer; ///< runs while the filter has ages
    SystemClock m_systemClock;
    const Clock* m_clock = &m_systemClock;
};

} // namespace transship
