// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>
#include <QStringList>

namespace transship::bench {

/// What a run of a benchmark is asked to do; from its arguments, else from the environment (a benchmark is mostly
/// started by ctest, which passes no arguments on).
struct Settings {
    /// --rows 10000,100000 or TRANSSHIP_BENCH_ROWS; --full or TRANSSHIP_BENCH_FULL=1: 1 and 5 million.
    QList<qint64> rows{100'000};
    /// --backend sqlite|postgresql or TRANSSHIP_BENCH_BACKEND; else both.
    QStringList backends{QStringLiteral("sqlite"), QStringLiteral("postgresql")};
    /// --rounds N or TRANSSHIP_BENCH_ROUNDS: how often each contender runs, in turn.
    int rounds = 5;
    /// TRANSSHIP_BENCH_DATA: where data sets are kept for the next program; else a temporary folder.
    QString dataFolder;
    /// TRANSSHIP_BENCH_RESULTS: a file that every figure is appended to, one JSON object a line.
    QString resultsFile;
};

/// Ends the program with a message when an argument makes no sense.
Settings readSettings(const QStringList& arguments);

/// Ends the program: what cannot be measured is no figure.
[[noreturn]] void giveUp(const QString& why);

} // namespace transship::bench
