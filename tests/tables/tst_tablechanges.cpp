// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/tables/repositorytablemodel.h"
#include "tests/tables/tablefixture.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>

using namespace transship;
using namespace transship::testing;

namespace {

/// The structural signals of a model, counted.
struct Spies {
    explicit Spies(RepositoryTableModel& model)
        : inserted(&model, &QAbstractItemModel::rowsInserted)
        , removed(&model, &QAbstractItemModel::rowsRemoved)
        , reset(&model, &QAbstractItemModel::modelReset)
        , layout(&model, &QAbstractItemModel::layoutChanged)
        , data(&model, &QAbstractItemModel::dataChanged)
        , loaded(&model, &RepositoryTableModel::rowsLoaded)
    {
    }
    QList<qsizetype> counts() const
    {
        return {inserted.count(), removed.count(), reset.count(), layout.count(), data.count()};
    }

    QSignalSpy inserted;
    QSignalSpy removed;
    QSignalSpy reset;
    QSignalSpy layout;
    QSignalSpy data;
    QSignalSpy loaded;
};

RepositoryFilter inState(MigrationState state)
{
    return RepositoryFilter::ofStates({state});
}

qint64 idAt(const RepositoryTableModel& model, int row)
{
    return model.index(row, 0).data(IdRole).toLongLong();
}

MigrationState stateAt(const RepositoryTableModel& model, int row)
{
    return model.index(row, 0).data(StateRole).value<MigrationState>();
}

} // namespace

/// How the table follows what others change in the database.
class TestTableChanges : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_databases.problem().isEmpty(), qPrintable(m_databases.problem())); }

    void updatesARowInPlace_data() { TestDatabases::addRows(); }
    void updatesARowInPlace();
    void dropsARowThatLeavesTheFilter_data() { TestDatabases::addRows(); }
    void dropsARowThatLeavesTheFilter();
    void keepsTheSelectionOnItsRepositories_data() { TestDatabases::addRows(); }
    void keepsTheSelectionOnItsRepositories();
    void keepsTheSelectionWhenItsBlockIsGone_data() { TestDatabases::addRows(); }
    void keepsTheSelectionWhenItsBlockIsGone();
    void takesInNewRows_data() { TestDatabases::addRows(); }
    void takesInNewRows();
    void coalescesNews_data() { TestDatabases::addRows(); }
    void coalescesNews();
    void endsWhereTheDatabaseEnds_data() { TestDatabases::addRows(); }
    void endsWhereTheDatabaseEnds();
    void rowsFallOutAsTimeGoesBy_data() { TestDatabases::addRows(); }
    void rowsFallOutAsTimeGoesBy();
    void survivesALostServer();
    void survivesALostFile();

private:
    TestDatabases m_databases;
};

