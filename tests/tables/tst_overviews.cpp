// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/storage/repositorykeys.h"
#include "models/tables/namespacesmodel.h"
#include "models/tables/tableroles.h"
#include "models/tables/viewcounts.h"
#include "tests/tables/tablefixture.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>

using namespace transship;
using namespace transship::testing;

/// Counts for views and namespaces, and the keys of what is selected, on both databases.
class TestOverviews : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_databases.problem().isEmpty(), qPrintable(m_databases.problem())); }
    void viewsAreCountedUpToALimit_data() { TestDatabases::addRows(); }
    void viewsAreCountedUpToALimit();
    void countsFollowWhatChanges();
    void namespacesAreCountedByState_data() { TestDatabases::addRows(); }
    void namespacesAreCountedByState();
    void aRangeIsWhatStandsBetweenItsEnds_data() { TestDatabases::addRows(); }
    void aRangeIsWhatStandsBetweenItsEnds();

private:
    TestDatabases m_databases;
};

namespace {

/// What these numbers cost is bounded, so they may be late.
constexpr int patience = 30000;

std::shared_ptr<StorageWorker> readerOf(const TableFixture& fixture)
{
    return std::make_shared<StorageWorker>(fixture.url, Access::ReadOnly, QStringLiteral("test"));
}

RepositoryFilter filterOf(const QString& text)
{
    return *RepositoryFilter::parse(text);
}

QList<qint64> idsOf(TableFixture& fixture, const KeySource& source)
{
    QList<qint64> ids;
    const auto read = source(fixture.stores, [&ids](const RepositoryKey& key) -> Result<void> {
        ids << key.id;
        return {};
    });
    if (!read) {
        qWarning("%s", qPrintable(read.error().toString()));
    }
    std::sort(ids.begin(), ids.end());
    return ids;
}

} // namespace

