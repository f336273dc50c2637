// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/repositorypath.h"
#include "tests/storage/storagetools.h"

using namespace transship;
using namespace transship::testing;
using namespace std::chrono_literals;

/// The inventory, the samples and the reading of history.
class TestRecords : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_databases.problem().isEmpty(), qPrintable(m_databases.problem())); }
    void inventoryIsAllOrNothing_data() { TestDatabases::addRows(); }
    void inventoryIsAllOrNothing();
    void inventoryJoinsAnOpenTransaction_data() { TestDatabases::addRows(); }
    void inventoryJoinsAnOpenTransaction();
    void inventoryPathsComeBack_data() { TestDatabases::addRows(); }
    void inventoryPathsComeBack();
    void inventoryKeepsWhatIsThere_data() { TestDatabases::addRows(); }
    void inventoryKeepsWhatIsThere();
    void samplesAreThinned_data() { TestDatabases::addRows(); }
    void samplesAreThinned();
    void eventsAreReadInOrder_data() { TestDatabases::addRows(); }
    void eventsAreReadInOrder();
    void throughputBuckets_data() { TestDatabases::addRows(); }
    void throughputBuckets();

private:
    TestDatabases m_databases;
};

void TestRecords::inventoryIsAllOrNothing()
{
    Fixture f(m_databases.createForRow());
    const QDateTime now = at(QStringLiteral("01:00:00.000"));
    const auto added = f.stores.inventory.add(
        {InventoryEntry{QStringLiteral("a/b"), {}, {}, {}}, InventoryEntry{QStringLiteral("A//b"), {}, {}, {}}}, now);
    QVERIFY(!added.ok());
    QCOMPARE(added.error().code, ErrorCode::InvalidArgument);
    QCOMPARE(f.number(QStringLiteral("SELECT count(*) FROM container_repositories")), 0);
    QCOMPARE(f.number(QStringLiteral("SELECT count(*) FROM namespaces")), 0);
    QCOMPARE(f.stores.repositories.countByState()->total(), 0);
}

void TestRecords::inventoryJoinsAnOpenTransaction()
{
    Fixture f(m_databases.createForRow());
    const QDateTime now = at(QStringLiteral("01:00:00.000"));
    const auto done = f.connection->transaction([&]() -> Result<void> {
        const auto first = f.stores.inventory.add({InventoryEntry{QStringLiteral("a/b"), {}, {}, {}}}, now);
        const auto second = f.stores.inventory.add({InventoryEntry{QStringLiteral("-"), {}, {}, {}}}, now);
        return first.ok() && second.ok() ? Result<void>() : second.error();
    });
    QVERIFY(!done.ok());
    QCOMPARE(f.number(QStringLiteral("SELECT count(*) FROM container_repositories")), 0);
}

void TestRecords::inventoryPathsComeBack()
{
    Fixture f(m_databases.createForRow());
    const QStringList paths{QStringLiteral("a"), QStringLiteral("a/a"), QStringLiteral("a/a/a"),
        QStringLiteral("a/a/a/a"), QStringLiteral("a/b"), QStringLiteral("b/a"), QStringLiteral("a/b/c/d/e/f"),
        QStringLiteral("x__y/z-1.2")};
    QList<InventoryEntry> entries;
    for (const QString& path : paths) {
        entries << InventoryEntry{path, {}, {}, {}};
    }
    const auto added = f.stores.inventory.add(entries, at(QStringLiteral("01:00:00.000")));
    VERIFY_OK(added);
    QCOMPARE(added->added, paths.size());
    for (const QString& path : paths) {
        const auto row = f.stores.repositories.findByPath(path);
        VERIFY_OK(row);
        // From the row's own project and namespaces, not from its copy of the path.
        PathParts parts;
        parts.name = row->name;
        auto project = f.connection->exec(
            QStringLiteral("SELECT path, namespace_id FROM projects WHERE id = ?"), {row->projectId});
        QVERIFY(project && project->next());
        parts.project = project->value(0).toString();
        qint64 space = project->value(1).toLongLong();
        project->finish();
        qint64 rootId = 0;
        while (space != 0) {
            auto query = f.connection->exec(
                QStringLiteral("SELECT path, COALESCE(parent_id, 0), root_id FROM namespaces WHERE id = ?"), {space});
            QVERIFY(query && query->next());
            parts.namespaces.prepend(query->value(0).toString());
            rootId = space;
            QCOMPARE(query->value(2).toLongLong(), row->rootNamespaceId);
            space = query->value(1).toLongLong();
        }
        QCOMPARE(rootId, row->rootNamespaceId);
        QCOMPARE(joinRepositoryPath(parts), path);
        QCOMPARE(parts, *splitRepositoryPath(path));
    }
    QCOMPARE(f.number(QStringLiteral("SELECT count(DISTINCT id) FROM container_repositories")), paths.size());
}

void TestRecords::inventoryKeepsWhatIsThere()
{
    Fixture f(m_databases.createForRow());
    const QDateTime now = at(QStringLiteral("01:00:00.000"));
    VERIFY_OK(f.stores.inventory.add({InventoryEntry{QStringLiteral("a/b"), QStringLiteral("free"), {}, 12}}, now));
    const auto before = f.stores.repositories.findByPath(QStringLiteral("a/b"));
    QCOMPARE(before->createdAt, now);
    QCOMPARE(before->plan, QStringLiteral("free"));
    QCOMPARE(before->tagsCount, std::optional<qint64>(12));
    const auto again = f.stores.inventory.add(
        {InventoryEntry{QStringLiteral("a/b"), QStringLiteral("gold"), {}, 99},
            InventoryEntry{QStringLiteral("a/c"), {}, {}, {}}, InventoryEntry{QStringLiteral("a/c"), {}, {}, {}}},
        now.addSecs(5));
    VERIFY_OK(again);
    QCOMPARE(again->added, 1);
    QCOMPARE(again->alreadyThere, 2);
    QCOMPARE(*f.stores.repositories.findByPath(QStringLiteral("a/b")), *before);
    QVERIFY(!f.stores.repositories.findByPath(QStringLiteral("a/c"))->tagsCount);
}

