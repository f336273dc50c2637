// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/tables/blockqueries.h"
#include "models/tables/repositorytablemodel.h"
#include "tests/tables/tablefixture.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QSqlDriver>
#include <QSqlField>
#include <QSqlIndex>
#include <QSqlRecord>

using namespace transship;
using namespace transship::testing;

namespace {

bool isLoaded(const RepositoryTableModel& model, int row)
{
    return model.index(row, 0).data(LoadedRole).toBool();
}

qint64 idAt(const RepositoryTableModel& model, int row)
{
    return model.index(row, 0).data(IdRole).toLongLong();
}

RepositoryFilter filterOf(const char* text)
{
    return RepositoryFilter::parse(QString::fromLatin1(text)).value();
}

} // namespace

/// What the table shows, on both databases; how it follows changes is in tst_tablechanges.cpp.
class TestRepositoryTable : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_databases.problem().isEmpty(), qPrintable(m_databases.problem())); }

    void showsEveryRow_data();
    void showsEveryRow();
    void rowsComeInSteps_data() { TestDatabases::addRows(); }
    void rowsComeInSteps();
    void staysASqlTableModel_data() { TestDatabases::addRows(); }
    void staysASqlTableModel();
    void jumpsDeep_data() { TestDatabases::addRows(); }
    void jumpsDeep();
    void countsWhatMatches_data() { TestDatabases::addRows(); }
    void countsWhatMatches();
    void showsNoRowOfAnEarlierFilter_data() { TestDatabases::addRows(); }
    void showsNoRowOfAnEarlierFilter();
    void sortsOnlyByIndexes_data() { TestDatabases::addRows(); }
    void sortsOnlyByIndexes();
    void forgetsBlocksThatNobodyLooksAt_data() { TestDatabases::addRows(); }
    void forgetsBlocksThatNobodyLooksAt();
    void boundsEveryStatement_data();
    void boundsEveryStatement();
    void usesNoDatabaseInItsOwnThread_data() { TestDatabases::addRows(); }
    void usesNoDatabaseInItsOwnThread();

private:
    TestDatabases m_databases;
};

