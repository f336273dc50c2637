// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/transitiontable.h"
#include "tests/storage/storagetools.h"

#include <thread>

using namespace transship;
using namespace transship::testing;

/// RepositoryStore::fire on both databases.
class TestTransitions : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_databases.problem().isEmpty(), qPrintable(m_databases.problem())); }
    void everyStateAndEvent_data() { TestDatabases::addRows(); }
    void everyStateAndEvent();
    void historyRowSaysWhoAndWhy_data() { TestDatabases::addRows(); }
    void historyRowSaysWhoAndWhy();
    void noStateWithoutHistory_data() { TestDatabases::addRows(); }
    void noStateWithoutHistory();
    void unexpectedStateIsAConflict_data() { TestDatabases::addRows(); }
    void unexpectedStateIsAConflict();
    void lateAnswerToAnEarlierStepIsAConflict_data() { TestDatabases::addRows(); }
    void lateAnswerToAnEarlierStepIsAConflict();
    void acceptedStepIsKeptUntilTheNextTransition_data() { TestDatabases::addRows(); }
    void acceptedStepIsKeptUntilTheNextTransition();
    void unknownRepository_data() { TestDatabases::addRows(); }
    void unknownRepository();
    void manyClaimantsNoDoubleClaim_data() { TestDatabases::addRows(); }
    void manyClaimantsNoDoubleClaim();
    void capacityHoldsWhoeverEnters_data() { TestDatabases::addRows(); }
    void capacityHoldsWhoeverEnters();
    void concurrentAbortsLoseNoRetry_data() { TestDatabases::addRows(); }
    void concurrentAbortsLoseNoRetry();
    void unreadableRowIsNamed_data() { TestDatabases::addRows(); }
    void unreadableRowIsNamed();

private:
    TestDatabases m_databases;
};

void TestTransitions::everyStateAndEvent()
{
    Fixture f(m_databases.createForRow());
    const QDateTime now = at(QStringLiteral("05:06:07.008"));
    for (const MigrationState state : allMigrationStates) {
        for (const MigrationEvent event : allMigrationEvents) {
            const QString pair = toName(event).replace(u'_', u'-') + u'/' + toName(state).replace(u'_', u'-');
            const qint64 id = f.add(pair);
            QVERIFY(f.set(id,
                QStringLiteral("migration_state = '%1', migration_retries_count = 2, migration_aborted_in_state = "
                               "'importing', migration_aborted_at = '2026-03-01 00:00:00.500000'")
                    .arg(toName(state))));
            const auto before = f.stores.repositories.find(id);
            VERIFY_OK(before);
            const auto fired = f.stores.repositories.fire(request(id, event, now));
            const auto after = f.stores.repositories.find(id);
            VERIFY_OK(after);
            const auto history = f.stores.events.history(id);
            VERIFY_OK(history);
            if (const auto expected = applyEvent(*before, event, request(id, event, now).context)) {
                QVERIFY2(fired.ok(), qPrintable(pair));
                QCOMPARE(*after, *expected);
                QCOMPARE(fired->before, *before);
                QCOMPARE(fired->after, *after);
                QCOMPARE(history->size(), 1);
                QCOMPARE(history->first().id, fired->eventId);
                QCOMPARE(history->first().event, event);
                QCOMPARE(history->first().from, state);
                QCOMPARE(history->first().to, after->state);
                QCOMPARE(history->first().createdAt, now);
            } else {
                QVERIFY2(!fired.ok(), qPrintable(pair));
                QCOMPARE(fired.error(), refusal(state, event));
                QCOMPARE(*after, *before);
                QVERIFY(history->isEmpty());
            }
        }
    }
}

