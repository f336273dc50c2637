// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/storage/grouptools.h"
#include "tests/support/processes.h"

#include <QProcess>

#include <atomic>
#include <deque>

#include <unistd.h>

using namespace transship;
using namespace transship::testing;

/// What becomes of a group when the connection, the lock order or the process fails.
class TestGroupFailures : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_databases.problem().isEmpty(), qPrintable(m_databases.problem())); }
    void lostConnectionIsReportedByAll();
    void deadlockOfTwoGroupsEndsWithBothDoneOnce();
    void killedProcessLosesNothingItReported_data() { TestDatabases::addRows(); }
    void killedProcessLosesNothingItReported();

private:
    TestDatabases m_databases;
};

void TestGroupFailures::lostConnectionIsReportedByAll()
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

void TestGroupFailures::deadlockOfTwoGroupsEndsWithBothDoneOnce()
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

void TestGroupFailures::killedProcessLosesNothingItReported()
{
    Fixture f(m_databases.createForRow());
    const QList<qint64> ids = addMany(f, 4000);
    QProcess child;
    child.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    startProcess(child, QCoreApplication::applicationFilePath(),
        {QStringLiteral("--report-transitions"), f.url.toDisplayString()});
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
    TestGroupFailures test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_groupfailures.moc"
