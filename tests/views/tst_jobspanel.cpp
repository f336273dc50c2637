// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/eventual.h"
#include "tests/views/consoleundertest.h"
#include "views/jobs/jobpreviewdialog.h"
#include "views/jobs/startjobdialog.h"
#include "views/mainwindow/consolepage.h"
#include "views/mainwindow/dockarea.h"

#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace transship;
using namespace transship::testing;

/// Background migrations, started and steered with the mouse; worked on by this console's own worker or by another's.
class TestJobsPanel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aJobIsStartedPausedResumedAndCanceled();
    void whatIsNotLegalIsRefusedInWords();
    void aSecondOneOfAKindIsRefusedInWords();
    void whereActionsAskForTheNumberAJobDoes();
    void whatCannotBeCountedIsNotStarted();
    void aDryRunListsAndChangesNothing();
    void theOwnWorkerFinishesIt();
    void aJobOfAnotherConsoleIsSeenAndSteered();
    void withoutAWorkerItSaysSo();

private:
    static void prepare(ConsoleUnderTest& console)
    {
        // Two are scheduled for deletion; one of them has no tags.
        QVERIFY(console.stores()
                    .connection
                    .exec(QStringLiteral("UPDATE container_repositories SET status = 0 WHERE path IN ('g/done', "
                                         "'g/default')"))
                    .ok());
        console.registry().setTags(QStringLiteral("g/default"), {});
        console.window().console()->docks().reveal(QStringLiteral("jobsDock"));
    }
    static StartJobDialog* openStart(ConsoleUnderTest& console)
    {
        console.click("button_jobStart");
        auto* dialog = console.window().findChild<StartJobDialog*>();
        if (!dialog || !QTest::qWaitForWindowExposed(dialog)) {
            qFatal("the dialog does not open");
        }
        return dialog;
    }
    static void type(QDialog* dialog, const char* name, const QString& text)
    {
        auto* edit = dialog->findChild<QLineEdit*>(QString::fromLatin1(name));
        edit->setFocus();
        edit->selectAll();
        QTest::keyClick(edit, Qt::Key_Delete);
        QTest::keyClicks(edit, text);
    }
    static void press(QWidget* dialog, const char* name)
    {
        QTest::mouseClick(dialog->findChild<QPushButton*>(QString::fromLatin1(name)), Qt::LeftButton);
    }
    static void startResetStatus(ConsoleUnderTest& console)
    {
        StartJobDialog* dialog = openStart(console);
        QTest::mouseClick(
            dialog->findChild<QRadioButton*>(QStringLiteral("kind_reset_status")), Qt::LeftButton, {}, QPoint(8, 8));
        type(dialog, "batchSize", QStringLiteral("1"));
        type(dialog, "subBatchSize", QStringLiteral("1"));
        type(dialog, "batchPause", QStringLiteral("0"));
        auto* start = dialog->findChild<QPushButton*>(QStringLiteral("startJobStart"));
        if (!QTest::qWaitFor([start] { return start->isEnabled(); })) {
            qFatal("what it would do is not counted");
        }
        press(dialog, "startJobStart");
    }
    static QString cell(ConsoleUnderTest& console, int column)
    {
        return console.find<QTableView>("jobsTable")->model()->index(0, column).data().toString();
    }
    static int rows(ConsoleUnderTest& console) { return console.find<QTableView>("jobsTable")->model()->rowCount(); }
    static BackgroundMigration newest(ConsoleUnderTest& console) { return console.stores().background.list()->first(); }
};

void TestJobsPanel::aJobIsStartedPausedResumedAndCanceled()
{
    ConsoleUnderTest console;
    prepare(console);
    startResetStatus(console);
    QTRY_COMPARE(rows(console), 1);
    QCOMPARE(newest(console).kind, BackgroundKind::ResetStatus);
    QCOMPARE(newest(console).options.batchSize, 1);
    QCOMPARE(newest(console).totalCount, 2);
    QCOMPARE(newest(console).actor, QStringLiteral("sre@desk"));
    QTRY_COMPARE(cell(console, 2), QStringLiteral("waits for a worker"));

    QTRY_VERIFY(console.find<QToolButton>("button_jobPause")->isEnabled());
    console.click("button_jobPause");
    QTRY_COMPARE(newest(console).status, BackgroundStatus::Paused);
    QTRY_VERIFY(console.find<QToolButton>("button_jobResume")->isEnabled());
    console.click("button_jobResume");
    QTRY_COMPARE(newest(console).status, BackgroundStatus::Running);
    auto* log = console.find<QPlainTextEdit>("jobLog");
    QTRY_VERIFY2(
        log->toPlainText().contains(QStringLiteral("resumed by sre@desk (console)")), qPrintable(log->toPlainText()));

    QTRY_VERIFY(console.find<QToolButton>("button_jobCancel")->isEnabled());
    console.click("button_jobCancel");
    auto* box = console.window().findChild<QMessageBox*>(QStringLiteral("cancelJob"));
    QVERIFY(box);
    QVERIFY(box->defaultButton()->text().contains(QStringLiteral("Let it go on")));
    QCOMPARE(newest(console).status, BackgroundStatus::Running);
    press(box, "cancelJobYes");
    QTRY_COMPARE(newest(console).status, BackgroundStatus::Canceled);
    QTRY_COMPARE(cell(console, 2), QStringLiteral("canceled"));
    QTRY_VERIFY(!console.find<QToolButton>("button_jobCancel")->isEnabled());
}

