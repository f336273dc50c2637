// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/migration/bulkfixture.h"

#include <QSignalSpy>

using namespace transship;
using namespace transship::testing;

/// Preview and run of an action on many repositories.
class TestBulk : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_databases.problem().isEmpty(), qPrintable(m_databases.problem())); }
    void thePreviewSaysWhatWouldChangeAndWhatNot_data() { TestDatabases::addRows(); }
    void thePreviewSaysWhatWouldChangeAndWhatNot();
    void aPausedMigrationIsWhyNothingWouldStart();
    void aPreviewCanBeGivenUp();
    void whatWasConfirmedIsDone_data() { TestDatabases::addRows(); }
    void whatWasConfirmedIsDone();
    void whatChangedSinceThePreviewIsLeftAlone_data() { TestDatabases::addRows(); }
    void whatChangedSinceThePreviewIsLeftAlone();
    void aRoundTripOfStatesIsAChangeToo();
    void aRowWithMicrosecondsIsNoConflict_data() { TestDatabases::addRows(); }
    void aRowWithMicrosecondsIsNoConflict();
    void abortingTooOftenSkips_data() { TestDatabases::addRows(); }
    void abortingTooOftenSkips();
    void cancelStopsInTheMiddle_data() { TestDatabases::addRows(); }
    void cancelStopsInTheMiddle();

private:
    TestDatabases m_databases;
};

void TestBulk::thePreviewSaysWhatWouldChangeAndWhatNot()
{
    BulkFixture fixture(m_databases.createForRow());
    fixture.addMany(100);
    const qint64 aborted = fixture.add(QStringLiteral("g/aborted"));
    fixture.force(aborted, MigrationEvent::AbortImport);
    const qint64 done = fixture.add(QStringLiteral("g/done"));
    fixture.force(done, MigrationEvent::AlreadyMigrated);
    const qint64 skipped = fixture.add(QStringLiteral("g/skipped"));
    fixture.force(skipped, MigrationEvent::SkipImport);
    fixture.add(QStringLiteral("g/elsewhere"));

    const auto looked = fixture.preview(operationOf(OperatorAction::Skip), QStringLiteral("-path:g/elsewhere"));
    QVERIFY(looked);
    QCOMPARE(looked->count(), 101);
    QCOMPARE(looked->affected[static_cast<std::size_t>(MigrationState::Default)], 100);
    QCOMPARE(looked->affected[static_cast<std::size_t>(MigrationState::ImportAborted)], 1);
    QCOMPARE(looked->unaffectedCount(), 2);
    QCOMPARE(looked->unaffected.size(), 2);
    QCOMPARE(looked->unaffected[0].state, MigrationState::ImportDone);
    QCOMPARE(looked->unaffected[0].count, 1);
    QVERIFY2(looked->unaffected[0].why.message.contains(QStringLiteral("not allowed in state import_done")),
        qPrintable(looked->unaffected[0].why.message));
    QCOMPARE(looked->sample.size(), BulkPreview::sampleSize);
    // From all over them, not only the first ones.
    QVERIFY(looked->sample.last().path > QStringLiteral("many/r000090"));
    QCOMPARE(fixture.row(aborted).state, MigrationState::ImportAborted);
}

void TestBulk::aPausedMigrationIsWhyNothingWouldStart()
{
    BulkFixture fixture(m_databases.create(QStringLiteral("sqlite")));
    fixture.addMany(3);
    fixture.setFlag(flags::enabled, false);
    const auto looked = fixture.preview(operationOf(OperatorAction::Start));
    QVERIFY(looked);
    QCOMPARE(looked->count(), 0);
    QCOMPARE(looked->unaffected.size(), 1);
    QCOMPARE(looked->unaffected[0].count, 3);
    QCOMPARE(looked->unaffected[0].why.code, ErrorCode::Disabled);
}

void TestBulk::aPreviewCanBeGivenUp()
{
    BulkFixture fixture(m_databases.create(QStringLiteral("sqlite")));
    fixture.addMany(3);
    const auto cancel = std::make_shared<std::atomic_bool>(true);
    const auto looked = fixture.preview(operationOf(OperatorAction::Skip), {}, cancel);
    QVERIFY(!looked);
    QCOMPARE(looked.error().code, ErrorCode::Canceled);
}

void TestBulk::whatWasConfirmedIsDone()
{
    BulkFixture fixture(m_databases.createForRow());
    fixture.addMany(1000);
    BulkOperation skip = operationOf(OperatorAction::Skip, QStringLiteral("not worth it"));
    skip.reason = SkippedReason::NotInPlan;
    const auto looked = fixture.preview(skip, QStringLiteral("path:many/r0000*"));
    QVERIFY(looked);
    QCOMPARE(looked->count(), 100);
    const BulkReport report = fixture.run(*looked);
    QCOMPARE(report.succeeded, 100);
    QCOMPARE(report.failed, 0);
    QCOMPARE(report.changedSince, 0);
    QCOMPARE(report.untouched(), 0);
    QCOMPARE(report.succeededIds.size(), 100);
    QCOMPARE(fixture.count(MigrationState::ImportSkipped), 100);
    QCOMPARE(fixture.count(MigrationState::Default), 900);
    const ContainerRepository row = fixture.row(QStringLiteral("many/r000042"));
    QCOMPARE(*row.skippedReason, SkippedReason::NotInPlan);
    const MigrationEventRow event = fixture.history(row.id).last();
    QCOMPARE(event.actor, fixture.actor.name);
    QCOMPARE(event.reason, QStringLiteral("not_in_plan"));
    QCOMPARE(event.detail, QStringLiteral("not worth it"));
}