void TestTransitions::historyRowSaysWhoAndWhy()
{
    Fixture f(m_databases.createForRow());
    const qint64 id = f.add(QStringLiteral("a/b"));
    TransitionRequest skip = request(id, MigrationEvent::SkipImport, at(QStringLiteral("01:02:03.004")));
    skip.context.reason = SkippedReason::TooManyTags;
    skip.actor = QStringLiteral("o'brien@höst; DROP TABLE leases");
    skip.origin = Origin::Enqueuer;
    skip.detail = QStringLiteral("said: \"no\"\n\\ ? %1");
    VERIFY_OK(f.stores.repositories.fire(skip));
    const auto history = f.stores.events.history(id);
    VERIFY_OK(history);
    QCOMPARE(history->size(), 1);
    QCOMPARE(history->first().actor, skip.actor);
    QCOMPARE(history->first().origin, Origin::Enqueuer);
    QCOMPARE(history->first().reason, QStringLiteral("too_many_tags"));
    QCOMPARE(history->first().detail, skip.detail);
    QCOMPARE(f.number(QStringLiteral("SELECT count(*) FROM leases")), 0);
}

void TestTransitions::noStateWithoutHistory()
{
    Fixture f(m_databases.createForRow());
    const qint64 id = f.add(QStringLiteral("a/b"));
    const auto before = f.stores.repositories.find(id);
    QVERIFY(f.run(QStringLiteral("ALTER TABLE migration_events RENAME TO elsewhere")));
    const auto fired
        = f.stores.repositories.fire(request(id, MigrationEvent::StartPreImport, at(QStringLiteral("01:00:00.000"))));
    QVERIFY(!fired.ok());
    QCOMPARE(fired.error().code, ErrorCode::DatabaseFailed);
    QVERIFY(!f.connection->inTransaction());
    QCOMPARE(*f.stores.repositories.find(id), *before);
    // The connection is not left in a failed transaction.
    QVERIFY(f.run(QStringLiteral("ALTER TABLE elsewhere RENAME TO migration_events")));
    VERIFY_OK(
        f.stores.repositories.fire(request(id, MigrationEvent::StartPreImport, at(QStringLiteral("01:00:00.000")))));
}

void TestTransitions::unexpectedStateIsAConflict()
{
    Fixture f(m_databases.createForRow());
    const qint64 id = f.add(QStringLiteral("a/b"));
    Fixture other(f.url);
    TransitionRequest start = request(id, MigrationEvent::StartPreImport, at(QStringLiteral("01:00:00.000")));
    start.expected = MigrationState::Default;
    VERIFY_OK(other.stores.repositories.fire(start));
    // start_pre_import is legal from pre_importing too: only the expectation stops the second one.
    const auto late = f.stores.repositories.fire(start);
    QVERIFY(!late.ok());
    QCOMPARE(late.error().code, ErrorCode::Conflict);
    QVERIFY(late.error().message.contains(QStringLiteral("pre_importing")));
    QCOMPARE(f.stores.events.history(id)->size(), 1);
}

void TestTransitions::lateAnswerToAnEarlierStepIsAConflict()
{
    Fixture f(m_databases.createForRow());
    const qint64 id = f.add(QStringLiteral("a/b"));
    const QDateTime now = at(QStringLiteral("01:00:00.123"));
    const auto first = f.stores.repositories.fire(request(id, MigrationEvent::StartPreImport, now));
    VERIFY_OK(first);
    // Aborted and started again, all within one tick of the clock.
    VERIFY_OK(f.stores.repositories.fire(request(id, MigrationEvent::AbortImport, now)));
    const auto second = f.stores.repositories.fire(request(id, MigrationEvent::RetryPreImport, now));
    VERIFY_OK(second);
    TransitionRequest late = request(id, MigrationEvent::FinishPreImport, now);
    late.expected = MigrationState::PreImporting;
    late.expectedUpdatedAt = first->after.updatedAt;
    QCOMPARE(f.stores.repositories.fire(late).error().code, ErrorCode::Conflict);
    QCOMPARE(*f.stores.repositories.find(id), second->after);
    late.expectedUpdatedAt = second->after.updatedAt;
    VERIFY_OK(f.stores.repositories.fire(late));
}