void TestRepositoryTable::showsEveryRow_data()
{
    QTest::addColumn<QString>("backend");
    QTest::addColumn<int>("rows");
    for (const QString& backend : {QStringLiteral("sqlite"), QStringLiteral("postgresql")}) {
        for (const int rows : {0, 1, 255, 256, 257, 10'000}) {
            QTest::addRow("%s %d", qPrintable(backend), rows) << backend << rows;
        }
    }
}

void TestRepositoryTable::showsEveryRow()
{
    QFETCH(int, rows);
    TableFixture fixture(m_databases.createForRow());
    fixture.fill(rows);
    RepositoryTableModel model(fixture.url);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    tester.setUseFetchMore(false);
    QVERIFY(model.select());
    QVERIFY(model.isCounting());
    QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
    QSignalSpy removed(&model, &QAbstractItemModel::rowsRemoved);
    QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    QTRY_VERIFY(!model.isCounting());
    QCOMPARE(model.rowCount(), rows);
    QCOMPARE(inserted.count(), rows > 0 ? 1 : 0);
    for (const int row : {0, rows / 2, rows - 1}) {
        if (row >= 0 && row < rows) {
            QTRY_VERIFY(isLoaded(model, row));
            QCOMPARE(idAt(model, row), row + 1);
            QCOMPARE(model.index(row, model.columnOf(RepositoryColumn::Path)).data().toString(),
                QStringLiteral("g/p/r%1").arg(1'000'000 + rows - row - 1));
        }
    }
    QVERIFY(!model.canFetchMore());
    QCOMPARE(inserted.count(), rows > 0 ? 1 : 0);
    QCOMPARE(removed.count(), 0);
    QCOMPARE(reset.count(), 0);
}

void TestRepositoryTable::rowsComeInSteps()
{
    TableFixture fixture(m_databases.createForRow());
    fixture.fill(10'000);
    QVERIFY(fixture.fire(7, MigrationEvent::StartPreImport));
    RepositoryTableModel model(fixture.url);
    model.setRowsAtOnce(1000);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    tester.setUseFetchMore(false);
    int most = 0;
    connect(&model, &QAbstractItemModel::rowsInserted, &model,
        [&most](const QModelIndex&, int first, int last) { most = std::max(most, last - first + 1); });
    QVERIFY(model.select());
    QTRY_VERIFY(!model.isCounting());
    QCOMPARE(model.rowCount(), 10'000);
    QCOMPARE(most, 1000);
    // Another question in the middle of it.
    QVERIFY(model.select());
    QTRY_VERIFY(model.rowCount() > 0);
    model.setRepositoryFilter(filterOf("state:pre_importing"));
    QVERIFY(model.select());
    QTRY_VERIFY(!model.isCounting());
    QCOMPARE(model.rowCount(), 1);
    QTRY_COMPARE(idAt(model, 0), 7);
}

void TestRepositoryTable::staysASqlTableModel()
{
    TableFixture fixture(m_databases.createForRow());
    fixture.fill(300);
    QVERIFY(fixture.fire(7, MigrationEvent::StartPreImport));
    RepositoryTableModel model(fixture.url);
    QSqlTableModel& table = model;
    QCOMPARE(table.tableName(), QStringLiteral("container_repositories"));
    QCOMPARE(table.primaryKey().fieldName(0), QStringLiteral("id"));
    table.setFilter(QStringLiteral("migration_state = 'pre_importing'"));
    QVERIFY(table.select());
    QTRY_COMPARE(table.rowCount(), 1);
    QCOMPARE(table.record(0).value(QStringLiteral("id")).toLongLong(), 7);
    QCOMPARE(table.record(0).value(QStringLiteral("path")).toString(), QStringLiteral("g/p/r1000293"));
    QCOMPARE(table.record(0).value(QStringLiteral("migration_state")).toString(), QStringLiteral("pre_importing"));
    QCOMPARE(table.index(0, 0).data(StateRole).value<MigrationState>(), MigrationState::PreImporting);
    table.setFilter({});
    table.setSort(table.fieldIndex(QStringLiteral("path")), Qt::AscendingOrder);
    QVERIFY(table.select());
    QTRY_COMPARE(table.rowCount(), 300);
    QCOMPARE(table.record(0).value(QStringLiteral("id")).toLongLong(), 300);
    QVERIFY(!table.flags(table.index(0, 0)).testFlag(Qt::ItemIsEditable));
    QVERIFY(!table.setData(table.index(0, 2), QStringLiteral("x")));
    QVERIFY(!table.insertRows(0, 1));
    QVERIFY(!table.removeRows(0, 1));
    table.setTable(QStringLiteral("nonsense"));
    QVERIFY(!table.select());
    QCOMPARE(table.rowCount(), 0);
    table.setTable(QStringLiteral("container_repositories"));
    QVERIFY(table.select());
    QTRY_COMPARE(table.rowCount(), 300);
}

void TestRepositoryTable::jumpsDeep()
{
    constexpr int rows = 100'000;
    constexpr int target = 90'000;
    TableFixture fixture(m_databases.createForRow());
    fixture.fill(rows);
    RepositoryTableModel model(fixture.url);
    QVERIFY(model.select());
    struct Expected {
        RepositorySort sort;
        Qt::SortOrder order;
        qint64 id;
    };
    for (const Expected& expected : {
             Expected{RepositorySort::Id, Qt::AscendingOrder, target + 1},
             Expected{RepositorySort::Id, Qt::DescendingOrder, rows - target},
             Expected{RepositorySort::Path, Qt::AscendingOrder, rows - target},
             Expected{RepositorySort::Path, Qt::DescendingOrder, target + 1},
             Expected{RepositorySort::UpdatedAt, Qt::AscendingOrder, target + 1},
             Expected{RepositorySort::UpdatedAt, Qt::DescendingOrder, rows - target},
         }) {
        model.setRepositorySort(expected.sort, expected.order);
        QTRY_COMPARE(model.rowCount(), rows);
        QVERIFY(!isLoaded(model, target));
        QTRY_VERIFY(isLoaded(model, target));
        QCOMPARE(idAt(model, target), expected.id);
        // Once the anchors are there, another block of the same depth starts at one of them.
        QTRY_VERIFY(isLoaded(model, rows - 1));
        QCOMPARE(idAt(model, rows - 1), expected.id < rows / 2 ? 1 : rows);
        QTRY_VERIFY(isLoaded(model, 8192));
        QCOMPARE(idAt(model, 8192), expected.id < rows / 2 ? rows - 8192 : 8193);
    }
}

void TestRepositoryTable::countsWhatMatches()
{
    TableFixture fixture(m_databases.createForRow());
    fixture.fill(20'000);
    fixture.run(QStringLiteral("UPDATE container_repositories SET migration_state = 'importing' WHERE id % 10 = 0"));
    struct Expected {
        const char* filter;
        int matches;
    };
    for (const Expected& expected : {
             Expected{"", 20'000},
             Expected{"state:default", 18'000},
             Expected{"state:default,importing", 20'000},
             Expected{"state:import_done", 0},
             Expected{"path:g/p/r1000*", 1'000},
             Expected{"r100", 10'000}, // more than lie between two anchors: counted while they are sampled
             Expected{"state:importing r1000", 100},
         }) {
        RepositoryTableModel model(fixture.url);
        model.setRepositoryFilter(filterOf(expected.filter));
        QVERIFY(model.select());
        QTRY_VERIFY(!model.isCounting());
        QVERIFY2(model.rowCount() == expected.matches,
            qPrintable(QStringLiteral("%1: %2").arg(QLatin1StringView(expected.filter)).arg(model.rowCount())));
        if (expected.matches > 0) {
            QTRY_VERIFY(isLoaded(model, expected.matches - 1));
            QVERIFY(model.repositoryFilter().matches(*model.repositoryAt(expected.matches - 1)));
            QCOMPARE(model.rowOf(idAt(model, expected.matches - 1)), expected.matches - 1);
        }
    }
}

void TestRepositoryTable::showsNoRowOfAnEarlierFilter()
{
    TableFixture fixture(m_databases.createForRow());
    fixture.fill(20'000);
    fixture.run(QStringLiteral("UPDATE container_repositories SET migration_state = 'importing' WHERE id % 2 = 0"));
    RepositoryTableModel model(fixture.url);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    tester.setUseFetchMore(false);
    int wrong = 0;
    connect(&model, &RepositoryTableModel::rowsLoaded, &model, [&](int first, int last) {
        for (int row = first; row <= last; ++row) {
            wrong += model.repositoryFilter().matches(*model.repositoryAt(row)) ? 0 : 1;
        }
    });
    QVERIFY(model.select());
    for (int i = 0; i < 40; ++i) {
        model.setRepositoryFilter(filterOf(i % 2 ? "state:default" : "state:importing r100"));
        // Looks at rows while the next question is already on its way, some rounds with an answer in between.
        QCOMPARE(model.rowCount(), 0);
        if (i % 4 == 0) {
            QTRY_VERIFY(model.rowCount() > 0);
        }
        for (int row = 0; row < model.rowCount(); row += 256) {
            model.index(row, 0).data();
        }
    }
    QTRY_COMPARE(model.rowCount(), 10'000);
    QTRY_VERIFY(isLoaded(model, 9'999));
    QCOMPARE(idAt(model, 9'999), 19'999);
    QCOMPARE(wrong, 0);
}

void TestRepositoryTable::sortsOnlyByIndexes()
{
    TableFixture fixture(m_databases.createForRow());
    fixture.fill(10);
    RepositoryTableModel model(fixture.url);
    QVERIFY(model.select());
    QTRY_COMPARE(model.rowCount(), 10);
    QSignalSpy removed(&model, &QAbstractItemModel::rowsRemoved);
    for (int column = 0; column < model.columnCount(); ++column) {
        removed.clear();
        model.sort(column, column % 2 ? Qt::AscendingOrder : Qt::DescendingOrder);
        QCOMPARE(removed.count(), model.sortableColumns().contains(column) ? 1 : 0);
        QTRY_COMPARE(model.rowCount(), 10);
    }
    model.sort(model.columnOf(RepositoryColumn::Id), Qt::DescendingOrder);
    QTRY_COMPARE(idAt(model, 0), 10);
    model.sort(model.columnOf(RepositoryColumn::Name), Qt::AscendingOrder);
    QCOMPARE(model.repositorySort(), RepositorySort::Id);
    QCOMPARE(model.sortOrder(), Qt::DescendingOrder);
    QCOMPARE(idAt(model, 0), 10);
}

void TestRepositoryTable::forgetsBlocksThatNobodyLooksAt()
{
    TableFixture fixture(m_databases.createForRow());
    fixture.fill(256 * 80);
    RepositoryTableModel model(fixture.url);
    QVERIFY(model.select());
    QTRY_COMPARE(model.rowCount(), 256 * 80);
    for (int block = 0; block < 80; ++block) {
        QTRY_VERIFY(isLoaded(model, block * 256));
    }
    QVERIFY(!model.repositoryAt(0));
    QCOMPARE(model.rowOf(1), -1);
    QVERIFY(model.repositoryAt(79 * 256));
    // A scrollbar dragged past more blocks than may wait: those that were given up are asked for again.
    for (int block = 0; block < 40; ++block) {
        model.requestRow(block * 256);
    }
    for (int block = 0; block < 40; ++block) {
        QTRY_VERIFY(isLoaded(model, block * 256));
        QCOMPARE(idAt(model, block * 256), block * 256 + 1);
    }
}

void TestRepositoryTable::boundsEveryStatement_data()
{
    QTest::addColumn<int>("sort");
    QTest::addColumn<QString>("filter");
    for (const RepositorySortInfo& info : repositorySorts) {
        for (const char* filter : {"", "migration_state = 'default' OR 1 = 1"}) {
            QTest::addRow("%d %s", int(info.sort), filter) << int(info.sort) << QString::fromLatin1(filter);
        }
    }
}

void TestRepositoryTable::boundsEveryStatement()
{
    QFETCH(int, sort);
    QFETCH(QString, filter);
    const BlockAnchor anchor{QStringLiteral("key"), 5};
    for (const Backend backend : {Backend::Sqlite, Backend::PostgreSql}) {
        const auto order = static_cast<RepositorySort>(sort);
        const BlockQuery query{backend, planOf(filter, order, backend), order, Qt::AscendingOrder};
        QCOMPARE(query.isServed(), filter.isEmpty());
        for (const Statement& statement :
            {filter.isEmpty() ? blockStatement(query, &anchor, 300) : matchesStatement(query, &anchor, 4096),
                hopStatement(query, &anchor, 8192), countStatement(query, &anchor, 8193)}) {
            QVERIFY2(statement.sql.contains(u" LIMIT "), qPrintable(statement.sql));
            QVERIFY2(statement.sql.contains(u">= "), qPrintable(statement.sql));
            QCOMPARE(statement.sql.count(u'?'), statement.values.size());
        }
    }
}

void TestRepositoryTable::usesNoDatabaseInItsOwnThread()
{
    const DatabaseUrl url = m_databases.createForRow();
    {
        TableFixture fixture(url);
        fixture.fill(1000);
    }
    const QStringList before = QSqlDatabase::connectionNames();
    RepositoryTableModel model(url);
    QVERIFY(model.select());
    QTRY_COMPARE(model.rowCount(), 1000);
    QTRY_VERIFY(isLoaded(model, 999));
    QCOMPARE(model.database().driverName(), QStringLiteral("QSQLITE"));
    QCOMPARE(model.database().databaseName(), QStringLiteral(":memory:"));
    int others = 0;
    for (const QString& name : QSqlDatabase::connectionNames()) {
        if (!before.contains(name) && name != model.database().connectionName()) {
            ++others;
            // Qt gives a connection only to the thread that opened it.
            QTest::ignoreMessage(QtWarningMsg,
                "QSqlDatabasePrivate::database: requested database does not belong to the calling thread.");
            QVERIFY2(!QSqlDatabase::database(name, false).isValid(), qPrintable(name));
        }
    }
    QVERIFY(others >= 1);
}

QTEST_GUILESS_MAIN(TestRepositoryTable)
#include "tst_repositorytable.moc"
