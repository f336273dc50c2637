// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/repositoryfilter.h"
#include "models/storage/storageworker.h"
#include "models/tables/matchlist.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <memory>

namespace transship {

/// Reads for one table: blocks on one thread, newest wish first, at most eight wishes waiting; on another, in parts,
/// the counting and sampling of anchors, or the search for what matches. Answers to an earlier question are dropped,
/// and a part of a search takes a tenth of a second, so that a new question never waits for long. Thread: its own, with
/// an event loop; never waits for the database.
class BlockLoader : public QObject {
    Q_OBJECT

public:
    static constexpr int maxWanted = 8;

    explicit BlockLoader(const DatabaseUrl& url, QObject* parent = nullptr);
    ~BlockLoader() override;

    /// Another question; block 0 is read first. `countStates`: the filter is no more than these states (empty: no
    /// filter), so that the counters kept per state know the number of rows.
    void start(const BlockQuery& query, const std::optional<QList<MigrationState>>& countStates);
    /// The same question at a later moment: from the next reading on; what was learned about places stays of use.
    void rephrase(const BlockQuery& query) { m_query = query; }
    /// Forgets the question: nothing more is answered.
    void stop();
    void want(int block);
    /// These blocks together, and the count. `rowsMayMove`: rows may have come, gone or changed places.
    void refresh(const QList<int>& blocks, bool rowsMayMove);
    /// In the order of paths: the first row whose path begins so, or that would follow it. Answered by pathFound(),
    /// unless another one is looked for meanwhile.
    void findPath(const QString& beginning);

Q_SIGNALS:
    void loaded(const transship::BlockRefresh& answer);
    /// Not read after all: newer wishes came. It may be asked for again.
    void dropped(int block);
    /// So many rows so far, or in all.
    void counted(qint64 rows, bool exact);
    /// A search was made again: every block may hold other rows than it did.
    void moved();
    void pathFound(int row);
    /// Once; it is tried again every second, and recovered() tells when it worked.
    void failed(const transship::Error& error);
    void recovered();

private:
    void pump();
    void read(const QList<int>& blocks, bool count);
    void applyRead(const QList<int>& blocks, bool count, const Result<BlockRefresh>& answer);
    BlockPlace placeOf(int block) const;
    bool hasPlace(int block) const { return m_query.isServed() || block * qint64(blockRows) < m_matches.size(); }
    void readLater(const QList<int>& blocks, bool count);
    void learnCount(bool count, BlockRefresh& refresh);
    bool countsByState() const { return m_countStates.has_value(); }

    void requestScan();
    void startScan();
    void scanOn();
    void applyScan(const Result<ScanPart>& answer);
    void finishScan(qint64 rest);
    void searchOn();
    void applyMatches(const Result<MatchPart>& answer);
    void pauseScan();

    void noteFailure(const Error& error);
    void noteSuccess();

    std::shared_ptr<StorageWorker> m_reader;
    std::shared_ptr<StorageWorker> m_scanner;
    BlockQuery m_query;
    std::optional<QList<MigrationState>> m_countStates;
    int m_pathSearches = 0;
    quint64 m_token = 0; ///< of the present question; an answer that carries another one is late
    bool m_started = false;

    QList<int> m_wanted; ///< the newest last
    QList<int> m_refreshBlocks;
    bool m_refreshWanted = false;
    bool m_reading = false;
    std::optional<qint64> m_count;

    QList<BlockAnchor> m_anchors; ///< m_anchors[n] is row (n + 1) * anchorDistance
    qsizetype m_scanned = 0; ///< how many of them the scan under way has renewed
    bool m_scanning = false;
    bool m_scanAsked = false; ///< a part of it is under way
    bool m_scanWanted = false;
    std::chrono::milliseconds m_scanTook{0};
    QTimer m_scanPause;
    MatchList m_matches; ///< where the index does not serve the question
    QTimer m_refreshPause;
    QElapsedTimer m_readTimer;

    QTimer m_retry;
    bool m_failed = false;
};

} // namespace transship
