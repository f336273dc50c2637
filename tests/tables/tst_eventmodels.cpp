// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/tables/historymodel.h"
#include "models/tables/statecountsmodel.h"
#include "tests/tables/tablefixture.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>

using namespace transship;
using namespace transship::testing;

namespace {

std::shared_ptr<StorageWorker> readerOf(const DatabaseUrl& url)
{
    return std::make_shared<StorageWorker>(url, Access::ReadOnly, QStringLiteral("test"));
}

QVariant cell(const QAbstractItemModel& model, int row, EventColumn column)
{
    return model.index(row, static_cast<int>(column)).data();
}

} // namespace

/// The counts per state, and the history of one repository.
class TestEventModels : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_databases.problem().isEmpty(), qPrintable(m_databases.problem())); }

    void countsPerState();
    void showsAHistory_data() { TestDatabases::addRows(); }
    void showsAHistory();
    void showsOnlyTheHistoryAskedForLast_data() { TestDatabases::addRows(); }
    void showsOnlyTheHistoryAskedForLast();
    void reportsAnUnreadableDatabase();

private:
    TestDatabases m_databases;
};

void TestEventModels::countsPerState()
{
    StateCountsModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(model.rowCount(), 8);
    QVERIFY(!model.index(0).data(StateRole).isValid());
    QCOMPARE(model.index(1).data(StateRole).value<MigrationState>(), MigrationState::Default);
    QCOMPARE(model.index(7).data(StateRole).value<MigrationState>(), MigrationState::ImportSkipped);
    QCOMPARE(model.rowOf(MigrationState::Importing), 4);
    QCOMPARE(model.rowOf(std::nullopt), 0);
    QSignalSpy data(&model, &QAbstractItemModel::dataChanged);
    StateCounts counts;
    counts.counts = {5, 0, 0, 2, 0, 0, 0};
    model.setCounts(counts);
    QCOMPARE(data.count(), 3); // all, default, importing
    QCOMPARE(model.index(0).data(CountRole).toLongLong(), 7);
    QCOMPARE(model.index(4).data(CountRole).toLongLong(), 2);
    data.clear();
    model.setCounts(counts);
    QCOMPARE(data.count(), 0);
    counts.counts = {5, 0, 0, 1, 1, 0, 0};
    model.setCounts(counts);
    QCOMPARE(data.count(), 2); // not all of them together
    QCOMPARE(data.at(0).at(0).toModelIndex().row(), 4);
    QCOMPARE(data.at(1).at(0).toModelIndex().row(), 5);
}

void TestEventModels::showsAHistory()
{
    TableFixture fixture(m_databases.createForRow());
    fixture.fill(3);
    QVERIFY(fixture.fire(2, MigrationEvent::StartPreImport));
    QVERIFY(fixture.fire(2, MigrationEvent::FinishPreImport));
    HistoryModel model(readerOf(fixture.url));
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QSignalSpy loaded(&model, &HistoryModel::loaded);
    QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
    QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    model.setRepository(2);
    QTRY_COMPARE(loaded.count(), 1);
    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(cell(model, 0, EventColumn::Event).toString(), QStringLiteral("start_pre_import"));
    QCOMPARE(cell(model, 0, EventColumn::From).toString(), QStringLiteral("default"));
    QCOMPARE(cell(model, 1, EventColumn::To).toString(), QStringLiteral("pre_import_done"));
    QCOMPARE(cell(model, 1, EventColumn::Actor).toString(), QStringLiteral("tester"));
    QCOMPARE(cell(model, 1, EventColumn::Time).toDateTime().timeSpec(), Qt::UTC);
    QCOMPARE(model.index(1, 0).data(StateRole).value<MigrationState>(), MigrationState::PreImportDone);
    QCOMPARE(model.index(1, 0).data(EventRole).value<MigrationEvent>(), MigrationEvent::FinishPreImport);
    QVERIFY(fixture.fire(2, MigrationEvent::StartImport));
    model.refresh();
    QTRY_COMPARE(model.rowCount(), 3);
    QCOMPARE(inserted.count(), 2);
    QCOMPARE(inserted.at(1).at(1).toInt(), 2);
    model.setRepository(std::nullopt);
    QCOMPARE(model.rowCount(), 0);
    QCOMPARE(reset.count(), 0);
}

void TestEventModels::showsOnlyTheHistoryAskedForLast()
{
    TableFixture fixture(m_databases.createForRow());
    fixture.fill(3);
    QVERIFY(fixture.fire(1, MigrationEvent::StartPreImport));
    QVERIFY(fixture.fire(2, MigrationEvent::SkipImport));
    HistoryModel model(readerOf(fixture.url));
    connect(&model, &QAbstractItemModel::rowsInserted, &model, [&] {
        for (const MigrationEventRow& event : model.events()) {
            QCOMPARE(event.repositoryId, *model.repository());
        }
    });
    model.setRepository(1);
    model.setRepository(3);
    model.setRepository(2);
    QTRY_COMPARE(model.rowCount(), 1);
    QCOMPARE(model.index(0, 0).data(RepositoryIdRole).toLongLong(), 2);
}

void TestEventModels::reportsAnUnreadableDatabase()
{
    QTemporaryDir folder;
    HistoryModel model(readerOf(DatabaseUrl::sqlite(folder.filePath(QStringLiteral("none.sqlite")))));
    QSignalSpy failed(&model, &HistoryModel::failed);
    model.setRepository(1);
    QTRY_COMPARE(failed.count(), 1);
    QCOMPARE(failed.at(0).at(0).value<Error>().code, ErrorCode::DatabaseUnavailable);
    // A model that ends before its answer comes is no reason to crash.
    auto* brief = new HistoryModel(readerOf(DatabaseUrl::sqlite(folder.filePath(QStringLiteral("none.sqlite")))));
    brief->setRepository(1);
    delete brief;
}

QTEST_GUILESS_MAIN(TestEventModels)
#include "tst_eventmodels.moc"
