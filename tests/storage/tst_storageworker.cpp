// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/storage/storageworker.h"
#include "tests/storage/storagetools.h"

#include <QFutureWatcher>

#include <thread>

using namespace transship;
using namespace transship::testing;

class TestStorageWorker : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_databases.problem().isEmpty(), qPrintable(m_databases.problem())); }
    void answersInOrderFromItsOwnThread_data() { TestDatabases::addRows(); }
    void answersInOrderFromItsOwnThread();
    void takesJobsFromAnyThread_data() { TestDatabases::addRows(); }
    void takesJobsFromAnyThread();
    void finishesWhatIsQueuedWhenDestroyed_data() { TestDatabases::addRows(); }
    void finishesWhatIsQueuedWhenDestroyed();
    void rollsBackWhatAJobLeftOpen_data() { TestDatabases::addRows(); }
    void rollsBackWhatAJobLeftOpen();
    void databaseThatCannotBeOpened();
    void comesBackAfterTheServerWasDown();
    void lockedDatabaseIsBusy();
    void followsAReplacedFile();

private:
    TestDatabases m_databases;
};

void TestStorageWorker::answersInOrderFromItsOwnThread()
{
    StorageWorker worker(m_databases.createForRow(), Access::ReadWrite, QStringLiteral("test"));
    QList<int> order;
    QList<QFuture<Result<void>>> futures;
    for (int i = 0; i < 50; ++i) {
        futures << worker.run([&order, i, caller = QThread::currentThread()](Stores&) -> Result<void> {
            order << (QThread::currentThread() == caller ? -1 : i);
            return {};
        });
    }
    for (auto& future : futures) {
        future.waitForFinished();
        QCOMPARE(future.resultCount(), 1);
    }
    QCOMPARE(order.size(), 50);
    QVERIFY(std::is_sorted(order.begin(), order.end()) && order.first() == 0);
}

void TestStorageWorker::takesJobsFromAnyThread()
{
    const DatabaseUrl url = m_databases.createForRow();
    Fixture f(url);
    const qint64 id = f.add(QStringLiteral("a/b"));
    StorageWorker worker(url, Access::ReadWrite, QStringLiteral("test"));
    std::atomic<int> answered{0};
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i) {
        threads.emplace_back([&] {
            for (int j = 0; j < 20; ++j) {
                auto future = worker.run([id](Stores& stores) { return stores.repositories.find(id); });
                answered += future.result().ok() ? 1 : 0;
            }
        });
    }
    for (std::thread& thread : threads) {
        thread.join();
    }
    QCOMPARE(answered.load(), 80);
}

void TestStorageWorker::finishesWhatIsQueuedWhenDestroyed()
{
    const DatabaseUrl url = m_databases.createForRow();
    QList<QFuture<Result<InventoryResult>>> futures;
    {
        StorageWorker worker(url, Access::ReadWrite, QStringLiteral("test"));
        for (int i = 0; i < 30; ++i) {
            futures << worker.run([i](Stores& stores) {
                return stores.inventory.add(
                    {InventoryEntry{QStringLiteral("a/p%1").arg(i), {}, {}, {}}}, at(QStringLiteral("00:00:00.000")));
            });
        }
    }
    for (const auto& future : futures) {
        QVERIFY(future.isFinished());
        VERIFY_OK(future.result());
    }
    Fixture f(url);
    QCOMPARE(f.stores.repositories.countByState()->total(), 30);
}

void TestStorageWorker::rollsBackWhatAJobLeftOpen()
{
    const DatabaseUrl url = m_databases.createForRow();
    StorageWorker worker(url, Access::ReadWrite, QStringLiteral("test"));
    QTest::ignoreMessage(QtWarningMsg, "A job left its transaction open; it is rolled back.");
    VERIFY_OK(worker
                  .run([](Stores& stores) -> Result<void> {
                      (void)stores.connection.begin().ok();
                      (void)stores.inventory
                          .add({InventoryEntry{QStringLiteral("a/b"), {}, {}, {}}}, at(QStringLiteral("00:00:00.000")))
                          .ok();
                      return {};
                  })
                  .result());
    const auto counts = worker.run([](Stores& stores) { return stores.repositories.countByState(); }).result();
    VERIFY_OK(counts);
    QCOMPARE(counts->total(), 0);
}

