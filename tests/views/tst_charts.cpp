// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/views/charttools.h"
#include "views/charts/causeschart.h"
#include "views/mainwindow/consolepage.h"
#include "views/mainwindow/dockarea.h"

#include <QComboBox>
#include <QDateTimeEdit>
#include <QDialog>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QToolButton>
#include <QToolTip>

using namespace transship;
using namespace transship::testing;

/// The charts in the real window, with the mouse and the keyboard.
class TestCharts : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void tabsShowOneChartAlone();
    void asManyTilesAsThereIsRoomFor();
    void theMouseReadsValues();
    void theKeyboardReadsValues();
    void theWheelZoomsAllCharts();
    void draggingZooms();
    void spansAreChosen();
    void aTimeIsChosen();
    void causesFilterTheTable();
    void everyCauseHasAFilter();
    void statesFilterTheTable();
    void slicesFilterTheTable();
    void emptyChartsSayWhy();
    void theChosenChartIsKept();
    void whatNobodySeesIsDrawnWhenItIsSeenAgain();
};

void TestCharts::tabsShowOneChartAlone()
{
    const ConsoleUnderTest console;
    QVERIFY(hasData(console));
    QVERIFY(chart(console, "chart_states").isVisible());
    QVERIFY(chart(console, "chart_throughput").isVisible());
    showTab(console, QStringLiteral("Durations"));
    QVERIFY(!chart(console, "chart_states").isVisible());
    QVERIFY(chart(console, "chart_durations").isVisible());
    QVERIFY(chart(console, "chart_durations").width() > console.find<QWidget>("chartsPanel")->width() * 9 / 10);
}

void TestCharts::asManyTilesAsThereIsRoomFor()
{
    ConsoleUnderTest console;
    QVERIFY(hasData(console));
    const auto shown = [&] {
        int count = 0;
        for (const char* id : {"chart_states", "chart_throughput", "chart_causes", "chart_durations", "chart_shares"}) {
            count += console.find<QWidget>(id)->isVisible() ? 1 : 0;
        }
        return count;
    };
    QCOMPARE(shown(), 2); // beside the sidebar
    console.click("float_chartsDock");
    QWidget* dock = console.find<QWidget>("chartsDock");
    QTRY_VERIFY(dock->isWindow());
    dock->resize(1200, 700);
    QTRY_COMPARE(shown(), 5);
    dock->resize(500, 230);
    QTRY_COMPARE(shown(), 1);
}

void TestCharts::theMouseReadsValues()
{
    const ConsoleUnderTest console;
    QVERIFY(hasData(console));
    for (const char* id : {"chart_states", "chart_throughput"}) {
        ChartView& view = viewOf(chart(console, id));
        QTest::mouseMove(view.viewport(), placeIn(view, 0.3));
        QTest::mouseMove(view.viewport(), placeIn(view, 0.999));
        QTRY_VERIFY(QToolTip::isVisible());
        const QString text = QToolTip::text();
        for (const char* state : {"import_done", "import_aborted", "import_skipped"}) {
            QVERIFY2(text.contains(QString::fromLatin1(state)), qPrintable(text));
        }
        QVERIFY(text.contains(QStringLiteral("UTC")));
        QTest::mouseMove(view.viewport(), QPoint(1, 1)); // beside the plot
        QTRY_VERIFY(!QToolTip::isVisible());
    }
}

void TestCharts::theKeyboardReadsValues()
{
    const ConsoleUnderTest console;
    QVERIFY(hasData(console));
    ChartView& view = viewOf(chart(console, "chart_throughput"));
    view.setFocus();
    QTest::keyClick(&view, Qt::Key_Right);
    QTRY_VERIFY(QToolTip::isVisible());
    const QString first = QToolTip::text();
    QTest::keyClick(&view, Qt::Key_Left);
    QTRY_VERIFY(QToolTip::text() != first);
    QTest::keyClick(&view, Qt::Key_Plus);
    QVERIFY(rangeOf(console).isZoomed());
    QTest::keyClick(&view, Qt::Key_0);
    QVERIFY(!rangeOf(console).isZoomed());
    QVERIFY(view.accessibleDescription().contains(QStringLiteral("import_done")));
    QVERIFY(!view.accessibleName().isEmpty());
}

