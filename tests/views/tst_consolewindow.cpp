// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/views/consoleundertest.h"

#include "tests/support/eventloopwatchdog.h"
#include "views/actions/repositoryactions.h"
#include "views/dialogs/actiondialog.h"
#include "views/mainwindow/consolepage.h"
#include "views/mainwindow/consolestatusbar.h"
#include "views/repositories/repositorypage.h"
#include "views/repositories/repositorytableview.h"

#include <QAction>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QTest>
#include <QToolButton>

using namespace transship;
using namespace transship::testing;

/// The real window, driven by mouse and keys, on a real database and a registry on loopback.
class TestConsoleWindow : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void skippingThroughTheDialogChangesTheRowAndSaysWhy();
    void cancellingTheDialogChangesNothing();
    void returnInTheDialogChangesNothing();
    void retryAsksTheRegistryAndGoesOn();
    void onlyWhatTheTableAllowsIsEnabled_data();
    void onlyWhatTheTableAllowsIsEnabled();
    void aDisabledActionSaysWhy();
    void aRowThatChangedWhileTheQuestionStoodOpenIsLeftAlone();
    void aMixedSelectionChangesOnlyWhatCanChange();
    void clickingAStateFiltersTheTable();
    void countsFollowChangesOfOthers();
    void aWrongFilterIsExplainedAndNotApplied();
    void shortcutsOfTheFilter();
    void theThemeIsSwitchedAndRemembered();
    void detailsShowStepsAndHistory();
    void pausingAndCapacityReachTheDatabase();
    void anEmptyDatabaseSaysWhatToDo();
    void controlsHaveNamesForScreenReaders();
    void theLongestGapOfTheEventLoop();
};

namespace {

QListView* sidebarOf(const ConsoleUnderTest& console)
{
    return console.find<QListView>("stateSidebar");
}

qint64 countIn(const ConsoleUnderTest& console, MigrationState state)
{
    return sidebarOf(console)->model()->index(static_cast<int>(state) + 1, 0).data(CountRole).toLongLong();
}

QAction* actionOf(ConsoleUnderTest& console, OperatorAction action)
{
    return console.window().console()->actions().action(action);
}

} // namespace

void TestConsoleWindow::skippingThroughTheDialogChangesTheRowAndSaysWhy()
{
    ConsoleUnderTest console;
    QVERIFY(console.select({QStringLiteral("g/aborted")}));
    QTRY_VERIFY(actionOf(console, OperatorAction::Skip)->isEnabled());
    console.click("button_action_skip");
    ActionDialog* dialog = console.previewedDialog();
    QVERIFY(dialog);
    QVERIFY(dialog->findChild<QLabel*>(QStringLiteral("headline"))->text().contains(QStringLiteral("g/aborted")));
    auto* reason = dialog->findChild<QComboBox*>(QStringLiteral("reason"));
    reason->setCurrentIndex(reason->findData(static_cast<int>(SkippedReason::NotInPlan)));
    QTest::keyClicks(dialog->findChild<QLineEdit*>(QStringLiteral("note")), QStringLiteral("owner asked"));
    QTest::mouseClick(dialog->findChild<QPushButton*>(QStringLiteral("apply")), Qt::LeftButton);

    QTRY_COMPARE(console.row(QStringLiteral("g/aborted")).state, MigrationState::ImportSkipped);
    QCOMPARE(*console.row(QStringLiteral("g/aborted")).skippedReason, SkippedReason::NotInPlan);
    const MigrationEventRow last = console.history(QStringLiteral("g/aborted")).last();
    QCOMPARE(last.event, MigrationEvent::SkipImport);
    QCOMPARE(last.origin, Origin::Console);
    QCOMPARE(last.actor, QStringLiteral("sre@desk"));
    QCOMPARE(last.reason, QStringLiteral("not_in_plan"));
    QVERIFY(last.detail.contains(QStringLiteral("owner asked")));
    QTRY_COMPARE(countIn(console, MigrationState::ImportSkipped), 2);
}

