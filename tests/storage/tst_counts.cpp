// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/storage/storagetools.h"

#include <QRandomGenerator>

#include <thread>

using namespace transship;
using namespace transship::testing;

/// The counters of rows per state are exact whatever writes, and however it ends.
class TestCounts : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_databases.problem().isEmpty(), qPrintable(m_databases.problem())); }
    void emptyDatabase_data() { TestDatabases::addRows(); }
    void emptyDatabase();
    void exactAfterRandomOperations_data() { TestDatabases::addRows(); }
    void exactAfterRandomOperations();
    void rolledBackChangesDoNotCount_data() { TestDatabases::addRows(); }
    void rolledBackChangesDoNotCount();
    void exactWithConcurrentWritersAndFolds_data() { TestDatabases::addRows(); }
    void exactWithConcurrentWritersAndFolds();
    void foldMovesEverything();
    void inProcess_data() { TestDatabases::addRows(); }
    void inProcess();

private:
    static bool agree(Fixture& f);

    TestDatabases m_databases;
};

bool TestCounts::agree(Fixture& f)
{
    const auto counted = f.stores.repositories.countByState();
    if (!counted) {
        return false;
    }
    for (const MigrationState state : allMigrationStates) {
        const qint64 real
            = f.number(QStringLiteral("SELECT count(*) FROM container_repositories WHERE migration_state = '%1'")
                           .arg(toName(state)));
        if (counted->of(state) != real) {
            qWarning() << toName(state) << "counted" << counted->of(state) << "really" << real;
            return false;
        }
    }
    return true;
}

void TestCounts::emptyDatabase()
{
    Fixture f(m_databases.createForRow());
    const auto counts = f.stores.repositories.countByState();
    VERIFY_OK(counts);
    QCOMPARE(counts->total(), 0);
}

void TestCounts::exactAfterRandomOperations()
{
    Fixture f(m_databases.createForRow());
    QRandomGenerator random(20260329);
    QList<InventoryEntry> entries;
    for (int i = 0; i < 300; ++i) {
        entries << InventoryEntry{QStringLiteral("n%1/p%2").arg(i % 7).arg(i), {}, {}, {}};
    }
    VERIFY_OK(f.stores.inventory.add(entries, at(QStringLiteral("00:00:00.000"))));
    const auto state = [&] { return toName(allMigrationStates[random.bounded(quint32(allMigrationStates.size()))]); };
    for (int i = 0; i < 60; ++i) {
        const int from = random.bounded(300);
        const int to = from + random.bounded(100);
        switch (random.bounded(4)) {
        case 0:
            QVERIFY(f.run(
                QStringLiteral("UPDATE container_repositories SET migration_state = '%1' WHERE id BETWEEN %2 AND %3")
                    .arg(state())
                    .arg(from)
                    .arg(to)));
            break;
        case 1:
            QVERIFY(f.run(QStringLiteral("UPDATE container_repositories SET tags_count = 4 WHERE id < %1").arg(to)));
            break;
        case 2:
            QVERIFY(f.run(QStringLiteral("DELETE FROM container_repositories WHERE id = %1").arg(from)));
            break;
        default:
            (void)f.stores.repositories
                .fire(request(from, MigrationEvent::StartPreImport, at(QStringLiteral("01:00:00.000"))))
                .ok();
        }
        if (i % 10 == 3) {
            VERIFY_OK(f.stores.repositories.foldStateCounts());
        }
        QVERIFY2(agree(f), qPrintable(QString::number(i)));
    }
    QVERIFY(f.run(QStringLiteral("DELETE FROM container_repositories")));
    QVERIFY(agree(f));
}

void TestCounts::rolledBackChangesDoNotCount()
{
    Fixture f(m_databases.createForRow());
    f.add(QStringLiteral("a/b"));
    const auto refused = f.connection->transaction([&]() -> Result<void> {
        (void)f.run(QStringLiteral("UPDATE container_repositories SET migration_state = 'importing'"));
        return Error{ErrorCode::Canceled, QStringLiteral("changed my mind")};
    });
    QVERIFY(!refused.ok());
    QVERIFY(agree(f));
    QCOMPARE(f.stores.repositories.countByState()->of(MigrationState::Default), 1);
}

void TestCounts::exactWithConcurrentWritersAndFolds()
{
    Fixture f(m_databases.createForRow());
    QList<qint64> ids;
    for (int i = 0; i < 24; ++i) {
        ids << f.add(QStringLiteral("n/p%1").arg(i));
    }
    std::atomic<bool> writing{true};
    std::atomic<int> wrongTotals{0};
    std::vector<std::thread> writers;
    for (int w = 0; w < 3; ++w) {
        writers.emplace_back([url = f.url, ids, w] {
            Fixture own(url);
            const QDateTime now = at(QStringLiteral("01:00:00.000"));
            for (int i = 0; i < 60; ++i) {
                const qint64 id = ids[(i * (w + 3)) % ids.size()];
                const MigrationEvent event = allMigrationEvents[std::size_t(i + w) % allMigrationEvents.size()];
                (void)own.stores.repositories.fire(request(id, event, now)).ok();
            }
        });
    }
    std::thread observer([&wrongTotals, &writing, url = f.url] {
        Fixture own(url);
        while (writing) {
            (void)own.stores.repositories.foldStateCounts().ok();
            const auto counts = own.stores.repositories.countByState();
            wrongTotals += !counts.ok() || counts->total() != 24 ? 1 : 0;
        }
    });
    for (std::thread& writer : writers) {
        writer.join();
    }
    writing = false;
    observer.join();
    QCOMPARE(wrongTotals.load(), 0);
    QVERIFY(agree(f));
}

void TestCounts::foldMovesEverything()
{
    Fixture f(m_databases.create(QStringLiteral("postgresql")));
    f.add(QStringLiteral("a/b"));
    f.add(QStringLiteral("a/c"));
    QCOMPARE(f.number(QStringLiteral("SELECT count(*) FROM state_count_deltas")), 2);
    const auto folded = f.stores.repositories.foldStateCounts();
    VERIFY_OK(folded);
    QCOMPARE(*folded, 2);
    QCOMPARE(f.number(QStringLiteral("SELECT count(*) FROM state_count_deltas")), 0);
    QVERIFY(agree(f));
    QVERIFY(f.run(QStringLiteral("TRUNCATE container_repositories")));
    QVERIFY(agree(f));
}

void TestCounts::inProcess()
{
    Fixture f(m_databases.createForRow());
    qint64 expected = 0;
    for (const MigrationState state : allMigrationStates) {
        const qint64 id = f.add(QStringLiteral("n/") + toName(state).replace(u'_', u'-'));
        QVERIFY(f.set(id, QStringLiteral("migration_state = '%1'").arg(toName(state))));
        expected += isInProcess(state) ? 1 : 0;
    }
    QCOMPARE(expected, 3);
    QCOMPARE(*f.stores.repositories.countInProcess(), expected);
    QCOMPARE(f.stores.repositories.countByState()->inProcess(), expected);
    const auto rows = f.stores.repositories.inProcess(2);
    VERIFY_OK(rows);
    QCOMPARE(rows->size(), 2);
    QVERIFY(isInProcess(rows->at(0).state) && isInProcess(rows->at(1).state));
}

QTEST_GUILESS_MAIN(TestCounts)
#include "tst_counts.moc"
