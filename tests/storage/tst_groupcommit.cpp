// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/transitiontable.h"
#include "models/storage/storageworker.h"
#include "tests/storage/storagetools.h"

#include <QProcess>
#include <QSemaphore>

#include <atomic>
#include <deque>

#include <unistd.h>

using namespace transship;
using namespace transship::testing;

namespace {

using Fired = QFuture<Result<TransitionResult>>;

TransitionRequest start(qint64 id)
{
    return request(id, MigrationEvent::StartPreImport, at(QStringLiteral("01:00:00.000")));
}

Fired fireGrouped(StorageWorker& worker, const TransitionRequest& wanted)
{
    return worker.runGrouped([wanted](Stores& stores) { return stores.repositories.fire(wanted); });
}

/// Holds a worker up, so that what is queued meanwhile waits in a row.
class Gate {
public:
    explicit Gate(StorageWorker& worker)
        : m_waiting(worker.run([this](Stores&) -> Result<void> {
            m_open.acquire();
            return {};
        }))
    {
    }
    void open()
    {
        m_open.release();
        m_waiting.waitForFinished();
    }

private:
    QSemaphore m_open;
    QFuture<Result<void>> m_waiting;
};

/// Makes COMMIT fail once a history row of this repository (0: of any) was written.
QStringList refuseCommit(const QString& backend, qint64 id)
{
    const QString when = id == 0 ? QString() : QStringLiteral(" WHEN (NEW.container_repository_id = %1)").arg(id);
    QStringList statements{
        QStringLiteral("CREATE TABLE blocker (id bigint REFERENCES namespaces (id) DEFERRABLE INITIALLY DEFERRED)")};
    if (backend == u"sqlite") {
        statements << QStringLiteral("CREATE TRIGGER block AFTER INSERT ON migration_events FOR EACH ROW%1 "
                                     "BEGIN INSERT INTO blocker VALUES (-1); END")
                          .arg(when);
    } else {
        statements << QStringLiteral("CREATE FUNCTION block() RETURNS trigger LANGUAGE plpgsql AS $$ "
                                     "BEGIN INSERT INTO blocker VALUES (-1); RETURN NULL; END $$")
                   << QStringLiteral("CREATE TRIGGER block AFTER INSERT ON migration_events FOR EACH ROW%1 "
                                     "EXECUTE FUNCTION block()")
                          .arg(when);
    }
    return statements;
}

} // namespace

/// StorageWorker::runGrouped on both databases.
class TestGroupCommit : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_databases.problem().isEmpty(), qPrintable(m_databases.problem())); }
    void jobsInARowShareATransaction_data() { TestDatabases::addRows(); }
    void jobsInARowShareATransaction();
    void refusedOneChangesNothingElse_data() { TestDatabases::addRows(); }
    void refusedOneChangesNothingElse();
    void nothingIsReportedBeforeTheCommit_data() { TestDatabases::addRows(); }
    void nothingIsReportedBeforeTheCommit();
    void refusedCommitIsReportedByTheOneThatCausedIt_data() { TestDatabases::addRows(); }
    void refusedCommitIsReportedByTheOneThatCausedIt();
    void refusedCommitOfAllIsReportedByAll_data() { TestDatabases::addRows(); }
    void refusedCommitOfAllIsReportedByAll();
    void swallowedErrorLosesNoOther();
    void lostConnectionIsReportedByAll();
    void deadlockOfTwoGroupsEndsWithBothDoneOnce();
    void killedProcessLosesNothingItReported_data() { TestDatabases::addRows(); }
    void killedProcessLosesNothingItReported();

private:
    QList<qint64> addMany(Fixture& f, int count);
    TestDatabases m_databases;
};

QList<qint64> TestGroupCommit::addMany(Fixture& f, int count)
{
    QList<InventoryEntry> entries;
    for (int i = 0; i < count; ++i) {
        entries << InventoryEntry{QStringLiteral("a/p%1").arg(i), {}, {}, {}};
    }
    const auto added = f.stores.inventory.add(entries, at(QStringLiteral("00:00:00.000")));
    const auto ids = f.stores.repositories.ids({});
    return added && ids ? *ids : QList<qint64>();
}

