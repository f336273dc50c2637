// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/views/actionhelpers.h"
#include "views/dialogs/resultdialog.h"
#include "views/mainwindow/notificationbar.h"

#include <QClipboard>
#include <QFile>
#include <QFileDialog>
#include <QGuiApplication>
#include <QJsonObject>
#include <QLineEdit>
#include <QRegularExpression>
#include <QToolButton>
#include <QTreeWidget>

using namespace transship;
using namespace transship::testing;

/// Every action from the click or the key to the state machine and the registry.
class TestActions : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void eachActionReachesStateMachineAndRegistry_data();
    void eachActionReachesStateMachineAndRegistry();
    void forceCancelAsksForTheNumber();
    void productionAsksForTheNumberAndReadOnlyRefuses();
    void aRefusedConfirmationSendsNothing();
    void escapeWhileThePreviewIsMadeSendsNothing();
    void askedForIsAStateOfItsOwn();
    void failuresAreGroupedExportedAndRetried();
    void aSkipCanBeUndone();
    void failuresAreKeptUntilTheyAreClosed();
    void whatIsNotCopiedIsSaid();

private:
    static bool run(ConsoleUnderTest& console, const QString& path, OperatorAction action);
};

void TestActions::eachActionReachesStateMachineAndRegistry_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<OperatorAction>("action");
    QTest::addColumn<MigrationState>("after");
    QTest::addColumn<QString>("request"); ///< to the registry, besides questions; empty: none
    using A = OperatorAction;
    using S = MigrationState;
    const QString start = QStringLiteral("PUT /gitlab/v1/import/");
    const QString cancel = QStringLiteral("DELETE /gitlab/v1/import/");
    QTest::newRow("start") << "g/default" << A::Start << S::PreImporting
                           << start + QStringLiteral("g/default/?import_type=pre");
    QTest::newRow("retry") << "g/aborted" << A::Retry << S::PreImporting
                           << start + QStringLiteral("g/aborted/?import_type=pre");
    QTest::newRow("skip") << "g/default" << A::Skip << S::ImportSkipped << QString();
    QTest::newRow("abort") << "g/importing" << A::Abort << S::ImportAborted << QString();
    QTest::newRow("cancel") << "g/preimporting" << A::Cancel << S::ImportSkipped
                            << cancel + QStringLiteral("g/preimporting/");
    QTest::newRow("reset") << "g/skipped" << A::Reset << S::Default << QString();
}

void TestActions::eachActionReachesStateMachineAndRegistry()
{
    QFETCH(QString, path);
    QFETCH(OperatorAction, action);
    QFETCH(MigrationState, after);
    QFETCH(QString, request);
    ConsoleUnderTest console;
    console.registry().setImportStatus(QStringLiteral("g/preimporting"), QStringLiteral("pre_import_in_progress"));
    QVERIFY(console.select({path}));
    QTRY_VERIFY(actionOf(console, action)->isEnabled());
    console.registry().clearLog();
    console.click(qPrintable(QStringLiteral("button_action_") + toName(action)));
    ActionDialog* dialog = console.previewedDialog();
    QVERIFY(dialog);
    QVERIFY(textOf(dialog, "headline").contains(path));
    QTest::keyClicks(dialog->findChild<QLineEdit*>(QStringLiteral("note")), QStringLiteral("because"));
    QTRY_VERIFY(applyOf(dialog)->isEnabled());
    QTest::mouseClick(applyOf(dialog), Qt::LeftButton);
    QTRY_COMPARE(console.row(path).state, after);
    QVERIFY2(result(console).contains(QStringLiteral("1 done")), qPrintable(result(console)));

    const MigrationEventRow event = console.history(path).last();
    QCOMPARE(event.actor, QStringLiteral("sre@desk"));
    QCOMPARE(event.origin, Origin::Console);
    QVERIFY2(event.detail.startsWith(QStringLiteral("because")), qPrintable(event.detail));
    const QStringList writes
        = console.registry().requestLines().filter(QRegularExpression(QStringLiteral("^(PUT|DEL)")));
    QCOMPARE(writes, request.isEmpty() ? QStringList() : QStringList{request});
}

