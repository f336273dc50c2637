// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/storage/grouptools.h"

using namespace transship;
using namespace transship::testing;

namespace {

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
    void refusedByTheRulesKeepsTheGroup_data() { TestDatabases::addRows(); }
    void refusedByTheRulesKeepsTheGroup();
    void nothingIsReportedBeforeTheCommit_data() { TestDatabases::addRows(); }
    void nothingIsReportedBeforeTheCommit();
    void refusedCommitIsReportedByTheOneThatCausedIt_data() { TestDatabases::addRows(); }
    void refusedCommitIsReportedByTheOneThatCausedIt();
    void refusedCommitOfAllIsReportedByAll_data() { TestDatabases::addRows(); }
    void refusedCommitOfAllIsReportedByAll();
    void swallowedErrorLosesNoOther();
    void swallowedErrorIsNoSuccess_data();
    void swallowedErrorIsNoSuccess();

private:
    TestDatabases m_databases;
};

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
    // Once with the first of them, which broke the group; then each by itself.
    QCOMPARE(transactions.size(), 3);
    QVERIFY(transactions[1] != transactions[2]);
    for (int i = 0; i < ids.size(); ++i) {
        const bool done = i != 1 && i != 2;
        const auto row = f.stores.repositories.find(ids[i]);
        VERIFY_OK(row);
        QCOMPARE(row->state, done ? MigrationState::PreImporting : MigrationState::Default);
        QVERIFY(!row->tagsCount);
        QCOMPARE(f.stores.events.history(ids[i])->size(), done ? 1 : 0);
    }
}

void TestGroupCommit::refusedByTheRulesKeepsTheGroup()
{
    Fixture f(m_databases.createForRow());
    const QList<qint64> ids = addMany(f, 3);
    StorageWorker worker(f.url, Access::ReadWrite, QStringLiteral("test"));
    Gate gate(worker);
    QList<quint64> transactions;
    QList<Fired> fired;
    for (int i = 0; i < 3; ++i) {
        const MigrationEvent event = i == 1 ? MigrationEvent::FinishPreImport : MigrationEvent::StartPreImport;
        const TransitionRequest wanted = request(ids[i], event, at(QStringLiteral("01:00:00.000")));
        fired << worker.runGrouped([&transactions, wanted](Stores& stores) {
            transactions << stores.connection.transactionNumber();
            return stores.repositories.fire(wanted);
        });
    }
    gate.open();
    VERIFY_OK(fired[0].result());
    QVERIFY(!fired[1].result().ok());
    VERIFY_OK(fired[2].result());
    QCOMPARE(transactions, QList<quint64>(3, transactions.first()));
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

void TestGroupCommit::swallowedErrorIsNoSuccess_data()
{
    QTest::addColumn<bool>("nested");
    QTest::newRow("a transaction") << false;
    QTest::newRow("one inside another") << true;
}

void TestGroupCommit::swallowedErrorIsNoSuccess()
{
    // Of whoever commits by himself: what PostgreSQL has rolled back must not be called done.
    QFETCH(const bool, nested);
    Fixture f(m_databases.create(QStringLiteral("postgresql")));
    const qint64 id = f.add(QStringLiteral("a/b"));
    const auto careless = [&]() -> Result<void> {
        const Result<TransitionResult> fired = f.stores.repositories.fire(start(id));
        (void)f.connection->execCount(QStringLiteral("UPDATE nowhere SET x = 1")).ok();
        return fired ? Result<void>() : fired.error();
    };
    const auto around = [&]() -> Result<void> { return f.connection->transaction(careless); };
    const auto done = nested ? f.connection->transaction(around) : around();
    QVERIFY(!done.ok());
    QVERIFY2(done.error().message.contains(QStringLiteral("after a statement that failed")),
        qPrintable(done.error().toString()));
    QVERIFY(!f.connection->inTransaction());
    QCOMPARE(f.stores.events.history(id)->size(), 0);
    // And nothing of it is left over.
    VERIFY_OK(f.stores.repositories.fire(start(id)));
    QCOMPARE(f.stores.events.history(id)->size(), 1);
}

QTEST_GUILESS_MAIN(TestGroupCommit)
#include "tst_groupcommit.moc"
