// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/storage/stores.h"
#include "tests/ctl/ctlprocess.h"
#include "tests/support/fakeregistry.h"
#include "tests/support/testdatabases.h"

#include <QJsonArray>
#include <QTest>

#include <csignal>

using namespace transship;
using namespace transship::testing;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int patienceMs = 30'000;

void fill(const DatabaseUrl& url, const QString& prefix, int count, const QString& assignments)
{
    const auto connection = TestDatabases::open(url);
    Stores stores(*connection);
    QList<InventoryEntry> entries;
    for (int i = 0; i < count; ++i) {
        InventoryEntry entry;
        entry.path = u"%1/app%2"_s.arg(prefix).arg(i);
        entries << entry;
    }
    QVERIFY(stores.inventory.add(entries, QDateTime::currentDateTimeUtc()).ok());
    QVERIFY(connection->exec(u"UPDATE container_repositories SET %1 WHERE path LIKE '%2/%'"_s.arg(assignments, prefix))
                .ok());
}

void fillSkipped(const DatabaseUrl& url, int count)
{
    fill(url, u"skipped"_s, count, u"migration_state = 'import_skipped', migration_skipped_reason = 2"_s);
}

qint64 number(const DatabaseUrl& url, const QString& sql)
{
    const auto connection = TestDatabases::open(url, Access::ReadOnly);
    auto query = connection->exec(sql);
    return query && query->next() ? query->value(0).toLongLong() : -1;
}

BackgroundMigration newest(const DatabaseUrl& url)
{
    const auto connection = TestDatabases::open(url, Access::ReadOnly);
    Stores stores(*connection);
    return stores.background.list()->first();
}

/// Kills the worker at once, as no program can prepare for, when it has logged so many lines with this text.
void killAfter(const CtlProcess& ctl, const QByteArray& text, int lines)
{
    const auto worker = ctl.start({u"worker"_s});
    QByteArray log;
    QTRY_VERIFY_WITH_TIMEOUT((log += worker->readAllStandardError()).count(text) >= lines, patienceMs);
    ::kill(static_cast<pid_t>(worker->processId()), SIGKILL);
    QTRY_COMPARE_WITH_TIMEOUT(worker->state(), QProcess::NotRunning, patienceMs);
}

} // namespace

