// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/storage/grouptools.h"

#include <QSqlDriver>
#include <QVariant>

#include <atomic>
#include <functional>
#include <future>

#include <sqlite3.h>

using namespace transship;
using namespace transship::testing;

namespace {

/// A job on a connection and a thread of its own.
class Other {
public:
    using Job = std::function<Result<int>(Fixture& own)>;

    Other(const DatabaseUrl& url, const Job& job)
        : m_answer(std::async(std::launch::async, [url, job] {
            Fixture own(url);
            return job(own);
        }))
    {
    }
    bool isDone() const { return m_answer.wait_for(std::chrono::seconds(0)) == std::future_status::ready; }
    Result<int> answer() { return m_answer.get(); }

private:
    std::future<Result<int>> m_answer;
};

/// True as soon as the other waits for a lock, false when it gets done without.
bool waits(Fixture& observer, const Other& other)
{
    const QString waiting = QStringLiteral(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'");
    bool seen = false;
    const bool known = QTest::qWaitFor(
        [&] {
            seen = observer.number(waiting) > 0;
            return seen || other.isDone();
        },
        20'000);
    return known && seen;
}

Result<int> fire(Fixture& f, const TransitionRequest& wanted)
{
    const Result<TransitionResult> fired = f.stores.repositories.fire(wanted);
    return fired ? Result<int>(1) : fired.error();
}

/// How many were claimed.
Result<int> claim(Fixture& f, const TransitionRequest& wanted)
{
    const auto claimed = f.stores.repositories.claimNextReady(Policy(), wanted);
    return claimed ? Result<int>(claimed->has_value() ? 1 : 0) : claimed.error();
}

} // namespace

/// Whoever must see what another has not committed yet waits for him, and nobody else does. Each test stops one in the
/// middle of a transaction and looks at what the other does.
class TestWaiting : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_databases.problem().isEmpty(), qPrintable(m_databases.problem())); }
    void limitedEntrySeesAllBefore_data();
    void limitedEntrySeesAllBefore();
    void operatorsEnterSideBySide();
    void transitionComputesFromTheRowAsItIs();
    void claimLooksAgainAtWhatItLocked();
    void sqliteWriterWaitsForTheOther();

private:
    TestDatabases m_databases;
};

void TestWaiting::limitedEntrySeesAllBefore_data()
{
    QTest::addColumn<bool>("firstIsLimited");
    QTest::addColumn<bool>("claims");
    QTest::newRow("two limited ones") << true << false;
    QTest::newRow("after an operator") << false << false;
    QTest::newRow("claimed, two limited ones") << true << true;
    QTest::newRow("claimed, after an operator") << false << true;
}

void TestWaiting::limitedEntrySeesAllBefore()
{
    QFETCH(const bool, firstIsLimited);
    QFETCH(const bool, claims);
    Fixture f(m_databases.create(QStringLiteral("postgresql")));
    const QList<qint64> ids = addMany(f, 2);
    TransitionRequest entry = start(ids[0]);
    TransitionRequest limited = start(ids[1]);
    limited.capacity = 1;
    if (firstIsLimited) {
        entry.capacity = 1;
    }
    Fixture first(f.url);
    VERIFY_OK(first.connection->begin());
    const auto entered = fire(first, entry);
    Other second(f.url, [=](Fixture& own) { return claims ? claim(own, limited) : fire(own, limited); });
    const bool waited = waits(f, second);
    const auto committed = first.connection->commit();
    const auto refused = second.answer();
    VERIFY_OK(entered);
    VERIFY_OK(committed);
    QVERIFY(waited);
    QVERIFY(!refused.ok());
    QCOMPARE(refused.error().code, ErrorCode::NoCapacity);
    QCOMPARE(f.stores.repositories.countByState()->inProcess(), 1);
}

void TestWaiting::operatorsEnterSideBySide()
{
    Fixture f(m_databases.create(QStringLiteral("postgresql")));
    const QList<qint64> ids = addMany(f, 2);
    Fixture first(f.url);
    VERIFY_OK(first.connection->begin());
    const auto entered = fire(first, start(ids[0]));
    Other second(f.url, [=](Fixture& own) { return fire(own, start(ids[1])); });
    const bool waited = waits(f, second);
    const auto committed = first.connection->commit();
    VERIFY_OK(second.answer());
    VERIFY_OK(entered);
    VERIFY_OK(committed);
    QVERIFY(!waited);
}