void TestActions::forceCancelAsksForTheNumber()
{
    ConsoleUnderTest console;
    console.registry().setImportStatus(QStringLiteral("g/importing"), QStringLiteral("import_in_progress"));
    QVERIFY(console.select({QStringLiteral("g/importing")}));
    QTRY_VERIFY(actionOf(console, OperatorAction::ForceCancel)->isEnabled());
    actionOf(console, OperatorAction::ForceCancel)->trigger();
    ActionDialog* dialog = console.previewedDialog();
    QVERIFY(dialog);
    auto* typed = dialog->findChild<QLineEdit*>(QStringLiteral("typedCount"));
    QVERIFY(typed->isVisible());
    QVERIFY(!applyOf(dialog)->isEnabled());
    QTest::keyClicks(typed, QStringLiteral("2"));
    QVERIFY(!applyOf(dialog)->isEnabled());
    QTest::keyClick(typed, Qt::Key_Backspace);
    QTest::keyClicks(typed, QStringLiteral("1"));
    QVERIFY(applyOf(dialog)->isEnabled());
    QTest::mouseClick(applyOf(dialog), Qt::LeftButton);
    QTRY_COMPARE(console.row(QStringLiteral("g/importing")).state, MigrationState::ImportSkipped);
    QCOMPARE(*console.row(QStringLiteral("g/importing")).skippedReason, SkippedReason::MigrationForcedCanceled);
    QCOMPARE(console.registry().requestLines().filter(QStringLiteral("DELETE")),
        QStringList{QStringLiteral("DELETE /gitlab/v1/import/g/importing/?force=true")});
}

void TestActions::productionAsksForTheNumberAndReadOnlyRefuses()
{
    ConsoleUnderTest console;
    ActionPolicy policy;
    policy.production = true;
    policy.profile = QStringLiteral("eu-prod");
    console.window().console()->actions().setPolicy(policy);
    QVERIFY(console.select({QStringLiteral("g/aborted"), QStringLiteral("g/skipped")}));
    QTRY_VERIFY(actionOf(console, OperatorAction::Reset)->isEnabled());
    console.click("button_action_reset");
    ActionDialog* dialog = console.previewedDialog();
    QVERIFY(dialog);
    QVERIFY(!applyOf(dialog)->isEnabled());
    QTest::keyClicks(dialog->findChild<QLineEdit*>(QStringLiteral("typedCount")), QStringLiteral("eu-prod"));
    QVERIFY(applyOf(dialog)->isEnabled());
    // Locked while the question stood open: the answer comes too late.
    policy.readOnly = true;
    policy.whyReadOnly = QStringLiteral("eu-prod is read-only: unlock it first.");
    console.window().console()->actions().setPolicy(policy);
    QTest::mouseClick(applyOf(dialog), Qt::LeftButton);
    QTRY_VERIFY(!console.window().findChild<ActionDialog*>());
    QCOMPARE(console.window().console()->pendingActions(), 0);
    QCOMPARE(console.row(QStringLiteral("g/aborted")).state, MigrationState::ImportAborted);
    for (const OperatorAction action : allOperatorActions) {
        QVERIFY(!actionOf(console, action)->isEnabled());
        QVERIFY(actionOf(console, action)->toolTip().contains(policy.whyReadOnly));
    }
}

void TestActions::aRefusedConfirmationSendsNothing()
{
    ConsoleUnderTest console;
    QVERIFY(console.select({QStringLiteral("g/aborted")}));
    QTRY_VERIFY(actionOf(console, OperatorAction::Retry)->isEnabled());
    console.registry().clearLog();
    QTest::keyClick(&console.window(), Qt::Key_R, Qt::ControlModifier);
    ActionDialog* dialog = console.previewedDialog();
    QVERIFY(dialog);
    QTest::keyClick(dialog, Qt::Key_Return);
    QTRY_VERIFY(!console.window().findChild<ActionDialog*>());
    QCOMPARE(console.window().console()->pendingActions(), 0);
    QCOMPARE(console.registry().requestLines(), QStringList());
    QCOMPARE(console.row(QStringLiteral("g/aborted")).state, MigrationState::ImportAborted);
}

void TestActions::escapeWhileThePreviewIsMadeSendsNothing()
{
    ConsoleUnderTest console;
    QVERIFY(console.select({QStringLiteral("g/aborted")}));
    QTRY_VERIFY(actionOf(console, OperatorAction::Skip)->isEnabled());
    actionOf(console, OperatorAction::Skip)->trigger();
    auto* dialog = console.window().findChild<ActionDialog*>();
    QVERIFY(dialog);
    QVERIFY(!applyOf(dialog)->isEnabled());
    QTest::keyClick(dialog, Qt::Key_Escape);
    QTRY_VERIFY(!console.window().findChild<ActionDialog*>());
    QCOMPARE(console.row(QStringLiteral("g/aborted")).state, MigrationState::ImportAborted);
    QVERIFY(actionOf(console, OperatorAction::Skip)->isEnabled());
}