void TestCharts::theWheelZoomsAllCharts()
{
    const ConsoleUnderTest console;
    QVERIFY(hasData(console));
    rangeOf(console).choose({std::chrono::hours(1)});
    QTRY_VERIFY(!chart(console, "chart_throughput").title().contains(QStringLiteral(" 2 s")));
    ChartView& view = viewOf(chart(console, "chart_throughput"));
    auto* reset = console.find<QToolButton>("resetZoom");
    QVERIFY(!reset->isVisible());
    turnWheel(view, 0.5, 1);
    QVERIFY(rangeOf(console).isZoomed());
    const ChartRange range = rangeOf(console).range();
    const qint64 length = range.from.secsTo(range.until);
    QVERIFY2(length >= 2870 && length <= 2890, qPrintable(QString::number(length))); // an hour / 1.25
    QTRY_VERIFY(reset->isVisible());
    turnWheel(view, 0.5, 40);
    QTRY_COMPARE(rangeOf(console).range().from.secsTo(rangeOf(console).range().until), 60);
    QTest::mouseClick(reset, Qt::LeftButton);
    QVERIFY(!rangeOf(console).isZoomed());
    QTRY_VERIFY(!reset->isVisible());
}

void TestCharts::draggingZooms()
{
    const ConsoleUnderTest console;
    QVERIFY(hasData(console));
    rangeOf(console).choose({std::chrono::hours(6)});
    ChartView& view = viewOf(chart(console, "chart_states"));
    const auto drag = [&](double from, double to) {
        QTest::mousePress(view.viewport(), Qt::LeftButton, {}, placeIn(view, from));
        QTest::mouseMove(view.viewport(), placeIn(view, (from + to) / 2));
        QTest::mouseMove(view.viewport(), placeIn(view, to));
        QTest::mouseRelease(view.viewport(), Qt::LeftButton, {}, placeIn(view, to));
    };
    drag(0.5, 0.502); // a click, with an unsteady hand
    QVERIFY(!rangeOf(console).isZoomed());
    drag(0.75, 0.25); // to the left, too
    QVERIFY(rangeOf(console).isZoomed());
    const ChartRange range = rangeOf(console).range();
    const qint64 length = range.from.secsTo(range.until);
    QVERIFY2(qAbs(length - 3 * 3600) < 200, qPrintable(QString::number(length)));
    QVERIFY(range.until < QDateTime::currentDateTimeUtc().addSecs(-3600));
    QTest::mouseDClick(view.viewport(), Qt::LeftButton, {}, placeIn(view, 0.5));
    QVERIFY(!rangeOf(console).isZoomed());
}

