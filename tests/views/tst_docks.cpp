// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/views/consoleundertest.h"
#include "views/mainwindow/consolepage.h"
#include "views/mainwindow/dockarea.h"

#include <QAction>
#include <QLabel>
#include <QTest>
#include <QToolButton>

using namespace transship;
using namespace transship::testing;

/// The panes around the table, moved by mouse and menu, and what of it comes back.
class TestDocks : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void eachPaneHasItsPlaceAndItsSwitch();
    void aPaneIsClosedByItsButtonAndBroughtBackByTheMenu();
    void aPaneFloatsAndDocksAgain();
    void theLayoutComesBackWithTheNextWindow();
    void aLayoutOfAnotherVersionIsLeftAlone();
    void resetPutsEverythingBack();
    void panesOfOneAreaAreTabs();
};

namespace {

DockArea& docksOf(ConsoleUnderTest& console)
{
    return console.window().console()->docks();
}

QDockWidget* dock(ConsoleUnderTest& console, const char* id)
{
    return docksOf(console).dock(QString::fromLatin1(id));
}

} // namespace

void TestDocks::eachPaneHasItsPlaceAndItsSwitch()
{
    ConsoleUnderTest console;
    DockArea& docks = docksOf(console);
    QCOMPARE(docks.dockWidgetArea(dock(console, "statesDock")), Qt::LeftDockWidgetArea);
    QCOMPARE(docks.dockWidgetArea(dock(console, "detailsDock")), Qt::RightDockWidgetArea);
    QCOMPARE(docks.dockWidgetArea(dock(console, "chartsDock")), Qt::BottomDockWidgetArea);
    for (const QAction* toggle : docks.toggles()) {
        QVERIFY2(toggle->isCheckable() && !toggle->objectName().isEmpty(), qPrintable(toggle->text()));
    }
    // The table keeps the largest share.
    QVERIFY(docks.centralWidget()->width() > dock(console, "detailsDock")->width());
    QVERIFY(docks.centralWidget()->height() > dock(console, "chartsDock")->height());
}

void TestDocks::aPaneIsClosedByItsButtonAndBroughtBackByTheMenu()
{
    ConsoleUnderTest console;
    QVERIFY(dock(console, "detailsDock")->isVisible());
    console.click("close_detailsDock");
    QTRY_VERIFY(!dock(console, "detailsDock")->isVisible());
    auto* toggle = console.find<QAction>("toggle_detailsDock");
    QVERIFY(toggle && !toggle->isChecked());
    toggle->trigger();
    QTRY_VERIFY(dock(console, "detailsDock")->isVisible());
}

void TestDocks::aPaneFloatsAndDocksAgain()
{
    ConsoleUnderTest console;
    console.click("float_chartsDock");
    QTRY_VERIFY(dock(console, "chartsDock")->isFloating());
    auto* button = console.find<QToolButton>("float_chartsDock");
    QVERIFY2(button->accessibleName().contains(QStringLiteral("again")), qPrintable(button->accessibleName()));
    QTest::mouseClick(button, Qt::LeftButton);
    QTRY_VERIFY(!dock(console, "chartsDock")->isFloating());
    QCOMPARE(docksOf(console).dockWidgetArea(dock(console, "chartsDock")), Qt::BottomDockWidgetArea);
}

void TestDocks::theLayoutComesBackWithTheNextWindow()
{
    ConsoleUnderTest console;
    DockArea& docks = docksOf(console);
    docks.addDockWidget(Qt::RightDockWidgetArea, dock(console, "statesDock"));
    console.click("close_chartsDock");
    console.window().close();
    QVERIFY(!console.settings().windowState().isEmpty());

    ConsoleUnderTest next;
    next.window().console()->restoreLayoutState(console.settings().windowState());
    QCOMPARE(docksOf(next).dockWidgetArea(dock(next, "statesDock")), Qt::RightDockWidgetArea);
    QTRY_VERIFY(!dock(next, "chartsDock")->isVisible());
    QVERIFY(dock(next, "detailsDock")->isVisible());
}

void TestDocks::aLayoutOfAnotherVersionIsLeftAlone()
{
    ConsoleUnderTest console;
    const QByteArray before = docksOf(console).layoutState();
    console.window().console()->restoreLayoutState(QByteArrayLiteral("no layout at all"));
    QVERIFY(!docksOf(console).restoreLayoutState(docksOf(console).saveState(1)));
    QCOMPARE(docksOf(console).layoutState(), before);
}

void TestDocks::resetPutsEverythingBack()
{
    ConsoleUnderTest console;
    DockArea& docks = docksOf(console);
    const int width = dock(console, "detailsDock")->width();
    docks.addDockWidget(Qt::LeftDockWidgetArea, dock(console, "detailsDock"));
    dock(console, "chartsDock")->setFloating(true);
    console.click("close_statesDock");
    console.find<QAction>("resetLayout")->trigger();
    QTRY_COMPARE(docks.dockWidgetArea(dock(console, "detailsDock")), Qt::RightDockWidgetArea);
    QTRY_COMPARE(dock(console, "detailsDock")->width(), width);
    QVERIFY(!dock(console, "chartsDock")->isFloating());
    QTRY_VERIFY(dock(console, "statesDock")->isVisible());
    QTRY_VERIFY(dock(console, "chartsDock")->isVisible());
}

void TestDocks::panesOfOneAreaAreTabs()
{
    DockArea area(new QLabel(QStringLiteral("table")));
    QDockWidget* one = area.addDock({QStringLiteral("one"), QStringLiteral("One")}, new QLabel(QStringLiteral("1")));
    QDockWidget* two = area.addDock({QStringLiteral("two"), QStringLiteral("Two")}, new QLabel(QStringLiteral("2")));
    area.resize(800, 600);
    area.show();
    QVERIFY(QTest::qWaitForWindowExposed(&area));
    QCOMPARE(area.tabifiedDockWidgets(one), QList<QDockWidget*>{two});
    // The first stays in front until the other is asked for.
    QTRY_VERIFY(!one->visibleRegion().isEmpty() && two->visibleRegion().isEmpty());
    area.reveal(QStringLiteral("two"));
    QTRY_VERIFY(!two->visibleRegion().isEmpty() && one->visibleRegion().isEmpty());
    two->close();
    area.reveal(QStringLiteral("two"));
    QTRY_VERIFY(!two->visibleRegion().isEmpty());
}

QTEST_MAIN(TestDocks)
#include "tst_docks.moc"
