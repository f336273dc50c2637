// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/settingdefinitions.h"
#include "tests/views/consoleundertest.h"
#include "views/details/registrysection.h"
#include "views/details/timeline.h"
#include "views/details/timelinebar.h"

#include <QAction>
#include <QClipboard>
#include <QDialog>
#include <QGuiApplication>
#include <QLabel>
#include <QListView>
#include <QPlainTextEdit>
#include <QTest>
#include <QToolButton>

using namespace transship;
using namespace transship::testing;

/// The details of one repository: steps, why, what the registry says, history.
class TestDetails : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void stepsOfARetriedRepository();
    void aResetBeginsAnew();
    void stepsWithoutHistory();
    void theRegistrysProgressIsShown();
    void whyItDoesNotMove();
    void theChecksAreKeptFresh();
    void theRegistryIsAskedOnDemand();
    void anActiveOneIsAskedByItself();
    void tagsAreCountedOnDemand();
    void historyIsReadAndCopied();

private:
    static QString text(ConsoleUnderTest& console, const char* label) { return console.find<QLabel>(label)->text(); }
};

namespace {

const QDateTime start(QDate(2026, 3, 1), QTime(12, 0), Qt::UTC);

MigrationEventRow entry(MigrationEvent what, MigrationState from, MigrationState to, int seconds)
{
    MigrationEventRow row;
    row.event = what;
    row.from = from;
    row.to = to;
    row.createdAt = start.addSecs(seconds);
    return row;
}

QList<MigrationEventRow> retriedHistory()
{
    using E = MigrationEvent;
    using S = MigrationState;
    return {entry(E::StartPreImport, S::Default, S::PreImporting, 100),
        entry(E::AbortImport, S::PreImporting, S::ImportAborted, 130),
        entry(E::RetryPreImport, S::ImportAborted, S::PreImporting, 190),
        entry(E::FinishPreImport, S::PreImporting, S::PreImportDone, 202),
        entry(E::StartImport, S::PreImportDone, S::Importing, 203),
        entry(E::FinishImport, S::Importing, S::ImportDone, 210)};
}

} // namespace

void TestDetails::stepsOfARetriedRepository()
{
    ContainerRepository row;
    row.createdAt = start;
    row.state = MigrationState::ImportDone;
    const QList<TimelineStep> steps = timelineOf(row, retriedHistory());
    const QDateTime now = start.addSecs(1000);
    QStringList words;
    for (const TimelineStep& step : steps) {
        words << inWords(step, now);
    }
    QCOMPARE(words,
        (QStringList{QStringLiteral("waited: 1 min 40 s"), QStringLiteral("pre import: 30 s, failed"),
            QStringLiteral("waited for a retry: 1 min"), QStringLiteral("pre import, attempt 2: 12 s"),
            QStringLiteral("waited: 1 s"), QStringLiteral("import: 7 s")}));
    TimelineBar bar;
    bar.setSteps(steps, now);
    QVERIFY(bar.accessibleName().contains(QStringLiteral("pre import, attempt 2: 12 s")));
    // The one that runs goes on.
    QList<MigrationEventRow> running = retriedHistory().first(5);
    const TimelineStep last = timelineOf(row, running).last();
    QVERIFY(!last.to.isValid());
    QCOMPARE(last.duration(start.addSecs(263)), std::chrono::seconds(60));
    QVERIFY(stepsTable(timelineOf(row, running), now, 2).contains(QStringLiteral("4 earlier")));
}

void TestDetails::aResetBeginsAnew()
{
    ContainerRepository row;
    row.createdAt = start;
    QList<MigrationEventRow> history = retriedHistory().first(2);
    history << entry(MigrationEvent::Reset, MigrationState::ImportAborted, MigrationState::Default, 300)
            << entry(MigrationEvent::StartPreImport, MigrationState::Default, MigrationState::PreImporting, 310);
    const QList<TimelineStep> steps = timelineOf(row, history);
    QCOMPARE(steps.size(), 2);
    QCOMPARE(steps.first().state, MigrationState::Default);
    QCOMPARE(steps.last().attempt, 1);
}

void TestDetails::stepsWithoutHistory()
{
    ContainerRepository row;
    row.createdAt = start;
    row.state = MigrationState::ImportDone;
    row.preImportStartedAt = start.addSecs(10);
    row.preImportDoneAt = start.addSecs(40);
    row.importStartedAt = start.addSecs(45);
    row.importDoneAt = start.addSecs(50);
    const QList<TimelineStep> steps = timelineOf(row, {});
    QCOMPARE(steps.size(), 4);
    QCOMPARE(steps.at(1).duration(start), std::chrono::seconds(30));
    QCOMPARE(steps.at(3).state, MigrationState::Importing);
}

void TestDetails::theRegistrysProgressIsShown()
{
    ImportStatusReport report;
    report.status = ImportStatus::ImportInProgress;
    report.detail = QStringLiteral("<b>blob</b>");
    report.progress = StatusProgress{QStringLiteral("copying"), 3, 10, 1, 25, 2'000'000};
    const QString words = inWords(report);
    QVERIFY(words.contains(QStringLiteral("&lt;b&gt;blob")));
    QVERIFY2(words.contains(QStringLiteral("3 of 10 tags")), qPrintable(words));
    QVERIFY(words.contains(QStringLiteral("25 blobs")));
    QVERIFY(words.contains(QStringLiteral("MiB")) || words.contains(QStringLiteral("MB")));
    QVERIFY(words.contains(QStringLiteral("1 tags failed")));
}

