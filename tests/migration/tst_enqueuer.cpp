// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/migration/enqueuer.h"
#include "tests/migration/migrationfixture.h"

#include <QSignalSpy>

using namespace transship;
using namespace transship::testing;
using namespace Qt::Literals::StringLiterals;
using State = MigrationState;
using Event = MigrationEvent;

/// Each check of the enqueuer, in order, on both databases.
class TestEnqueuer : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_databases.problem().isEmpty(), qPrintable(m_databases.problem())); }

    void checks_data() { TestDatabases::addRows(); }
    void checks()
    {
        MigrationFixture f(m_databases.createForRow());
        Enqueuer enqueuer(f.storage, f.engine, f.clock, u"worker-1"_s);
        f.registry.setPollsToComplete(-1);

        QCOMPARE(run(enqueuer).stop, EnqueueStop::NothingToDo);
        const qint64 first = f.add(u"group/one"_s);
        f.add(u"group/two"_s);

        f.setFlag(flags::enabled, false);
        QCOMPARE(run(enqueuer).stop, EnqueueStop::NotEnabled);
        f.setFlag(flags::enabled, true);
        f.setCapacity(0);
        QCOMPARE(run(enqueuer).stop, EnqueueStop::NoCapacity);
        f.setCapacity(1);

        const EnqueueReport started = run(enqueuer);
        QCOMPARE(started.stop, EnqueueStop::Worked);
        QCOMPARE(started.repositoryId, first);
        QCOMPARE(started.importType, u"next"_s);
        QCOMPARE(started.stateAfter, State::PreImporting);
        const EnqueueReport full = run(enqueuer);
        QCOMPARE(full.stop, EnqueueStop::NoCapacity);
        QVERIFY2(full.explanation.contains(u"1 of 1"_s), qPrintable(full.explanation));
    }

    /// One JSON line a run tells the whole decision.
    void reportTellsWhatDecided()
    {
        MigrationFixture f(m_databases.create(u"sqlite"_s));
        Enqueuer enqueuer(f.storage, f.engine, f.clock, u"worker-1"_s);
        f.registry.setPollsToComplete(-1);
        const qint64 id = f.add(u"group/one"_s);
        f.setSetting(u"max_tags_count"_s, u"7"_s);
        f.setSetting(u"created_before"_s, u"2030-01-01T00:00:00Z"_s);
        f.setSetting(u"plans_known"_s, u"true"_s);
        f.setFlag(flags::allPlans, true);
        const QJsonObject worked = run(enqueuer).toJson();
        QCOMPARE(worked[u"stopped_by"_s], u"worked"_s);
        QCOMPARE(worked[u"container_repository_id"_s].toInteger(), id);
        QCOMPARE(worked[u"container_repository_path"_s], u"group/one"_s);
        QCOMPARE(worked[u"import_type"_s], u"next"_s);
        QCOMPARE(worked[u"container_repository_migration_state"_s], u"pre_importing"_s);
        QCOMPARE(worked[u"registry_answer"_s], u"started"_s);
        const QJsonObject seen{{u"enabled"_s, true}, {u"capacity"_s, 5}, {u"waiting_time"_s, 0}, {u"tier"_s, u"all"_s},
            {u"max_tags_count"_s, 7}, {u"max_retries"_s, 3}, {u"created_before"_s, u"2030-01-01T00:00:00Z"_s}};
        QCOMPARE(worked[u"settings"_s].toObject(), seen);
        f.setFlag(flags::allPlans, false);
        f.setSetting(u"target_plan"_s, u"premium"_s);
        QCOMPARE(run(enqueuer).toJson()[u"settings"_s][u"tier"_s], u"premium"_s);
    }

    void waitingTime_data() { TestDatabases::addRows(); }
    void waitingTime()
    {
        MigrationFixture f(m_databases.createForRow());
        Enqueuer enqueuer(f.storage, f.engine, f.clock, u"worker-1"_s);
        const qint64 done = f.add(u"group/one"_s);
        f.add(u"group/two"_s);
        f.setFlag(flags::speedFast, false);
        f.force(done, Event::FinishImport);
        const EnqueueReport waiting = run(enqueuer);
        QCOMPARE(waiting.stop, EnqueueStop::WaitingTime);
        QVERIFY(waiting.waitFor && *waiting.waitFor > std::chrono::minutes(44));
        f.clock.advance(std::chrono::minutes(46));
        QCOMPARE(run(enqueuer).stop, EnqueueStop::Worked);
    }

    void abortedOnesComeFirst_data() { TestDatabases::addRows(); }
    void abortedOnesComeFirst()
    {
        MigrationFixture f(m_databases.createForRow());
        Enqueuer enqueuer(f.storage, f.engine, f.clock, u"worker-1"_s);
        f.registry.setPollsToComplete(-1);
        f.add(u"group/one"_s);
        const qint64 aborted = f.add(u"group/two"_s);
        f.force(aborted, Event::AbortImport);
        const EnqueueReport report = run(enqueuer);
        QCOMPARE(report.stop, EnqueueStop::Worked);
        QCOMPARE(report.repositoryId, aborted);
        QCOMPARE(report.importType, u"retry"_s);
        QCOMPARE(f.row(aborted).state, State::PreImporting);
    }

    void tooManyTagsAreSkipped_data() { TestDatabases::addRows(); }
    void tooManyTagsAreSkipped()
    {
        MigrationFixture f(m_databases.createForRow());
        Enqueuer enqueuer(f.storage, f.engine, f.clock, u"worker-1"_s);
        f.setSetting(u"max_tags_count"_s, u"3"_s);
        const qint64 many = f.add(u"group/many"_s);
        const qint64 few = f.add(u"group/few"_s);
        f.registry.setTags(u"group/many"_s, {u"1"_s, u"2"_s, u"3"_s, u"4"_s});
        f.registry.setTags(u"group/few"_s, {u"1"_s, u"2"_s, u"3"_s});
        f.registry.setPollsToComplete(-1);
        QCOMPARE(run(enqueuer).stateAfter, State::ImportSkipped);
        QCOMPARE(f.row(many).skippedReason, SkippedReason::TooManyTags);
        QCOMPARE(run(enqueuer).stateAfter, State::PreImporting);
        QCOMPARE(f.row(few).tagsCount, 3);
    }

    void deniedNamespacesAreLeftAlone_data() { TestDatabases::addRows(); }
    void deniedNamespacesAreLeftAlone()
    {
        MigrationFixture f(m_databases.createForRow());
        Enqueuer enqueuer(f.storage, f.engine, f.clock, u"worker-1"_s);
        const qint64 denied = f.add(u"secret/deep/app"_s);
        f.inStorage([](Stores& stores) { return stores.settings.deny(u"secret"_s); });
        QCOMPARE(run(enqueuer).stop, EnqueueStop::NothingToDo);
        QCOMPARE(f.row(denied).state, State::Default);
        f.inStorage([](Stores& stores) { return stores.settings.allow(u"secret"_s); });
        QCOMPARE(run(enqueuer).repositoryId, denied);
    }

    void onlyOneEnqueuesAtATime_data() { TestDatabases::addRows(); }
    void onlyOneEnqueuesAtATime()
    {
        MigrationFixture f(m_databases.createForRow());
        Enqueuer first(f.storage, f.engine, f.clock, u"worker-1"_s);
        Enqueuer second(f.storage, f.engine, f.clock, u"worker-2"_s);
        f.registry.setPollsToComplete(-1);
        f.add(u"group/one"_s);
        f.add(u"group/two"_s);
        FakeAnswer slow = FakeAnswer::json(202, {});
        slow.held = true;
        f.registry.script("PUT", u"/import/"_s, slow, 1);
        Eventual<EnqueueReport> running(first.runOnce(f.actor));
        QTRY_COMPARE(f.registry.heldCount(), 1);
        QCOMPARE(run(second).stop, EnqueueStop::LeaseTaken);
        f.registry.release();
        QCOMPARE(running.get().stop, EnqueueStop::Worked);
        QCOMPARE(run(second).stop, EnqueueStop::Worked);
    }

    void aDeadWorkersLeaseRunsOut_data() { TestDatabases::addRows(); }
    void aDeadWorkersLeaseRunsOut()
    {
        const DatabaseUrl url = m_databases.createForRow();
        MigrationFixture f(url);
        f.add(u"group/one"_s);
        f.inStorage(
            [](Stores& stores) { return stores.leases.acquire(u"enqueuer"_s, u"dead"_s, std::chrono::seconds(30)); });
        Enqueuer enqueuer(f.storage, f.engine, f.clock, u"worker-2"_s);
        QCOMPARE(run(enqueuer).stop, EnqueueStop::LeaseTaken);
        TestDatabases::runOutLeases(url);
        QCOMPARE(run(enqueuer).stop, EnqueueStop::Worked);
    }

    void goesOnWhileThereIsCapacity()
    {
        MigrationFixture f(m_databases.create(u"sqlite"_s));
        Enqueuer enqueuer(f.storage, f.engine, f.clock, u"worker-1"_s);
        QSignalSpy ran(&enqueuer, &Enqueuer::ran);
        f.registry.setPollsToComplete(-1);
        for (int i = 0; i < 8; ++i) {
            f.add(u"group/app%1"_s.arg(i));
        }
        const EnqueueReport last = await(enqueuer.runWhileWork(f.actor));
        QCOMPARE(last.stop, EnqueueStop::NoCapacity);
        QCOMPARE(f.registry.importsInProgress(), 5);
        QCOMPARE(ran.size(), 6);
    }

    /// One night without a registry must not skip the whole queue for too many retries.
    void aRegistryThatIsGoneCostsOneRepositoryOneRetry_data()
    {
        QTest::addColumn<QString>("how");
        QTest::newRow("refused") << u"refused"_s;
        QTest::newRow("token expired") << u"token"_s;
        QTest::newRow("something else answers") << u"html"_s;
    }
    void aRegistryThatIsGoneCostsOneRepositoryOneRetry()
    {
        QFETCH(const QString, how);
        MigrationFixture f(m_databases.create(u"sqlite"_s));
        Enqueuer enqueuer(f.storage, f.engine, f.clock, u"worker-1"_s);
        for (int i = 0; i < 3; ++i) {
            f.add(u"group/app%1"_s.arg(i));
        }
        if (how == u"refused") {
            f.registry.stopListening();
        } else if (how == u"token") {
            f.registry.setToken("another");
        } else {
            f.registry.script("*", u"."_s, FakeAnswer::html(200));
        }
        const EnqueueReport report = await(enqueuer.runWhileWork(f.actor));
        QVERIFY(report.registryUnavailable());
        QCOMPARE(f.row(u"group/app0"_s).state, State::ImportAborted);
        QCOMPARE(f.row(u"group/app0"_s).retriesCount, 1);
        QCOMPARE(f.row(u"group/app1"_s).state, State::Default);
    }

    /// A failure now and then is no outage: everything else is started meanwhile.
    void threeFailuresInARowAreAnOutageAndOneIsNot_data() { TestDatabases::addRows(); }
    void threeFailuresInARowAreAnOutageAndOneIsNot()
    {
        MigrationFixture f(m_databases.createForRow());
        Enqueuer enqueuer(f.storage, f.engine, f.clock, u"worker-1"_s);
        for (int i = 0; i < 20; ++i) {
            f.add(u"group/app%1"_s.arg(i));
        }
        f.inStorage([](Stores& stores) { return stores.settings.setCapacity(25); });
        f.registry.setPollsToComplete(-1);
        const FakeAnswer failure = FakeAnswer::error(500, u"UNKNOWN"_s);
        for (const QString& path : {u"app2/"_s, u"app3/"_s, u"app5/"_s, u"app6/"_s}) {
            f.registry.script("PUT", u"/import/group/"_s + path, failure, 1);
        }
        for (int i = 10; i < 20; ++i) {
            f.registry.script("PUT", u"/import/group/app%1/"_s.arg(i), failure);
        }
        const EnqueueReport report = await(enqueuer.runWhileWork(f.actor));
        QVERIFY(report.registryUnavailable());
        const auto inState = [&f](int first, int last, State state) {
            int count = 0;
            for (int i = first; i <= last; ++i) {
                count += f.row(u"group/app%1"_s.arg(i)).state == state ? 1 : 0;
            }
            return count;
        };
        QCOMPARE(inState(0, 9, State::PreImporting), 6);
        QCOMPARE(inState(0, 9, State::ImportAborted), 4);
        QCOMPARE(inState(10, 19, State::ImportAborted), 3);
        // It stays one until something else is answered, and no retry was burnt by trying again at once.
        QCOMPARE(await(enqueuer.runWhileWork(f.actor)).failuresInARow, 4);
        for (int i = 10; i < 14; ++i) {
            QCOMPARE(f.row(u"group/app%1"_s.arg(i)).retriesCount, 1);
        }
    }

    /// The same where the status can still be read and only starts are refused: the brake sees the retry's own answer.
    void aRegistryThatRefusesOnlyStartsStopsTheRetries_data() { TestDatabases::addRows(); }
    void aRegistryThatRefusesOnlyStartsStopsTheRetries()
    {
        MigrationFixture f(m_databases.createForRow());
        Enqueuer enqueuer(f.storage, f.engine, f.clock, u"worker-1"_s);
        for (int i = 0; i < 3; ++i) {
            const qint64 id = f.add(u"group/app%1"_s.arg(i));
            f.force(id, Event::AbortImport);
            f.registry.setImportStatus(u"group/app%1"_s.arg(i), u"pre_import_failed"_s);
        }
        f.registry.script("PUT", u"/import/"_s, FakeAnswer::error(401, u"UNAUTHORIZED"_s));
        const EnqueueReport report = await(enqueuer.runWhileWork(f.actor));
        QVERIFY(report.registryUnavailable());
        int retries = 0;
        for (int i = 0; i < 3; ++i) {
            QCOMPARE(f.row(u"group/app%1"_s.arg(i)).state, State::ImportAborted);
            retries += f.row(u"group/app%1"_s.arg(i)).retriesCount - 1;
        }
        QCOMPARE(retries, 1);
    }

    void peekChangesNothing()
    {
        MigrationFixture f(m_databases.create(u"sqlite"_s));
        Enqueuer enqueuer(f.storage, f.engine, f.clock, u"worker-1"_s);
        const qint64 id = f.add(u"group/one"_s);
        const EnqueueReport report = await(enqueuer.peek());
        QCOMPARE(report.stop, EnqueueStop::Worked);
        QCOMPARE(report.repositoryId, id);
        QCOMPARE(f.row(id).state, State::Default);
        QVERIFY(f.registry.requestLines().isEmpty());
    }

private:
    static EnqueueReport run(Enqueuer& enqueuer) { return await(enqueuer.runOnce({u"worker"_s, Origin::Enqueuer})); }

    TestDatabases m_databases;
};

QTEST_GUILESS_MAIN(TestEnqueuer)
#include "tst_enqueuer.moc"
