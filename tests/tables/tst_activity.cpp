// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/settingdefinitions.h"
#include "models/tables/activityfilter.h"
#include "models/tables/activitymodel.h"
#include "models/tables/jobsmodel.h"
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

QString cell(const QAbstractItemModel& model, int row, ActivityColumn column)
{
    return model.index(row, static_cast<int>(column)).data().toString();
}

} // namespace

/// The stream of what happens, and the list of jobs.
class TestActivity : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_databases.problem().isEmpty(), qPrintable(m_databases.problem())); }
    void newestFirstWithTheSettings_data() { TestDatabases::addRows(); }
    void newestFirstWithTheSettings();
    void onlySoManyAreKept();
    void pausedItStandsStill();
    void whatIsCommittedLateFindsItsPlace();
    void isFiltered();
    void jobsAreUpdatedInPlace_data() { TestDatabases::addRows(); }
    void jobsAreUpdatedInPlace();

private:
    TestDatabases m_databases;
};

void TestActivity::newestFirstWithTheSettings()
{
    TableFixture fixture(m_databases.createForRow());
    fixture.fill(3);
    QVERIFY(fixture.fire(2, MigrationEvent::StartPreImport));
    ActivityModel model(readerOf(fixture.url));
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.refresh();
    QTRY_COMPARE(model.rowCount(), 1);
    QCOMPARE(cell(model, 0, ActivityColumn::Subject), QStringLiteral("g/p/r1000001"));
    QCOMPARE(cell(model, 0, ActivityColumn::Event), QStringLiteral("start_pre_import"));
    QCOMPARE(model.index(0, 0).data(StateRole).value<MigrationState>(), MigrationState::PreImporting);

    QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
    QVERIFY(fixture.stores.settings.setFlag(flags::enabled, true, {QStringLiteral("sre@desk"), Origin::Console}).ok());
    model.refresh();
    QTRY_COMPARE(model.rowCount(), 2);
    QCOMPARE(cell(model, 0, ActivityColumn::Subject), flags::enabled);
    QCOMPARE(cell(model, 0, ActivityColumn::Before), QStringLiteral("false"));
    QCOMPARE(cell(model, 0, ActivityColumn::Actor), QStringLiteral("sre@desk"));
    QVERIFY(!model.index(0, 0).data(StateRole).isValid());
    QVERIFY(fixture.fire(2, MigrationEvent::AbortImport));
    model.refresh();
    QTRY_COMPARE(model.rowCount(), 3);
    QCOMPARE(cell(model, 0, ActivityColumn::After), QStringLiteral("import_aborted"));
    // What is known already does not come again.
    model.refresh();
    QVERIFY(fixture.fire(3, MigrationEvent::SkipImport));
    model.refresh();
    QTRY_COMPARE(model.index(0, 0).data(RepositoryIdRole).toLongLong(), 3);
    QCOMPARE(model.rowCount(), 4);
    QCOMPARE(resets.count(), 0);
}

void TestActivity::onlySoManyAreKept()
{
    TableFixture fixture(m_databases.create(QStringLiteral("sqlite")));
    fixture.fill(20);
    ActivityModel model(readerOf(fixture.url), 5);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    for (qint64 id = 1; id <= 8; ++id) {
        QVERIFY(fixture.fire(id, MigrationEvent::SkipImport));
    }
    model.refresh();
    QTRY_COMPARE(model.rowCount(), 5);
    QCOMPARE(model.index(0, 0).data(RepositoryIdRole).toLongLong(), 8);
    QVERIFY(fixture.fire(9, MigrationEvent::SkipImport));
    model.refresh();
    QTRY_COMPARE(model.index(0, 0).data(RepositoryIdRole).toLongLong(), 9);
    QCOMPARE(model.rowCount(), 5);
}

void TestActivity::pausedItStandsStill()
{
    TableFixture fixture(m_databases.create(QStringLiteral("sqlite")));
    fixture.fill(3);
    ActivityModel model(readerOf(fixture.url));
    QSignalSpy held(&model, &ActivityModel::heldBackChanged);
    QVERIFY(fixture.fire(1, MigrationEvent::SkipImport));
    model.refresh();
    QTRY_COMPARE(model.rowCount(), 1);
    model.setPaused(true);
    QVERIFY(fixture.fire(2, MigrationEvent::SkipImport));
    model.refresh();
    QTRY_COMPARE(model.heldBack(), 1);
    QCOMPARE(model.rowCount(), 1);
    model.setPaused(false);
    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(model.heldBack(), 0);
    QCOMPARE(model.index(0, 0).data(RepositoryIdRole).toLongLong(), 2);
}

