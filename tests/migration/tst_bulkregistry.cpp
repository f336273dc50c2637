// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/migration/bulkfixture.h"

#include <QFile>
#include <QTemporaryDir>

using namespace transship;
using namespace transship::testing;

/// Actions on many repositories that ask the registry, and what becomes of their failures.
class TestBulkRegistry : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_databases.problem().isEmpty(), qPrintable(m_databases.problem())); }
    void theNoteOfARetryIsInHistory();
    void failuresAreGroupedByCause();
    void aRegistryThatDoesNotAnswerCostsNobodyARetry();
    void aRegistryThatStopsServingStopsTheRun_data();
    void aRegistryThatStopsServingStopsTheRun();
    void noMoreThanAFewRequestsAtATime();
    void failuresAreWrittenAsCsv();

private:
    TestDatabases m_databases;
};

void TestBulkRegistry::theNoteOfARetryIsInHistory()
{
    BulkFixture fixture(m_databases.create(QStringLiteral("sqlite")));
    const qint64 known = fixture.add(QStringLiteral("g/known"));
    const qint64 unknown = fixture.add(QStringLiteral("g/unknown"));
    fixture.force(known, MigrationEvent::AbortImport);
    fixture.force(unknown, MigrationEvent::AbortImport);
    fixture.registry.setImportStatus(
        QStringLiteral("g/known"), QStringLiteral("pre_import_failed"), QStringLiteral("blob unknown"));
    const auto looked = fixture.preview(operationOf(OperatorAction::Retry, QStringLiteral("disk was full")));
    QVERIFY(looked);
    QCOMPARE(fixture.run(*looked).succeeded, 2);
    const auto detailOf = [&fixture](qint64 id) {
        for (const MigrationEventRow& event : fixture.history(id)) {
            if (event.event == MigrationEvent::RetryPreImport) {
                return event.detail;
            }
        }
        return QString();
    };
    QVERIFY2(detailOf(known).startsWith(QStringLiteral("disk was full; blob unknown")), qPrintable(detailOf(known)));
    QVERIFY2(detailOf(unknown).startsWith(QStringLiteral("disk was full")), qPrintable(detailOf(unknown)));
}

void TestBulkRegistry::failuresAreGroupedByCause()
{
    BulkFixture fixture(m_databases.create(QStringLiteral("sqlite")));
    for (int i = 0; i < 6; ++i) {
        const qint64 id = fixture.add(QStringLiteral("g/r%1").arg(i));
        fixture.force(id, MigrationEvent::StartPreImport);
        // Four that the registry cannot cancel, two that it does not know.
        if (i < 4) {
            fixture.registry.setImportStatus(QStringLiteral("g/r%1").arg(i), QStringLiteral("import_complete"));
        } else {
            fixture.registry.removeRepository(QStringLiteral("g/r%1").arg(i));
        }
    }
    const auto looked = fixture.preview(operationOf(OperatorAction::Cancel));
    QVERIFY(looked);
    QCOMPARE(looked->count(), 6);
    const BulkReport report = fixture.run(*looked);
    QCOMPARE(report.failed, 6);
    QCOMPARE(report.causes.size(), 2);
    QCOMPARE(report.causes[0].ids.size(), 4);
    QCOMPARE(report.causes[0].code, ErrorCode::Refused);
    QVERIFY2(!report.causes[0].words.contains(QStringLiteral("g/r")), qPrintable(report.causes[0].words));
    QVERIFY(report.causes[0].examples[0].error.message.contains(report.causes[0].examples[0].path));
    QCOMPARE(report.causes[1].ids.size(), 2);
    QCOMPARE(report.causes[1].code, ErrorCode::NotFound);
    QCOMPARE(report.failedIds().size(), 6);
    QCOMPARE(fixture.count(MigrationState::PreImporting), 6);
}