void TestGroupCommit::jobsInARowShareATransaction()
{
    Fixture f(m_databases.createForRow());
    const QList<qint64> ids = addMany(f, StorageWorker::maxGroup + 20);
    StorageWorker worker(f.url, Access::ReadWrite, QStringLiteral("test"));
    QList<int> order;
    QHash<int, quint64> transactions;
    const auto note = [&](int job, Stores& stores) {
        order << job;
        transactions[job] = stores.connection.inTransaction() ? stores.connection.transactionNumber() : 0;
    };
    Gate gate(worker);
    QList<Fired> fired;
    const auto add = [&](int job) {
        fired << worker.runGrouped([&note, job, wanted = start(ids[job])](Stores& stores) {
            note(job, stores);
            return stores.repositories.fire(wanted);
        });
    };
    for (int job = 0; job < 5; ++job) {
        add(job);
    }
    auto between = worker.run([&](Stores& stores) -> Result<void> {
        note(-1, stores);
        return {};
    });
    for (int job = 5; job < ids.size(); ++job) {
        add(job);
    }
    gate.open();
    VERIFY_OK(between.result());
    for (int job = 0; job < ids.size(); ++job) {
        VERIFY_OK(fired[job].result());
        QCOMPARE(fired[job].result()->after.id, ids[job]);
    }
    QCOMPARE(order.size(), ids.size() + 1);
    QCOMPARE(order.mid(3, 4), (QList<int>{3, 4, -1, 5}));
    QCOMPARE(transactions[-1], 0);
    QVERIFY(transactions[0] != 0);
    QCOMPARE(transactions[4], transactions[0]);
    QVERIFY(transactions[5] != transactions[4]);
    QCOMPARE(transactions[4 + StorageWorker::maxGroup], transactions[5]);
    QVERIFY(transactions[5 + StorageWorker::maxGroup] != transactions[5]);
    QCOMPARE(f.number(QStringLiteral("SELECT count(*) FROM migration_events")), ids.size());
    QCOMPARE(f.stores.repositories.countByState()->of(MigrationState::PreImporting), ids.size());
}

void TestGroupCommit::refusedOneChangesNothingElse()
{
    Fixture f(m_databases.createForRow());
    const QList<qint64> ids = addMany(f, 5);
    StorageWorker worker(f.url, Access::ReadWrite, QStringLiteral("test"));
    Gate gate(worker);
    QList<Fired> fired;
    QList<quint64> transactions;
    const auto failing = [&](const QString& sql) {
        fired << worker.runGrouped([&transactions, sql, wanted = start(ids[1])](Stores& stores) {
            transactions << stores.connection.transactionNumber();
            return stores.connection.transaction([&]() -> Result<TransitionResult> {
                Result<TransitionResult> inner = stores.repositories.fire(wanted);
                if (!inner) {
                    return inner;
                }
                const Result<int> changed = stores.connection.execCount(sql, {wanted.repositoryId});
                return changed ? Error{ErrorCode::Refused, QStringLiteral("on second thoughts")} : changed.error();
            });
        });
    };
    fired << fireGrouped(worker, start(ids[0]));
    failing(QStringLiteral("UPDATE container_repositories SET tags_count = 7 WHERE id = ?"));
    failing(QStringLiteral("UPDATE container_repositories SET migration_retries_count = -1 WHERE id = ?"));
    fired << fireGrouped(worker, request(ids[2], MigrationEvent::FinishPreImport, at(QStringLiteral("01:00:00.000"))));
    fired << fireGrouped(worker, start(ids[3]));
    fired << fireGrouped(worker, start(ids[4]));
    gate.open();
    VERIFY_OK(fired[0].result());
    QCOMPARE(fired[1].result().error().toString(), QStringLiteral("on second thoughts"));
    QCOMPARE(fired[2].result().error().code, ErrorCode::DatabaseFailed);
    QCOMPARE(fired[3].result().error(), refusal(MigrationState::Default, MigrationEvent::FinishPreImport));
    VERIFY_OK(fired[4].result());
    VERIFY_OK(fired[5].result());
    // The group was not run again for their sake.
    QCOMPARE(transactions.size(), 2);
    QCOMPARE(transactions[0], transactions[1]);
    for (int i = 0; i < ids.size(); ++i) {
        const bool done = i != 1 && i != 2;
        const auto row = f.stores.repositories.find(ids[i]);
        VERIFY_OK(row);
        QCOMPARE(row->state, done ? MigrationState::PreImporting : MigrationState::Default);
        QVERIFY(!row->tagsCount);
        QCOMPARE(f.stores.events.history(ids[i])->size(), done ? 1 : 0);
    }
}

