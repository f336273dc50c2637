// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// The second thread of BlockLoader: it counts and samples anchors, or searches for what matches.
#include "models/tables/answer.h"
#include "models/tables/blockloader.h"

namespace transship {
namespace {

using namespace std::chrono_literals;

constexpr auto scanBudget = 100ms;
/// What is made again because of news takes at most a fifth of the time.
constexpr int restFactor = 4;
constexpr auto minScanPause = 300ms;

} // namespace

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
    m_matches.beginSearch();
    scanOn();
}

void BlockLoader::scanOn()
{
    if (!m_scanning || m_scanAsked || m_retry.isActive()) {
        return;
    }
    m_scanAsked = true;
    if (!m_query.isServed()) {
        searchOn();
        return;
    }
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
    pauseScan();
    if (!countsByState()) {
        m_count = m_scanned * anchorDistance + rest;
        Q_EMIT counted(*m_count, true);
    }
}

void BlockLoader::searchOn()
{
    const auto answer = m_scanner->run([query = m_query, from = m_matches.next()](
                                           Stores& stores) { return searchMatches(stores, query, from, scanBudget); });
    whenAnswered(answer, this, [this, token = m_token](const Result<MatchPart>& part) {
        if (token == m_token) {
            m_scanAsked = false;
            applyMatches(part);
        }
    });
}

void BlockLoader::applyMatches(const Result<MatchPart>& answer)
{
    if (!answer) {
        noteFailure(answer.error());
        return;
    }
    noteSuccess();
    m_scanTook += answer->took;
    const bool isNew = !m_matches.isComplete(); // the rows of a first search are shown as they are found
    const bool isFirstRows = isNew && m_matches.isFirstPart();
    m_matches.add(*answer);
    if (answer->finished) {
        m_scanning = false;
        m_count = m_matches.size();
        pauseScan();
    }
    const quint64 token = m_token;
    if (isFirstRows) {
        Q_EMIT loaded({{{0, answer->firstRows}}, m_count, {}});
    }
    if (token == m_token && (isNew || answer->finished)) {
        Q_EMIT counted(m_matches.size(), answer->finished);
    }
    if (token == m_token && answer->finished && !isNew) {
        Q_EMIT moved();
    }
    if (token == m_token) {
        pump();
        scanOn();
    }
}

void BlockLoader::pauseScan()
{
    m_scanPause.start(qMax<std::chrono::milliseconds>(minScanPause, m_scanTook * restFactor));
}

} // namespace transship
