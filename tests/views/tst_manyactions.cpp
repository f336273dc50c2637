// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/eventloopwatchdog.h"
#include "tests/views/actionhelpers.h"
#include "views/dialogs/resultdialog.h"

#include <QElapsedTimer>
#include <QJsonObject>
#include <QLineEdit>
#include <QMessageBox>
#include <QToolButton>
#include <QTreeWidget>

using namespace transship;
using namespace transship::testing;

/// Actions on everything that matches, on ranges, and on what changes meanwhile.
class TestManyActions : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everythingThatMatchesIsSelectedAndSkipped();
    void whatComesLaterIsPartOfEverything();
    void whatLeavesDoesNotEndEverything();
    void aRangeStaysWhileRowsChangePlaces();
    void aRangeOverRowsThatAreNotLoaded();
    void whatOthersChangedIsLeftAloneAndSaid();
    void stopInTheMiddleOfFiveThousand();
    void closingInTheMiddleAsks();

private:
    static bool startFiveThousand(ConsoleUnderTest& console);
};

namespace {

constexpr int many = 100'000;

bool skipElsewhere(ConsoleUnderTest& console, const QString& path)
{
    TransitionRequest request;
    request.repositoryId = console.row(path).id;
    request.event = MigrationEvent::AlreadyMigrated;
    request.context.now = QDateTime::currentDateTimeUtc();
    return console.stores().repositories.fire(request).ok();
}

} // namespace