void TestWaiting::transitionComputesFromTheRowAsItIs()
{
    // The first goes round the states: the second, which read the row before, would find the state it expects.
    Fixture f(m_databases.create(QStringLiteral("postgresql")));
    const qint64 id = f.add(QStringLiteral("a/b"));
    QVERIFY(f.set(id, QStringLiteral("migration_state = 'pre_importing'")));
    const QDateTime now = at(QStringLiteral("01:00:00.000"));
    Fixture first(f.url);
    VERIFY_OK(first.connection->begin());
    const auto aborted = fire(first, request(id, MigrationEvent::AbortImport, now));
    const auto retried = fire(first, request(id, MigrationEvent::RetryPreImport, now));
    Other second(f.url, [=](Fixture& own) { return fire(own, request(id, MigrationEvent::AbortImport, now)); });
    const bool waited = waits(f, second);
    const auto committed = first.connection->commit();
    const auto answer = second.answer();
    VERIFY_OK(aborted);
    VERIFY_OK(retried);
    VERIFY_OK(committed);
    VERIFY_OK(answer);
    QVERIFY(waited);
    QCOMPARE(f.stores.repositories.find(id)->retriesCount, 2);
}

void TestWaiting::claimLooksAgainAtWhatItLocked()
{
    // The deny list becomes a view that stops its reader: after the claim has seen which row is next, before it locks.
    Fixture f(m_databases.create(QStringLiteral("postgresql")));
    const QList<qint64> ids = addMany(f, 2);
    const qint64 denied = f.add(QStringLiteral("denied/p"), {}, at(QStringLiteral("00:00:00.000")).addDays(-1));
    VERIFY_OK(f.stores.settings.deny(QStringLiteral("denied")));
    QVERIFY(f.run(QStringLiteral("ALTER TABLE feature_gates RENAME TO kept_gates")));
    QVERIFY(f.run(QStringLiteral("CREATE FUNCTION gate() RETURNS boolean LANGUAGE plpgsql VOLATILE AS "
                                 "$$ BEGIN PERFORM pg_advisory_xact_lock_shared(1); RETURN true; END $$")));
    QVERIFY(f.run(QStringLiteral("CREATE VIEW feature_gates AS SELECT * FROM kept_gates WHERE gate()")));
    Fixture first(f.url);
    VERIFY_OK(first.connection->begin());
    QVERIFY(first.run(QStringLiteral("SELECT pg_advisory_xact_lock(1)")));
    Other second(f.url, [](Fixture& own) { return claim(own, start(0)); });
    const bool waited = waits(f, second);
    const auto taken = fire(first, start(ids[0]));
    const auto committed = first.connection->commit();
    const auto claimed = second.answer();
    VERIFY_OK(taken);
    VERIFY_OK(committed);
    VERIFY_OK(claimed);
    QVERIFY(waited);
    QCOMPARE(*claimed, 1);
    QCOMPARE(f.stores.events.history(ids[0])->size(), 1);
    QCOMPARE(f.stores.events.history(ids[1])->size(), 1);
    QCOMPARE(f.stores.events.history(denied)->size(), 0);
}

void TestWaiting::sqliteWriterWaitsForTheOther()
{
    Fixture f(m_databases.create(QStringLiteral("sqlite")));
    const QList<qint64> ids = addMany(f, 2);
    Fixture first(f.url);
    VERIFY_OK(first.connection->begin());
    const auto entered = fire(first, start(ids[0]));
    // SQLite asks whenever it has found the file locked: 0 makes that attempt fail, as after its busy_timeout.
    std::atomic<int> found{0};
    Other second(f.url, [&found, id = ids[1]](Fixture& own) -> Result<int> {
        const QVariant handle = own.connection->database().driver()->handle();
        auto* database = *static_cast<sqlite3* const*>(handle.constData());
        const auto count = [](void* counter, int) {
            ++*static_cast<std::atomic<int>*>(counter);
            return 0;
        };
        sqlite3_busy_handler(database, count, &found);
        return fire(own, start(id));
    });
    const bool known = QTest::qWaitFor([&] { return found > 1 || second.isDone(); }, 20'000);
    const bool waited = !second.isDone();
    const auto committed = first.connection->commit();
    const auto answer = second.answer();
    VERIFY_OK(entered);
    VERIFY_OK(committed);
    VERIFY_OK(answer);
    QVERIFY(known && waited);
    QCOMPARE(f.number(QStringLiteral("SELECT count(*) FROM migration_events")), 2);
}

QTEST_GUILESS_MAIN(TestWaiting)
#include "tst_waiting.moc"