void TestConsoleWindow::cancellingTheDialogChangesNothing()
{
    ConsoleUnderTest console;
    QVERIFY(console.select({QStringLiteral("g/aborted")}));
    QTRY_VERIFY(actionOf(console, OperatorAction::Reset)->isEnabled());
    const auto before = console.history(QStringLiteral("g/aborted")).size();
    console.click("button_action_reset");
    ActionDialog* dialog = console.previewedDialog();
    QVERIFY(dialog);
    QTest::mouseClick(dialog->findChild<QPushButton*>(QStringLiteral("cancel")), Qt::LeftButton);
    QTRY_VERIFY(!console.window().findChild<ActionDialog*>());
    QCOMPARE(console.history(QStringLiteral("g/aborted")).size(), before);
    QVERIFY(!console.find<QWidget>("notificationBar")->isVisible());
    // The action is free again: had it been started, the repository would be busy.
    QVERIFY(actionOf(console, OperatorAction::Reset)->isEnabled());
}

void TestConsoleWindow::returnInTheDialogChangesNothing()
{
    ConsoleUnderTest console;
    QVERIFY(console.select({QStringLiteral("g/aborted")}));
    QTRY_VERIFY(actionOf(console, OperatorAction::Reset)->isEnabled());
    console.click("button_action_reset");
    ActionDialog* dialog = console.previewedDialog();
    QVERIFY(dialog);
    QVERIFY(dialog->findChild<QPushButton*>(QStringLiteral("cancel"))->isDefault());
    QTest::keyClick(dialog, Qt::Key_Return);
    QTRY_VERIFY(!console.window().findChild<ActionDialog*>());
    QCOMPARE(console.row(QStringLiteral("g/aborted")).state, MigrationState::ImportAborted);
}

void TestConsoleWindow::retryAsksTheRegistryAndGoesOn()
{
    ConsoleUnderTest console;
    QVERIFY(console.select({QStringLiteral("g/aborted")}));
    QTRY_VERIFY(actionOf(console, OperatorAction::Retry)->isEnabled());
    console.click("button_action_retry");
    ActionDialog* dialog = console.previewedDialog();
    QVERIFY(dialog);
    QTest::mouseClick(dialog->findChild<QPushButton*>(QStringLiteral("apply")), Qt::LeftButton);
    QTRY_VERIFY(console.row(QStringLiteral("g/aborted")).state != MigrationState::ImportAborted);
    QVERIFY(isInProcess(console.row(QStringLiteral("g/aborted")).state));
    QTRY_VERIFY(console.find<QWidget>("notificationBar")->isVisible());
}

void TestConsoleWindow::onlyWhatTheTableAllowsIsEnabled_data()
{
    using A = OperatorAction;
    QTest::addColumn<QStringList>("paths");
    QTest::addColumn<QList<OperatorAction>>("expected");
    const auto add = [](const char* name, const QStringList& names, const QList<A>& actions) {
        QStringList paths;
        for (const QString& path : names) {
            paths << QStringLiteral("g/") + path;
        }
        QTest::newRow(name) << paths << actions;
    };
    add("nothing selected", {}, {});
    add("default", {QStringLiteral("default")}, {A::Start, A::Skip, A::Abort});
    add("pre importing", {QStringLiteral("preimporting")},
        {A::Start, A::Retry, A::Skip, A::Abort, A::Cancel, A::ForceCancel});
    add("pre import done", {QStringLiteral("preimportdone")}, {A::Skip, A::Abort});
    add("done", {QStringLiteral("done")}, {});
    add("aborted", {QStringLiteral("aborted")}, {A::Start, A::Retry, A::Skip, A::Reset});
    add("skipped", {QStringLiteral("skipped")}, {A::Reset});
    add("done and skipped", {QStringLiteral("done"), QStringLiteral("skipped")}, {A::Reset});
    add("default, done and skipped", {QStringLiteral("default"), QStringLiteral("done"), QStringLiteral("skipped")},
        {A::Start, A::Skip, A::Abort, A::Reset});
}