void TestCharts::spansAreChosen()
{
    const ConsoleUnderTest console;
    QVERIFY(hasData(console));
    auto* choice = console.find<QComboBox>("chartRange");
    choice->setFocus();
    QTest::keyClick(choice, Qt::Key_Home);
    QCOMPARE(choice->currentText(), QStringLiteral("15 minutes"));
    QCOMPARE(rangeOf(console).range().span, std::chrono::seconds(900));
    QTRY_COMPARE(chart(console, "chart_throughput").title(), QStringLiteral("Finished per 10 s"));
    QTest::keyClick(choice, Qt::Key_Down);
    QTest::keyClick(choice, Qt::Key_Down);
    QTest::keyClick(choice, Qt::Key_Down);
    QCOMPARE(rangeOf(console).range().span, std::chrono::seconds(86'400));
    QTRY_COMPARE(chart(console, "chart_throughput").title(), QStringLiteral("Finished per 15 min"));
}

void TestCharts::aTimeIsChosen()
{
    const ConsoleUnderTest console;
    QVERIFY(hasData(console));
    auto* choice = console.find<QComboBox>("chartRange");
    choice->setFocus();
    QTest::keyClick(choice, Qt::Key_End);
    auto* dialog = console.find<QDialog>("rangeDialog");
    QVERIFY(dialog);
    auto* from = dialog->findChild<QDateTimeEdit*>(QStringLiteral("rangeFrom"));
    auto* until = dialog->findChild<QDateTimeEdit*>(QStringLiteral("rangeUntil"));
    auto* show = dialog->findChild<QPushButton*>(QStringLiteral("rangeShow"));
    from->setDateTime(until->dateTime().addSecs(60));
    QVERIFY(!show->isEnabled());
    const QDateTime end(QDate(2026, 3, 29), QTime(12, 0), Qt::UTC);
    until->setDateTime(end);
    from->setDateTime(end.addDays(-2));
    QTest::mouseClick(show, Qt::LeftButton);
    QCOMPARE(rangeOf(console).range().from, end.addDays(-2));
    QCOMPARE(rangeOf(console).range().until, end);
    QTRY_VERIFY(chart(console, "chart_throughput").isEmpty());
    QTRY_VERIFY(chart(console, "chart_states").isEmpty());
    // Another time that is given up again leaves what was chosen.
    choice->setFocus();
    QTest::keyClick(choice, Qt::Key_Home);
    QCOMPARE(rangeOf(console).range().span, std::chrono::seconds(900));
}

void TestCharts::causesFilterTheTable()
{
    const ConsoleUnderTest console;
    QVERIFY(hasData(console));
    showTab(console, QStringLiteral("Failures"));
    auto* list = console.find<QListView>("causesList");
    QTRY_COMPARE(list->model()->rowCount(), 2);
    const auto rowOf = [&](const QString& cause) {
        for (int row = 0; row < list->model()->rowCount(); ++row) {
            if (list->model()->index(row, 0).data().toString().startsWith(cause)) {
                return list->model()->index(row, 0);
            }
        }
        return QModelIndex();
    };
    const QModelIndex failed = rowOf(QStringLiteral("pre_import_failed"));
    QVERIFY(failed.isValid());
    QCOMPARE(failed.data().toString(), QStringLiteral("pre_import_failed: aborted 1 times"));
    QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualRect(failed).center());
    QTRY_COMPARE(console.shownPaths(), QStringList{QStringLiteral("g/aborted")});
    const QModelIndex skipped = rowOf(QStringLiteral("not_specified"));
    QVERIFY2(skipped.isValid(), "why it was skipped");
    list->setFocus();
    list->setCurrentIndex(skipped);
    QTest::keyClick(list, Qt::Key_Return);
    QTRY_COMPARE(console.shownPaths(), QStringList{QStringLiteral("g/skipped")});
    QCOMPARE(
        console.find<QLineEdit>("filterEdit")->text(), QStringLiteral("state:import_skipped reason:not_specified"));
}

void TestCharts::everyCauseHasAFilter()
{
    const auto text = [](MigrationState state, const char* cause) {
        return filterOf({state, QString::fromUtf8(cause), 1}).toString();
    };
    QCOMPARE(text(MigrationState::ImportSkipped, "too_many_tags"),
        QStringLiteral("state:import_skipped reason:too_many_tags"));
    QCOMPARE(text(MigrationState::ImportAborted, "unknown"), QStringLiteral("state:import_aborted"));
    QVERIFY(text(MigrationState::ImportAborted, "registry: no status").contains(QStringLiteral("registry: no status")));
    QVERIFY(
        text(MigrationState::ImportAborted, "bad \"quote\"").startsWith(QStringLiteral("state:import_aborted note:")));
}

void TestCharts::statesFilterTheTable()
{
    const ConsoleUnderTest console;
    QVERIFY(hasData(console));
    auto* entry = chart(console, "chart_states").findChild<QToolButton*>(QStringLiteral("legend_importing"));
    QTest::mouseClick(entry, Qt::LeftButton);
    QTRY_COMPARE(console.shownPaths(), QStringList{QStringLiteral("g/importing")});
    auto* other = chart(console, "chart_throughput").findChild<QToolButton*>(QStringLiteral("legend_import_done"));
    other->setFocus();
    QTest::keyClick(other, Qt::Key_Space);
    QTRY_COMPARE(console.shownPaths(), QStringList{QStringLiteral("g/done")});
}

void TestCharts::slicesFilterTheTable()
{
    const ConsoleUnderTest console;
    QVERIFY(hasData(console));
    showTab(console, QStringLiteral("Shares"));
    auto* shares = console.find<QWidget>("chart_shares");
    QTRY_VERIFY(shares->width() > 900);
    auto* view = shares->findChild<QChartView*>();
    const QRectF plot = view->chart()->plotArea();
    // Seven equal slices from the top, clockwise; the first one is what waits.
    const double radius = qMin(plot.width(), plot.height()) / 2 * 0.95 * 0.78;
    const auto click = [&](int slice) {
        const double angle = (slice + 0.5) / 7 * 2 * M_PI;
        const QPointF at = plot.center() + QPointF(radius * std::sin(angle), -radius * std::cos(angle));
        QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, view->mapFromScene(view->chart()->mapToScene(at)));
    };
    click(0);
    QTRY_COMPARE(console.shownPaths(), QStringList{QStringLiteral("g/default")});
    click(6);
    QTRY_COMPARE(console.shownPaths(), QStringList{QStringLiteral("g/done")});
}