void TestManyActions::everythingThatMatchesIsSelectedAndSkipped()
{
    ConsoleUnderTest console(ConsoleUnderTest::Content::Nothing);
    console.addMany(many);
    QVERIFY(selectEverything(console, many));
    auto* selected = console.find<QLabel>("statusSelected");
    QTRY_VERIFY2(
        selected->text().contains(QStringLiteral("100,000 selected (all that match)")), qPrintable(selected->text()));
    QTRY_VERIFY(actionOf(console, OperatorAction::Skip)->isEnabled());
    EventLoopWatchdog watchdog;
    actionOf(console, OperatorAction::Skip)->trigger();
    ActionDialog* dialog = console.previewedDialog();
    QVERIFY(dialog);
    QVERIFY2(textOf(dialog, "headline").contains(QStringLiteral("100,000")), qPrintable(textOf(dialog, "headline")));
    QCOMPARE(dialog->findChild<QTreeWidget*>(QStringLiteral("sample"))->topLevelItemCount(), BulkPreview::sampleSize);
    QVERIFY(textOf(dialog, "advice").contains(QStringLiteral("Takes about")));
    QTest::keyClicks(dialog->findChild<QLineEdit*>(QStringLiteral("typedCount")), QStringLiteral("100000"));
    QCOMPARE(applyOf(dialog)->text(), QStringLiteral("Skip 100,000"));
    qInfo("longest gap of the event loop while 100,000 were looked at: %lld ms",
        static_cast<long long>(watchdog.longestGap().count()));
    watchdog.restart();
    QElapsedTimer timer;
    timer.start();
    QTest::mouseClick(applyOf(dialog), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(console.find<QWidget>("runBar")->isVisible(), 10000);
    // Enough to see how it goes; all of them take a busy machine minutes.
    QTRY_VERIFY_WITH_TIMEOUT(countOf(console, MigrationState::ImportSkipped) >= 2000, 120000);
    qInfo("longest gap of the event loop while they were skipped: %lld ms; %.0f a second",
        static_cast<long long>(watchdog.longestGap().count()),
        static_cast<double>(countOf(console, MigrationState::ImportSkipped)) * 1000.0
            / static_cast<double>(timer.elapsed()));
    QTest::mouseClick(console.find<QToolButton>("runStop"), Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(console.window().console()->pendingActions(), 0, 30000);
    const qint64 skipped = countOf(console, MigrationState::ImportSkipped);
    QCOMPARE(countOf(console, MigrationState::Default), many - skipped);
    QVERIFY2(result(console).contains(QStringLiteral("%1 done").arg(QLocale().toString(skipped))),
        qPrintable(result(console)));
    QTRY_VERIFY(!console.find<QWidget>("runBar")->isVisible());
}

void TestManyActions::whatComesLaterIsPartOfEverything()
{
    ScriptedConfirmer confirmer;
    ConsoleUnderTest console(ConsoleUnderTest::Content::OneOfEachState, &confirmer);
    QVERIFY(selectEverything(console, 7));
    console.addMany(3);
    QTRY_COMPARE(tableOf(console).tableSelection().count(), 10);
    QVERIFY(tableOf(console).tableSelection().isAll());
    actionOf(console, OperatorAction::Skip)->trigger();
    QCOMPARE(confirmer.preview().count() + confirmer.preview().unaffectedCount(), 10);
    confirmer.refuse();
    // Another selection ends it.
    QVERIFY(console.select({QStringLiteral("g/aborted")}));
    QVERIFY(!tableOf(console).tableSelection().isAll());
    QCOMPARE(tableOf(console).tableSelection().count(), 1);
}

/// One of them is retried elsewhere, and no longer matches.
void TestManyActions::whatLeavesDoesNotEndEverything()
{
    ScriptedConfirmer confirmer;
    ConsoleUnderTest console(ConsoleUnderTest::Content::Nothing, &confirmer);
    console.addMany(50);
    console.repositories().setRepositoryFilter(RepositoryFilter::ofStates({MigrationState::Default}));
    QVERIFY(selectEverything(console, 50));
    QVERIFY(skipElsewhere(console, QStringLiteral("many/r000007")));
    QTRY_COMPARE(tableOf(console).model()->rowCount(), 49);
    QVERIFY(tableOf(console).tableSelection().isAll());
    QCOMPARE(tableOf(console).tableSelection().count(), 49);
    QTRY_VERIFY(actionOf(console, OperatorAction::Skip)->isEnabled());
    actionOf(console, OperatorAction::Skip)->trigger();
    QCOMPARE(confirmer.preview().count(), 49);
    confirmer.refuse();
}

void TestManyActions::aRangeStaysWhileRowsChangePlaces()
{
    ConsoleUnderTest console(ConsoleUnderTest::Content::Nothing);
    console.addMany(5000);
    RepositoryTableView& table = tableOf(console);
    console.repositories().setRepositoryFilter(RepositoryFilter::ofStates({MigrationState::Default}));
    QTRY_COMPARE(table.model()->rowCount(), 5000);
    table.setFocus();
    table.setCurrentIndex(table.model()->index(10, 0));
    QTRY_VERIFY(console.repositories().repositoryAt(10).has_value());
    QTest::keyClick(&table, Qt::Key_End, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_COMPARE(table.tableSelection().count(), 4990);
    QVERIFY(skipElsewhere(console, QStringLiteral("many/r000003")));
    QTRY_COMPARE(table.model()->rowCount(), 4999);
    QTRY_COMPARE(table.tableSelection().count(), 4990);
    const QModelIndexList ends{table.model()->index(9, 0), table.model()->index(4998, 0)};
    for (const QModelIndex& end : ends) {
        QVERIFY(table.selectionModel()->isSelected(end));
    }
    QVERIFY(!table.selectionModel()->isSelected(table.model()->index(8, 0)));
}

void TestManyActions::aRangeOverRowsThatAreNotLoaded()
{
    ScriptedConfirmer confirmer;
    ConsoleUnderTest console(ConsoleUnderTest::Content::Nothing, &confirmer);
    console.addMany(many);
    RepositoryTableView& table = tableOf(console);
    QTRY_COMPARE_WITH_TIMEOUT(table.model()->rowCount(), many, 60000);
    // From the third row to the last but one, with Shift.
    const auto clickRow = [&table, &console](int row, Qt::KeyboardModifiers modifiers) {
        const QModelIndex index = table.model()->index(row, console.repositories().columnOf(RepositoryColumn::Path));
        table.scrollTo(index);
        if (!QTest::qWaitFor([&] { return console.repositories().repositoryAt(row).has_value(); })) {
            qFatal("a row is not loaded");
        }
        QTest::mouseClick(table.viewport(), Qt::LeftButton, modifiers, table.visualRect(index).center());
    };
    clickRow(2, Qt::NoModifier);
    clickRow(many - 2, Qt::ShiftModifier);
    QCOMPARE(table.tableSelection().count(), many - 3);
    QVERIFY(!table.tableSelection().isAll());
    QTRY_VERIFY(console.repositories().repositoryAt(2).has_value());
    QTRY_VERIFY(actionOf(console, OperatorAction::Skip)->isEnabled());
    actionOf(console, OperatorAction::Skip)->trigger();
    const BulkPreview preview = confirmer.preview();
    QCOMPARE(preview.count(), many - 3);
    QVERIFY(!std::any_of(preview.frozen->cbegin(), preview.frozen->cend(),
        [&](const FrozenRepository& row) { return row.id() == console.row(QStringLiteral("many/r000001")).id; }));
    confirmer.refuse();
}

void TestManyActions::whatOthersChangedIsLeftAloneAndSaid()
{
    ConsoleUnderTest console(ConsoleUnderTest::Content::Nothing);
    console.addMany(50);
    QVERIFY(selectEverything(console, 50));
    QTRY_VERIFY(actionOf(console, OperatorAction::Skip)->isEnabled());
    actionOf(console, OperatorAction::Skip)->trigger();
    ActionDialog* dialog = console.previewedDialog();
    QVERIFY(dialog);
    for (int i = 0; i < 17; ++i) {
        TransitionRequest request;
        request.repositoryId = console.row(QStringLiteral("many/r%1").arg(i, 6, 10, QLatin1Char('0'))).id;
        request.event = MigrationEvent::AlreadyMigrated;
        request.context.now = QDateTime::currentDateTimeUtc();
        QVERIFY(console.stores().repositories.fire(request).ok());
    }
    QTest::mouseClick(applyOf(dialog), Qt::LeftButton);
    QVERIFY2(result(console).contains(QStringLiteral("33 done, 17 changed since the preview and left alone")),
        qPrintable(result(console)));
    QCOMPARE(countOf(console, MigrationState::ImportDone), 17);
    QCOMPARE(countOf(console, MigrationState::ImportSkipped), 33);
    console.click("notificationDetails");
    auto* details = console.window().findChild<ResultDialog*>();
    QVERIFY(details);
    QVERIFY2(textOf(details, "resultChanged").contains(QStringLiteral("17 are import_done now")),
        qPrintable(textOf(details, "resultChanged")));
}

/// Until a hundred have their answer.
bool TestManyActions::startFiveThousand(ConsoleUnderTest& console)
{
    console.addMany(5000);
    console.enableMigration();
    FakeAnswer accepted = FakeAnswer::json(202, QJsonObject());
    accepted.delay = std::chrono::milliseconds(20);
    console.registry().script("PUT", QStringLiteral("import/many/"), accepted);
    if (!selectEverything(console, 5000)
        || !QTest::qWaitFor([&] { return actionOf(console, OperatorAction::Start)->isEnabled(); })) {
        return false;
    }
    actionOf(console, OperatorAction::Start)->trigger();
    ActionDialog* dialog = console.previewedDialog();
    if (!dialog || !QTest::qWaitFor([&] { return applyOf(dialog)->isEnabled(); })) {
        return false;
    }
    QTest::mouseClick(applyOf(dialog), Qt::LeftButton);
    return QTest::qWaitFor(
        [&] {
            const auto* stop = console.find<QToolButton>("runStop");
            return stop && stop->isVisible() && countOf(console, MigrationState::Default) < 4900;
        },
        60000);
}

void TestManyActions::stopInTheMiddleOfFiveThousand()
{
    ConsoleUnderTest console(ConsoleUnderTest::Content::Nothing);
    QVERIFY(startFiveThousand(console));
    // Work goes on meanwhile: the table can be filtered.
    QTest::keyClicks(console.find<QLineEdit>("filterEdit"), QStringLiteral("r00001"));
    QTRY_COMPARE(tableOf(console).model()->rowCount(), 10);
    QTest::mouseClick(console.find<QToolButton>("runStop"), Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(console.window().console()->pendingActions(), 0, 10000);
    const QString words = result(console);
    QVERIFY2(words.contains(QStringLiteral("Stopped on request")), qPrintable(words));
    const qint64 left = countOf(console, MigrationState::Default);
    QVERIFY2(left > 0 && left < 5000, qPrintable(QString::number(left)));
    QVERIFY2(words.contains(QStringLiteral("%1 not touched").arg(QLocale().toString(left))), qPrintable(words));
}

void TestManyActions::closingInTheMiddleAsks()
{
    ConsoleUnderTest console(ConsoleUnderTest::Content::Nothing);
    QVERIFY(startFiveThousand(console));
    console.window().close();
    auto* question = console.find<QMessageBox>("closeQuestion");
    QVERIFY(question);
    QVERIFY2(question->informativeText().contains(QStringLiteral("repositories that you acted on")),
        qPrintable(question->informativeText()));
    console.click("closeNo");
    QVERIFY(console.window().isVisible());
    QVERIFY(console.window().console()->pendingActions() > 0);
    QTRY_VERIFY(!console.find<QMessageBox>("closeQuestion"));
    console.window().close();
    QVERIFY(console.window().isVisible());
    console.click("closeYes");
    QTRY_VERIFY(!console.window().isVisible());
    console.window().console()->stopActions(); // as the program does then
}

QTEST_MAIN(TestManyActions)
#include "tst_manyactions.moc"