void TestGroupCommit::nothingIsReportedBeforeTheCommit()
{
    Fixture f(m_databases.createForRow());
    const QList<qint64> ids = addMany(f, 4);
    StorageWorker worker(f.url, Access::ReadWrite, QStringLiteral("test"));
    Gate gate(worker);
    QList<Fired> fired;
    for (const qint64 id : ids.first(3)) {
        fired << fireGrouped(worker, start(id));
    }
    QSemaphore reached;
    QSemaphore goOn;
    fired << worker.runGrouped([&, wanted = start(ids[3])](Stores& stores) {
        reached.release();
        goOn.acquire();
        return stores.repositories.fire(wanted);
    });
    gate.open();
    reached.acquire();
    for (const Fired& one : fired) {
        QVERIFY(!one.isFinished());
    }
    QCOMPARE(f.number(QStringLiteral("SELECT count(*) FROM migration_events")), 0);
    goOn.release();
    for (Fired& one : fired) {
        VERIFY_OK(one.result());
    }
    QCOMPARE(f.number(QStringLiteral("SELECT count(*) FROM migration_events")), 4);
}

void TestGroupCommit::refusedCommitIsReportedByTheOneThatCausedIt()
{
    Fixture f(m_databases.createForRow());
    const QList<qint64> ids = addMany(f, 6);
    for (const QString& statement : refuseCommit(TestDatabases::backend(), ids[2])) {
        QVERIFY2(f.run(statement), qPrintable(statement));
    }
    StorageWorker worker(f.url, Access::ReadWrite, QStringLiteral("test"));
    Gate gate(worker);
    QList<Fired> fired;
    for (const qint64 id : ids) {
        fired << fireGrouped(worker, start(id));
    }
    gate.open();
    for (int i = 0; i < ids.size(); ++i) {
        QVERIFY2(fired[i].result().ok() == (i != 2),
            fired[i].result().ok() ? "" : qPrintable(fired[i].result().error().toString()));
        QCOMPARE(f.stores.events.history(ids[i])->size(), i != 2 ? 1 : 0);
        QCOMPARE(
            f.stores.repositories.find(ids[i])->state, i != 2 ? MigrationState::PreImporting : MigrationState::Default);
    }
}

void TestGroupCommit::refusedCommitOfAllIsReportedByAll()
{
    Fixture f(m_databases.createForRow());
    const QList<qint64> ids = addMany(f, 4);
    for (const QString& statement : refuseCommit(TestDatabases::backend(), 0)) {
        QVERIFY2(f.run(statement), qPrintable(statement));
    }
    StorageWorker worker(f.url, Access::ReadWrite, QStringLiteral("test"));
    Gate gate(worker);
    QList<Fired> fired;
    for (const qint64 id : ids) {
        fired << fireGrouped(worker, start(id));
    }
    gate.open();
    for (Fired& one : fired) {
        QVERIFY(!one.result().ok());
        QCOMPARE(one.result().error().code, ErrorCode::DatabaseFailed);
    }
    QCOMPARE(f.number(QStringLiteral("SELECT count(*) FROM migration_events")), 0);
    QCOMPARE(f.stores.repositories.countByState()->of(MigrationState::Default), 4);
}

void TestGroupCommit::swallowedErrorLosesNoOther()
{
    // PostgreSQL gives a transaction up after any error, and its COMMIT then rolls back without saying so.
    Fixture f(m_databases.create(QStringLiteral("postgresql")));
    const QList<qint64> ids = addMany(f, 3);
    StorageWorker worker(f.url, Access::ReadWrite, QStringLiteral("test"));
    Gate gate(worker);
    QList<Fired> fired{fireGrouped(worker, start(ids[0]))};
    auto careless = worker.runGrouped([](Stores& stores) -> Result<void> {
        (void)stores.connection.execCount(QStringLiteral("UPDATE nowhere SET x = 1")).ok();
        return {};
    });
    fired << fireGrouped(worker, start(ids[1])) << fireGrouped(worker, start(ids[2]));
    gate.open();
    VERIFY_OK(careless.result());
    for (Fired& one : fired) {
        VERIFY_OK(one.result());
    }
    QCOMPARE(f.number(QStringLiteral("SELECT count(*) FROM migration_events")), 3);
}

void TestGroupCommit::lostConnectionIsReportedByAll()
{
    Fixture f(m_databases.create(QStringLiteral("postgresql")));
    const QList<qint64> ids = addMany(f, 3);
    StorageWorker worker(f.url, Access::ReadWrite, QStringLiteral("test"));
    Gate gate(worker);
    QList<Fired> fired{fireGrouped(worker, start(ids[0])), fireGrouped(worker, start(ids[1]))};
    auto fatal = worker.runGrouped([](Stores& stores) {
        return stores.connection.execCount(QStringLiteral("SELECT pg_terminate_backend(pg_backend_pid())"));
    });
    fired << fireGrouped(worker, start(ids[2]));
    gate.open();
    QVERIFY(!fatal.result().ok());
    for (Fired& one : fired) {
        QVERIFY(!one.result().ok());
        QCOMPARE(one.result().error().code, ErrorCode::DatabaseUnavailable);
        QVERIFY(one.result().error().retryable);
    }
    QCOMPARE(f.number(QStringLiteral("SELECT count(*) FROM migration_events")), 0);
    VERIFY_OK(fireGrouped(worker, start(ids[0])).result());
}