void TestTransitions::acceptedStepIsKeptUntilTheNextTransition()
{
    Fixture f(m_databases.createForRow());
    const qint64 id = f.add(QStringLiteral("a/b"));
    const auto started
        = f.stores.repositories.fire(request(id, MigrationEvent::StartPreImport, at(QStringLiteral("01:00:00.001"))));
    VERIFY_OK(started);
    const QDateTime accepted = at(QStringLiteral("01:00:02.345"));
    QCOMPARE(f.stores.repositories.markStepAccepted(id, started->before.updatedAt, accepted).error().code,
        ErrorCode::Conflict);
    VERIFY_OK(f.stores.repositories.markStepAccepted(id, started->after.updatedAt, accepted));
    auto row = f.stores.repositories.find(id);
    VERIFY_OK(row);
    QCOMPARE(row->stepAcceptedAt, accepted);
    QCOMPARE(row->updatedAt, started->after.updatedAt);
    VERIFY_OK(
        f.stores.repositories.fire(request(id, MigrationEvent::FinishPreImport, at(QStringLiteral("02:00:00.000")))));
    row = f.stores.repositories.find(id);
    QVERIFY(!row->stepAcceptedAt.isValid());
}

void TestTransitions::unknownRepository()
{
    Fixture f(m_databases.createForRow());
    QCOMPARE(f.stores.repositories.find(4711).error().code, ErrorCode::NotFound);
    QCOMPARE(f.stores.repositories.findByPath(QStringLiteral("no/where")).error().code, ErrorCode::NotFound);
    const auto fired
        = f.stores.repositories.fire(request(4711, MigrationEvent::Reset, at(QStringLiteral("01:00:00.000"))));
    QCOMPARE(fired.error().code, ErrorCode::NotFound);
    QCOMPARE(f.stores.repositories.setTagsCount(4711, 3).error().code, ErrorCode::NotFound);
}

void TestTransitions::manyClaimantsNoDoubleClaim()
{
    Fixture f(m_databases.createForRow());
    constexpr int repositories = 40;
    QList<qint64> ids;
    for (int i = 0; i < repositories; ++i) {
        ids << f.add(QStringLiteral("ns/p%1").arg(i));
    }
    std::array<int, 6> claims{};
    std::atomic<int> unexpected{0};
    std::vector<std::thread> threads;
    for (int& mine : claims) {
        threads.emplace_back([&mine, &unexpected, &ids, url = f.url] {
            Fixture own(url);
            for (const qint64 id : ids) {
                TransitionRequest start
                    = request(id, MigrationEvent::StartPreImport, at(QStringLiteral("01:00:00.000")));
                start.expected = MigrationState::Default;
                const auto fired = own.stores.repositories.fire(start);
                mine += fired.ok() ? 1 : 0;
                unexpected += !fired.ok() && fired.error().code != ErrorCode::Conflict ? 1 : 0;
            }
        });
    }
    for (std::thread& thread : threads) {
        thread.join();
    }
    QCOMPARE(unexpected.load(), 0);
    QCOMPARE(std::accumulate(claims.begin(), claims.end(), 0), repositories);
    QCOMPARE(f.number(QStringLiteral("SELECT count(*) FROM migration_events")), repositories);
    QCOMPARE(f.stores.repositories.countByState()->of(MigrationState::PreImporting), repositories);
}