void TestRecords::samplesAreThinned()
{
    Fixture f(m_databases.createForRow());
    const QDateTime start = at(QStringLiteral("00:00:00.000"));
    for (int i = 0; i < 100; ++i) {
        StateSample sample{start.addSecs(i), {}};
        sample.counts.counts[std::size_t(MigrationState::ImportDone)] = i;
        sample.counts.counts[std::size_t(MigrationState::Default)] = 100 - i;
        VERIFY_OK(f.stores.samples.record(sample));
    }
    const auto all = f.stores.samples.between(start, start.addSecs(99), 1000);
    VERIFY_OK(all);
    QCOMPARE(all->size(), 100);
    QCOMPARE(all->at(42).at, start.addSecs(42));
    QCOMPARE(all->at(42).counts.of(MigrationState::ImportDone), 42);
    QCOMPARE(all->at(42).counts.of(MigrationState::Default), 58);
    for (const int limit : {1, 2, 3, 7, 50, 99, 100}) {
        const auto some = f.stores.samples.between(start, start.addSecs(99), limit);
        VERIFY_OK(some);
        QCOMPARE(some->size(), limit);
        QCOMPARE(some->last().at, start.addSecs(99));
        for (qsizetype i = 1; i < some->size(); ++i) {
            const qint64 gap = some->at(i - 1).at.secsTo(some->at(i).at);
            QVERIFY2(gap >= 99 / (limit - 1) && gap <= 99 / (limit - 1) + 1, qPrintable(QString::number(gap)));
        }
    }
    QCOMPARE(f.stores.samples.between(start.addSecs(10), start.addSecs(12), 10)->size(), 3);
}

void TestRecords::eventsAreReadInOrder()
{
    Fixture f(m_databases.createForRow());
    const qint64 one = f.add(QStringLiteral("a/one"));
    const qint64 two = f.add(QStringLiteral("a/two"));
    QCOMPARE(*f.stores.events.lastId(), 0);
    const QDateTime now = at(QStringLiteral("01:00:00.000"));
    VERIFY_OK(f.stores.repositories.fire(request(one, MigrationEvent::StartPreImport, now)));
    const auto middle = f.stores.repositories.fire(request(two, MigrationEvent::StartPreImport, now));
    VERIFY_OK(middle);
    VERIFY_OK(f.stores.repositories.fire(request(one, MigrationEvent::FinishPreImport, now)));
    const auto history = f.stores.events.history(one);
    QCOMPARE(history->size(), 2);
    QCOMPARE(history->at(0).event, MigrationEvent::StartPreImport);
    QCOMPARE(history->at(1).event, MigrationEvent::FinishPreImport);
    const auto since = f.stores.events.since(middle->eventId, 10);
    QCOMPARE(since->size(), 1);
    QCOMPARE(since->first().event, MigrationEvent::FinishPreImport);
    QCOMPARE(*f.stores.events.lastId(), since->first().id);
    const auto latest = f.stores.events.latest(2);
    QCOMPARE(latest->size(), 2);
    QVERIFY(latest->at(0).id > latest->at(1).id);
}

void TestRecords::throughputBuckets()
{
    Fixture f(m_databases.createForRow());
    const auto insert = [&](const QString& time, const QString& state) {
        return f.run(
            QStringLiteral("INSERT INTO migration_events (container_repository_id, event, from_state, to_state, "
                           "actor, origin, created_at) VALUES (1, 'reset', 'default', '%1', 'x', 'ctl', "
                           "'2026-03-29 %2')")
                .arg(state, time));
    };
    QVERIFY(insert(QStringLiteral("00:59:59.999000"), QStringLiteral("import_done")));
    QVERIFY(insert(QStringLiteral("01:00:00.000000"), QStringLiteral("import_done")));
    QVERIFY(insert(QStringLiteral("01:00:59.999999"), QStringLiteral("import_done")));
    QVERIFY(insert(QStringLiteral("01:01:00.000000"), QStringLiteral("import_aborted")));
    QVERIFY(insert(QStringLiteral("01:03:10.000000"), QStringLiteral("import_skipped")));
    QVERIFY(insert(QStringLiteral("01:03:11.000000"), QStringLiteral("importing")));
    QVERIFY(insert(QStringLiteral("01:04:00.000000"), QStringLiteral("import_done")));
    const auto buckets
        = f.stores.events.throughput(at(QStringLiteral("01:00:30.000")), at(QStringLiteral("01:04:00.000")), 60);
    VERIFY_OK(buckets);
    QCOMPARE(buckets->size(), 4);
    QCOMPARE(buckets->at(0).start, at(QStringLiteral("01:00:00.000")));
    QCOMPARE(buckets->at(0).done, 2);
    QCOMPARE(buckets->at(1).aborted, 1);
    QCOMPARE(buckets->at(2).done + buckets->at(2).aborted + buckets->at(2).skipped, 0);
    QCOMPARE(buckets->at(3).skipped, 1);
    QCOMPARE(buckets->at(3).done, 0);
    QVERIFY(
        !f.stores.events.throughput(at(QStringLiteral("01:00:00.000")), at(QStringLiteral("02:00:00.000")), 0).ok());
}

QTEST_GUILESS_MAIN(TestRecords)
#include "tst_records.moc"
