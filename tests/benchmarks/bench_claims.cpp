// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// Sixteen workers that take the next ready repository at the same time, on PostgreSQL: the bare SKIP LOCKED statement
// (pgbench), the same with a history row, the original's two statements, and RepositoryStore::claimNextReady without
// and with a capacity to keep.
#include "models/storage/stores.h"
#include "tests/benchmarks/common/dataset.h"
#include "tests/benchmarks/common/measureeach.h"
#include "tests/benchmarks/common/pairedruns.h"
#include "tests/benchmarks/common/pgbench.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QSemaphore>

#include <atomic>
#include <cstdio>
#include <mutex>
#include <thread>
#include <unordered_map>

using namespace transship;
using namespace transship::bench;

namespace {

constexpr int workers = 16;
constexpr int seconds = 2;

QString text(const char* words)
{
    return QString::fromLatin1(words);
}

QString nextReady(const QString& columns)
{
    return QStringLiteral("SELECT %1 FROM container_repositories candidate WHERE migration_state = 'default' "
                          "AND NOT EXISTS (SELECT 1 FROM feature_gates WHERE feature_key = "
                          "'container_registry_phase_2_deny_list' AND key = 'actors' "
                          "AND value = 'Group:' || candidate.root_namespace_id) ORDER BY created_at, id LIMIT 1")
        .arg(columns);
}

const QString entering = QStringLiteral("UPDATE container_repositories SET migration_state = 'pre_importing', "
                                        "migration_pre_import_started_at = now(), updated_at = now() WHERE id = ");

QString bareClaim()
{
    return entering + QStringLiteral("(%1 FOR UPDATE SKIP LOCKED) RETURNING id").arg(nextReady(text("id")));
}

QString claimWithHistory()
{
    return QStringLiteral("WITH claimed AS (%1) INSERT INTO migration_events (container_repository_id, event, "
                          "from_state, to_state, actor, origin, created_at) SELECT id, 'start_pre_import', 'default', "
                          "'pre_importing', 'bench', 'enqueuer', now() FROM claimed RETURNING id")
        .arg(bareClaim());
}

/// As whoever keeps to a capacity must: one after another, each counting what is in process when it is his turn; all
/// that in one message to the server.
QString claimWithinCapacity()
{
    QString claim = claimWithHistory();
    claim.replace(text("WHERE migration_state = 'default'"),
        text("WHERE migration_state = 'default' AND (SELECT count(*) FROM container_repositories WHERE migration_state "
             "IN ('pre_importing', 'pre_import_done', 'importing')) < 1000000"));
    return text("\\startpipeline\nBEGIN;\nSELECT pg_advisory_xact_lock(7260114);\n") + claim
        + text(";\nCOMMIT;\n\\endpipeline\n");
}

struct Claims {
    double perSecond = 0;
    qint64 total = 0;
    qint64 twice = 0;
};

/// `claim` gets a worker's own connection, and returns the id that was taken.
Claims inWorkers(const DatabaseUrl& url, const std::function<qint64(Connection&)>& claim)
{
    std::mutex mutex;
    std::unordered_map<qint64, int> taken;
    std::atomic<int> ready{0};
    std::atomic<bool> stop{false};
    std::vector<std::thread> threads;
    for (int i = 0; i < workers; ++i) {
        threads.emplace_back([&] {
            const auto connection = openOrGiveUp(url);
            std::vector<qint64> mine;
            ++ready;
            while (ready < workers) {
                std::this_thread::yield();
            }
            while (!stop) {
                mine.push_back(claim(*connection));
            }
            const std::lock_guard lock(mutex);
            for (const qint64 id : mine) {
                ++taken[id];
            }
        });
    }
    while (ready < workers) {
        std::this_thread::yield();
    }
    QElapsedTimer timer;
    timer.start();
    QSemaphore().tryAcquire(1, seconds * 1000);
    stop = true;
    for (std::thread& thread : threads) {
        thread.join();
    }
    Claims claims;
    for (const auto& [id, times] : taken) {
        claims.total += times;
        claims.twice += times - 1;
    }
    claims.perSecond = static_cast<double>(claims.total) * 1e9 / static_cast<double>(timer.nsecsElapsed());
    return claims;
}

qint64 originalClaim(Connection& connection)
{
    qint64 id = 0;
    const auto next = connection.read(nextReady(text("id")), {}, [&id](const Row& row) -> Result<void> {
        id = row.value(0).toLongLong();
        return {};
    });
    if (!next || id == 0) {
        giveUp(next ? text("nothing is left to claim") : next.error().toString());
    }
    const auto updated = connection.execCount(entering + u'?', {id});
    if (!updated) {
        giveUp(updated.error().toString());
    }
    return id;
}

qint64 ourClaim(Connection& connection, std::optional<int> capacity)
{
    RepositoryStore repositories(connection);
    TransitionRequest request;
    request.event = MigrationEvent::StartPreImport;
    request.context.now = QDateTime::currentDateTimeUtc();
    request.actor = text("bench");
    request.origin = Origin::Enqueuer;
    request.capacity = capacity;
    const auto claimed = repositories.claimNextReady(Policy(), request);
    if (!claimed || !*claimed) {
        giveUp(claimed ? text("nothing is left to claim") : claimed.error().toString());
    }
    return (*claimed)->after.id;
}

/// As it was before; with no dead rows at the queue's head, which the next contender would have to step over.
void putBack(const DatabaseUrl& url)
{
    const auto connection = openOrGiveUp(url);
    mustRun(*connection,
        text("UPDATE container_repositories SET migration_state = 'default' WHERE migration_state = 'pre_importing'"));
    mustRun(*connection, text("VACUUM (ANALYZE) container_repositories"));
}

/// Runs the contenders on one data set; true when the target is met and nothing was taken twice.
bool measure(const Settings& settings, DataSets& sets, const Subject& subject)
{
    const DatabaseUrl url = sets.copy(subject.backend, subject.rows, subject.mix);
    // Nobody is denied: the bare statement would read all of a denied namespace at the queue's head, claim by claim.
    mustRun(*openOrGiveUp(url), text("DELETE FROM feature_gates WHERE key = 'actors'"));
    putBack(url);
    qint64 originalTwice = 0;
    qint64 originalTotal = 0;
    qint64 oursTwice = 0;
    PairedRuns runs(
        settings, 9, QStringLiteral("Claims by %1 workers, %L2 rows").arg(workers).arg(subject.rows), text("claims/s"));
    const auto pgbench = [&](const QString& script, Protocol protocol = Protocol::Prepared) {
        const double perSecond = runPgbench(url, script, workers, seconds, 1, protocol);
        putBack(url);
        return perSecond;
    };
    const auto ours = [&](std::optional<int> capacity) {
        const Claims claims
            = inWorkers(url, [capacity](Connection& connection) { return ourClaim(connection, capacity); });
        putBack(url);
        oursTwice += claims.twice;
        return claims.perSecond;
    };
    runs.add(text("bare SKIP LOCKED with a history row, pgbench"),
        [&] { return pgbench(claimWithHistory() + text(";\n")); });
    runs.add(text("bare SKIP LOCKED, no history, pgbench"), [&] { return pgbench(bareClaim() + text(";\n")); });
    runs.add(
        text("bare, within a capacity, pgbench"), [&] { return pgbench(claimWithinCapacity(), Protocol::Extended); });
    runs.add(text("the original's SQL (double claims)"), [&] {
        const Claims claims = inWorkers(url, originalClaim);
        putBack(url);
        originalTwice += claims.twice;
        originalTotal += claims.total;
        return claims.perSecond;
    });
    runs.add(text("claimNextReady"), [&] { return ours({}); });
    runs.add(text("claimNextReady within a capacity"), [&] { return ours(1'000'000); });
    runs.run();
    runs.print();
    std::printf("\ndouble claims: the original's SQL %lld of %lld, claimNextReady %lld\n",
        static_cast<long long>(originalTwice), static_cast<long long>(originalTotal),
        static_cast<long long>(oursTwice));
    const bool unlimited = runs.judge(text("claimNextReady"), 0.8);
    const auto median = [&runs](const char* name) { return runs.spread(text(name)).median; };
    // As the enqueuer claims; 1 / 0.8.
    const bool limited = judgeValue(text("within a capacity, time a claim of the bare statement's"),
        median("bare, within a capacity, pgbench") / median("claimNextReady within a capacity"), 1.25, text("x"));
    return unlimited && limited && oursTwice == 0;
}

} // namespace

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    Settings settings = readSettings(QCoreApplication::arguments());
    settings.backends = {text("postgresql")};
    DataSets sets(settings);
    return measureEach(settings, {Mix::Beginning}, text("row 9"),
        [&](const Subject& subject) { return measure(settings, sets, subject); });
}