void TestStorageWorker::databaseThatCannotBeOpened()
{
    StorageWorker worker(
        DatabaseUrl::sqlite(QStringLiteral("/proc/nowhere/x.sqlite")), Access::ReadWrite, QStringLiteral("test"));
    bool ran = false;
    QList<QFuture<Result<void>>> futures;
    for (int i = 0; i < 5; ++i) {
        futures << worker.run([&ran](Stores&) -> Result<void> {
            ran = true;
            return {};
        });
    }
    for (auto& future : futures) {
        future.waitForFinished();
        QCOMPARE(future.resultCount(), 1);
        QCOMPARE(future.result().error().code, ErrorCode::DatabaseUnavailable);
    }
    QVERIFY(!ran);
}

void TestStorageWorker::comesBackAfterTheServerWasDown()
{
    const DatabaseUrl url = m_databases.create(QStringLiteral("postgresql"));
    StorageWorker worker(url, Access::ReadWrite, QStringLiteral("test"));
    const auto ask
        = [&] { return worker.run([](Stores& stores) { return stores.repositories.countByState(); }).result(); };
    VERIFY_OK(ask());
    m_databases.cluster().stop();
    for (int i = 0; i < 3; ++i) {
        const auto answer = ask();
        QVERIFY(!answer.ok());
        QCOMPARE(answer.error().code, ErrorCode::DatabaseUnavailable);
        QVERIFY(answer.error().retryable);
    }
    QVERIFY2(m_databases.cluster().start(), qPrintable(m_databases.problem()));
    VERIFY_OK(ask());
    // And when it was restarted while nobody looked: one answer may be the bad news, the next is good.
    m_databases.cluster().stop();
    QVERIFY2(m_databases.cluster().start(), qPrintable(m_databases.problem()));
    if (const auto first = ask(); !first.ok()) {
        QCOMPARE(first.error().code, ErrorCode::DatabaseUnavailable);
        QVERIFY(first.error().retryable);
    }
    VERIFY_OK(ask());
}

void TestStorageWorker::lockedDatabaseIsBusy()
{
    Fixture holder(m_databases.create(QStringLiteral("sqlite")));
    Fixture waiting(holder.url);
    VERIFY_OK(holder.connection->begin());
    const auto refused = waiting.connection->begin();
    QVERIFY(!refused.ok());
    QCOMPARE(refused.error().code, ErrorCode::Busy);
    QVERIFY(refused.error().retryable);
    holder.connection->rollback();
    VERIFY_OK(waiting.connection->begin());
}

/// A backup was put back, or the demo made anew: what is written must not go into the file that was deleted.
void TestStorageWorker::followsAReplacedFile()
{
    const DatabaseUrl url = m_databases.create(QStringLiteral("sqlite"));
    const DatabaseUrl other = m_databases.create(QStringLiteral("sqlite"));
    StorageWorker worker(url, Access::ReadWrite, QStringLiteral("test"));
    const auto set = [&worker](const QString& value) {
        auto future = worker.run(
            [value](Stores& stores) { return stores.settings.setSetting(QStringLiteral("max_tags_count"), value); });
        future.waitForFinished();
        return future.result();
    };
    VERIFY_OK(set(QStringLiteral("1")));
    QVERIFY(QFile::remove(url.name()));
    const auto gone = set(QStringLiteral("2"));
    QVERIFY(!gone.ok());
    QCOMPARE(gone.error().code, ErrorCode::DatabaseUnavailable);
    QVERIFY2(gone.error().message.contains(QStringLiteral("is gone")), qPrintable(gone.error().message));
    QVERIFY(!QFile::exists(url.name())); // no empty one in its place
    for (const char* end : {"-wal", "-shm"}) {
        QFile::remove(url.name() + QLatin1String(end));
    }
    QVERIFY(QFile::rename(other.name(), url.name()));
    VERIFY_OK(set(QStringLiteral("3")));
    Fixture present(url);
    QCOMPARE(present.stores.settings.policy()->maxTagsCount, 3);
}

QTEST_GUILESS_MAIN(TestStorageWorker)
#include "tst_storageworker.moc"