void TestOverviews::viewsAreCountedUpToALimit()
{
    TableFixture fixture(m_databases.createForRow());
    fixture.fill(10'001);
    QVERIFY(fixture.fire(5, MigrationEvent::SkipImport));
    const SystemClock clock;
    ViewCounts counts(readerOf(fixture), clock);
    const RepositoryFilter all;
    const RepositoryFilter waiting = filterOf(QStringLiteral("state:default"));
    const RepositoryFilter skipped = filterOf(QStringLiteral("state:import_skipped"));
    QVERIFY(!counts.countOf(all));
    counts.setFilters({all, waiting, skipped});
    QTRY_VERIFY_WITH_TIMEOUT(counts.countOf(all), patience);
    QCOMPARE(counts.countOf(all)->number, 10'000);
    QVERIFY(counts.countOf(all)->more);
    QCOMPARE(counts.countOf(waiting)->number, 10'000);
    QVERIFY(!counts.countOf(waiting)->more);
    QCOMPARE(counts.countOf(skipped)->number, 1);
    QVERIFY(!counts.countOf(filterOf(QStringLiteral("state:importing"))));
}

void TestOverviews::countsFollowWhatChanges()
{
    TableFixture fixture(m_databases.create(QStringLiteral("sqlite")));
    fixture.fill(10);
    const SystemClock clock;
    ViewCounts counts(readerOf(fixture), clock);
    const RepositoryFilter skipped = filterOf(QStringLiteral("state:import_skipped"));
    counts.setFilters({skipped});
    QTRY_VERIFY_WITH_TIMEOUT(counts.countOf(skipped), patience);
    QCOMPARE(counts.countOf(skipped)->number, 0);
    QVERIFY(fixture.fire(5, MigrationEvent::SkipImport));
    // Any number of wishes while it may not ask yet is one question.
    QSignalSpy counted(&counts, &ViewCounts::counted);
    for (int i = 0; i < 100; ++i) {
        counts.refresh();
    }
    QTRY_COMPARE_WITH_TIMEOUT(counts.countOf(skipped)->number, 1, patience);
    QCOMPARE(counted.size(), 1);
}

void TestOverviews::namespacesAreCountedByState()
{
    TableFixture fixture(m_databases.createForRow());
    fixture.fill(10);
    fixture.run(QStringLiteral("INSERT INTO namespaces (id, path, root_id) VALUES (2, 'h', 2), (3, 'empty', 3)"));
    fixture.run(QStringLiteral("UPDATE container_repositories SET root_namespace_id = 2 WHERE id > 3"));
    QVERIFY(fixture.fire(5, MigrationEvent::SkipImport));
    QVERIFY(fixture.fire(6, MigrationEvent::AlreadyMigrated));
    QVERIFY(fixture.fire(7, MigrationEvent::AbortImport));
    NamespacesModel model(readerOf(fixture));
    const QAbstractItemModelTester tester(&model);
    model.refresh();
    QTRY_COMPARE_WITH_TIMEOUT(model.rowCount(), 2, patience);
    const QModelIndex first = model.index(0);
    QCOMPARE(first.data().toString(), QStringLiteral("h"));
    QCOMPARE(first.data(CountRole).toLongLong(), 7);
    QCOMPARE(first.data(NamespacesModel::DoneRole).toLongLong(), 2);
    QCOMPARE(first.data(NamespacesModel::AbortedRole).toLongLong(), 1);
    QCOMPARE(model.nameAt(1), QStringLiteral("g"));
    model.setSearch(QStringLiteral("g"));
    QCOMPARE(model.rowCount(), 1);
    QCOMPARE(model.rowOf(QStringLiteral("g")), 0);
    QCOMPARE(model.rowOf(QStringLiteral("h")), -1);
}

void TestOverviews::aRangeIsWhatStandsBetweenItsEnds()
{
    TableFixture fixture(m_databases.createForRow());
    fixture.fill(1000);
    QVERIFY(fixture.fire(500, MigrationEvent::SkipImport));
    const auto row = [&fixture](qint64 id) { return rowsOf(fixture.stores.connection, {id})->first(); };
    const auto between = [&](RepositorySort sort, qint64 lowest, qint64 highest, const QString& filter = {}) {
        return idsOf(fixture, keysBetween(filterOf(filter), sort, row(lowest), row(highest)));
    };
    for (const RepositorySortInfo& info : repositorySorts) {
        const QList<qint64> one = between(info.sort, 500, 500);
        QVERIFY2(one == QList<qint64>{500}, qPrintable(QString::number(int(info.sort))));
    }
    QCOMPARE(between(RepositorySort::Id, 10, 12), (QList<qint64>{10, 11, 12}));
    // Paths are in the reverse order of ids.
    QCOMPARE(between(RepositorySort::Path, 12, 10), (QList<qint64>{10, 11, 12}));
    QCOMPARE(between(RepositorySort::Path, 10, 12), QList<qint64>());
    // A hundred rows share a time: the id decides.
    QCOMPARE(between(RepositorySort::UpdatedAt, 150, 152), (QList<qint64>{150, 151, 152}));
    QCOMPARE(between(RepositorySort::Id, 499, 502, QStringLiteral("state:default")), (QList<qint64>{499, 501, 502}));
    // What becomes of an end after it was read does not stretch the range.
    const KeySource range = keysBetween({}, RepositorySort::UpdatedAt, row(150), row(152));
    QVERIFY(fixture.fire(152, MigrationEvent::SkipImport));
    const auto refused = range(fixture.stores, [](const RepositoryKey&) -> Result<void> { return {}; });
    QVERIFY(!refused.ok());
    QCOMPARE(refused.error().code, ErrorCode::Conflict);
    QCOMPARE(idsOf(fixture, keysOf({3, 7, 5000})), (QList<qint64>{3, 7}));
    QCOMPARE(idsOf(fixture, keysOfAll({keysOf({3}), keysOf({7, 3})})), (QList<qint64>{3, 3, 7}));
    QCOMPARE(idsOf(fixture, keysMatching(filterOf(QStringLiteral("state:import_skipped")))), (QList<qint64>{152, 500}));
}

QTEST_GUILESS_MAIN(TestOverviews)
#include "tst_overviews.moc"