void TestActivity::whatIsCommittedLateFindsItsPlace()
{
    TableFixture fixture(m_databases.create(QStringLiteral("postgresql")));
    fixture.fill(3);
    ActivityModel model(readerOf(fixture.url));
    // Two transactions at a time: the id that was given out first is committed last.
    const auto other = TestDatabases::open(fixture.url);
    QVERIFY(other->begin().ok());
    Stores late(*other);
    TransitionRequest request;
    request.repositoryId = 1;
    request.event = MigrationEvent::SkipImport;
    request.context.now = QDateTime::currentDateTimeUtc();
    QVERIFY(late.repositories.fire(request).ok());
    QVERIFY(fixture.fire(2, MigrationEvent::SkipImport));
    model.refresh();
    QTRY_COMPARE(model.rowCount(), 1);
    QVERIFY(other->commit().ok());
    model.refresh();
    QTRY_COMPARE(model.rowCount(), 2);
    QCOMPARE(model.index(1, 0).data(RepositoryIdRole).toLongLong(), 1);
}

void TestActivity::isFiltered()
{
    TableFixture fixture(m_databases.create(QStringLiteral("sqlite")));
    fixture.fill(3);
    QVERIFY(fixture.fire(1, MigrationEvent::SkipImport));
    QVERIFY(fixture.fire(2, MigrationEvent::StartPreImport));
    QVERIFY(fixture.stores.settings.setCapacity(5, {QStringLiteral("sre@desk"), Origin::Console}).ok());
    ActivityModel model(readerOf(fixture.url));
    ActivityFilter filter;
    filter.setSourceModel(&model);
    QAbstractItemModelTester tester(&filter, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.refresh();
    QTRY_COMPARE(filter.rowCount(), 3);
    ActivityFilter::Criteria criteria;
    criteria.state = MigrationState::ImportSkipped;
    filter.setCriteria(criteria);
    QCOMPARE(filter.rowCount(), 1);
    criteria = {};
    criteria.onlySettings = true;
    filter.setCriteria(criteria);
    QCOMPARE(filter.rowCount(), 1);
    criteria = {};
    criteria.origin = Origin::Console;
    criteria.actor = QStringLiteral("SRE");
    filter.setCriteria(criteria);
    QCOMPARE(filter.rowCount(), 1);
    criteria = {};
    criteria.text = QStringLiteral("R1000001");
    filter.setCriteria(criteria);
    QCOMPARE(filter.rowCount(), 1);
    criteria.text = QStringLiteral("nowhere");
    filter.setCriteria(criteria);
    QCOMPARE(filter.rowCount(), 0);
}

void TestActivity::jobsAreUpdatedInPlace()
{
    TableFixture fixture(m_databases.createForRow());
    fixture.fill(5);
    fixture.run(QStringLiteral("UPDATE container_repositories SET status = 0"));
    JobsModel model(readerOf(fixture.url));
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const auto job = fixture.stores.background.create(
        BackgroundKind::ResetStatus, {2, 2, std::chrono::seconds(0)}, QStringLiteral("sre"), QStringLiteral("c"), now);
    QVERIFY(job.ok());
    model.refresh();
    QTRY_COMPARE(model.rowCount(), 1);
    const auto at = [&](JobColumn column) { return model.index(0, static_cast<int>(column)); };
    QCOMPARE(at(JobColumn::Status).data().toString(), QStringLiteral("running"));
    QCOMPARE(at(JobColumn::Progress).data(CountRole).toLongLong(), 5);
    QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);
    QVERIFY(fixture.stores.background.pause(job->id, now.addSecs(1)).ok());
    model.refresh();
    QTRY_COMPARE(at(JobColumn::Status).data().toString(), QStringLiteral("paused"));
    QCOMPARE(changes.count(), 1);
    QVERIFY(fixture.stores.background.cancel(job->id, now.addSecs(2)).ok());
    QVERIFY(fixture.stores.background
                .create(BackgroundKind::ResetStatus, {2, 2, std::chrono::seconds(0)}, QStringLiteral("sre"),
                    QStringLiteral("d"), now.addSecs(3))
                .ok());
    model.refresh();
    QTRY_COMPARE(model.rowCount(), 2);
    QVERIFY(at(JobColumn::Id).data().toLongLong() > job->id);
    QCOMPARE(model.job(job->id)->status, BackgroundStatus::Canceled);
}

QTEST_GUILESS_MAIN(TestActivity)
#include "tst_activity.moc"