void TestDetails::whyItDoesNotMove()
{
    ConsoleUnderTest console;
    QVERIFY(console.stores().settings.deny(QStringLiteral("g")).ok());
    QVERIFY(console.stores().settings.setFlag(flags::speedFast, true).ok());
    QVERIFY(console.select({QStringLiteral("g/default")}));
    QTRY_VERIFY2(text(console, "whySummary").contains(QStringLiteral("g is in the deny list")),
        qPrintable(text(console, "whySummary")));
    auto* checks = console.find<QLabel>("whyChecks");
    QVERIFY(!checks->isVisible());
    console.click("whyToggle");
    QTRY_VERIFY(checks->isVisible());
    qsizetype last = -1;
    for (const char* check : {"enabled", "registry", "capacity", "waiting_time", "state", "created_before", "tier",
             "deny_list", "tags", "retries"}) {
        const qsizetype at = checks->text().indexOf(QStringLiteral(">%1<").arg(QString::fromLatin1(check)));
        QVERIFY2(at > last, check);
        last = at;
    }
    QVERIFY(checks->text().contains(QStringLiteral("3 of 5 slots are taken")));
}

void TestDetails::theChecksAreKeptFresh()
{
    ConsoleUnderTest console;
    QVERIFY(console.select({QStringLiteral("g/default")}));
    QTRY_VERIFY(!text(console, "whySummary").isEmpty());
    QVERIFY(console.stores().settings.setFlag(flags::enabled, false).ok());
    QTRY_VERIFY2_WITH_TIMEOUT(text(console, "whySummary").contains(QStringLiteral("paused")),
        qPrintable(text(console, "whySummary")), 10'000);
}

void TestDetails::theRegistryIsAskedOnDemand()
{
    ConsoleUnderTest console;
    console.registry().setImportStatus(
        QStringLiteral("g/aborted"), QStringLiteral("pre_import_failed"), QStringLiteral("blob unknown"));
    QVERIFY(console.select({QStringLiteral("g/aborted")}));
    QTRY_COMPARE(text(console, "registryStatus"), QStringLiteral("not asked yet"));
    console.click("askRegistry");
    QTRY_VERIFY2(text(console, "registryStatus").contains(QStringLiteral("pre_import_failed")),
        qPrintable(text(console, "registryStatus")));
    QVERIFY(text(console, "registryStatus").contains(QStringLiteral("blob unknown")));
    QVERIFY(text(console, "registryStatus").contains(QStringLiteral("ago")));
    // Another repository: what was said of the first is gone.
    QVERIFY(console.select({QStringLiteral("g/done")}));
    QTRY_COMPARE(text(console, "registryStatus"), QStringLiteral("not asked yet"));
}

void TestDetails::anActiveOneIsAskedByItself()
{
    ConsoleUnderTest console;
    console.registry().setImportStatus(QStringLiteral("g/importing"), QStringLiteral("import_in_progress"));
    QVERIFY(console.select({QStringLiteral("g/importing")}));
    QTRY_VERIFY(text(console, "registryStatus").contains(QStringLiteral("import_in_progress")));
}

void TestDetails::tagsAreCountedOnDemand()
{
    ConsoleUnderTest console;
    console.registry().setTags(QStringLiteral("g/done"), {QStringLiteral("1"), QStringLiteral("2")});
    QVERIFY(console.select({QStringLiteral("g/done")}));
    QTRY_VERIFY(text(console, "registryTags").contains(QStringLiteral("<b>3</b> tags when last counted")));
    console.click("countTags");
    QTRY_VERIFY2(text(console, "registryTags").startsWith(QStringLiteral("<b>2</b> tags, counted")),
        qPrintable(text(console, "registryTags")));
    QCOMPARE(*console.row(QStringLiteral("g/done")).tagsCount, 2);
}

void TestDetails::historyIsReadAndCopied()
{
    ConsoleUnderTest console;
    QVERIFY(console.select({QStringLiteral("g/aborted")}));
    auto* list = console.find<QListView>("historyList");
    QTRY_COMPARE(list->model()->rowCount(), 2);
    QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualRect(list->model()->index(0, 0)).center());
    console.find<QAction>("historyCopy")->trigger();
    const QString copied = QGuiApplication::clipboard()->text();
    QVERIFY2(copied.contains(QStringLiteral("abort_import: pre_importing → import_aborted")), qPrintable(copied));
    QVERIFY(copied.contains(QStringLiteral("worker@host (enqueuer)")));
    QVERIFY(copied.contains(QStringLiteral("blob unknown to registry")));
    console.find<QAction>("historyCopyAll")->trigger();
    QVERIFY(QGuiApplication::clipboard()->text().contains(QStringLiteral("start_pre_import")));
    console.find<QAction>("historyFullText")->trigger();
    auto* dialog = console.window().findChild<QDialog*>(QStringLiteral("historyText"));
    QVERIFY(dialog);
    QCOMPARE(dialog->findChild<QPlainTextEdit*>()->toPlainText(), copied);
}

QTEST_MAIN(TestDetails)
#include "tst_details.moc"