void TestCharts::emptyChartsSayWhy()
{
    const ConsoleUnderTest console(ConsoleUnderTest::Content::Nothing);
    showTab(console, QStringLiteral("Throughput"));
    QVERIFY(chart(console, "chart_throughput").isEmpty());
    showTab(console, QStringLiteral("Durations"));
    QVERIFY(chart(console, "chart_durations").isEmpty());
}

void TestCharts::theChosenChartIsKept()
{
    ConsoleUnderTest console;
    showTab(console, QStringLiteral("Shares"));
    auto* panel = console.find<ChartsPanel>("chartsPanel");
    const QByteArray state = panel->saveState();
    showTab(console, QStringLiteral("Overview"));
    panel->restoreState("nonsense");
    QCOMPARE(console.find<QTabBar>("chartTabs")->currentIndex(), 0);
    panel->restoreState(state);
    QVERIFY(console.find<QWidget>("chart_shares")->isVisible());
}

/// A chart whose pane is closed, and one whose pane is behind another tab.
void TestCharts::whatNobodySeesIsDrawnWhenItIsSeenAgain()
{
    ConsoleUnderTest console;
    QVERIFY(hasData(console));
    DockArea& docks = console.window().console()->docks();
    const QDockWidget* pane = docks.dock(QStringLiteral("chartsDock"));
    const auto drawn = [&console] { return viewOf(chart(console, "chart_states")).accessibleDescription(); };
    const auto known
        = [&console](MigrationState state) { return console.parts().states.samples().constLast().counts.of(state); };
    const auto fire = [&console](const QString& path, MigrationEvent event) {
        TransitionRequest request;
        request.repositoryId = console.row(path).id;
        request.event = event;
        request.context.now = QDateTime::currentDateTimeUtc();
        return console.stores().repositories.fire(request).ok();
    };
    console.click("close_chartsDock");
    QTRY_VERIFY(!pane->isVisible());
    QString before = drawn();
    QVERIFY(fire(QStringLiteral("g/default"), MigrationEvent::AlreadyMigrated));
    QTRY_COMPARE(known(MigrationState::ImportDone), 2);
    QCOMPARE(drawn(), before);
    docks.reveal(QStringLiteral("chartsDock"));
    QTRY_VERIFY2(drawn().contains(QStringLiteral("import_done 2")), qPrintable(drawn()));

    docks.reveal(QStringLiteral("activityDock"));
    QTRY_VERIFY(pane->geometry().right() < 0); // where Qt puts what is behind
    before = drawn();
    QVERIFY(fire(QStringLiteral("g/aborted"), MigrationEvent::SkipImport));
    QTRY_COMPARE(known(MigrationState::ImportSkipped), 2);
    QCOMPARE(drawn(), before);
    docks.reveal(QStringLiteral("chartsDock"));
    QTRY_VERIFY2(drawn().contains(QStringLiteral("import_skipped 2")), qPrintable(drawn()));
}

QTEST_MAIN(TestCharts)
#include "tst_charts.moc"
