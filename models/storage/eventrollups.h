// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/storage/connection.h"

#include <QDateTime>
#include <QList>

namespace transship {

/// What is counted of the history.
enum class RollupKind {
    ImportDone, ///< entered that state; no key
    ImportAborted, ///< key: the cause, "unknown" when history names none
    ImportSkipped, ///< likewise
    PreImportTime, ///< a pre import was done; key: how many milliseconds it took, rounded (within 8 %)
    ImportTime, ///< likewise the final import
};

/// How often something happened in one step of time.
struct RollupCell {
    QDateTime start; ///< of the step
    RollupKind kind = RollupKind::ImportDone;
    QString key;
    qint64 count = 0;
};

/// The history added up in steps of ten seconds, five minutes and an hour (`event_rollups`), so that a chart costs as
/// much as it has steps and not as much as has happened. Thread: the connection's.
class EventRollups {
public:
    explicit EventRollups(Connection& connection);

    /// At most this many events are folded in one transaction, which holds up SQLite's other writers.
    static constexpr int foldAtOnce = 5000;
    /// Events younger than this are left: one with a smaller id may still be uncommitted.
    static constexpr int settleSeconds = 120;
    /// Steps of ten seconds, of five minutes are kept for so long.
    static constexpr qint64 tenSecondsKept = 3 * 3600;
    static constexpr qint64 fiveMinutesKept = 35 * 86'400;

    /// Adds the next events up; how many there were (foldAtOnce: there may be more). 0 while another program is at it.
    /// Drops steps that are too old to be kept that finely.
    Result<int> fold(const QDateTime& now);

    /// A step that the span can be asked in: a multiple of what is kept of it, at least `wanted` seconds.
    static int possibleWidth(int wanted, const QDateTime& from, const QDateTime& now);
    /// Counts in [from, until) in steps of `width` seconds (from possibleWidth), in no order, empty ones left out.
    /// Events that were not folded yet are read from the history.
    Result<QList<RollupCell>> cells(const QDateTime& from, const QDateTime& until, int width);

private:
    Result<int> foldNext(const QDateTime& now);
    Result<QList<RollupCell>> cellsBehind(qint64 cursor, const QDateTime& from, const QDateTime& until, int width);

    Connection& m_connection;
};

} // namespace transship
