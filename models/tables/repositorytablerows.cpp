// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The rows of RepositoryTableModel: what is shown, and how answers of the loader become signals. The question to the
// database (filter, order, refresh) is in repositorytablemodel.cpp.
#include "models/tables/repositorytablemodel.h"

#include "models/tables/blockcache.h"
#include "models/tables/blockloader.h"

#include <limits>

namespace transship {
namespace {

constexpr qint64 mostRows = std::numeric_limits<int>::max();

QVariant roleValue(const ContainerRepository& repository, std::optional<RepositoryColumn> column, int role)
{
    switch (role) {
    case Qt::DisplayRole:
    case Qt::EditRole:
    case SortRole:
        return column ? rawValue(repository, *column) : QVariant();
    case Qt::AccessibleTextRole:
        return column ? QVariant(rawValue(repository, *column).toString()) : QVariant();
    case IdRole:
    case RepositoryIdRole:
        return repository.id;
    case StateRole:
        return QVariant::fromValue(repository.state);
    case ReasonRole:
        return repository.skippedReason ? QVariant::fromValue(*repository.skippedReason) : QVariant();
    default:
        return {};
    }
}

QList<qint64> idsOf(const RepositoryBlock& block)
{
    QList<qint64> ids;
    ids.reserve(block.size());
    for (const ContainerRepository& row : block) {
        ids << row.id;
    }
    return ids;
}

bool isOurRole(int role)
{
    return role == Qt::DisplayRole || role == Qt::EditRole || role == Qt::AccessibleTextRole || role >= SortRole;
}

} // namespace

int RepositoryTableModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : m_count;
}

int RepositoryTableModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_meanings.size());
}

QVariant RepositoryTableModel::data(const QModelIndex& index, int role) const
{
    if (!isOurRole(role) || !checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const int block = index.row() / blockRows;
    m_cache->touch(block);
    if (m_cache->startWaiting(block)) {
        m_loader->want(block);
    }
    const ContainerRepository* row = loadedRow(index.row());
    if (role == LoadedRole) {
        return row != nullptr;
    }
    return row ? roleValue(*row, meaningOf(index.column()), role) : QVariant();
}

const ContainerRepository* RepositoryTableModel::loadedRow(int row) const
{
    const RepositoryBlock* rows = row >= 0 && row < m_count ? m_cache->find(row / blockRows) : nullptr;
    return rows && row % blockRows < rows->size() ? &rows->at(row % blockRows) : nullptr;
}

std::optional<ContainerRepository> RepositoryTableModel::repositoryAt(int row) const
{
    const ContainerRepository* found = loadedRow(row);
    return found ? std::optional(*found) : std::nullopt;
}

int RepositoryTableModel::rowOf(qint64 repositoryId) const
{
    int guess = -1;
    for (const int block : m_cache->recent(BlockCache::maxBlocks)) {
        const RepositoryBlock& rows = *m_cache->find(block);
        for (int i = 0; i < rows.size(); ++i) {
            const int row = block * blockRows + i;
            if (rows.at(i).id == repositoryId && row < m_count) {
                if (!m_cache->isStale(block)) {
                    return row;
                }
                guess = row;
            }
        }
    }
    return guess;
}

QVariant RepositoryTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Horizontal && meaningOf(section) == RepositoryColumn::Since) {
        return role == Qt::DisplayRole ? QVariant(QStringLiteral("since")) : QVariant();
    }
    return QSqlTableModel::headerData(section, orientation, role);
}

QHash<int, QByteArray> RepositoryTableModel::roleNames() const
{
    QHash<int, QByteArray> names = QSqlTableModel::roleNames();
    names.insert({{SortRole, "sortValue"}, {IdRole, "repositoryId"}, {StateRole, "state"}, {ReasonRole, "reason"},
        {LoadedRole, "loaded"}});
    return names;
}

Qt::ItemFlags RepositoryTableModel::flags(const QModelIndex& index) const
{
    return index.isValid() ? Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren : Qt::NoItemFlags;
}

bool RepositoryTableModel::canFetchMore(const QModelIndex&) const
{
    return false;
}

void RepositoryTableModel::fetchMore(const QModelIndex&)
{
}

bool RepositoryTableModel::insertRows(int, int, const QModelIndex&)
{
    return false;
}

bool RepositoryTableModel::removeRows(int, int, const QModelIndex&)
{
    return false;
}

bool RepositoryTableModel::setData(const QModelIndex&, const QVariant&, int)
{
    return false;
}

// -- answers