void TestTableChanges::updatesARowInPlace()
{
    TableFixture fixture(m_databases.createForRow());
    fixture.fill(600);
    RepositoryTableModel model(fixture.url);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    tester.setUseFetchMore(false);
    QVERIFY(model.select());
    QTRY_COMPARE(model.rowCount(), 600);
    QTRY_VERIFY(model.index(300, 0).data(LoadedRole).toBool());
    Spies spies(model);
    QVERIFY(fixture.fire(301, MigrationEvent::StartPreImport));
    model.refresh({301});
    QTRY_COMPARE(stateAt(model, 300), MigrationState::PreImporting);
    QCOMPARE(spies.counts(), (QList<qsizetype>{0, 0, 0, 0, 1}));
    QCOMPARE(spies.data.at(0).at(0).toModelIndex(), model.index(300, 0));
    QCOMPARE(spies.data.at(0).at(1).toModelIndex(), model.index(300, model.columnCount() - 1));
    QVERIFY(model.index(300, model.columnOf(RepositoryColumn::PreImportStartedAt)).data().toDateTime().isValid());
    // Somewhere else: nothing that is here has to be read again.
    spies.loaded.clear();
    model.refresh({100'000});
    model.refresh({301});
    QTRY_COMPARE(spies.loaded.count(), 1);
    QCOMPARE(spies.loaded.at(0).at(0).toInt(), 256);
}

void TestTableChanges::dropsARowThatLeavesTheFilter()
{
    TableFixture fixture(m_databases.createForRow());
    fixture.fill(300);
    RepositoryTableModel model(fixture.url);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    tester.setUseFetchMore(false);
    model.setRepositoryFilter(inState(MigrationState::Default));
    QVERIFY(model.select());
    QTRY_COMPARE(model.rowCount(), 300);
    QTRY_COMPARE(idAt(model, 299), 300);
    QCOMPARE(idAt(model, 0), 1);
    Spies spies(model);
    QVERIFY(fixture.fire(10, MigrationEvent::StartPreImport));
    model.refresh({10});
    QTRY_COMPARE(model.rowCount(), 299);
    QCOMPARE(model.rowOf(10), -1);
    QCOMPARE(idAt(model, 8), 9);
    QCOMPARE(idAt(model, 9), 11);
    QTRY_COMPARE(idAt(model, 298), 300);
    QCOMPARE(spies.inserted.count(), 0);
    QCOMPARE(spies.removed.count(), 1);
    QCOMPARE(spies.removed.at(0).at(1).toInt(), 299);
    QCOMPARE(spies.removed.at(0).at(2).toInt(), 299);
    QCOMPARE(spies.reset.count(), 0);
    // And the last one of a state.
    model.setRepositoryFilter(inState(MigrationState::PreImporting));
    QTRY_COMPARE(model.rowCount(), 1);
    QVERIFY(fixture.fire(10, MigrationEvent::FinishPreImport));
    model.refresh({10});
    QTRY_COMPARE(model.rowCount(), 0);
}

void TestTableChanges::keepsTheSelectionOnItsRepositories()
{
    TableFixture fixture(m_databases.createForRow());
    fixture.fill(100);
    RepositoryTableModel model(fixture.url);
    model.setRepositoryFilter(inState(MigrationState::Default));
    QVERIFY(model.select());
    QTRY_COMPARE(model.rowCount(), 100);
    const QPersistentModelIndex above = model.index(4, 1);
    const QPersistentModelIndex left = model.index(9, 1);
    const QPersistentModelIndex below = model.index(49, 1);
    const QPersistentModelIndex last = model.index(99, 1);
    QVERIFY(fixture.fire(10, MigrationEvent::StartPreImport));
    model.refresh({10});
    QTRY_COMPARE(model.rowCount(), 99);
    QCOMPARE(above.data(IdRole).toLongLong(), 5);
    QVERIFY2(!left.isValid(), "a selection must not move on to a repository that nobody selected");
    QCOMPARE(below.data(IdRole).toLongLong(), 50);
    QCOMPARE(below.row(), 48);
    QCOMPARE(below.column(), 1);
    QCOMPARE(last.data(IdRole).toLongLong(), 100);
    // Newest changes first: the one that changes comes to the top, and the index with it.
    model.setRepositoryFilter({});
    model.setRepositorySort(RepositorySort::UpdatedAt, Qt::DescendingOrder);
    QTRY_COMPARE(model.rowCount(), 100);
    const QPersistentModelIndex moving = model.index(60, 0);
    const qint64 id = moving.data(IdRole).toLongLong();
    QVERIFY(fixture.fire(id, MigrationEvent::StartPreImport));
    model.refresh({id});
    QTRY_COMPARE(moving.row(), 0);
    QCOMPARE(moving.data(IdRole).toLongLong(), id);
}

/// Whoever scrolls far away and back must not find another repository selected.
void TestTableChanges::keepsTheSelectionWhenItsBlockIsGone()
{
    constexpr int rows = 80 * 256; // more blocks than are kept
    TableFixture fixture(m_databases.createForRow());
    fixture.fill(rows);
    RepositoryTableModel model(fixture.url);
    model.setRepositoryFilter(inState(MigrationState::Default));
    QVERIFY(model.select());
    QTRY_COMPARE(model.rowCount(), rows);
    QTRY_COMPARE(idAt(model, 300), 301);
    const QPersistentModelIndex selected = model.index(300, 0);
    for (int row = 600; row < rows; row += 256) {
        QTRY_VERIFY(model.index(row, 0).data(LoadedRole).toBool());
    }
    QVERIFY(!model.repositoryAt(300));
    QVERIFY(fixture.fire(299, MigrationEvent::StartPreImport)); // in the block that is not here
    model.refresh({299});
    QTRY_COMPARE(model.rowCount(), rows - 1);
    QTRY_COMPARE(idAt(model, 300), 302);
    QVERIFY(selected.isValid());
    QCOMPARE(selected.data(IdRole).toLongLong(), 301);
    QCOMPARE(selected.row(), 299);
}

void TestTableChanges::takesInNewRows()
{
    TableFixture fixture(m_databases.createForRow());
    fixture.fill(250);
    RepositoryTableModel model(fixture.url);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    tester.setUseFetchMore(false);
    QVERIFY(model.select());
    QTRY_COMPARE(model.rowCount(), 250);
    Spies spies(model);
    fixture.append(251, 600);
    model.refreshAll();
    QTRY_COMPARE(model.rowCount(), 600);
    QCOMPARE(spies.inserted.count(), 1);
    QCOMPARE(spies.inserted.at(0).at(1).toInt(), 250);
    QCOMPARE(spies.inserted.at(0).at(2).toInt(), 599);
    for (const int row : {249, 250, 255, 256, 599}) {
        QTRY_COMPARE(idAt(model, row), row + 1);
    }
    fixture.append(601, 20'000);
    model.refreshAll();
    QTRY_COMPARE(model.rowCount(), 20'000);
    QTRY_COMPARE(idAt(model, 19'999), 20'000);
    QCOMPARE(spies.removed.count(), 0);
    QCOMPARE(spies.reset.count(), 0);
}

void TestTableChanges::coalescesNews()
{
    TableFixture fixture(m_databases.createForRow());
    fixture.fill(100);
    RepositoryTableModel model(fixture.url);
    QVERIFY(model.select());
    QTRY_COMPARE(model.rowCount(), 100);
    Spies spies(model);
    for (qint64 id = 1; id <= 50; ++id) {
        QVERIFY(fixture.fire(id, MigrationEvent::StartPreImport));
    }
    for (qint64 id = 1; id <= 50; ++id) {
        model.refresh({id});
    }
    QTRY_COMPARE(stateAt(model, 49), MigrationState::PreImporting);
    QCOMPARE(spies.loaded.count(), 1);
    QCOMPARE(spies.data.count(), 1);
    QCOMPARE(spies.data.at(0).at(0).toModelIndex().row(), 0);
    QCOMPARE(spies.data.at(0).at(1).toModelIndex().row(), 49);
}

/// A filter with an age: nothing in the database changes, only the clock.
void TestTableChanges::rowsFallOutAsTimeGoesBy()
{
    class HandClock : public Clock {
    public:
        QDateTime now() const override { return time; }
        QDateTime time;
    };
    TableFixture fixture(m_databases.createForRow());
    fixture.fill(600);
    HandClock clock;
    clock.time = QDateTime(QDate(2026, 3, 29), QTime(12, 0), Qt::UTC);
    // Row n entered its state n seconds before noon.
    const QString ago = TestDatabases::backend() == u"sqlite"
        ? QStringLiteral("strftime('%Y-%m-%d %H:%M:%S.000000', '2026-03-29 12:00:00', '-' || id || ' seconds')")
        : QStringLiteral("timestamp '2026-03-29 12:00:00' - id * interval '1 second'");
    fixture.run(QStringLiteral("UPDATE container_repositories SET migration_state = 'default', created_at = ") + ago);
    RepositoryTableModel model(fixture.url);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    tester.setUseFetchMore(false);
    model.setClock(clock);
    model.setRepositoryFilter(RepositoryFilter::parse(QStringLiteral("since<5m")).value());
    QVERIFY(model.select());
    QTRY_VERIFY(!model.isCounting());
    QCOMPARE(model.rowCount(), 299);
    clock.time = clock.time.addSecs(100);
    model.refreshAll();
    QTRY_COMPARE(model.rowCount(), 199);
    clock.time = clock.time.addSecs(100);
    QTRY_COMPARE_WITH_TIMEOUT(model.rowCount(), 99, 20'000); // by itself
    // Without an age nothing depends on the clock.
    model.setRepositoryFilter(RepositoryFilter::parse(QStringLiteral("created<2026-03-30")).value());
    QTRY_COMPARE(model.rowCount(), 600);
}

void TestTableChanges::endsWhereTheDatabaseEnds()
{
    // A filter that only the database can count, in a table that changes under the reader.
    TableFixture fixture(m_databases.createForRow());
    fixture.fill(20'000);
    RepositoryTableModel model(fixture.url);
    model.setRepositoryFilter(RepositoryFilter::parse(QStringLiteral("state:default g/p")).value());
    QVERIFY(model.select());
    QTRY_COMPARE(model.rowCount(), 20'000);
    QTRY_COMPARE(idAt(model, 12'000), 12'001);
    fixture.run(QStringLiteral("UPDATE container_repositories SET migration_state = 'importing' WHERE id % 2 = 0"));
    model.refreshAll();
    QTRY_COMPARE(model.rowCount(), 10'000);
    for (const int row : {0, 5'000, 8'191, 8'192, 9'999}) {
        QTRY_COMPARE(idAt(model, row), 2 * row + 1);
    }
    fixture.run(QStringLiteral("UPDATE container_repositories SET migration_state = 'importing' WHERE id > 100"));
    model.refreshAll();
    QTRY_COMPARE(model.rowCount(), 50);
    QTRY_COMPARE(idAt(model, 49), 99);
    fixture.run(QStringLiteral("UPDATE container_repositories SET migration_state = 'default'"));
    model.refreshAll();
    QTRY_COMPARE(model.rowCount(), 20'000);
    QTRY_COMPARE(idAt(model, 19'999), 20'000);
}

void TestTableChanges::survivesALostServer()
{
    TableFixture fixture(m_databases.create(QStringLiteral("postgresql")));
    fixture.fill(1000);
    RepositoryTableModel model(fixture.url);
    QVERIFY(model.select());
    QTRY_COMPARE(model.rowCount(), 1000);
    QSignalSpy failed(&model, &RepositoryTableModel::failed);
    QSignalSpy recovered(&model, &RepositoryTableModel::recovered);
    m_databases.cluster().stop();
    model.refreshAll();
    QTRY_COMPARE(failed.count(), 1);
    QCOMPARE(failed.at(0).at(0).value<Error>().code, ErrorCode::DatabaseUnavailable);
    QCOMPARE(model.rowCount(), 1000);
    QVERIFY(model.repositoryAt(0));
    QVERIFY(!model.index(900, 0).data(LoadedRole).toBool());
    QVERIFY(m_databases.cluster().start());
    QTRY_COMPARE_WITH_TIMEOUT(recovered.count(), 1, 20'000);
    // What was asked for meanwhile is not forgotten.
    QTRY_VERIFY(model.repositoryAt(900));
    QCOMPARE(failed.count(), 1);
}

void TestTableChanges::survivesALostFile()
{
    const DatabaseUrl url = m_databases.create(QStringLiteral("sqlite"));
    const DatabaseUrl other = m_databases.create(QStringLiteral("sqlite"));
    TableFixture(url).fill(10);
    TableFixture(other).fill(300);
    RepositoryTableModel model(url);
    QVERIFY(model.select());
    QTRY_COMPARE(model.rowCount(), 10);
    QVERIFY(QFile::remove(url.name()));
    QVERIFY(QFile::rename(other.name(), url.name()));
    model.refreshAll();
    QTRY_COMPARE(model.rowCount(), 300);
    QTRY_COMPARE(idAt(model, 299), 300);
}

QTEST_GUILESS_MAIN(TestTableChanges)
#include "tst_tablechanges.moc"