void TestJobsPanel::whatIsNotLegalIsRefusedInWords()
{
    ConsoleUnderTest console;
    prepare(console);
    StartJobDialog* dialog = openStart(console);
    auto* problem = dialog->findChild<QLabel*>(QStringLiteral("startJobProblem"));
    auto* start = dialog->findChild<QPushButton*>(QStringLiteral("startJobStart"));
    QTRY_VERIFY(start->isEnabled());
    type(dialog, "batchSize", QStringLiteral("lots"));
    QVERIFY(!start->isEnabled());
    QVERIFY(problem->text().contains(QStringLiteral("Whole numbers")));
    type(dialog, "batchSize", QStringLiteral("10"));
    type(dialog, "subBatchSize", QStringLiteral("20"));
    QVERIFY(!start->isEnabled());
    QVERIFY2(problem->text().contains(QStringLiteral("cannot be larger")), qPrintable(problem->text()));
    QVERIFY(dialog->findChild<QPushButton*>(QStringLiteral("startJobCancel"))->isDefault());
    QTest::keyClick(dialog, Qt::Key_Escape);
    QVERIFY(console.stores().background.list()->isEmpty());
}

void TestJobsPanel::aSecondOneOfAKindIsRefusedInWords()
{
    ConsoleUnderTest console;
    prepare(console);
    startResetStatus(console);
    QTRY_COMPARE(rows(console), 1);
    QTRY_VERIFY(!console.window().findChild<StartJobDialog*>());
    startResetStatus(console);
    auto* dialog = console.window().findChild<StartJobDialog*>();
    auto* problem = dialog->findChild<QLabel*>(QStringLiteral("startJobProblem"));
    QTRY_VERIFY2(problem->text().contains(QStringLiteral("already running")), qPrintable(problem->text()));
    QCOMPARE(console.stores().background.list()->size(), 1);
}

void TestJobsPanel::whereActionsAskForTheNumberAJobDoes()
{
    ConsoleUnderTest console;
    prepare(console);
    ActionPolicy policy;
    policy.production = true;
    policy.profile = QStringLiteral("eu-prod");
    auto* dialog = new StartJobDialog(console.parts().background, policy, &console.window());
    dialog->show();
    auto* start = dialog->findChild<QPushButton*>(QStringLiteral("startJobStart"));
    auto* typed = dialog->findChild<QLineEdit*>(QStringLiteral("typedCount"));
    auto* count = dialog->findChild<QLabel*>(QStringLiteral("startJobCount"));
    // None matches, and none is asked for.
    QTRY_COMPARE(count->text(), QStringLiteral("0 repositories"));
    QVERIFY(start->isEnabled() && !typed->isVisible());
    QTest::mouseClick(
        dialog->findChild<QRadioButton*>(QStringLiteral("kind_reset_status")), Qt::LeftButton, {}, QPoint(8, 8));
    QVERIFY(!start->isEnabled());
    QTRY_COMPARE(count->text(), QStringLiteral("2 repositories"));
    QVERIFY(typed->isVisible());
    QVERIFY(!start->isEnabled());
    type(dialog, "typedCount", QStringLiteral("3"));
    QVERIFY(!start->isEnabled());
    type(dialog, "typedCount", QStringLiteral("2"));
    QVERIFY(start->isEnabled());
    type(dialog, "typedCount", QStringLiteral("eu-prod"));
    QVERIFY(start->isEnabled());
    QVERIFY(console.stores().background.list()->isEmpty());
    press(dialog, "startJobStart");
    QTRY_COMPARE(console.stores().background.list()->size(), 1);
}