void TestBulkRegistry::aRegistryThatDoesNotAnswerCostsNobodyARetry()
{
    BulkFixture fixture(m_databases.create(QStringLiteral("sqlite")));
    fixture.addMany(50);
    fixture.registry.setToken("secret");
    const auto looked = fixture.preview(operationOf(OperatorAction::Start));
    QVERIFY(looked);
    QCOMPARE(looked->count(), 50);
    const BulkReport report = fixture.run(*looked);
    QVERIFY(report.stoppedBy.has_value());
    QCOMPARE(report.stoppedBy->code, ErrorCode::Unauthorized);
    QCOMPARE(report.ended(), 0);
    QCOMPARE(report.untouched(), 50);
    QCOMPARE(fixture.count(MigrationState::Default), 50);
}

void TestBulkRegistry::aRegistryThatStopsServingStopsTheRun_data()
{
    QTest::addColumn<int>("status");
    QTest::newRow("credentials refused") << 401;
    QTest::newRow("down for maintenance") << 503;
    QTest::newRow("another program answers") << 200;
}

void TestBulkRegistry::aRegistryThatStopsServingStopsTheRun()
{
    QFETCH(const int, status);
    BulkFixture fixture(m_databases.create(QStringLiteral("sqlite")));
    fixture.addMany(500);
    fixture.addManyToRegistry(500);
    const auto looked = fixture.preview(operationOf(OperatorAction::Start));
    QVERIFY(looked);
    const auto bulk = fixture.makeRun(*looked);
    connect(bulk.get(), &BulkRun::itemEnded, this, [&] {
        if (bulk->report().succeeded == 100) {
            fixture.registry.script("PUT", QStringLiteral("/import/"),
                status == 200 ? FakeAnswer::html(200) : FakeAnswer::error(status, QStringLiteral("NO")));
        }
    });
    const BulkReport report = await(bulk->run());
    QVERIFY(report.stoppedBy.has_value());
    QVERIFY(report.succeeded >= 100);
    QVERIFY2(report.failed >= 20 && report.failed < 60, qPrintable(QString::number(report.failed)));
    QCOMPARE(fixture.count(MigrationState::Default), report.untouched());
}

void TestBulkRegistry::noMoreThanAFewRequestsAtATime()
{
    BulkFixture fixture(m_databases.create(QStringLiteral("sqlite")));
    fixture.addMany(60);
    int most = 0;
    fixture.addManyToRegistry(60);
    const auto looked = fixture.preview(operationOf(OperatorAction::Start));
    QVERIFY(looked);
    const auto bulk = fixture.makeRun(*looked);
    connect(bulk.get(), &BulkRun::itemEnded, this, [&] { most = qMax(most, int(bulk->underWay().size())); });
    const BulkReport report = await(bulk->run());
    QCOMPARE(report.succeeded, 60);
    QVERIFY2(most > 1 && most <= 64, qPrintable(QString::number(most)));
    QCOMPARE(bulk->underWay().size(), 0);
    QCOMPARE(fixture.registry.importsInProgress(), 60);
}

void TestBulkRegistry::failuresAreWrittenAsCsv()
{
    BulkFixture fixture(m_databases.create(QStringLiteral("sqlite")));
    const qint64 id = fixture.add(QStringLiteral("g/a"));
    BulkReport report;
    report.noteFailure(id, QStringLiteral("g/a"), Error{ErrorCode::Refused, QStringLiteral("g/a said \"no\", twice")});
    report.noteFailure(id + 1, {}, Error{ErrorCode::Internal, QStringLiteral("=cmd()")});
    QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("failed.csv"));
    const auto written = await(answerOf(fixture.actions.writeFailures(report, file)));
    QVERIFY(written);
    QCOMPARE(*written, 2);
    QFile csv(file);
    QVERIFY(csv.open(QIODevice::ReadOnly));
    QCOMPARE(QString::fromUtf8(csv.readAll()),
        QStringLiteral("id,path,state,cause,message\r\n"
                       "%1,g/a,default,\"… said \"\"no\"\", twice\",\"g/a said \"\"no\"\", twice\"\r\n"
                       "%2,,,'=cmd(),'=cmd()\r\n")
            .arg(id)
            .arg(id + 1));
    const auto refused
        = await(answerOf(fixture.actions.writeFailures(report, folder.filePath(QStringLiteral("no/such")))));
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::Io);
}

QTEST_GUILESS_MAIN(TestBulkRegistry)
#include "tst_bulkregistry.moc"