void TestBulk::whatChangedSinceThePreviewIsLeftAlone()
{
    BulkFixture fixture(m_databases.createForRow());
    fixture.addMany(300);
    const auto looked = fixture.preview(operationOf(OperatorAction::Skip));
    QVERIFY(looked);
    // What others do between the preview and the confirmation.
    for (const char* path : {"many/r000007", "many/r000133", "many/r000299"}) {
        fixture.force(fixture.row(QString::fromLatin1(path)).id, MigrationEvent::AlreadyMigrated);
    }
    fixture.force(fixture.row(QStringLiteral("many/r000200")).id, MigrationEvent::AbortImport);
    fixture.inStorage([](Stores& stores) -> Result<void> {
        const auto gone
            = stores.connection.exec(QStringLiteral("DELETE FROM container_repositories WHERE path = 'many/r000100'"));
        return gone ? Result<void>() : gone.error();
    });
    const BulkReport report = fixture.run(*looked);
    QCOMPARE(report.total, 300);
    QCOMPARE(report.succeeded, 295);
    QCOMPARE(report.failed, 0);
    QCOMPARE(report.changedSince, 5);
    QCOMPARE(report.goneSince, 1);
    QCOMPARE(report.changedTo[static_cast<std::size_t>(MigrationState::ImportDone)], 3);
    QCOMPARE(report.changedTo[static_cast<std::size_t>(MigrationState::ImportAborted)], 1);
    QCOMPARE(fixture.count(MigrationState::ImportDone), 3);
    QCOMPARE(fixture.count(MigrationState::ImportAborted), 1);
}

void TestBulk::aRoundTripOfStatesIsAChangeToo()
{
    BulkFixture fixture(m_databases.create(QStringLiteral("sqlite")));
    const qint64 id = fixture.add(QStringLiteral("g/a"));
    fixture.force(id, MigrationEvent::AbortImport);
    const auto skip = fixture.preview(operationOf(OperatorAction::Skip));
    const auto retry = fixture.preview(operationOf(OperatorAction::Retry));
    QVERIFY(skip && retry);
    fixture.force(id, MigrationEvent::Reset);
    fixture.force(id, MigrationEvent::AbortImport);
    fixture.registry.clearLog();
    QCOMPARE(fixture.run(*skip).changedSince, 1);
    QCOMPARE(fixture.run(*retry).changedSince, 1);
    QCOMPARE(fixture.row(id).state, MigrationState::ImportAborted);
}

void TestBulk::aRowWithMicrosecondsIsNoConflict()
{
    BulkFixture fixture(m_databases.createForRow());
    const qint64 id = fixture.add(QStringLiteral("g/a"));
    fixture.inStorage([](Stores& stores) -> Result<void> {
        const auto written = stores.connection.exec(
            QStringLiteral("UPDATE container_repositories SET updated_at = '2024-01-01 00:00:00.123456'"));
        return written ? Result<void>() : written.error();
    });
    const auto looked = fixture.preview(operationOf(OperatorAction::Skip));
    QVERIFY(looked);
    QCOMPARE(fixture.run(*looked).succeeded, 1);
    QCOMPARE(fixture.row(id).state, MigrationState::ImportSkipped);
}

void TestBulk::abortingTooOftenSkips()
{
    BulkFixture fixture(m_databases.createForRow());
    fixture.addMany(5);
    fixture.setSetting(QStringLiteral("max_retries"), QStringLiteral("1"));
    QSignalSpy wanted(&fixture.engine, &MigrationEngine::enqueueWanted);
    const auto looked = fixture.preview(operationOf(OperatorAction::Abort));
    QVERIFY(looked);
    QCOMPARE(fixture.run(*looked).succeeded, 5);
    QCOMPARE(wanted.size(), 1);
    const ContainerRepository row = fixture.row(QStringLiteral("many/r000003"));
    QCOMPARE(row.state, MigrationState::ImportSkipped);
    QCOMPARE(*row.skippedReason, SkippedReason::TooManyRetries);
    QCOMPARE(fixture.eventNames(row.id), (QStringList{QStringLiteral("abort_import"), QStringLiteral("skip_import")}));
}

void TestBulk::cancelStopsInTheMiddle()
{
    BulkFixture fixture(m_databases.createForRow());
    fixture.addMany(2000);
    const auto looked = fixture.preview(operationOf(OperatorAction::Skip));
    QVERIFY(looked);
    const auto bulk = fixture.makeRun(*looked);
    const qint64 last = looked->frozen->back().id();
    bool wasPending = false;
    connect(bulk.get(), &BulkRun::progressed, this, [&] {
        wasPending = wasPending || bulk->isPending(last);
        if (bulk->report().ended() >= 400) {
            bulk->cancel();
        }
    });
    const BulkReport report = await(bulk->run());
    QVERIFY(wasPending);
    QVERIFY(!bulk->isPending(last));
    QVERIFY(report.canceled);
    QVERIFY2(report.succeeded >= 400 && report.succeeded <= 800, qPrintable(QString::number(report.succeeded)));
    QCOMPARE(report.succeeded + report.untouched(), 2000);
    QCOMPARE(fixture.count(MigrationState::ImportSkipped), report.succeeded);
}

QTEST_GUILESS_MAIN(TestBulk)
#include "tst_bulk.moc"