void TestJobsPanel::whatCannotBeCountedIsNotStarted()
{
    const QTemporaryDir folder;
    StorageWorker nowhere(DatabaseUrl::sqlite(folder.filePath(QStringLiteral("no/such/folder.sqlite"))),
        Access::ReadOnly, QStringLiteral("test"));
    SystemClock clock;
    BackgroundControl control(nowhere, nowhere, nullptr, clock, Actor{QStringLiteral("sre@desk"), Origin::Console});
    const auto dialog = std::make_unique<StartJobDialog>(control, ActionPolicy());
    dialog->show();
    const auto* problem = dialog->findChild<QLabel*>(QStringLiteral("startJobProblem"));
    QTRY_VERIFY2(problem->text().contains(QStringLiteral("could not be counted")), qPrintable(problem->text()));
    QVERIFY(problem->isVisible());
    QVERIFY(!dialog->findChild<QPushButton*>(QStringLiteral("startJobStart"))->isEnabled());
}

void TestJobsPanel::aDryRunListsAndChangesNothing()
{
    ConsoleUnderTest console;
    prepare(console);
    StartJobDialog* dialog = openStart(console);
    QTest::mouseClick(
        dialog->findChild<QRadioButton*>(QStringLiteral("kind_reset_status")), Qt::LeftButton, {}, QPoint(8, 8));
    QTRY_COMPARE(dialog->findChild<QLabel*>(QStringLiteral("startJobCount"))->text(), QStringLiteral("2 repositories"));
    press(dialog, "startJobPreview");
    auto* preview = dialog->findChild<JobPreviewDialog*>();
    QVERIFY(preview);
    auto* summary = preview->findChild<QLabel*>(QStringLiteral("previewSummary"));
    QTRY_COMPARE(summary->text(), QStringLiteral("1 of 2 would change; nothing was changed."));
    const QAbstractItemModel* model = preview->findChild<QTableView*>(QStringLiteral("previewTable"))->model();
    QCOMPARE(model->rowCount(), 2);
    QVERIFY(console.row(QStringLiteral("g/done")).status.has_value());
    QVERIFY(console.stores().background.list()->isEmpty());
}

void TestJobsPanel::theOwnWorkerFinishesIt()
{
    ConsoleUnderTest console;
    prepare(console);
    console.services().addWorker();
    console.services().worker->start();
    startResetStatus(console);
    QTRY_COMPARE(rows(console), 1);
    QTRY_COMPARE_WITH_TIMEOUT(newest(console).status, BackgroundStatus::Finished, 20'000);
    QVERIFY(!console.row(QStringLiteral("g/done")).status.has_value());
    QVERIFY(console.row(QStringLiteral("g/default")).status.has_value());
    QTRY_COMPARE(cell(console, 2), QStringLiteral("finished"));
    QCOMPARE(cell(console, 3), QStringLiteral("2 of 2"));
    auto* log = console.find<QPlainTextEdit>("jobLog");
    QTRY_VERIFY(log->toPlainText().contains(QStringLiteral("\"message\":\"finished\"")));
    QVERIFY(log->toPlainText().contains(QStringLiteral("\"container_repository_path\":\"g/done\"")));
    QTRY_VERIFY(console.find<QLabel>("statusWorker")->text().startsWith(QStringLiteral("worker ")));
    await(console.services().worker->stop());
}

void TestJobsPanel::aJobOfAnotherConsoleIsSeenAndSteered()
{
    ConsoleUnderTest console;
    prepare(console);
    ConsoleUnderTest other(console.url());
    other.window().console()->docks().reveal(QStringLiteral("jobsDock"));
    startResetStatus(console);
    QTRY_COMPARE(rows(other), 1);
    QTRY_VERIFY(other.find<QToolButton>("button_jobPause")->isEnabled());
    other.click("button_jobPause");
    QTRY_COMPARE(cell(console, 2), QStringLiteral("paused"));
}

void TestJobsPanel::withoutAWorkerItSaysSo()
{
    ConsoleUnderTest console;
    prepare(console);
    startResetStatus(console);
    auto* note = console.find<QLabel>("jobsNote");
    QTRY_VERIFY2(note->text().contains(QStringLiteral("No worker runs")), qPrintable(note->text()));
    QTRY_COMPARE(console.find<QLabel>("statusWorker")->text(), QStringLiteral("no worker"));
    QTRY_VERIFY(console.find<QLabel>("idleReason")->text().contains(QStringLiteral("No worker runs")));
}

QTEST_MAIN(TestJobsPanel)
#include "tst_jobspanel.moc"
