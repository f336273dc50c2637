// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/benchmarks/common/settings.h"

#include <cstdio>
#include <cstdlib>

namespace transship::bench {
namespace {

QString given(const QStringList& arguments, const QString& option, const char* variable)
{
    const qsizetype at = arguments.indexOf(option);
    if (at >= 0 && at + 1 < arguments.size()) {
        return arguments[at + 1];
    }
    return qEnvironmentVariable(variable);
}

QList<qint64> rowCounts(const QString& text)
{
    QList<qint64> counts;
    for (const QString& part : text.split(u',', Qt::SkipEmptyParts)) {
        bool ok = false;
        counts << part.trimmed().toLongLong(&ok);
        if (!ok || counts.last() < 1000) {
            giveUp(QStringLiteral("\"%1\" is no number of rows; at least 1000, separated by commas").arg(part));
        }
    }
    return counts;
}

} // namespace

void giveUp(const QString& why)
{
    std::fprintf(stderr, "cannot measure: %s\n", qPrintable(why));
    std::exit(1);
}

Settings readSettings(const QStringList& arguments)
{
    Settings settings;
    if (arguments.contains(QStringLiteral("--full")) || qEnvironmentVariableIntValue("TRANSSHIP_BENCH_FULL") == 1) {
        settings.rows = {1'000'000, 5'000'000};
    }
    if (const QString rows = given(arguments, QStringLiteral("--rows"), "TRANSSHIP_BENCH_ROWS"); !rows.isEmpty()) {
        settings.rows = rowCounts(rows);
    }
    if (const QString backend = given(arguments, QStringLiteral("--backend"), "TRANSSHIP_BENCH_BACKEND");
        !backend.isEmpty()) {
        if (!settings.backends.contains(backend)) {
            giveUp(QStringLiteral("there is no backend \"%1\"").arg(backend));
        }
        settings.backends = {backend};
    }
    if (const QString rounds = given(arguments, QStringLiteral("--rounds"), "TRANSSHIP_BENCH_ROUNDS");
        !rounds.isEmpty()) {
        settings.rounds = qMax(1, rounds.toInt());
    }
    settings.dataFolder = qEnvironmentVariable("TRANSSHIP_BENCH_DATA");
    settings.resultsFile = qEnvironmentVariable("TRANSSHIP_BENCH_RESULTS");
    return settings;
}

} // namespace transship::bench
