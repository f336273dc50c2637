// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/views/repositorypageundertest.h"
#include "views/common/texts.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QItemSelection>
#include <QMenu>
#include <QSignalSpy>

using namespace transship;
using namespace transship::testing;

/// From the table to the clipboard: what is selected, or nothing and why.
class TestCopying : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatIsSelectedIsCopied();
    void everythingIsCopiedWhereThatIsLittle();
    void moreThanAClipboardIsForIsRefused();
    void whatIsNotLoadedIsWaitedFor();

private:
    static QString clipboard() { return QGuiApplication::clipboard()->text(); }

    TestDatabases m_databases;
};

void TestCopying::whatIsSelectedIsCopied()
{
    TableFixture fixture(m_databases.create(QStringLiteral("sqlite")));
    fixture.fill(5);
    RepositoryPageUnderTest page(fixture);
    QTRY_COMPARE(page.model.rowCount(), 5);
    QTRY_COMPARE(page.pathAt(4), numbered(4));
    page.table.selectRow(1);
    page.table.selectionModel()->select(
        page.table.model()->index(3, 0), QItemSelectionModel::Select | QItemSelectionModel::Rows);
    page.table.copyPaths();
    QCOMPARE(clipboard(), QStringLiteral("%1\n%2").arg(numbered(1), numbered(3)));
    QTest::keyClick(&page.table, Qt::Key_C, Qt::ControlModifier);
    const QStringList lines = clipboard().split(u'\n');
    QCOMPARE(lines.size(), 2);
    QVERIFY(lines.at(0).startsWith(numbered(1) + QStringLiteral("\tdefault\t")));
    page.table.setCurrentIndex(page.table.model()->index(2, page.model.columnOf(RepositoryColumn::State)));
    page.table.copyCell();
    QCOMPARE(clipboard(), QStringLiteral("default"));
}

void TestCopying::everythingIsCopiedWhereThatIsLittle()
{
    TableFixture fixture(m_databases.create(QStringLiteral("sqlite")));
    fixture.fill(3);
    RepositoryPageUnderTest page(fixture);
    QTRY_COMPARE(page.model.rowCount(), 3);
    QTRY_VERIFY(!page.model.isCounting());
    QTRY_COMPARE(page.pathAt(2), numbered(2));
    QTest::keyClick(&page.table, Qt::Key_A, Qt::ControlModifier);
    QTest::keyClick(&page.table, Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(clipboard().split(u'\n'), (QStringList{numbered(0), numbered(1), numbered(2)}));
}

void TestCopying::moreThanAClipboardIsForIsRefused()
{
    TableFixture fixture(m_databases.create(QStringLiteral("sqlite")));
    fixture.fill(5'000);
    RepositoryPageUnderTest page(fixture);
    QTRY_COMPARE(page.model.rowCount(), 5'000);
    QTRY_VERIFY(!page.model.isCounting());
    QGuiApplication::clipboard()->setText(QStringLiteral("before"));
    QSignalSpy refused(&page.table, &RepositoryTableView::copyRefused);
    QTest::keyClick(&page.table, Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(refused.count(), 1); // nothing is selected

    QTest::keyClick(&page.table, Qt::Key_A, Qt::ControlModifier);
    QTest::keyClick(&page.table, Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(refused.count(), 2);
    const QString why = refused.at(1).first().toString();
    QVERIFY2(why.contains(texts::number(2000)), qPrintable(why));
    QTest::keyClick(&page.table, Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(refused.count(), 3);
    QCOMPARE(clipboard(), QStringLiteral("before"));

    // The menu says so before anybody tries.
    const QPoint place(20, 20);
    QContextMenuEvent event(QContextMenuEvent::Mouse, place, page.table.viewport()->mapToGlobal(place));
    QApplication::sendEvent(page.table.viewport(), &event);
    auto* menu = page.table.findChild<QMenu*>(QStringLiteral("repositoryMenu"));
    QVERIFY(menu);
    for (const char* name : {"menuCopyPaths", "menuCopyRows"}) {
        const auto* action = menu->findChild<QAction*>(QString::fromLatin1(name));
        QVERIFY2(action && !action->isEnabled() && action->toolTip() == why, name);
    }
    menu->close();
}

void TestCopying::whatIsNotLoadedIsWaitedFor()
{
    constexpr int first = 3'000;
    constexpr int last = 3'800;
    TableFixture fixture(m_databases.create(QStringLiteral("sqlite")));
    fixture.fill(5'000);
    RepositoryPageUnderTest page(fixture);
    QTRY_COMPARE(page.model.rowCount(), 5'000);
    QTRY_VERIFY(!page.model.isCounting());
    QGuiApplication::clipboard()->setText(QStringLiteral("before"));
    QSignalSpy refused(&page.table, &RepositoryTableView::copyRefused);
    const QAbstractItemModel& rows = *page.table.model();
    page.table.selectionModel()->select(QItemSelection(rows.index(first, 0), rows.index(last, rows.columnCount() - 1)),
        QItemSelectionModel::ClearAndSelect);
    QTest::keyClick(&page.table, Qt::Key_C, Qt::ControlModifier);
    page.table.copyPaths();
    QCOMPARE(refused.count(), 2);
    QCOMPARE(clipboard(), QStringLiteral("before"));
    QTRY_COMPARE(page.table.whyNotCopied(), QString());
    QTest::keyClick(&page.table, Qt::Key_C, Qt::ControlModifier);
    const QStringList lines = clipboard().split(u'\n');
    QCOMPARE(lines.size(), last - first + 1);
    QVERIFY(lines.first().startsWith(numbered(first)));
    QVERIFY(lines.last().startsWith(numbered(last)));

    page.table.setCurrentIndex(rows.index(4'500, page.model.columnOf(RepositoryColumn::State)));
    page.table.copyCell(); // its row is not there yet
    QCOMPARE(refused.count(), 3);
    QCOMPARE(clipboard().split(u'\n'), lines);
}

QTEST_MAIN(TestCopying)
#include "tst_copying.moc"