void TestConsoleWindow::onlyWhatTheTableAllowsIsEnabled()
{
    QFETCH(QStringList, paths);
    QFETCH(QList<OperatorAction>, expected);
    ConsoleUnderTest console;
    QVERIFY(console.select(paths));
    const auto enabled = [&console] {
        QSet<OperatorAction> set;
        for (const OperatorAction action : allOperatorActions) {
            const QAction* button = actionOf(console, action);
            if (button && button->isEnabled()) {
                set << action;
            }
        }
        return set;
    };
    const QSet<OperatorAction> wanted(expected.cbegin(), expected.cend());
    QTRY_COMPARE(enabled(), wanted);
}

void TestConsoleWindow::aDisabledActionSaysWhy()
{
    ConsoleUnderTest console;
    QVERIFY(console.select({QStringLiteral("g/done")}));
    const QAction* retry = actionOf(console, OperatorAction::Retry);
    QTRY_VERIFY(retry->toolTip().contains(QStringLiteral("Not possible in import_done")));
    QVERIFY(retry->toolTip().contains(QStringLiteral("import_aborted")));
    QVERIFY(!retry->isEnabled());
}

void TestConsoleWindow::aRowThatChangedWhileTheQuestionStoodOpenIsLeftAlone()
{
    ScriptedConfirmer confirmer;
    ConsoleUnderTest console(ConsoleUnderTest::Content::OneOfEachState, &confirmer);
    QVERIFY(console.select({QStringLiteral("g/aborted")}));
    QTRY_VERIFY(actionOf(console, OperatorAction::Skip)->isEnabled());
    actionOf(console, OperatorAction::Skip)->trigger();
    QVERIFY(confirmer.isAsked());
    QCOMPARE(confirmer.preview().count(), 1);

    TransitionRequest request;
    request.repositoryId = console.row(QStringLiteral("g/aborted")).id;
    request.event = MigrationEvent::Reset;
    request.context.now = QDateTime::currentDateTimeUtc();
    QVERIFY(console.stores().repositories.fire(request).ok());
    confirmer.accept(SkippedReason::NotInPlan);

    auto* text = console.find<QLabel>("notificationText");
    QTRY_VERIFY(text->isVisible());
    QVERIFY2(
        text->text().contains(QStringLiteral("1 changed since the preview and left alone")), qPrintable(text->text()));
    QCOMPARE(console.row(QStringLiteral("g/aborted")).state, MigrationState::Default);
}

void TestConsoleWindow::aMixedSelectionChangesOnlyWhatCanChange()
{
    ScriptedConfirmer confirmer;
    ConsoleUnderTest console(ConsoleUnderTest::Content::OneOfEachState, &confirmer);
    QVERIFY(console.select({QStringLiteral("g/aborted"), QStringLiteral("g/done"), QStringLiteral("g/default")}));
    QTRY_VERIFY(actionOf(console, OperatorAction::Skip)->isEnabled());
    actionOf(console, OperatorAction::Skip)->trigger();
    QCOMPARE(confirmer.requests.size(), 1);
    QCOMPARE(confirmer.preview().count(), 2);
    QCOMPARE(confirmer.preview().unaffectedCount(), 1);
    confirmer.accept(SkippedReason::NotSpecified);
    QTRY_COMPARE(console.row(QStringLiteral("g/default")).state, MigrationState::ImportSkipped);
    QTRY_COMPARE(console.row(QStringLiteral("g/aborted")).state, MigrationState::ImportSkipped);
    QCOMPARE(console.row(QStringLiteral("g/done")).state, MigrationState::ImportDone);
}

void TestConsoleWindow::clickingAStateFiltersTheTable()
{
    ConsoleUnderTest console;
    QTRY_COMPARE(console.shownPaths().size(), 7);
    QListView* sidebar = sidebarOf(console);
    const QModelIndex aborted = sidebar->model()->index(static_cast<int>(MigrationState::ImportAborted) + 1, 0);
    QTest::mouseClick(sidebar->viewport(), Qt::LeftButton, {}, sidebar->visualRect(aborted).center());
    QTRY_COMPARE(console.shownPaths(), QStringList{QStringLiteral("g/aborted")});
    QCOMPARE(console.find<QLineEdit>("filterEdit")->text(), QStringLiteral("state:import_aborted"));
    QTest::keyClick(sidebar, Qt::Key_Home);
    QTRY_COMPARE(console.shownPaths().size(), 7);
    QVERIFY(console.find<QLineEdit>("filterEdit")->text().isEmpty());
}

