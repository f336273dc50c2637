// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/tables/blockloader.h"

#include "models/tables/answer.h"

namespace transship {
namespace {

using namespace std::chrono_literals;

constexpr auto scanBudget = 100ms;
constexpr auto retryPause = 1s;
/// A scan is made again at most for a fifth of the time.
constexpr int scanRest = 4;
constexpr auto minScanPause = 1000ms;

} // namespace

BlockLoader::BlockLoader(const DatabaseUrl& url, QObject* parent)
    : QObject(parent)
    , m_url(url)
{
    m_scanPause.setSingleShot(true);
    connect(&m_scanPause, &QTimer::timeout, this, &BlockLoader::startScan);
    m_retry.setSingleShot(true);
    m_retry.setInterval(retryPause);
    connect(&m_retry, &QTimer::timeout, this, [this] {
        pump();
        scanOn();
    });
    openWorkers();
}

BlockLoader::~BlockLoader() = default;

void BlockLoader::openWorkers()
{
    endInBackground(m_reader);
    endInBackground(m_scanner);
    m_reader = std::make_shared<StorageWorker>(m_url, Access::ReadOnly, QStringLiteral("table"));
    m_scanner = std::make_shared<StorageWorker>(m_url, Access::ReadOnly, QStringLiteral("table-scan"));
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
    m_retry.stop();
}

void BlockLoader::start(const BlockQuery& query, const std::optional<QList<MigrationState>>& countStates)
{
    stop();
    m_started = true;
    m_query = query;
    m_countStates = countStates;
    refresh({0}, false);
}

void BlockLoader::reopen()
{
    ++m_token;
    m_reading = false;
    m_scanAsked = false;
    m_retry.stop();
    openWorkers();
    pump();
    scanOn();
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
    if (rowsMayMove && m_count && *m_count > anchorDistance) {
        requestScan();
    }
    pump();
}

void BlockLoader::pump()
{
    if (m_reading || m_retry.isActive() || !m_started) {
        return;
    }
    if (!m_wanted.isEmpty()) {
        read({m_wanted.takeLast()}, false);
    } else if (m_refreshWanted) {
        m_refreshWanted = false;
        read(std::exchange(m_refreshBlocks, {}), true);
    }
}

BlockPlace BlockLoader::placeOf(int block) const
{
    const qint64 row = qint64(block) * blockRows;
    const qint64 anchors = qMin<qint64>(row / anchorDistance, m_anchors.size());
    if (anchors == 0) {
        return {block, std::nullopt, row};
    }
    return {block, m_anchors.at(anchors - 1), row - anchors * anchorDistance};
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
    } else if (count) {
        request.countSmall = m_count && *m_count <= anchorDistance;
    }
    m_reading = true;
    const auto answer = m_reader->run([request](Stores& stores) { return readBlocks(stores, request); });
    whenAnswered(answer, this, [this, blocks, count, token = m_token](const Result<BlockRefresh>& result) {
        if (token == m_token) {
            applyRead(blocks, count, result);
        }
    });
}

void BlockLoader::applyRead(const QList<int>& blocks, bool count, const Result<BlockRefresh>& answer)
{
    m_reading = false;
    if (!answer) {
        if (count) {
            m_refreshWanted = true;
            m_refreshBlocks = blocks + m_refreshBlocks;
        } else {
            m_wanted << blocks;
        }
        noteFailure(answer.error());
        return;
    }
    noteSuccess();
    BlockRefresh refresh = *answer;
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
    const quint64 token = m_token;
    Q_EMIT loaded(refresh);
    if (token == m_token) {
        pump();
    }
}

void BlockLoader::requestScan()
{
    m_scanWanted = true;
    if (!m_scanning && !m_scanPause.isActive()) {
        startScan();
    }
}

void BlockLoader::startScan()
{
    if (!m_scanWanted || m_scanning) {
        return;
    }
    m_scanWanted = false;
    m_scanning = true;
    m_scanned = 0;
    m_scanTook = 0ms;
    scanOn();
}

void BlockLoader::scanOn()
{
    if (!m_scanning || m_scanAsked || m_retry.isActive()) {
        return;
    }
    m_scanAsked = true;
    std::optional<BlockAnchor> from;
    if (m_scanned > 0) {
        from = m_anchors.at(m_scanned - 1);
    }
    const auto answer = m_scanner->run(
        [query = m_query, from](Stores& stores) { return scanAnchors(stores, query, from, scanBudget); });
    whenAnswered(answer, this, [this, token = m_token](const Result<ScanPart>& part) {
        if (token == m_token) {
            m_scanAsked = false;
            applyScan(part);
        }
    });
}

void BlockLoader::applyScan(const Result<ScanPart>& answer)
{
    if (!answer) {
        noteFailure(answer.error());
        return;
    }
    noteSuccess();
    m_scanTook += answer->took;
    // The anchors of the last scan stay in use until they are replaced, one by one.
    for (const BlockAnchor& anchor : answer->anchors) {
        if (m_scanned < m_anchors.size()) {
            m_anchors[m_scanned] = anchor;
        } else {
            m_anchors << anchor;
        }
        ++m_scanned;
    }
    if (answer->finished) {
        finishScan(answer->rest);
        return;
    }
    if (!m_count && !countsByState()) {
        Q_EMIT counted(m_scanned * anchorDistance, false);
    }
    scanOn();
}

void BlockLoader::finishScan(qint64 rest)
{
    m_scanning = false;
    m_anchors.resize(m_scanned);
    m_scanPause.start(qMax<std::chrono::milliseconds>(minScanPause, m_scanTook * scanRest));
    if (!countsByState()) {
        m_count = m_scanned * anchorDistance + rest;
        Q_EMIT counted(*m_count, true);
    }
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