/// `transshipctl background …`, and workers that are killed in the middle.
class TestCtlBackground : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_databases.problem().isEmpty(), qPrintable(m_databases.problem())); }

    void killedWorkersLoseNothingOfResetSkipped_data() { TestDatabases::addRows(); }
    void killedWorkersLoseNothingOfResetSkipped()
    {
        const DatabaseUrl url = m_databases.createForRow();
        fillSkipped(url, 3000);
        FakeRegistry registry(FakeHttpServer::Where::OwnThread);
        CtlProcess& ctl = controller(url, registry);
        const CtlResult started = ctl.run({u"background"_s, u"start"_s, u"reset-skipped"_s, u"--sub-batch-size"_s,
            u"10"_s, u"--batch-size"_s, u"500"_s, u"--pause"_s, u"0"_s, u"--yes"_s, u"--json"_s});
        QVERIFY2(started.exitCode == 0, qPrintable(started.toString()));
        for (const int lines : {1, 30, 70}) {
            killAfter(ctl, "\"sub-batch", lines);
            QCOMPARE(number(url, u"SELECT count(*) FROM migration_events"_s), newest(url).doneCount);
            QCOMPARE(number(url, u"SELECT count(*) FROM container_repositories WHERE migration_state = 'default'"_s),
                newest(url).doneCount);
        }
        QCOMPARE(newest(url).status, BackgroundStatus::Running);
        finish(ctl, url);
        QCOMPARE(newest(url).changedCount, 3000);
        QCOMPARE(newest(url).subBatchesCount, 300);
        QCOMPARE(newest(url).batchesCount, 6);
        QCOMPARE(number(url, u"SELECT count(*) FROM migration_events"_s), 3000);
        QCOMPARE(number(url, u"SELECT count(DISTINCT container_repository_id) FROM migration_events"_s), 3000);
    }

    void killedWorkersLoseNothingOfResetStatus_data() { TestDatabases::addRows(); }
    void killedWorkersLoseNothingOfResetStatus()
    {
        const DatabaseUrl url = m_databases.createForRow();
        fill(url, u"scheduled"_s, 400, u"status = 0"_s);
        FakeRegistry registry(FakeHttpServer::Where::OwnThread);
        for (int i = 0; i < 400; ++i) { // every fourth has no tag
            registry.addRepository(u"scheduled/app%1"_s.arg(i), i % 4 == 0 ? QStringList{} : QStringList{u"1"_s});
        }
        CtlProcess& ctl = controller(url, registry);
        const CtlResult started = ctl.run({u"background"_s, u"start"_s, u"reset-status"_s, u"--sub-batch-size"_s,
            u"5"_s, u"--batch-size"_s, u"20"_s, u"--pause"_s, u"0"_s, u"--yes"_s});
        QVERIFY2(started.exitCode == 0, qPrintable(started.toString()));
        for (const int lines : {1, 23, 57}) {
            killAfter(ctl, "\"has_tags\"", lines);
            QCOMPARE(number(url, u"SELECT count(*) FROM container_repositories WHERE status IS NULL"_s),
                newest(url).changedCount);
        }
        QCOMPARE(newest(url).status, BackgroundStatus::Running);
        finish(ctl, url);
        QCOMPARE(newest(url).doneCount, 400);
        QCOMPARE(newest(url).changedCount, 300);
        QCOMPARE(newest(url).batchesCount, 20);
        QCOMPARE(number(url, u"SELECT count(*) FROM container_repositories WHERE status = 0"_s), 100);
    }

    void pausesResumesAndCancels()
    {
        const DatabaseUrl url = m_databases.create(u"sqlite"_s);
        fillSkipped(url, 50);
        CtlProcess ctl;
        ctl.setDatabase(url.toDisplayString());
        const QStringList start{u"background"_s, u"start"_s, u"reset-skipped"_s, u"--sub-batch-size"_s, u"5"_s,
            u"--batch-size"_s, u"20"_s, u"--yes"_s, u"--json"_s};
        const CtlResult queued = ctl.run(start);
        QVERIFY2(queued.exitCode == 0, qPrintable(queued.toString()));
        QCOMPARE(queued.json()[u"status"_s].toString(), u"running"_s);
        QCOMPARE(queued.json()[u"total"_s].toInt(), 50);
        const QString id = QString::number(queued.json()[u"id"_s].toInt());
        QCOMPARE(ctl.run(start).exitCode, 8); // one of a kind at a time
        const CtlResult dry = ctl.run({u"background"_s, u"pause"_s, id, u"--dry-run"_s, u"--json"_s});
        QVERIFY2(dry.exitCode == 0, qPrintable(dry.toString()));
        QCOMPARE(dry.json()[u"status"_s].toString(), u"paused"_s); // as it would be
        QCOMPARE(ctl.run({u"background"_s, u"resume"_s, id, u"--dry-run"_s}).exitCode, 1); // it runs, and goes on to
        QCOMPARE(wish(ctl, u"pause"_s, id), u"paused"_s);
        QCOMPARE(wish(ctl, u"pause"_s, id), u"1"_s); // refused
        QCOMPARE(wish(ctl, u"resume"_s, id), u"running"_s);
        QCOMPARE(wish(ctl, u"cancel"_s, id), u"canceled"_s);
        QCOMPARE(wish(ctl, u"resume"_s, id), u"1"_s);
        QCOMPARE(wish(ctl, u"cancel"_s, u"77"_s), u"4"_s);
        const CtlResult list = ctl.run({u"background"_s, u"list"_s, u"--json"_s});
        QCOMPARE(list.json()[u"background_migrations"_s].toArray().size(), 1);
        QCOMPARE(number(url, u"SELECT count(*) FROM migration_events"_s), 0);
    }

    void refusesWhatCannotBe_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("exitCode");
        const QStringList start{u"start"_s, u"reset-skipped"_s};
        QTest::newRow("unknown name") << QStringList{u"start"_s, u"reset-everything"_s, u"--yes"_s} << 2;
        QTest::newRow("no --yes") << start << 2;
        QTest::newRow("batch of none") << start + QStringList{u"--yes"_s, u"--batch-size"_s, u"0"_s} << 2;
        QTest::newRow("sub-batch too large") << start + QStringList{u"--yes"_s, u"--sub-batch-size"_s, u"5000"_s} << 2;
        QTest::newRow("not a number") << start + QStringList{u"--yes"_s, u"--pause"_s, u"soon"_s} << 2;
        QTest::newRow("negative pause") << start + QStringList{u"--yes"_s, u"--pause"_s, u"-1"_s} << 2;
        QTest::newRow("nothing that matches, dry") << QStringList{u"start"_s, u"reset-status"_s, u"--dry-run"_s} << 4;
        QTest::newRow("nothing that matches") << QStringList{u"start"_s, u"reset-status"_s, u"--yes"_s} << 0;
    }
    void refusesWhatCannotBe()
    {
        QFETCH(QStringList, arguments);
        QFETCH(int, exitCode);
        const DatabaseUrl url = m_databases.create(u"sqlite"_s);
        fillSkipped(url, 5);
        CtlProcess ctl;
        ctl.setDatabase(url.toDisplayString());
        const CtlResult result = ctl.run(QStringList{u"background"_s} + arguments);
        QVERIFY2(result.exitCode == exitCode, qPrintable(result.toString()));
        QCOMPARE(number(url, u"SELECT count(*) FROM migration_events"_s), 0);
    }

    void interruptedWaitStaysQueued()
    {
        const DatabaseUrl url = m_databases.create(u"sqlite"_s);
        fillSkipped(url, 50);
        CtlProcess ctl;
        ctl.setDatabase(url.toDisplayString());
        const auto process = ctl.start({u"background"_s, u"start"_s, u"reset-skipped"_s, u"--batch-size"_s, u"20"_s,
            u"--sub-batch-size"_s, u"5"_s, u"--pause"_s, u"3600"_s, u"--yes"_s, u"--wait"_s});
        QByteArray log;
        QTRY_VERIFY_WITH_TIMEOUT((log += process->readAllStandardError()).contains("batch 1 done"), patienceMs);
        process->terminate();
        QTRY_COMPARE_WITH_TIMEOUT(process->state(), QProcess::NotRunning, patienceMs);
        QCOMPARE(process->exitCode(), 130);
        QCOMPARE(newest(url).status, BackgroundStatus::Running);
        QCOMPARE(newest(url).doneCount, 20);
    }

