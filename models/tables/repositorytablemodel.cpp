// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/tables/repositorytablemodel.h"

#include "models/tables/blockcache.h"
#include "models/tables/blockloader.h"
#include "models/tables/structuredatabase.h"

#include <QSqlDriver>
#include <QSqlRecord>

#include <algorithm>

namespace transship {
namespace {

using namespace std::chrono_literals;

/// News within this time are one refresh.
constexpr auto refreshDelay = 50ms;
/// Read again at every refresh: what is on the screen, which can be two blocks, and one more that somebody asks about.
/// The others are read again when they are looked at.
constexpr int recentBlocks = 3;

/// A sixtieth of an age is as exact as anyone reads it.
std::chrono::milliseconds agingInterval(qint64 seconds)
{
    return std::clamp<std::chrono::milliseconds>(std::chrono::milliseconds(seconds * 1000 / 60), 1s, 60s);
}

std::optional<RepositorySort> sortBy(std::optional<RepositoryColumn> column)
{
    return column ? sortOf(*column) : std::nullopt;
}

} // namespace

RepositoryTableModel::RepositoryTableModel(const DatabaseUrl& url, QObject* parent)
    : QSqlTableModel(parent, structureDatabase())
    , m_url(url)
    , m_loader(std::make_unique<BlockLoader>(url))
    , m_cache(std::make_unique<BlockCache>())
{
    QSqlTableModel::setEditStrategy(QSqlTableModel::OnManualSubmit);
    m_refreshTimer.setSingleShot(true);
    m_refreshTimer.setInterval(refreshDelay);
    connect(&m_refreshTimer, &QTimer::timeout, this, &RepositoryTableModel::refreshNow);
    m_growthTimer.setSingleShot(true);
    connect(&m_growthTimer, &QTimer::timeout, this, [this] { grow(m_count + m_rowsAtOnce); });
    connect(&m_ageTimer, &QTimer::timeout, this, &RepositoryTableModel::refreshAll);
    connectLoader();
    RepositoryTableModel::setTable(QStringLiteral("container_repositories"));
}

RepositoryTableModel::~RepositoryTableModel() = default;

void RepositoryTableModel::connectLoader()
{
    connect(m_loader.get(), &BlockLoader::loaded, this, &RepositoryTableModel::apply);
    connect(m_loader.get(), &BlockLoader::counted, this, &RepositoryTableModel::applyCounted);
    connect(m_loader.get(), &BlockLoader::dropped, this, [this](int block) { m_cache->stopWaiting(block); });
    connect(m_loader.get(), &BlockLoader::moved, this, [this] {
        m_cache->markAllStale();
        readAgain(m_cache->recent(recentBlocks), false);
    });
    connect(m_loader.get(), &BlockLoader::pathFound, this, [this](int row) {
        if (m_growthTimer.isActive()) {
            grow(m_growth.rows); // there is somebody who wants to go there
        }
        Q_EMIT pathFound(row);
    });
    connect(m_loader.get(), &BlockLoader::failed, this, &RepositoryTableModel::failed);
    connect(m_loader.get(), &BlockLoader::recovered, this, &RepositoryTableModel::recovered);
}

void RepositoryTableModel::setTable(const QString& tableName)
{
    beginResetModel();
    QSqlTableModel::setTable(tableName);
    readMeanings();
    endResetModel();
}

void RepositoryTableModel::clear()
{
    m_loader->stop();
    m_cache->clear();
    m_formerIds.clear();
    m_refreshTimer.stop();
    m_growthTimer.stop();
    m_ageTimer.stop();
    setCounting(false);
    m_selected = false;
    m_questionChanged = true;
    shrinkTo(0);
    beginResetModel();
    m_meanings.clear();
    QSqlTableModel::clear();
    endResetModel();
}

void RepositoryTableModel::readMeanings()
{
    m_meanings.clear();
    const QSqlRecord record = QSqlTableModel::record();
    for (int column = 0; column < record.count(); ++column) {
        m_meanings << repositoryColumnFromName(record.fieldName(column));
    }
    if (!m_meanings.isEmpty()) {
        m_meanings << RepositoryColumn::Since;
    }
}

// -- the question: filter and order

void RepositoryTableModel::setRepositoryFilter(const RepositoryFilter& filter)
{
    changeFilter(whereClause(filter.at(m_clock->now()), m_url.backend()), filter, false);
}

void RepositoryTableModel::setFilter(const QString& filter)
{
    changeFilter(filter, {}, !filter.isEmpty());
}

void RepositoryTableModel::changeFilter(const QString& sql, const RepositoryFilter& filter, bool isSql)
{
    const bool changed = filter != m_repositoryFilter || isSql != m_filterIsSql;
    m_questionChanged = m_questionChanged || changed || (isSql && sql != QSqlTableModel::filter());
    m_repositoryFilter = filter;
    m_filterIsSql = isSql;
    QSqlTableModel::setFilter(sql); // selects again when select() was called before
    if (changed) {
        Q_EMIT repositoryFilterChanged();
    }
}

void RepositoryTableModel::setRepositorySort(RepositorySort sort, Qt::SortOrder order)
{
    if (sort == m_sort && order == m_order) {
        return;
    }
    setSort(columnOf(transship::columnOf(sort)), order);
    if (m_selected) {
        select();
    }
}

void RepositoryTableModel::setSort(int column, Qt::SortOrder order)
{
    const std::optional<RepositorySort> sort = sortBy(meaningOf(column));
    if (!sort) {
        return;
    }
    m_questionChanged = m_questionChanged || *sort != m_sort || order != m_order;
    m_sort = *sort;
    m_order = order;
    QSqlTableModel::setSort(column, order);
}

void RepositoryTableModel::sort(int column, Qt::SortOrder order)
{
    if (const std::optional<RepositorySort> wanted = sortBy(meaningOf(column))) {
        setRepositorySort(*wanted, order);
    }
}

QList<int> RepositoryTableModel::sortableColumns() const
{
    QList<int> columns;
    for (const RepositorySortInfo& info : repositorySorts) {
        columns << columnOf(transship::columnOf(info.sort));
    }
    return columns;
}

int RepositoryTableModel::columnOf(RepositoryColumn column) const
{
    return int(m_meanings.indexOf(std::optional(column)));
}

std::optional<RepositoryColumn> RepositoryTableModel::meaningOf(int column) const
{
    return m_meanings.value(column);
}

QString RepositoryTableModel::selectStatement() const
{
    const QSqlDriver* driver = database().driver();
    const QString statement
        = driver->sqlStatement(QSqlDriver::SelectStatement, tableName(), QSqlTableModel::record(), false);
    return statement.isEmpty() ? statement : statement + QStringLiteral(" LIMIT 0");
}

bool RepositoryTableModel::select()
{
    if (!m_selected) {
        if (!QSqlTableModel::select()) {
            return false;
        }
        m_selected = true;
    }
    if (std::exchange(m_questionChanged, false)) {
        restart();
    } else {
        refreshAll();
    }
    return true;
}

void RepositoryTableModel::restart()
{
    m_loader->stop();
    m_cache->clear();
    m_formerIds.clear();
    m_refreshTimer.stop();
    m_growthTimer.stop();
    m_changedIds.clear();
    m_allChanged = false;
    shrinkTo(0);
    setCounting(true);
    m_ageTimer.stop();
    if (const auto age = m_repositoryFilter.shortestAgeSeconds()) {
        m_ageTimer.start(agingInterval(*age));
    }
    const auto states = m_filterIsSql ? std::nullopt : m_repositoryFilter.onlyStates();
    m_cache->startWaiting(0);
    m_loader->start(question(), states);
}

/// As it is asked at this moment.
BlockQuery RepositoryTableModel::question() const
{
    BlockQuery query;
    query.backend = m_url.backend();
    query.plan = m_filterIsSql ? planOf(filter(), m_sort, m_url.backend())
                               : planOf(m_repositoryFilter.at(m_clock->now()), m_sort, m_url.backend());
    query.sort = m_sort;
    query.order = m_order;
    return query;
}

bool RepositoryTableModel::selectRow(int row)
{
    if (row < 0 || row >= m_count) {
        return false;
    }
    m_cache->markStale(row / blockRows);
    requestRow(row);
    return true;
}

void RepositoryTableModel::requestRow(int row)
{
    if (row >= 0 && row < m_count && m_cache->startWaiting(row / blockRows)) {
        m_loader->want(row / blockRows);
    }
}

void RepositoryTableModel::findPath(const QString& beginning)
{
    if (m_sort == RepositorySort::Path && m_selected) {
        m_loader->findPath(beginning);
    }
}

// -- what other processes and we ourselves changed

void RepositoryTableModel::refresh(const QSet<qint64>& changedIds)
{
    if (!m_selected) {
        return;
    }
    m_changedIds |= changedIds;
    m_allChanged = m_allChanged || changedIds.isEmpty();
    if (!m_refreshTimer.isActive()) {
        m_refreshTimer.start();
    }
}

void RepositoryTableModel::refreshNow()
{
    const QSet<qint64> ids = std::exchange(m_changedIds, {});
    const bool mayMove = infoOf(m_sort).moves || m_filterIsSql || !m_repositoryFilter.isEmpty();
    if (std::exchange(m_allChanged, false) || mayMove) {
        if (m_repositoryFilter.dependsOnTime()) {
            m_loader->rephrase(question());
        }
        m_cache->markAllStale();
        QList<int> blocks = m_cache->recent(recentBlocks);
        if (blocks.isEmpty()) {
            blocks << 0;
        }
        readAgain(blocks, true);
        return;
    }
    // Every row is shown and keeps its place: only the blocks that hold one of them are other than they were.
    QList<int> blocks;
    for (const int block : m_cache->blocks()) {
        const RepositoryBlock& rows = *m_cache->find(block);
        if (std::any_of(rows.begin(), rows.end(), [&](const auto& row) { return ids.contains(row.id); })) {
            m_cache->markStale(block);
        }
    }
    for (const int block : m_cache->recent(recentBlocks)) {
        if (m_cache->isStale(block)) {
            blocks << block;
        }
    }
    if (!blocks.isEmpty()) {
        readAgain(blocks, false);
    }
}

void RepositoryTableModel::readAgain(const QList<int>& blocks, bool rowsMayMove)
{
    for (const int block : blocks) {
        m_cache->startWaiting(block);
    }
    m_loader->refresh(blocks, rowsMayMove);
}

void RepositoryTableModel::setCounting(bool counting)
{
    if (std::exchange(m_counting, counting) != counting) {
        Q_EMIT countingChanged(counting);
    }
}

} // namespace transship