void TestActions::askedForIsAStateOfItsOwn()
{
    ConsoleUnderTest console;
    FakeAnswer later = FakeAnswer::json(202, QJsonObject());
    later.held = true;
    console.registry().script("PUT", QStringLiteral("import/g/aborted/"), later);
    QVERIFY(console.select({QStringLiteral("g/aborted")}));
    QTRY_VERIFY(actionOf(console, OperatorAction::Retry)->isEnabled());
    console.click("button_action_retry");
    ActionDialog* dialog = console.previewedDialog();
    QVERIFY(dialog);
    QTest::mouseClick(applyOf(dialog), Qt::LeftButton);
    RepositoryTableView& table = tableOf(console);
    const auto stateCell = [&] {
        const int row = static_cast<int>(console.shownPaths().indexOf(QStringLiteral("g/aborted")));
        return table.model()->index(row, console.repositories().columnOf(RepositoryColumn::State)).data().toString();
    };
    QTRY_COMPARE(stateCell(), QStringLiteral("retrying…"));
    QTRY_VERIFY(console.find<QWidget>("detailsState")->accessibleName().contains(QStringLiteral("retrying…")));
    QVERIFY(actionOf(console, OperatorAction::Skip)->toolTip().contains(QStringLiteral("retrying…")));
    QVERIFY(!actionOf(console, OperatorAction::Skip)->isEnabled());
    QTRY_COMPARE(console.registry().heldCount(), 1);
    console.registry().release();
    QTRY_COMPARE(stateCell(), QStringLiteral("pre_importing"));
    QTRY_VERIFY(!console.find<QWidget>("detailsState")->accessibleName().contains(QStringLiteral("retrying…")));
}

void TestActions::failuresAreGroupedExportedAndRetried()
{
    ConsoleUnderTest console;
    console.registry().removeRepository(QStringLiteral("g/importing"));
    console.registry().setImportStatus(QStringLiteral("g/preimporting"), QStringLiteral("pre_import_in_progress"));
    QVERIFY(console.select({QStringLiteral("g/importing"), QStringLiteral("g/preimporting")}));
    QTRY_VERIFY(actionOf(console, OperatorAction::Cancel)->isEnabled());
    console.click("button_action_cancel");
    ActionDialog* dialog = console.previewedDialog();
    QVERIFY(dialog);
    QTest::mouseClick(applyOf(dialog), Qt::LeftButton);
    QVERIFY2(result(console).contains(QStringLiteral("1 done, 1 failed")), qPrintable(result(console)));
    console.click("notificationDetails");
    auto* details = console.window().findChild<ResultDialog*>();
    QVERIFY(details);
    auto* failures = details->findChild<QTreeWidget*>(QStringLiteral("failures"));
    QCOMPARE(failures->topLevelItemCount(), 1);
    QCOMPARE(failures->topLevelItem(0)->child(0)->text(0), QStringLiteral("g/importing"));

    QTest::mouseClick(details->findChild<QPushButton*>(QStringLiteral("exportFailures")), Qt::LeftButton);
    auto* files = details->findChild<QFileDialog*>();
    QVERIFY(files);
    const QString file = console.folder() + QStringLiteral("/failed.csv");
    Q_EMIT files->fileSelected(file);
    files->reject();
    QTRY_VERIFY(QFile::exists(file));
    QFile csv(file);
    QVERIFY(csv.open(QIODevice::ReadOnly));
    QVERIFY(csv.readAll().contains(",g/importing,importing,"));

    console.registry().addRepository(QStringLiteral("g/importing"));
    console.registry().setImportStatus(QStringLiteral("g/importing"), QStringLiteral("import_in_progress"));
    QTest::mouseClick(details->findChild<QPushButton*>(QStringLiteral("retryFailed")), Qt::LeftButton);
    dialog = console.previewedDialog();
    QVERIFY(dialog);
    QVERIFY(textOf(dialog, "headline").contains(QStringLiteral("g/importing")));
    QTest::mouseClick(applyOf(dialog), Qt::LeftButton);
    QTRY_COMPARE(console.row(QStringLiteral("g/importing")).state, MigrationState::ImportSkipped);
}

