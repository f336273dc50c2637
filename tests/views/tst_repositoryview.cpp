// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/tables/repositorytablemodel.h"
#include "tests/support/eventloopwatchdog.h"
#include "tests/tables/tablefixture.h"
#include "tests/views/repositorypageundertest.h"
#include "views/filters/filtercompletion.h"
#include "views/filters/filterline.h"
#include "views/repositories/columnsdialog.h"

#include <QAbstractItemModelTester>
#include <QAbstractItemView>
#include <QCompleter>
#include <QHeaderView>
#include <QInputDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QScrollBar>

using namespace transship;
using namespace transship::testing;

/// The table as somebody uses it, with keys and mouse.
class TestRepositoryView : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void scrollsFromEndToEnd();
    void goesAboutWithKeys();
    void neverJumpsUnderTheCursor();
    void arrangesColumns();
    void completes_data();
    void completes();
    void offersWhatCanFollow();
    void underlinesWhatIsWrong();
    void remembersFilters();

private:
    TableFixture& large();

    TestDatabases m_databases;
    std::unique_ptr<TableFixture> m_large;
};

TableFixture& TestRepositoryView::large()
{
    if (!m_large) {
        m_large = std::make_unique<TableFixture>(m_databases.create(QStringLiteral("sqlite")));
        m_large->fill(200'000);
    }
    return *m_large;
}

void TestRepositoryView::scrollsFromEndToEnd()
{
    RepositoryPageUnderTest page(large());
    QTRY_COMPARE(page.model.rowCount(), 200'000);
    QScrollBar* bar = page.table.verticalScrollBar();
    QTRY_VERIFY(bar->maximum() > 199'000 * page.table.rowHeight(0));
    EventLoopWatchdog watchdog;
    constexpr int stops = 60;
    for (int stop = 0; stop <= stops; ++stop) {
        bar->setValue(int(qint64(bar->maximum()) * stop / stops));
        const int first = page.table.rowAt(1);
        const int last = qMax(first, page.table.rowAt(page.table.viewport()->height() - 2));
        QTRY_COMPARE(page.pathAt(first), numbered(first));
        QTRY_COMPARE(page.pathAt(last), numbered(last));
    }
    QCOMPARE(page.table.rowAt(page.table.viewport()->height() - 2), 199'999);
    qInfo("longest gap of the event loop: %lld ms", static_cast<long long>(watchdog.longestGap().count()));
}

void TestRepositoryView::goesAboutWithKeys()
{
    RepositoryPageUnderTest page(large());
    QTRY_COMPARE(page.model.rowCount(), 200'000);
    QTRY_COMPARE(page.pathAt(0), numbered(0));
    page.table.setFocus();
    page.table.goToRow(0);
    QTest::keyClick(&page.table, Qt::Key_End);
    QCOMPARE(page.table.currentIndex().row(), 199'999);
    QTRY_VERIFY(page.table.currentRepository());
    QCOMPARE(page.table.currentRepository()->path, numbered(199'999));
    QTest::keyClick(&page.table, Qt::Key_PageUp);
    QVERIFY(page.table.currentIndex().row() < 199'995);
    QTest::keyClick(&page.table, Qt::Key_Home);
    QCOMPARE(page.table.currentIndex().row(), 0);
    // Letters go to the first path that begins so, however far away.
    QTest::keyClicks(&page.table, QStringLiteral("g/p/r11234"));
    QTRY_COMPARE(page.table.currentIndex().row(), 123'400);
    QTRY_VERIFY(page.isShown(123'400));
    QTRY_COMPARE(page.pathAt(123'400), numbered(123'400));
    QTest::keyClick(&page.table, Qt::Key_G, Qt::ControlModifier);
    auto* dialog = page.table.findChild<QInputDialog*>(QStringLiteral("goToRow"));
    QVERIFY(dialog);
    dialog->setIntValue(150'001);
    dialog->accept();
    QCOMPARE(page.table.currentIndex().row(), 150'000);
    QTRY_VERIFY(page.table.currentRepository());
    QCOMPARE(page.table.currentRepository()->path, numbered(150'000));
}

void TestRepositoryView::neverJumpsUnderTheCursor()
{
    TableFixture fixture(m_databases.create(QStringLiteral("sqlite")));
    fixture.fill(600);
    RepositoryPageUnderTest page(fixture);
    page.model.setRepositorySort(RepositorySort::UpdatedAt, Qt::DescendingOrder);
    QTRY_COMPARE(page.model.rowCount(), 600);
    QTRY_VERIFY(page.model.repositoryAt(120));
    page.table.goToRow(120);
    QTRY_VERIFY(page.table.currentRepository());
    const qint64 id = page.table.currentRepository()->id;
    const int y = page.rectOf(120).top();
    QVERIFY(page.isShown(120));
    // Three that were further down come to the top.
    for (const qint64 other : {5, 6, 7}) {
        QVERIFY(fixture.fire(other, MigrationEvent::StartPreImport));
    }
    page.model.refresh({5, 6, 7});
    QTRY_COMPARE(page.model.rowOf(id), 123);
    QCOMPARE(page.table.currentIndex().row(), 123);
    QCOMPARE(page.rectOf(123).top(), y);
    // One above that leaves the filter.
    page.model.setRepositorySort(RepositorySort::Id, Qt::AscendingOrder);
    page.model.setRepositoryFilter(RepositoryFilter::ofStates({MigrationState::Default}));
    QTRY_COMPARE(page.model.rowCount(), 597);
    QTRY_VERIFY(page.model.repositoryAt(100));
    page.table.goToRow(100);
    QTRY_VERIFY(page.table.currentRepository());
    const qint64 below = page.table.currentRepository()->id;
    const int before = page.rectOf(100).top();
    QVERIFY(fixture.fire(20, MigrationEvent::StartPreImport));
    page.model.refresh({20});
    QTRY_COMPARE(page.model.rowOf(below), 99);
    QCOMPARE(page.rectOf(99).top(), before);
}

void TestRepositoryView::arrangesColumns()
{
    TableFixture fixture(m_databases.create(QStringLiteral("sqlite")));
    fixture.fill(3);
    QByteArray state;
    const auto place = [](const RepositoryPageUnderTest& page, RepositoryColumn column) {
        return page.table.horizontalHeader()->visualIndex(page.model.columnOf(column));
    };
    {
        RepositoryPageUnderTest page(fixture);
        const int created = page.model.columnOf(RepositoryColumn::CreatedAt);
        QVERIFY(page.table.isColumnHidden(created));
        page.table.chooseColumns();
        auto* dialog = page.table.findChild<ColumnsDialog*>();
        QVERIFY(dialog);
        auto* list = dialog->findChild<QListWidget*>(QStringLiteral("columnList"));
        QListWidgetItem* item = list->findItems(QStringLiteral("Created"), Qt::MatchExactly).value(0);
        QVERIFY(item);
        item->setCheckState(Qt::Checked);
        QVERIFY(!page.table.isColumnHidden(created));
        list->setCurrentItem(list->findItems(QStringLiteral("State"), Qt::MatchExactly).value(0));
        QCOMPARE(place(page, RepositoryColumn::State), 1);
        QTest::mouseClick(dialog->findChild<QPushButton*>(QStringLiteral("columnUp")), Qt::LeftButton);
        QCOMPARE(place(page, RepositoryColumn::State), 0);
        // The path stays.
        const int path = page.model.columnOf(RepositoryColumn::Path);
        page.table.showColumn(path, false);
        QVERIFY(!page.table.isColumnHidden(path));
        dialog->close();
        page.table.sortByColumn(page.model.columnOf(RepositoryColumn::Tags), Qt::DescendingOrder);
        QCOMPARE(page.model.repositorySort(), RepositorySort::Tags);
        page.page.filterLine().setHistory({QStringLiteral("tags>5")});
        state = page.page.viewState();
    }
    RepositoryPageUnderTest page(fixture);
    page.page.restoreViewState(state);
    QVERIFY(!page.table.isColumnHidden(page.model.columnOf(RepositoryColumn::CreatedAt)));
    QCOMPARE(place(page, RepositoryColumn::State), 0);
    QCOMPARE(page.model.repositorySort(), RepositorySort::Tags);
    QCOMPARE(page.model.sortOrder(), Qt::DescendingOrder);
    QCOMPARE(page.page.filterLine().history(), QStringList{QStringLiteral("tags>5")});
    page.table.resetColumns();
    QVERIFY(page.table.isColumnHidden(page.model.columnOf(RepositoryColumn::CreatedAt)));
    QCOMPARE(place(page, RepositoryColumn::Path), 0);
    page.page.restoreViewState(QByteArrayLiteral("rubbish"));
    QCOMPARE(place(page, RepositoryColumn::Path), 0);
}

void TestRepositoryView::completes_data()
{
    QTest::addColumn<QString>("text"); // the cursor is at |
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<QString>("replaced");
    QTest::newRow("key") << QStringLiteral("sta|") << QStringList{QStringLiteral("state:"), QStringLiteral("status:")}
                         << QStringLiteral("sta");
    QTest::newRow("number") << QStringLiteral("(retr|") << QStringList{QStringLiteral("retries>=")}
                            << QStringLiteral("retr");
    QTest::newRow("negated") << QStringLiteral("x -pla|") << QStringList{QStringLiteral("plan:")}
                             << QStringLiteral("pla");
    QTest::newRow("state") << QStringLiteral("state:import_a|") << QStringList{QStringLiteral("import_aborted")}
                           << QStringLiteral("import_a");
    QTest::newRow("second") << QStringLiteral("state:default,import_s| x")
                            << QStringList{QStringLiteral("import_skipped")} << QStringLiteral("import_s");
    QTest::newRow("reason") << QStringLiteral("reason:too_many_t|") << QStringList{QStringLiteral("too_many_tags")}
                            << QStringLiteral("too_many_t");
    QTest::newRow("quoted") << QStringLiteral("\"sta|") << QStringList() << QStringLiteral("\"sta");
    QTest::newRow("nothing") << QStringLiteral("|") << QStringList() << QString();
}

void TestRepositoryView::completes()
{
    QFETCH(QString, text);
    QFETCH(QStringList, words);
    QFETCH(QString, replaced);
    const qsizetype cursor = text.indexOf(u'|');
    text.remove(cursor, 1);
    const FilterCompletion completion = completionAt(text, cursor);
    QCOMPARE(completion.words, words);
    QCOMPARE(text.mid(completion.position, completion.length), replaced);
}

void TestRepositoryView::offersWhatCanFollow()
{
    TableFixture fixture(m_databases.create(QStringLiteral("sqlite")));
    fixture.fill(30);
    fixture.run(QStringLiteral("UPDATE container_repositories SET migration_plan = 'gold' WHERE id < 10"));
    RepositoryPageUnderTest page(fixture);
    QLineEdit* edit = page.edit();
    edit->setFocus();
    QTRY_VERIFY(edit->hasFocus());
    QTest::keyClicks(edit, QStringLiteral("pla"));
    QTRY_COMPARE(page.offered(), QStringList{QStringLiteral("plan:")});
    QTest::keyClick(page.completions(), Qt::Key_Down);
    QTest::keyClick(page.completions(), Qt::Key_Return);
    QCOMPARE(edit->text(), QStringLiteral("plan:"));
    // The plans of the database.
    QTRY_COMPARE(page.offered(), (QStringList{QStringLiteral("gold"), QStringLiteral("none")}));
    QTest::keyClick(page.completions(), Qt::Key_Down);
    QTest::keyClick(page.completions(), Qt::Key_Return);
    QCOMPARE(edit->text(), QStringLiteral("plan:gold "));
    QTRY_COMPARE(page.model.rowCount(), 9);
}

void TestRepositoryView::underlinesWhatIsWrong()
{
    TableFixture fixture(m_databases.create(QStringLiteral("sqlite")));
    fixture.fill(3);
    RepositoryPageUnderTest page(fixture);
    QTRY_COMPARE(page.model.rowCount(), 3);
    QLineEdit* edit = page.edit();
    auto* error = page.page.findChild<QLabel*>(QStringLiteral("filterError"));
    const QImage fine = [edit] {
        edit->setText(QStringLiteral("state:imported"));
        return edit->grab().toImage();
    }();
    page.page.filterLine().setText(QStringLiteral("state:imported"));
    QVERIFY(error->isVisible());
    QVERIFY2(error->text().startsWith(QStringLiteral("Character 7, \"imported\"")), qPrintable(error->text()));
    QVERIFY(edit->grab().toImage() != fine);
    QCOMPARE(edit->text(), QStringLiteral("state:imported"));
    QCOMPARE(page.model.rowCount(), 3); // the last good one stays
    page.page.filterLine().setText(QStringLiteral("(r100"));
    QVERIFY(error->text().startsWith(QStringLiteral("Character 1, \"(\"")));
    page.page.filterLine().setText(QStringLiteral("r1000001"));
    QVERIFY(!error->isVisible());
    QTRY_COMPARE(page.model.rowCount(), 1);
}

void TestRepositoryView::remembersFilters()
{
    TableFixture fixture(m_databases.create(QStringLiteral("sqlite")));
    fixture.fill(3);
    RepositoryPageUnderTest page(fixture);
    QLineEdit* edit = page.edit();
    edit->setFocus();
    QTRY_VERIFY(edit->hasFocus());
    for (const char* text : {"tags>1", "retries>=1", "nonsense:x", "tags>1"}) {
        edit->clear();
        QTest::keyClicks(edit, QString::fromLatin1(text));
        QTest::keyClick(edit, Qt::Key_Return);
    }
    QCOMPARE(page.page.filterLine().history(), (QStringList{QStringLiteral("tags>1"), QStringLiteral("retries>=1")}));
    edit->clear();
    QTest::keyClick(edit, Qt::Key_Down);
    QCOMPARE(page.offered(), page.page.filterLine().history());
    QTest::keyClick(page.completions(), Qt::Key_Down);
    QTest::keyClick(page.completions(), Qt::Key_Down);
    QTest::keyClick(page.completions(), Qt::Key_Return);
    QCOMPARE(edit->text(), QStringLiteral("retries>=1"));
}

QTEST_MAIN(TestRepositoryView)
#include "tst_repositoryview.moc"