void TestGroupCommit::deadlockOfTwoGroupsEndsWithBothDoneOnce()
{
    Fixture f(m_databases.create(QStringLiteral("postgresql")));
    const QList<qint64> ids = addMany(f, 2);
    StorageWorker one(f.url, Access::ReadWrite, QStringLiteral("test"));
    StorageWorker other(f.url, Access::ReadWrite, QStringLiteral("test"));
    Gate oneGate(one);
    Gate otherGate(other);
    QSemaphore oneHolds;
    QSemaphore otherHolds;
    std::atomic<int> calls{0};
    // Each locks its first row, waits until the other has locked its own, then goes for that.
    const auto lockFirst = [&calls](StorageWorker& worker, qint64 id, QSemaphore& mine, QSemaphore& theirs) {
        return worker.runGrouped(
            [&calls, &mine, &theirs, first = std::make_shared<bool>(true), wanted = start(id)](Stores& stores) {
                ++calls;
                Result<TransitionResult> fired = stores.repositories.fire(wanted);
                if (*first) {
                    *first = false;
                    mine.release();
                    (void)theirs.tryAcquire(1, 20'000);
                }
                return fired;
            });
    };
    QList<Fired> fired{lockFirst(one, ids[0], oneHolds, otherHolds), fireGrouped(one, start(ids[1])),
        lockFirst(other, ids[1], otherHolds, oneHolds), fireGrouped(other, start(ids[0]))};
    oneGate.open();
    otherGate.open();
    for (Fired& each : fired) {
        VERIFY_OK(each.result());
    }
    QVERIFY2(calls.load() > 2, "there was no deadlock");
    for (const qint64 id : ids) {
        QCOMPARE(f.stores.events.history(id)->size(), 2);
    }
}

void TestGroupCommit::killedProcessLosesNothingItReported()
{
    Fixture f(m_databases.createForRow());
    const QList<qint64> ids = addMany(f, 4000);
    QProcess child;
    child.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    child.start(
        QCoreApplication::applicationFilePath(), {QStringLiteral("--report-transitions"), f.url.toDisplayString()});
    QByteArray reported;
    while (reported.count('\n') < 300 && child.waitForReadyRead(30'000)) {
        reported += child.readAllStandardOutput();
    }
    child.kill();
    QVERIFY(child.waitForFinished());
    reported += child.readAllStandardOutput();
    const qsizetype whole = reported.lastIndexOf('\n');
    const QList<QByteArray> lines = reported.left(qMax<qsizetype>(whole, 0)).split('\n');
    QVERIFY2(lines.size() >= 300, "the child reported too little");
    QVERIFY2(lines.size() < ids.size(), "the child was done before it was killed");
    for (const QByteArray& line : lines) {
        const qint64 id = line.toLongLong();
        QCOMPARE(f.stores.repositories.find(id)->state, MigrationState::PreImporting);
        QCOMPARE(f.stores.events.history(id)->size(), 1);
    }
    // Neither half a transition: each row that is on its way has its history row.
    QCOMPARE(f.stores.repositories.countByState()->of(MigrationState::PreImporting),
        f.number(QStringLiteral("SELECT count(*) FROM migration_events")));
}

/// The child of killedProcessLosesNothingItReported: 16 transitions in flight; each id that was reported done goes
/// straight to the pipe, which outlives this process.
static int reportTransitions(const QString& database)
{
    const auto url = DatabaseUrl::parse(database);
    if (!url) {
        return 1;
    }
    StorageWorker worker(*url, Access::ReadWrite, QStringLiteral("child"));
    const auto ids = worker.run([](Stores& stores) { return stores.repositories.ids({}); }).result();
    std::deque<Fired> inFlight;
    for (const qint64 id : ids ? *ids : QList<qint64>()) {
        inFlight.push_back(fireGrouped(worker, start(id)));
        if (inFlight.size() < 16) {
            continue;
        }
        const auto done = inFlight.front().result();
        inFlight.pop_front();
        const QByteArray line = done ? QByteArray::number(done->after.id) + '\n' : QByteArray();
        if (!done || ::write(STDOUT_FILENO, line.constData(), static_cast<size_t>(line.size())) != line.size()) {
            return 1;
        }
    }
    return 0;
}

int main(int argc, char** argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() == 3 && arguments[1] == u"--report-transitions") {
        return reportTransitions(arguments[2]);
    }
    TestGroupCommit test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_groupcommit.moc"