void RepositoryTableModel::apply(const BlockRefresh& answer)
{
    QHash<int, RepositoryBlock> before;
    QHash<int, RowIds> idsBefore;
    qint64 seen = 0;
    for (auto block = answer.blocks.cbegin(); block != answer.blocks.cend(); ++block) {
        if (const RowIds former = m_formerIds.take(block.key()); !former.isEmpty()) {
            idsBefore.insert(block.key(), former);
        }
        if (const auto old = m_cache->insert(block.key(), block.value())) {
            before.insert(block.key(), *old);
            idsBefore.insert(block.key(), idsOf(*old));
        }
        if (!block->isEmpty()) {
            seen = qMax(seen, qint64(block.key()) * blockRows + block->size());
        }
    }
    // Growing comes first and shrinking last, so that a repository that moved has a row to move to all the time.
    const int rowsBefore = m_count;
    growTo(answer.count ? qMin(*answer.count, qMax(seen, m_count + m_rowsAtOnce)) : m_counting ? seen : 0);
    followRepositories(idsBefore, answer.blocks);
    rememberEvicted();
    for (auto block = answer.blocks.cbegin(); block != answer.blocks.cend(); ++block) {
        const auto old = before.constFind(block.key());
        tellRowsChanged(block.key(), old == before.constEnd() ? nullptr : &*old, *block, rowsBefore);
    }
    if (answer.count) {
        applyCounted(*answer.count, true);
    }
    for (auto block = answer.blocks.cbegin(); block != answer.blocks.cend(); ++block) {
        const int first = block.key() * blockRows;
        if (const int last = qMin(m_count, first + int(block->size())) - 1; last >= first) {
            Q_EMIT rowsLoaded(first, last);
        }
    }
}

void RepositoryTableModel::applyCounted(qint64 rows, bool exact)
{
    m_growth = {qMin(rows, mostRows), exact};
    grow(m_count + m_rowsAtOnce);
}

void RepositoryTableModel::grow(qint64 most)
{
    growTo(qMin(m_growth.rows, most));
    if (m_count < m_growth.rows) {
        m_growthTimer.start(0);
        return;
    }
    m_growthTimer.stop();
    if (m_growth.exact) {
        shrinkTo(m_growth.rows);
        setCounting(false);
    }
}

void RepositoryTableModel::growTo(qint64 rows)
{
    const int count = int(qMin(rows, mostRows));
    if (count <= m_count) {
        return;
    }
    // What was the last block has more rows now than were read.
    const int last = qMax(0, m_count - 1) / blockRows;
    const RepositoryBlock* block = m_cache->find(last);
    if (block && block->size() < qMin(blockRows, count - last * blockRows)) {
        m_cache->markStale(last);
    }
    beginInsertRows({}, m_count, count - 1);
    m_count = count;
    endInsertRows();
}

void RepositoryTableModel::shrinkTo(qint64 rows)
{
    if (rows >= m_count) {
        return;
    }
    const int count = int(rows);
    m_shrinking = true;
    beginRemoveRows({}, count, m_count - 1);
    m_count = count;
    m_cache->removeFrom((count + blockRows - 1) / blockRows);
    endRemoveRows();
    m_shrinking = false;
}

/// A selected row whose block is no longer here still means its repository, and not whichever is read in its place.
void RepositoryTableModel::rememberEvicted()
{
    QSet<int> wanted;
    for (const QModelIndex& index : persistentIndexList()) {
        wanted << index.row() / blockRows;
    }
    m_formerIds.removeIf([&wanted](const auto& block) { return !wanted.contains(block.key()); });
    const QHash<int, RepositoryBlock> evicted = m_cache->takeEvicted();
    for (auto block = evicted.cbegin(); block != evicted.cend(); ++block) {
        if (wanted.contains(block.key())) {
            m_formerIds.insert(block.key(), idsOf(*block));
        }
    }
}

void RepositoryTableModel::followRepositories(
    const QHash<int, RowIds>& before, const QHash<int, RepositoryBlock>& after)
{
    QHash<qint64, int> newRows;
    bool moved = false;
    for (auto block = after.cbegin(); block != after.cend(); ++block) {
        const RowIds old = before.value(block.key());
        for (int i = 0; i < block->size(); ++i) {
            newRows.insert(block->at(i).id, block.key() * blockRows + i);
            moved = moved || (i < old.size() && old.at(i) != block->at(i).id);
        }
        moved = moved || block->size() < old.size();
    }
    if (!moved) {
        return;
    }
    Q_EMIT rowsAboutToTrade();
    // Also where nothing is selected: a view remembers meanwhile what somebody looks at.
    Q_EMIT layoutAboutToBeChanged({}, VerticalSortHint);
    QModelIndexList from;
    QModelIndexList to;
    for (const QModelIndex& index : persistentIndexList()) {
        const auto old = before.constFind(index.row() / blockRows);
        if (old != before.constEnd() && index.row() % blockRows < old->size()) {
            const int row = newRows.value(old->at(index.row() % blockRows), -1);
            from << index;
            to << (row < 0 || row >= m_count ? QModelIndex() : createIndex(row, index.column()));
        }
    }
    changePersistentIndexList(from, to);
    Q_EMIT layoutChanged({}, VerticalSortHint);
    Q_EMIT rowsTraded();
}

void RepositoryTableModel::tellRowsChanged(
    int block, const RepositoryBlock* before, const RepositoryBlock& after, int rowsBefore)
{
    const auto differs = [&](int i) { return !before || i >= before->size() || before->at(i) != after.at(i); };
    const auto tell = [&](int first, int last) {
        Q_EMIT dataChanged(
            createIndex(block * blockRows + first, 0), createIndex(block * blockRows + last, columnCount() - 1));
    };
    const int rows = qMin<int>(int(after.size()), qMin(rowsBefore, m_count) - block * blockRows);
    int first = -1;
    for (int i = 0; i < rows; ++i) {
        if (differs(i)) {
            first = first < 0 ? i : first;
        } else if (first >= 0) {
            tell(first, i - 1);
            first = -1;
        }
    }
    if (first >= 0) {
        tell(first, rows - 1);
    }
}

} // namespace transship
