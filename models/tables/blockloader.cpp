// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/tables/blockloader.h"

#include "models/tables/answer.h"
#include "models/tables/pathplace.h"

namespace transship {
namespace {

using namespace std::chrono_literals;

constexpr auto retryPause = 1s;
/// What is made again because of news takes at most a fifth of the time.
constexpr int restFactor = 4;
constexpr auto maxRefreshPause = 2000ms;

} // namespace

BlockLoader::BlockLoader(const DatabaseUrl& url, QObject* parent)
    : QObject(parent)
    , m_reader(std::make_shared<StorageWorker>(url, Access::ReadOnly, QStringLiteral("table")))
    , m_scanner(std::make_shared<StorageWorker>(url, Access::ReadOnly, QStringLiteral("table-scan")))
{
    m_scanPause.setSingleShot(true);
    connect(&m_scanPause, &QTimer::timeout, this, &BlockLoader::startScan);
    m_refreshPause.setSingleShot(true);
    connect(&m_refreshPause, &QTimer::timeout, this, &BlockLoader::pump);
    m_retry.setSingleShot(true);
    m_retry.setInterval(retryPause);
    connect(&m_retry, &QTimer::timeout, this, [this] {
        pump();
        scanOn();
    });
}

/// A window that is closed must not wait for a statement under way.
BlockLoader::~BlockLoader()
{
    endInBackground(m_reader);
    endInBackground(m_scanner);
}

void BlockLoader::stop()
{
    ++m_token;
    m_started = false;
    m_wanted.clear();
    m_refreshBlocks.clear();
    m_refreshWanted = false;
    m_reading = false;
    m_count.reset();
    m_anchors.clear();
    m_scanned = 0;
    m_scanning = false;
    m_scanAsked = false;
    m_scanWanted = false;
    m_scanTook = 0ms;
    m_scanPause.stop();
    m_matches.clear();
    m_refreshPause.stop();
    m_retry.stop();
}

void BlockLoader::start(const BlockQuery& query, const std::optional<QList<MigrationState>>& countStates)
{
    stop();
    m_started = true;
    m_query = query;
    m_countStates = query.isServed() ? countStates : std::nullopt;
    if (query.isServed()) {
        refresh({0}, false);
    } else {
        requestScan();
    }
}

void BlockLoader::want(int block)
{
    if (!m_started) {
        return;
    }
    m_wanted.removeOne(block);
    m_wanted << block;
    while (m_wanted.size() > maxWanted) {
        Q_EMIT dropped(m_wanted.takeFirst());
    }
    pump();
}

void BlockLoader::refresh(const QList<int>& blocks, bool rowsMayMove)
{
    if (!m_started) {
        return;
    }
    for (const int block : blocks) {
        if (!m_refreshBlocks.contains(block)) {
            m_refreshBlocks << block;
        }
    }
    m_refreshWanted = true;
    if (rowsMayMove && (m_query.isServed() ? m_count.value_or(0) > anchorDistance : m_matches.isComplete())) {
        requestScan();
    }
    pump();
}

void BlockLoader::pump()
{
    if (m_reading || m_retry.isActive() || !m_started) {
        return;
    }
    while (!m_wanted.isEmpty() && !hasPlace(m_wanted.last())) {
        Q_EMIT dropped(m_wanted.takeLast());
    }
    if (!m_wanted.isEmpty()) {
        read({m_wanted.takeLast()}, false);
    } else if (m_refreshWanted && !m_refreshPause.isActive()) {
        m_refreshWanted = false;
        read(std::exchange(m_refreshBlocks, {}), true);
    }
}

BlockPlace BlockLoader::placeOf(int block) const
{
    const qint64 row = qint64(block) * blockRows;
    if (!m_query.isServed()) {
        return {block, std::nullopt, 0, m_matches.idsOf(block)};
    }
    const qint64 anchors = qMin<qint64>(row / anchorDistance, m_anchors.size());
    if (anchors == 0) {
        return {block, std::nullopt, row, {}};
    }
    return {block, m_anchors.at(anchors - 1), row - anchors * anchorDistance, {}};
}

void BlockLoader::read(const QList<int>& blocks, bool count)
{
    ReadRequest request;
    request.query = m_query;
    for (const int block : blocks) {
        request.places << placeOf(block);
    }
    if (count && countsByState()) {
        request.countStates = m_countStates;
    } else if (count && m_query.isServed()) {
        request.countSmall = m_count && *m_count <= anchorDistance;
    }
    m_reading = true;
    m_readTimer.start();
    const auto answer = m_reader->run([request](Stores& stores) { return readBlocks(stores, request); });
    whenAnswered(answer, this,
        [this, blocks, count, token = m_token, version = m_matches.version()](const Result<BlockRefresh>& result) {
            if (token == m_token && version == m_matches.version()) {
                applyRead(blocks, count, result);
            } else if (token == m_token) {
                // The list was replaced meanwhile: these rows are elsewhere now.
                m_reading = false;
                readLater(blocks, count);
                pump();
            }
        });
}

void BlockLoader::applyRead(const QList<int>& blocks, bool count, const Result<BlockRefresh>& answer)
{
    m_reading = false;
    if (!answer) {
        readLater(blocks, count);
        noteFailure(answer.error());
        return;
    }
    noteSuccess();
    if (count) {
        m_refreshPause.start(qMin<std::chrono::milliseconds>(
            maxRefreshPause, std::chrono::milliseconds(m_readTimer.elapsed()) * restFactor));
    }
    BlockRefresh refresh = *answer;
    learnCount(count, refresh);
    const quint64 token = m_token;
    Q_EMIT loaded(refresh);
    if (token == m_token) {
        pump();
    }
}

void BlockLoader::readLater(const QList<int>& blocks, bool count)
{
    if (count) {
        m_refreshWanted = true;
        m_refreshBlocks = blocks + m_refreshBlocks;
    } else {
        m_wanted << blocks;
    }
}

/// What an answer says about the number of rows, and whether a scan has to find it out.
void BlockLoader::learnCount(bool count, BlockRefresh& refresh)
{
    if (!m_query.isServed()) {
        if (!refresh.gone.isEmpty()) {
            m_matches.remove(refresh.gone); // it closes up
            requestScan();
        }
        if (m_matches.isComplete()) {
            m_count = refresh.count = m_matches.size();
        }
        return;
    }
    for (auto block = refresh.blocks.cbegin(); !countsByState() && block != refresh.blocks.cend(); ++block) {
        // A block that is not full is the last one.
        if (block->size() < blockRows && (!block->isEmpty() || block.key() == 0)) {
            refresh.count = qint64(block.key()) * blockRows + block->size();
        }
    }
    if (refresh.count) {
        m_count = refresh.count;
    }
    const bool countMissing = count && !refresh.count;
    const bool anchorsMissing = m_count && m_anchors.size() != qMax<qint64>(0, *m_count - 1) / anchorDistance;
    if (!m_scanning && (countMissing || anchorsMissing)) {
        requestScan();
    }
}

void BlockLoader::findPath(const QString& beginning)
{
    if (!m_started || m_query.sort != RepositorySort::Path) {
        return;
    }
    const PathSearch search{m_query, m_anchors, m_matches.ids(), beginning};
    const auto answer = m_reader->run([search](Stores& stores) { return rowOfPath(stores, search); });
    whenAnswered(answer, this, [this, token = m_token, number = ++m_pathSearches](const Result<qint64>& row) {
        if (token == m_token && number == m_pathSearches && row) {
            Q_EMIT pathFound(int(*row));
        }
    });
}

void BlockLoader::noteFailure(const Error& error)
{
    m_retry.start();
    if (!std::exchange(m_failed, true)) {
        Q_EMIT failed(error);
    }
}

void BlockLoader::noteSuccess()
{
    if (std::exchange(m_failed, false)) {
        Q_EMIT recovered();
    }
}

} // namespace transship