void TestTransitions::capacityHoldsWhoeverEnters()
{
    // Enqueuers that all believe to be alone, each on its own rows, so that no compare-and-set stops them.
    Fixture f(m_databases.createForRow());
    constexpr int enqueuers = 6;
    constexpr int capacity = 4;
    QList<QList<qint64>> ids(enqueuers);
    for (int i = 0; i < enqueuers * 5; ++i) {
        ids[i % enqueuers] << f.add(QStringLiteral("ns/p%1").arg(i));
    }
    std::atomic<int> unexpected{0};
    std::atomic<int> started{0};
    std::vector<std::thread> threads;
    for (const QList<qint64>& mine : ids) {
        threads.emplace_back([&, url = f.url] {
            Fixture own(url);
            for (const qint64 id : mine) {
                TransitionRequest start
                    = request(id, MigrationEvent::StartPreImport, at(QStringLiteral("01:00:00.000")));
                start.capacity = capacity;
                const auto fired = own.stores.repositories.fire(start);
                started += fired.ok() ? 1 : 0;
                unexpected += !fired.ok() && fired.error().code != ErrorCode::NoCapacity ? 1 : 0;
            }
        });
    }
    for (std::thread& thread : threads) {
        thread.join();
    }
    QCOMPARE(unexpected.load(), 0);
    QCOMPARE(started.load(), capacity);
    QCOMPARE(f.stores.repositories.countByState()->inProcess(), capacity);
    QCOMPARE(f.number(QStringLiteral("SELECT count(*) FROM migration_events")), capacity);

    // What is in process may go on, and an operator is not limited.
    const auto running = f.stores.repositories.inProcess(1);
    TransitionRequest next
        = request(running->first().id, MigrationEvent::StartImport, at(QStringLiteral("01:01:00.000")));
    next.capacity = capacity;
    VERIFY_OK(f.stores.repositories.fire(next));
    const qint64 more = f.add(QStringLiteral("ns/more"));
    VERIFY_OK(
        f.stores.repositories.fire(request(more, MigrationEvent::StartPreImport, at(QStringLiteral("01:02:00.000")))));
    QCOMPARE(f.stores.repositories.countByState()->inProcess(), capacity + 1);
}

void TestTransitions::concurrentAbortsLoseNoRetry()
{
    // Each writer goes round pre_importing -> import_aborted -> pre_importing: whoever computes from a stale row would
    // write an old number of retries back.
    Fixture f(m_databases.createForRow());
    const qint64 id = f.add(QStringLiteral("a/b"));
    QVERIFY(f.set(id, QStringLiteral("migration_state = 'pre_importing'")));
    std::atomic<int> aborts{0};
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i) {
        threads.emplace_back([&aborts, id, url = f.url] {
            Fixture own(url);
            const QDateTime now = at(QStringLiteral("01:00:00.000"));
            for (int round = 0; round < 15; ++round) {
                aborts += own.stores.repositories.fire(request(id, MigrationEvent::AbortImport, now)).ok() ? 1 : 0;
                (void)own.stores.repositories.fire(request(id, MigrationEvent::RetryPreImport, now)).ok();
            }
        });
    }
    for (std::thread& thread : threads) {
        thread.join();
    }
    QVERIFY(aborts.load() > 0);
    QCOMPARE(f.stores.repositories.find(id)->retriesCount, aborts.load());
}

void TestTransitions::unreadableRowIsNamed()
{
    Fixture f(m_databases.createForRow());
    const qint64 id = f.add(QStringLiteral("a/b"));
    if (f.connection->backend() == Backend::Sqlite) {
        QVERIFY(f.run(QStringLiteral("PRAGMA ignore_check_constraints = ON")));
    } else {
        QVERIFY(f.run(QStringLiteral("ALTER TABLE container_repositories "
                                     "DROP CONSTRAINT container_repositories_migration_state_check")));
    }
    QVERIFY(f.set(id, QStringLiteral("migration_state = 'half_way'")));
    const auto row = f.stores.repositories.find(id);
    QVERIFY(!row.ok());
    QCOMPARE(row.error().code, ErrorCode::DatabaseFailed);
    QVERIFY(row.error().message.contains(QStringLiteral("row %1 of container_repositories").arg(id)));
    QVERIFY(row.error().message.contains(QStringLiteral("half_way")));
    const auto fired
        = f.stores.repositories.fire(request(id, MigrationEvent::Reset, at(QStringLiteral("01:00:00.000"))));
    QVERIFY(!fired.ok());
    QCOMPARE(f.number(QStringLiteral("SELECT count(*) FROM migration_events")), 0);
}

QTEST_GUILESS_MAIN(TestTransitions)
#include "tst_transitions.moc"
