// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// What the console's charts cost with tens of millions of events: adding the history up, some thousand events a
// transaction, and then reading what a chart shows of fifteen minutes, an hour … all of it. The reference is the
// question as it would be asked of the history itself. --rows: repositories; each has four events.
#include "models/storage/stores.h"
#include "models/tables/eventcharts.h"
#include "tests/benchmarks/common/dataset.h"
#include "tests/benchmarks/common/pairedruns.h"

#include <QCoreApplication>
#include <QElapsedTimer>

#include <cstdio>

using namespace transship;
using namespace transship::bench;

namespace {

const QDateTime now(QDate(2026, 3, 29), QTime(12, 0), Qt::UTC);
constexpr double target = 1000; // milliseconds on a thread of its own

/// Lives of pre import, import and, for each twentieth, an abort in between; evenly over the 60 days before now.
void fillHistory(Connection& connection, qint64 repositories)
{
    const bool sqlite = connection.backend() == Backend::Sqlite;
    const qint64 first = now.toSecsSinceEpoch() - 60LL * 86'400;
    const double step = 60.0 * 86'400 / double(repositories);
    const QString second = QStringLiteral("%1 + i * %2 + ").arg(first).arg(step, 0, 'f', 9);
    const auto time = [&](const QString& offset) {
        return (sqlite ? QStringLiteral("strftime('%Y-%m-%d %H:%M:%S.000000', CAST(")
                       : QStringLiteral("to_timestamp(CAST("))
            + second + offset
            + (sqlite ? QStringLiteral(" AS integer), 'unixepoch')")
                      : QStringLiteral(" AS bigint)) AT TIME ZONE 'UTC'"));
    };
    const QString numbers = sqlite
        ? QStringLiteral(
            "(WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %1) SELECT i FROM n)")
              .arg(repositories)
        : QStringLiteral("(SELECT i FROM generate_series(1, %1) AS numbers (i))").arg(repositories);
    struct Step {
        const char* from;
        const char* to;
        const char* offset;
    };
    // In the order of time for each repository, which is that of ids.
    QStringList selects;
    for (const Step& s :
        {Step{"default", "pre_importing", "0"}, Step{"pre_importing", "pre_import_done", "20 + i % 90"},
            Step{"pre_import_done", "importing", "21 + i % 90"}, Step{"importing", "import_done", "25 + i % 97"}}) {
        const bool last = qstrcmp(s.to, "import_done") == 0;
        selects << QStringLiteral("SELECT i, '%1' AS f, %2 AS t, %3 AS r, %4 AS at, %5 AS part FROM %6 AS n%5")
                       .arg(QString::fromLatin1(s.from),
                           last ? QStringLiteral("CASE WHEN i % 20 = 0 THEN 'import_aborted' ELSE 'import_done' END")
                                : QStringLiteral("'%1'").arg(QString::fromLatin1(s.to)),
                           last ? QStringLiteral("CASE WHEN i % 20 = 0 THEN 'cause ' || (i % 7) ELSE '' END")
                                : QStringLiteral("''"),
                           time(QString::fromLatin1(s.offset)), QString::number(selects.size()), numbers);
    }
    mustRun(connection,
        QStringLiteral(
            "INSERT INTO migration_events (container_repository_id, event, from_state, to_state, actor, "
            "origin, reason, created_at) SELECT i, 'reset', f, t, 'bench', 'ctl', r, at FROM (%1) AS all_steps "
            "ORDER BY i, part")
            .arg(selects.join(QStringLiteral(" UNION ALL "))));
    if (!sqlite) {
        mustRun(connection, QStringLiteral("VACUUM (ANALYZE) migration_events"));
    }
}

void foldAll(Stores& stores)
{
    QList<double> milliseconds;
    qint64 events = 0;
    QElapsedTimer all;
    all.start();
    for (int folded = EventRollups::foldAtOnce; folded == EventRollups::foldAtOnce;) {
        QElapsedTimer timer;
        timer.start();
        const auto answer = stores.rollups.fold(now);
        if (!answer) {
            giveUp(answer.error().toString());
        }
        folded = *answer;
        events += folded;
        milliseconds << double(timer.nsecsElapsed()) / 1e6;
    }
    std::printf("%lld events added up in %.1f s, a transaction of %d: median %.1f ms, p99 %.1f ms\n",
        static_cast<long long>(events), double(all.elapsed()) / 1000, EventRollups::foldAtOnce,
        quantile(milliseconds, 0.5), quantile(milliseconds, 0.99));
}

double millisecondsFor(Stores& stores, std::chrono::seconds span)
{
    QElapsedTimer timer;
    timer.start();
    const auto charts = readEventCharts(stores, {span}, now);
    if (!charts) {
        giveUp(charts.error().toString());
    }
    return double(timer.nsecsElapsed()) / 1e6;
}

/// Only the bars, of everything, as the history tells it.
double millisecondsUnfolded(Stores& stores)
{
    QElapsedTimer timer;
    timer.start();
    const auto buckets = stores.events.throughput(now.addDays(-60), now, 86'400);
    if (!buckets) {
        giveUp(buckets.error().toString());
    }
    return double(timer.nsecsElapsed()) / 1e6;
}

} // namespace

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    const Settings settings = readSettings(QCoreApplication::arguments());
    DataSets sets(settings);
    bool met = true;
    for (const QString& backend : settings.backends) {
        for (const qint64 rows : settings.rows) {
            const DatabaseUrl url = sets.copy(backend, qMin<qint64>(rows, 10'000), Mix::Beginning);
            const auto connection = openOrGiveUp(url);
            Stores stores(*connection);
            fillHistory(*connection, rows);
            std::printf("\n## Charts, %s\n\n", qPrintable(backend));
            foldAll(stores);
            PairedRuns runs(settings, 16, QStringLiteral("Charts of %L1 events, %2").arg(4 * rows).arg(backend),
                QStringLiteral("ms"));
            using namespace std::chrono_literals;
            runs.add(QStringLiteral("bars of all, from the history"), [&] { return millisecondsUnfolded(stores); });
            const QList<std::pair<QString, std::chrono::seconds>> spans{{QStringLiteral("15 minutes"), 15min},
                {QStringLiteral("1 hour"), 1h}, {QStringLiteral("6 hours"), 6h}, {QStringLiteral("24 hours"), 24h},
                {QStringLiteral("7 days"), 168h}, {QStringLiteral("all"), 0s}};
            for (const auto& [name, span] : spans) {
                runs.add(name, [&stores, length = span] { return millisecondsFor(stores, length); });
            }
            runs.run();
            runs.print();
            for (const auto& entry : spans) {
                met = judgeValue(entry.first, runs.spread(entry.first).median, target, QStringLiteral("ms")) && met;
            }
        }
    }
    std::printf("\ncharts: %s\n", met ? "every target met" : "some targets NOT met");
    return 0;
}
