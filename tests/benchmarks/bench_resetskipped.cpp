// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// reset_skipped over 27,700 rows, batches of 10,000, sub-batches of 100, no pause: as the product does it, beside the
// same statements run bare over the same index, and beside those of the original, which keeps no history. Then how long
// another writer waits meanwhile.
#include "models/migration/backgroundrunner.h"
#include "models/storage/storageworker.h"
#include "tests/benchmarks/common/dataset.h"
#include "tests/benchmarks/common/measureeach.h"
#include "tests/benchmarks/common/pairedruns.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QSemaphore>

#include <atomic>
#include <cstdio>
#include <thread>

#include <unistd.h>

using namespace transship;
using namespace transship::bench;

namespace {

constexpr int subBatch = 100;
constexpr double longestStatementMs = 50;
const QString condition = QStringLiteral("migration_state = 'import_skipped' AND migration_skipped_reason = 2");
const QString now = QStringLiteral("2026-03-01 12:00:00.000000");

double seconds(const QElapsedTimer& timer)
{
    return static_cast<double>(timer.nsecsElapsed()) / 1e9;
}

qint64 number(Connection& connection, const QString& sql, const QVariantList& values = {})
{
    Result<QSqlQuery> query = connection.exec(sql, values);
    if (!query) {
        giveUp(query.error().toString());
    }
    const qint64 value = query->next() ? query->value(0).toLongLong() : 0;
    query->finish();
    return value;
}

template <typename T> T must(Result<T> result)
{
    if (!result) {
        giveUp(result.error().toString());
    }
    return *std::move(result);
}

/// The database, put back into the state before each measurement.
class Table {
public:
    explicit Table(const DatabaseUrl& url)
        : m_url(url)
        , m_connection(openOrGiveUp(url))
    {
        mustRun(*m_connection, QStringLiteral("DROP TABLE IF EXISTS bench_ids"));
        mustRun(*m_connection,
            QStringLiteral("CREATE TABLE bench_ids AS SELECT id FROM container_repositories WHERE ") + condition);
    }
    Connection& connection() { return *m_connection; }
    const DatabaseUrl& url() const { return m_url; }
    void putBack()
    {
        mustRun(*m_connection,
            QStringLiteral("UPDATE container_repositories SET migration_state = 'import_skipped', "
                           "migration_skipped_reason = 2 WHERE id IN (SELECT id FROM bench_ids)"));
        if (m_connection->backend() == Backend::PostgreSql) {
            mustRun(*m_connection, QStringLiteral("VACUUM container_repositories, state_count_deltas"));
        } else {
            mustRun(*m_connection, QStringLiteral("PRAGMA wal_checkpoint(TRUNCATE)"));
        }
    }

private:
    DatabaseUrl m_url;
    std::unique_ptr<Connection> m_connection;
};

/// The statements and nothing else, each prepared once.
double bare(Table& table, bool history)
{
    Connection& c = table.connection();
    const bool sqlite = c.backend() == Backend::Sqlite;
    const QString rows = sqlite
        ? QStringLiteral("container_repositories INDEXED BY container_repositories_skipped_tags")
        : QStringLiteral("container_repositories");
    const QString bounds = QStringLiteral("SELECT max(id) FROM (SELECT id FROM %1 WHERE %2 AND id > ? ORDER BY id "
                                          "LIMIT %3) span")
                               .arg(rows, condition)
                               .arg(subBatch);
    const QString values = QStringLiteral("id, 'reset', 'import_skipped', 'default', 'bench', 'background', "
                                          "'reset_skipped', '', ")
        + (sqlite ? QString() : QStringLiteral("timestamp ")) + u'\'' + now + u'\'';
    const QString into = QStringLiteral("INSERT INTO migration_events (container_repository_id, event, from_state, "
                                        "to_state, actor, origin, reason, detail, created_at) SELECT %1 FROM ")
                             .arg(values);
    const QString update = QStringLiteral("UPDATE %1 SET migration_state = 'default', migration_skipped_reason = NULL, "
                                          "updated_at = '%2' WHERE %3 AND id > ? AND id <= ?")
                               .arg(rows, now, condition);
    const QString insert = into + QStringLiteral("%1 WHERE %2 AND id > ? AND id <= ?").arg(rows, condition);
    const QString both
        = QStringLiteral("WITH changed AS (%1 RETURNING id) ").arg(update) + into + QStringLiteral("changed");
    QElapsedTimer timer;
    timer.start();
    for (qint64 last = 0;;) {
        const qint64 upTo = number(c, bounds, {last});
        if (upTo == 0) {
            break;
        }
        const auto change = [&]() -> Result<int> {
            if (!history) {
                return c.execCount(update, {last, upTo});
            }
            if (!sqlite) {
                return c.execCount(both, {last, upTo});
            }
            const Result<int> inserted = c.execCount(insert, {last, upTo});
            return inserted ? c.execCount(update, {last, upTo}) : inserted;
        };
        must(c.transaction(change));
        last = upTo;
    }
    const double elapsed = seconds(timer);
    table.putBack();
    return elapsed;
}

/// The longest statement, by the moments at which one and the next of the same transaction begin: without what is
/// between transactions, and without commits and checkpoints, whose time is the disk's.
class StatementTimes {
public:
    void begins(const QString& sql)
    {
        if (m_isStatement && !sql.startsWith(QStringLiteral("BEGIN"))) {
            m_longest = std::max(m_longest, static_cast<double>(m_timer.nsecsElapsed()) / 1e6);
        }
        m_isStatement = !sql.startsWith(QStringLiteral("COMMIT")) && !sql.contains(QStringLiteral("checkpoint"));
        m_timer.start();
    }
    double longest() const { return m_longest; }

private:
    QElapsedTimer m_timer;
    bool m_isStatement = false;
    double m_longest = 0;
};

/// Leaves the rows as they are then.
double product(Table& table, double* longestMs)
{
    SystemClock clock;
    StorageWorker storage(table.url(), Access::ReadWrite, QStringLiteral("bench"));
    BackgroundRunner runner(storage, nullptr, clock, QStringLiteral("bench"));
    StatementTimes times;
    const auto create = [&](Stores& stores) {
        const auto made = stores.background.create(BackgroundKind::ResetSkipped, {10'000, subBatch, {}},
            QStringLiteral("bench"), clock.now().toString(), clock.now());
        stores.connection.setTrace([&times](const QString& sql, const QVariantList&) { times.begins(sql); });
        return made;
    };
    QFuture<Result<BackgroundMigration>> created = storage.run(create);
    created.waitForFinished();
    const QString running = QStringLiteral("SELECT count(*) FROM background_migrations WHERE status = 'running'");
    QElapsedTimer timer;
    timer.start();
    do { // again where a busy database made it wait for its next turn
        QCoro::waitFor(runner.runDue());
    } while (number(table.connection(), running) > 0);
    const double elapsed = seconds(timer);
    QFuture<Result<int>> done = storage.run([](Stores& stores) -> Result<int> {
        stores.connection.setTrace({});
        return 0;
    });
    done.waitForFinished();
    *longestMs = std::max(*longestMs, times.longest());
    if (number(table.connection(), QStringLiteral("SELECT count(*) FROM container_repositories WHERE ") + condition)
        != 0) {
        giveUp(QStringLiteral("not all rows were reset"));
    }
    return elapsed;
}

/// Transitions of one row, back and forth, until told to stop; how long each took, in ms.
QList<double> otherWriter(const DatabaseUrl& url, qint64 id, const std::function<void()>& meanwhile)
{
    std::atomic<bool> stop = false;
    QSemaphore ended;
    QList<double> times;
    std::thread writer([&] {
        const auto connection = openOrGiveUp(url);
        Stores stores(*connection);
        for (bool skip = true; !stop || !skip; skip = !skip) { // ends where it began
            TransitionRequest request;
            request.repositoryId = id;
            request.event = skip ? MigrationEvent::SkipImport : MigrationEvent::Reset;
            request.context.now = QDateTime::currentDateTimeUtc();
            QElapsedTimer timer;
            timer.start();
            must(stores.repositories.fire(request));
            times << static_cast<double>(timer.nsecsElapsed()) / 1e6;
            ended.tryAcquire(1, 5); // at most 200 a second, as people and registries do
        }
    });
    meanwhile();
    stop = true;
    ended.release();
    writer.join();
    return times;
}

bool measureOthers(const Settings& settings, Table& table, const QString& title)
{
    const qint64 id = number(table.connection(),
        QStringLiteral("SELECT max(id) FROM container_repositories WHERE migration_state = 'default'"));
    QList<double> ratios;
    QList<double> alone;
    QList<double> beside;
    double ignored = 0;
    for (int round = 0; round < settings.rounds; ++round) {
        ::sync();
        const QList<double> quiet = otherWriter(table.url(), id, [] { QSemaphore().tryAcquire(1, 3000); });
        const QList<double> busy = otherWriter(table.url(), id, [&] { product(table, &ignored); });
        table.putBack(); // nobody waits for that
        alone << quantile(quiet, 0.99);
        beside << quantile(busy, 0.99);
        ratios << beside.last() / alone.last();
    }
    std::printf(
        "\nother writer's p99: alone %.2f ms, meanwhile %.2f ms\n", spreadOf(alone).median, spreadOf(beside).median);
    record(settings, 10, title, QStringLiteral("other writer alone"), QStringLiteral("ms, p99"), spreadOf(alone));
    record(settings, 10, title, QStringLiteral("other writer meanwhile"), QStringLiteral("ms, p99"), spreadOf(beside));
    return judgeValue(
        QStringLiteral("other writer's p99 by the one alone"), spreadOf(ratios).median, 2.0, QStringLiteral("x"));
}

bool measure(const Settings& settings, DataSets& sets, const Subject& subject)
{
    const QString title = QStringLiteral("reset_skipped, %1, %L2 rows").arg(subject.backend).arg(subject.rows);
    Table table(sets.copy(subject.backend, subject.rows, subject.mix));
    double longestMs = 0;
    const QString bareName = QStringLiteral("bare SQL, same index");
    const QString seedName = QStringLiteral("bare SQL without history");
    const QString productName = QStringLiteral("background migration");
    PairedRuns runs(settings, 10, title, QStringLiteral("s"));
    runs.add(bareName, [&] { return bare(table, true); });
    runs.add(seedName, [&] { return bare(table, false); });
    runs.add(productName, [&] {
        const double elapsed = product(table, &longestMs);
        table.putBack();
        return elapsed;
    });
    runs.run();
    runs.print();
    bool met = runs.judge(productName, 1.3, true);
    met = judgeValue(QStringLiteral("longest statement"), longestMs, longestStatementMs, QStringLiteral("ms")) && met;
    return measureOthers(settings, table, title) && met;
}

} // namespace

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    const Settings settings = readSettings(QCoreApplication::arguments());
    DataSets sets(settings);
    return measureEach(settings, {Mix::Middle}, QStringLiteral("row 10"),
        [&](const Subject& subject) { return measure(settings, sets, subject); });
}