private:
    static CtlProcess& prepare(CtlProcess& ctl, const DatabaseUrl& url, const FakeRegistry& registry)
    {
        ctl.setDatabase(url.toDisplayString());
        ctl.setVariable(u"TRANSSHIP_REGISTRY"_s, registry.url().toString());
        return ctl;
    }
    CtlProcess& controller(const DatabaseUrl& url, const FakeRegistry& registry)
    {
        m_ctl = std::make_unique<CtlProcess>();
        return prepare(*m_ctl, url, registry);
    }

    /// The status it has then, or the exit code.
    static QString wish(const CtlProcess& ctl, const QString& what, const QString& id)
    {
        const CtlResult result = ctl.run({u"background"_s, what, id, u"--json"_s});
        return result.exitCode == 0 ? result.json()[u"status"_s].toString() : QString::number(result.exitCode);
    }

    static void finish(const CtlProcess& ctl, const DatabaseUrl& url)
    {
        const auto worker = ctl.start({u"worker"_s});
        QTRY_COMPARE_WITH_TIMEOUT(newest(url).status, BackgroundStatus::Finished, patienceMs);
        worker->terminate();
        QTRY_COMPARE_WITH_TIMEOUT(worker->state(), QProcess::NotRunning, patienceMs);
        QCOMPARE(worker->exitCode(), 0);
    }

    TestDatabases m_databases;
    std::unique_ptr<CtlProcess> m_ctl;
};

QTEST_GUILESS_MAIN(TestCtlBackground)
#include "tst_ctlbackground.moc"