void TestConsoleWindow::countsFollowChangesOfOthers()
{
    ConsoleUnderTest console;
    QTRY_COMPARE(countIn(console, MigrationState::Default), 1);
    TransitionRequest request;
    request.repositoryId = console.row(QStringLiteral("g/default")).id;
    request.event = MigrationEvent::AlreadyMigrated;
    request.context.now = QDateTime::currentDateTimeUtc();
    QVERIFY(console.stores().repositories.fire(request).ok());
    QTRY_COMPARE(countIn(console, MigrationState::Default), 0);
    QTRY_COMPARE(countIn(console, MigrationState::ImportDone), 2);
    QTRY_VERIFY(console.find<QLabel>("progressText")->text().contains(QStringLiteral("<b>2</b> of 7 done")));
}

void TestConsoleWindow::aWrongFilterIsExplainedAndNotApplied()
{
    ConsoleUnderTest console;
    QTRY_COMPARE(console.shownPaths().size(), 7);
    auto* edit = console.find<QLineEdit>("filterEdit");
    auto* error = console.find<QLabel>("filterError");
    QTest::keyClicks(edit, QStringLiteral("g state:nonsense"));
    QTRY_VERIFY(error->isVisible());
    QVERIFY2(error->text().contains(QStringLiteral("nonsense")), qPrintable(error->text()));
    QVERIFY2(error->text().contains(QRegularExpression(QStringLiteral("\\d"))), qPrintable(error->text()));
    QCOMPARE(console.shownPaths().size(), 7);
    edit->clear();
    QTRY_VERIFY(!error->isVisible());
    QTest::keyClicks(edit, QStringLiteral("import"));
    QTRY_COMPARE(console.shownPaths(),
        (QStringList{
            QStringLiteral("g/importing"), QStringLiteral("g/preimportdone"), QStringLiteral("g/preimporting")}));
}

void TestConsoleWindow::shortcutsOfTheFilter()
{
    ConsoleUnderTest console;
    auto* edit = console.find<QLineEdit>("filterEdit");
    QTest::keyClick(&console.window(), Qt::Key_F, Qt::ControlModifier);
    QTRY_VERIFY(edit->hasFocus());
    QTest::keyClicks(edit, QStringLiteral("done"));
    QTRY_COMPARE(console.shownPaths().size(), 2);
    QTest::keyClick(&console.window(), Qt::Key_Escape);
    QTRY_VERIFY(edit->text().isEmpty());
    QTRY_COMPARE(console.shownPaths().size(), 7);
}

void TestConsoleWindow::theThemeIsSwitchedAndRemembered()
{
    ConsoleUnderTest console;
    QVERIFY(!isDark(console.window().palette()));
    console.find<QAction>("theme_2")->trigger();
    QTRY_VERIFY(isDark(console.window().palette()));
    QCOMPARE(console.settings().theme(), AppSettings::Theme::Dark);
    console.find<QAction>("theme_1")->trigger();
    QTRY_VERIFY(!isDark(console.window().palette()));
    QCOMPARE(console.settings().theme(), AppSettings::Theme::Light);
}

void TestConsoleWindow::detailsShowStepsAndHistory()
{
    ConsoleUnderTest console;
    QVERIFY(console.select({QStringLiteral("g/aborted")}));
    auto* history = console.find<QListView>("historyList");
    QTRY_COMPARE(history->model()->rowCount(), 2);
    // Newest first.
    QCOMPARE(history->model()->index(0, 0).data(EventRole).value<MigrationEvent>(), MigrationEvent::AbortImport);
    QTRY_VERIFY(console.find<QLabel>("detailsLastWords")->isVisible());
    QVERIFY(console.find<QLabel>("detailsLastWords")->text().contains(QStringLiteral("blob unknown to registry")));
    QTRY_VERIFY(console.find<QLabel>("detailsFacts")->text().contains(QStringLiteral("1 of 3")));

    TransitionRequest request;
    request.repositoryId = console.row(QStringLiteral("g/aborted")).id;
    request.event = MigrationEvent::Reset;
    request.context.now = QDateTime::currentDateTimeUtc();
    QVERIFY(console.stores().repositories.fire(request).ok());
    QTRY_COMPARE(history->model()->rowCount(), 3);
    QTRY_VERIFY(console.find<QWidget>("detailsState")->accessibleName().contains(QStringLiteral("default")));
}