void TestActions::aSkipCanBeUndone()
{
    ConsoleUnderTest console;
    QVERIFY(console.select({QStringLiteral("g/default"), QStringLiteral("g/aborted")}));
    QTRY_VERIFY(actionOf(console, OperatorAction::Skip)->isEnabled());
    QTest::keyClick(&console.window(), Qt::Key_S, Qt::ControlModifier | Qt::ShiftModifier);
    ActionDialog* dialog = console.previewedDialog();
    QVERIFY(dialog);
    QTest::mouseClick(applyOf(dialog), Qt::LeftButton);
    QTRY_COMPARE(console.row(QStringLiteral("g/default")).state, MigrationState::ImportSkipped);
    auto* undo = console.find<QToolButton>("notificationUndo");
    QTRY_VERIFY(undo->isVisible());
    QCOMPARE(undo->text(), QStringLiteral("Undo: reset 2…"));
    QTRY_VERIFY(!console.window().findChild<ActionDialog*>());
    QTest::mouseClick(undo, Qt::LeftButton);
    dialog = console.previewedDialog();
    QVERIFY(dialog);
    QCOMPARE(applyOf(dialog)->text(), QStringLiteral("Reset 2"));
    QTest::mouseClick(applyOf(dialog), Qt::LeftButton);
    QTRY_COMPARE(console.row(QStringLiteral("g/default")).state, MigrationState::Default);
    QTRY_COMPARE(console.row(QStringLiteral("g/aborted")).state, MigrationState::Default);
    // What was skipped before is not part of it.
    QCOMPARE(console.row(QStringLiteral("g/skipped")).state, MigrationState::ImportSkipped);
    QTRY_VERIFY(!undo->isVisible());
}

/// With the mouse, from the row to the answer.
bool TestActions::run(ConsoleUnderTest& console, const QString& path, OperatorAction action)
{
    if (!console.select({path}) || !QTest::qWaitFor([&] { return actionOf(console, action)->isEnabled(); })) {
        return false;
    }
    console.click(qPrintable(QStringLiteral("button_action_") + toName(action)));
    const ActionDialog* dialog = console.previewedDialog();
    if (!dialog || !QTest::qWaitFor([&] { return applyOf(dialog)->isEnabled(); })) {
        return false;
    }
    QTest::mouseClick(applyOf(dialog), Qt::LeftButton);
    return QTest::qWaitFor([&] {
        return !console.window().findChild<ActionDialog*>() && console.window().console()->pendingActions() == 0;
    });
}

void TestActions::failuresAreKeptUntilTheyAreClosed()
{
    ConsoleUnderTest console;
    console.registry().removeRepository(QStringLiteral("g/importing"));
    auto* bar = console.find<NotificationBar>("notificationBar");
    auto* retry = console.find<QToolButton>("notificationRetry");
    auto* behind = console.find<QLabel>("notificationBehind");
    QVERIFY(run(console, QStringLiteral("g/importing"), OperatorAction::Cancel));
    const QString failed = result(console);
    QVERIFY2(failed.contains(QStringLiteral("failed")), qPrintable(failed));
    QVERIFY(retry->isVisible() && !behind->isVisible());

    // What went well covers it until it is closed, or has had its time.
    QVERIFY(run(console, QStringLiteral("g/default"), OperatorAction::Skip));
    QTRY_VERIFY2(result(console).contains(QStringLiteral("1 done")), qPrintable(result(console)));
    QVERIFY(!retry->isVisible());
    QCOMPARE(behind->text(), QStringLiteral("1 more"));
    QVERIFY(behind->isVisible());
    console.click("notificationClose");
    QCOMPARE(result(console), failed);
    bar->showDone(QStringLiteral("saved"));
    QCOMPARE(result(console), QStringLiteral("saved"));
    QTRY_COMPARE_WITH_TIMEOUT(result(console), failed, 20'000);
    QVERIFY(!behind->isVisible());
    console.click("notificationDetails");
    auto* details = console.window().findChild<ResultDialog*>();
    QVERIFY(details);
    QCOMPARE(details->findChild<QTreeWidget*>(QStringLiteral("failures"))->topLevelItemCount(), 1);
    details->close();

    // Errors wait for each other as well; one that comes again is one.
    const Error error{ErrorCode::Refused, QStringLiteral("no such luck")};
    bar->showError(error);
    bar->showError(error);
    bar->showError(Error{ErrorCode::Refused, QStringLiteral("nor this time")});
    QCOMPARE(behind->text(), QStringLiteral("2 more"));
    console.click("notificationClose");
    QCOMPARE(result(console), error.toString());
    console.click("notificationClose");
    QCOMPARE(result(console), failed);
    QVERIFY(retry->isVisible());
    console.click("notificationClose");
    QVERIFY(!bar->isVisible());
}

void TestActions::whatIsNotCopiedIsSaid()
{
    ConsoleUnderTest console;
    QTRY_COMPARE(console.shownPaths().size(), 7);
    QGuiApplication::clipboard()->setText(QStringLiteral("before"));
    tableOf(console).setFocus();
    QTest::keyClick(&tableOf(console), Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(result(console), QStringLiteral("Select a repository first."));
    QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("before"));
}

QTEST_MAIN(TestActions)
#include "tst_actions.moc"
