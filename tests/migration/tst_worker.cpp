// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/migration/worker.h"
#include "tests/migration/invariants.h"
#include "tests/migration/migrationfixture.h"

#include <QSignalSpy>

using namespace transship;
using namespace transship::testing;
using namespace Qt::Literals::StringLiterals;
using State = MigrationState;
using Event = MigrationEvent;
using namespace std::chrono_literals;

/// A worker left to itself: everything ends, whatever happened before it came.
class TestWorker : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_databases.problem().isEmpty(), qPrintable(m_databases.problem())); }

    void movesEverythingToItsEnd_data() { TestDatabases::addRows(); }
    void movesEverythingToItsEnd()
    {
        MigrationFixture f(m_databases.createForRow());
        f.setSetting(u"poll_interval"_s, u"1"_s);
        f.registry.setMaxImports(3); // fewer than slots: 429 happens
        f.setSetting(u"start_max_retries"_s, u"100000"_s); // the fixture does not wait between them
        for (int i = 0; i < 12; ++i) {
            f.add(u"group/app%1"_s.arg(i));
        }
        f.registry.script("GET", u"/import/group/app5/"_s, FakeAnswer::error(500, u"UNKNOWN"_s), 2);
        f.registry.setImportStatus(u"group/app7"_s, u"native"_s);
        f.registry.removeRepository(u"group/app8"_s);
        MigrationWorker worker(f.storage, f.engine, f.clock, u"worker-1"_s);
        worker.start();
        QTRY_COMPARE_WITH_TIMEOUT(count(f, State::ImportDone), 12, 60'000);
        QCOMPARE(f.row(u"group/app8"_s).skippedReason, SkippedReason::NotFound);
        await(worker.stop());
        QVERIFY(f.registry.mostImportsInProgress() <= 5);
        QCOMPARE(historyProblems(f), QStringList());
    }

    /// Rows as a killed worker leaves them.
    void takesOverFromADeadWorker_data() { TestDatabases::addRows(); }
    void takesOverFromADeadWorker()
    {
        MigrationFixture f(m_databases.createForRow());
        f.setSetting(u"poll_interval"_s, u"1"_s);
        f.setSetting(u"guard_interval"_s, u"1"_s);
        f.setSetting(u"max_step_duration"_s, u"5"_s);
        const qint64 beforeTheCall = f.add(u"group/before-the-call"_s);
        f.force(beforeTheCall, Event::StartPreImport);
        const qint64 afterTheCall = f.add(u"group/after-the-call"_s);
        f.force(afterTheCall, Event::StartPreImport);
        f.registry.setImportStatus(u"group/after-the-call"_s, u"pre_import_complete"_s);
        const qint64 betweenTheSteps = f.add(u"group/between-the-steps"_s);
        f.force(betweenTheSteps, Event::StartPreImport);
        f.force(betweenTheSteps, Event::FinishPreImport);
        f.registry.setImportStatus(u"group/between-the-steps"_s, u"pre_import_complete"_s);
        const qint64 finished = f.add(u"group/finished"_s);
        f.force(finished, Event::StartPreImport);
        f.force(finished, Event::FinishPreImport);
        f.force(finished, Event::StartImport);
        f.registry.setImportStatus(u"group/finished"_s, u"import_complete"_s);
        f.clock.advance(std::chrono::minutes(10));
        MigrationWorker worker(f.storage, f.engine, f.clock, u"worker-2"_s);
        worker.start();
        QTRY_COMPARE_WITH_TIMEOUT(count(f, State::ImportDone), 4, 60'000);
        await(worker.stop());
        QCOMPARE(historyProblems(f), QStringList());
    }

    void comesBackWhenTheRegistryDoes()
    {
        MigrationFixture f(m_databases.create(u"sqlite"_s));
        f.setSetting(u"poll_interval"_s, u"1"_s);
        for (int i = 0; i < 4; ++i) {
            f.add(u"group/app%1"_s.arg(i));
        }
        f.registry.setToken("not ours"); // refuses everybody
        MigrationWorker worker(f.storage, f.engine, f.clock, u"worker-1"_s);
        QSignalSpy logged(&worker, &MigrationWorker::logged);
        worker.start();
        QTRY_VERIFY(saidThat(logged, u"does not serve us"_s));
        QCOMPARE(count(f, State::ImportSkipped), 0);
        f.registry.setToken({});
        f.clock.advance(11s);
        QTRY_COMPARE_WITH_TIMEOUT(count(f, State::ImportDone), 4, 60'000);
        QCOMPARE(count(f, State::ImportSkipped), 0);
        await(worker.stop());
    }

    /// Each start that is refused costs a retry; a root that answers in between must not bring the next one soon.
    void triesSeldomWhenOnlyTheRootAnswers_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<int>("tolerated"); // of the failures, before it is an outage
        QTest::newRow("401") << 401 << 0;
        QTest::newRow("503") << 503 << 2;
    }
    void triesSeldomWhenOnlyTheRootAnswers()
    {
        QFETCH(const int, status);
        QFETCH(const int, tolerated);
        MigrationFixture f(m_databases.create(u"sqlite"_s));
        f.setSetting(u"poll_interval"_s, u"1"_s);
        f.setSetting(u"max_retries"_s, u"20"_s);
        // What was refused is retried at once; what the registry failed for rests while the test's clock stands.
        const auto add = [&f, tolerated](const QString& name, int failures) {
            for (int i = 0; i <= (tolerated > 0 ? failures : 0); ++i) {
                f.add(u"group/%1%2"_s.arg(name).arg(i));
            }
        };
        const int failures = 6 + tolerated;
        add(u"app"_s, failures);
        f.registry.script("PUT", u"/import/"_s, FakeAnswer::error(status, u"NO"_s), failures);
        MigrationWorker worker(f.storage, f.engine, f.clock, u"worker-1"_s);
        worker.setPauses({.first = 10ms, .longest = 80ms});
        QSignalSpy logged(&worker, &MigrationWorker::logged);
        worker.start();
        QTRY_COMPARE_WITH_TIMEOUT(count(f, State::ImportDone), 1, 60'000);
        QCOMPARE(pauses(logged), (QList<int>{10, 20, 40, 80, 80, 80}));
        QCOMPARE(f.registry.count("PUT"), failures + 2);
        // What was answered in between ended that outage.
        f.registry.script("PUT", u"/import/"_s, FakeAnswer::error(status, u"NO"_s), 2 + tolerated);
        logged.clear();
        add(u"next"_s, 2 + tolerated);
        QTRY_COMPARE_WITH_TIMEOUT(count(f, State::ImportDone), 2, 60'000);
        QCOMPARE(pauses(logged), (QList<int>{10, 20}));
        await(worker.stop());
        QCOMPARE(historyProblems(f), QStringList());
    }

    /// Each repository whose tags cannot be counted costs a retry, too.
    void tagsThatCannotBeCountedStopTheStarts_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<int>("aborted");
        QTest::newRow("429") << 429 << 1;
        QTest::newRow("500") << 500 << 3;
    }
    void tagsThatCannotBeCountedStopTheStarts()
    {
        QFETCH(const int, status);
        QFETCH(const int, aborted);
        MigrationFixture f(m_databases.create(u"sqlite"_s));
        for (int i = 0; i < 5; ++i) {
            f.add(u"group/app%1"_s.arg(i));
        }
        f.registry.script("GET", u"/tags/list"_s, FakeAnswer::error(status, u"NO"_s));
        MigrationWorker worker(f.storage, f.engine, f.clock, u"worker-1"_s);
        worker.setPauses({.first = 1h, .longest = 1h});
        QSignalSpy logged(&worker, &MigrationWorker::logged);
        worker.start();
        QTRY_COMPARE(pauses(logged).size(), 1);
        await(worker.stop());
        QCOMPARE(count(f, State::ImportAborted), aborted);
        QCOMPARE(count(f, State::Default), 5 - aborted);
    }

    /// One that failed as often as may be would be skipped, although the registry has it complete.
    void whatEndedWhileNobodyLookedIsNoStray()
    {
        MigrationFixture f(m_databases.create(u"sqlite"_s));
        f.setSetting(u"poll_interval"_s, u"1"_s);
        f.registry.setPollsToComplete(-1);
        for (int i = 0; i < 3; ++i) {
            QVERIFY(f.fire(f.add(u"group/app%1"_s.arg(i)), Event::StartPreImport).ok());
            QVERIFY(f.registry.finishImport(u"group/app%1"_s.arg(i)));
        }
        f.registry.setPollsToComplete(1);
        f.clock.advance(std::chrono::minutes(10)); // beyond max_step_duration
        MigrationWorker worker(f.storage, f.engine, f.clock, u"worker-2"_s);
        worker.start();
        QTRY_COMPARE_WITH_TIMEOUT(count(f, State::ImportDone), 3, 60'000);
        await(worker.stop());
        for (int i = 0; i < 3; ++i) {
            QCOMPARE(f.row(u"group/app%1"_s.arg(i)).retriesCount, 0);
        }
    }

    /// Whatever ends at once must not keep a worker that was told to stop going through the whole inventory.
    void stopBeginsNothingNew()
    {
        MigrationFixture f(m_databases.create(u"sqlite"_s));
        for (int i = 0; i < 30; ++i) {
            f.add(u"group/app%1"_s.arg(i));
            f.registry.setImportStatus(u"group/app%1"_s.arg(i), u"native"_s);
        }
        FakeAnswer slow = FakeAnswer::error(404, u"NAME_UNKNOWN"_s);
        slow.held = true;
        f.registry.script("PUT", u"/import/"_s, slow, 1);
        MigrationWorker worker(f.storage, f.engine, f.clock, u"worker-1"_s);
        worker.start();
        QTRY_COMPARE(f.registry.heldCount(), 1);
        Eventual<bool> stopped(doneAfter(worker.stop()));
        f.registry.release();
        QVERIFY(stopped.get());
        QCOMPARE(count(f, State::Default), 29);
    }

    void recordsTheCounts()
    {
        MigrationFixture f(m_databases.create(u"sqlite"_s));
        f.add(u"group/app"_s);
        f.setFlag(flags::enabled, false);
        MigrationWorker worker(f.storage, f.engine, f.clock, u"worker-1"_s);
        QSignalSpy logged(&worker, &MigrationWorker::logged);
        worker.start();
        QTRY_VERIFY(saidThat(logged, u"observer"_s));
        await(worker.stop());
        const auto samples = f.inStorage([](Stores& stores) {
            return stores.samples.between(QDateTime(QDate(2026, 1, 1), QTime(0, 0), Qt::UTC),
                QDateTime(QDate(2027, 1, 1), QTime(0, 0), Qt::UTC), 10);
        });
        QCOMPARE(samples.size(), 1);
        QCOMPARE(samples.first().counts.of(State::Default), 1);
    }

    void stopWaitsForWhatIsUnderWay()
    {
        MigrationFixture f(m_databases.create(u"sqlite"_s));
        const qint64 id = f.add(u"group/app"_s);
        FakeAnswer slow = FakeAnswer::json(202, {});
        slow.held = true;
        f.registry.script("PUT", u"/import/"_s, slow, 1);
        MigrationWorker worker(f.storage, f.engine, f.clock, u"worker-1"_s);
        worker.start();
        QTRY_COMPARE(f.registry.heldCount(), 1);
        Eventual<bool> stopped(doneAfter(worker.stop()));
        QVERIFY(!stopped.isReady());
        f.registry.release();
        QVERIFY(stopped.get());
        QVERIFY(f.row(id).stepAcceptedAt.isValid());
    }

private:
    static int count(MigrationFixture& f, State state)
    {
        const StateCounts counts = f.inStorage([](Stores& stores) { return stores.repositories.countByState(); });
        return int(counts.of(state));
    }
    static bool saidThat(const QSignalSpy& logged, const QString& words)
    {
        return std::any_of(logged.begin(), logged.end(), [&](const QList<QVariant>& arguments) {
            return QString::fromUtf8(QJsonDocument(arguments.first().toJsonObject()).toJson()).contains(words);
        });
    }
    /// For which it said that it starts nothing.
    static QList<int> pauses(const QSignalSpy& logged)
    {
        QList<int> found;
        for (const QList<QVariant>& arguments : logged) {
            const QJsonValue pause = arguments.first().toJsonObject().value(u"pause_ms"_s);
            if (!pause.isUndefined()) {
                found << pause.toInt();
            }
        }
        return found;
    }
    TestDatabases m_databases;
};

QTEST_GUILESS_MAIN(TestWorker)
#include "tst_worker.moc"