void TestConsoleWindow::pausingAndCapacityReachTheDatabase()
{
    ConsoleUnderTest console;
    auto* state = console.find<QLabel>("rolloutState");
    QTRY_COMPARE(state->text(), QStringLiteral("Running"));
    console.click("pauseResume");
    QTRY_COMPARE(state->text(), QStringLiteral("Paused"));
    QVERIFY(!console.stores().settings.policy()->enabled);
    QVERIFY(console.find<QLabel>("idleReason")->text().startsWith(QStringLiteral("Paused")));

    auto* capacity = console.find<QComboBox>("capacity");
    QCOMPARE(capacity->currentText(), QStringLiteral("5"));
    QTest::keyClick(capacity, Qt::Key_Space);
    QTest::keyClick(capacity->view(), Qt::Key_Down);
    QTest::keyClick(capacity->view(), Qt::Key_Return);
    QTRY_COMPARE(console.stores().settings.policy()->capacity, 10);
    QTRY_COMPARE(capacity->currentText(), QStringLiteral("10"));
}

void TestConsoleWindow::anEmptyDatabaseSaysWhatToDo()
{
    ConsoleUnderTest console(ConsoleUnderTest::Content::Nothing);
    const auto visibleCommands = [&console] {
        for (QLabel* label : console.window().findChildren<QLabel*>(QStringLiteral("emptyCommands"))) {
            if (label->isVisible()) {
                return label->text();
            }
        }
        return QString();
    };
    QTRY_VERIFY(visibleCommands().contains(QStringLiteral("transshipctl inventory scan")));
}

void TestConsoleWindow::controlsHaveNamesForScreenReaders()
{
    ConsoleUnderTest console;
    QTRY_VERIFY(console.find<QComboBox>("capacity")->isEnabled());
    QStringList nameless;
    for (const QWidget* widget : console.window().findChildren<QWidget*>()) {
        const bool control = qobject_cast<const QAbstractItemView*>(widget) || qobject_cast<const QComboBox*>(widget)
            || qobject_cast<const QLineEdit*>(widget);
        const bool ours = !widget->objectName().startsWith(QStringLiteral("qt_")) && widget->isVisible();
        if (control && ours && widget->accessibleName().isEmpty()) {
            nameless << QStringLiteral("%1 %2").arg(
                QString::fromLatin1(widget->metaObject()->className()), widget->objectName());
        }
    }
    QVERIFY2(nameless.isEmpty(), qPrintable(nameless.join(u'\n')));
}

void TestConsoleWindow::theLongestGapOfTheEventLoop()
{
    ConsoleUnderTest console;
    QTRY_COMPARE(console.shownPaths().size(), 7);
    EventLoopWatchdog watchdog;
    QListView* sidebar = sidebarOf(console);
    for (const MigrationState state : allMigrationStates) {
        const QModelIndex index = sidebar->model()->index(static_cast<int>(state) + 1, 0);
        QTest::mouseClick(sidebar->viewport(), Qt::LeftButton, {}, sidebar->visualRect(index).center());
        QTRY_COMPARE(console.shownPaths().size(), 1);
        QVERIFY(console.select(console.shownPaths()));
        QTRY_VERIFY(
            console.find<QListView>("historyList")->model()->rowCount() > 0 || state == MigrationState::Default);
    }
    qInfo("longest gap of the event loop: %lld ms", static_cast<long long>(watchdog.longestGap().count()));
    watchdog.restart();
    console.find<QAction>("theme_2")->trigger();
    QTRY_VERIFY(isDark(console.window().palette()));
    qInfo("of a change of theme: %lld ms", static_cast<long long>(watchdog.longestGap().count()));
}

QTEST_MAIN(TestConsoleWindow)
#include "tst_consolewindow.moc"
