// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/views/consoleundertest.h"

#include "views/filters/savedviewsmodel.h"
#include "views/mainwindow/consolepage.h"

#include <QAction>
#include <QLineEdit>
#include <QListView>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace transship;
using namespace transship::testing;

/// Saved views and namespaces beside the table, driven by mouse and keys.
class TestSidebar : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyBuiltInViewCanBeReadAndIsCounted();
    void aViewShowsWhatItCounts();
    void limitsOfThePolicyAreInTheViews();
    void anOwnViewIsSavedNamedAndShown();
    void ownViewsAreMovedAndRemoved();
    void numberKeysShowViews();
    void theSamePolicyMakesNoOtherViews();
    void aNamespaceFiltersAndLetsGo();
    void aDoubleClickOnANamespaceIsOneChoice();
    void namespacesAreSearched();
};

namespace {

/// Numbers in the sidebar may be late: what they cost is bounded.
constexpr int patience = 30000;

QListView* viewsOf(const ConsoleUnderTest& console)
{
    return console.find<QListView>("savedViews");
}

QModelIndex viewNamed(const ConsoleUnderTest& console, const QString& name)
{
    const QAbstractItemModel& model = *viewsOf(console)->model();
    const QModelIndexList found = model.match(model.index(0, 0), Qt::DisplayRole, name, 1, Qt::MatchExactly);
    return found.isEmpty() ? QModelIndex() : found.first();
}

QString countOf(const ConsoleUnderTest& console, const QString& name)
{
    return viewNamed(console, name).data(SavedViewsModel::CountTextRole).toString();
}

void clickOn(QListView* list, const QModelIndex& index)
{
    list->scrollTo(index);
    QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualRect(index).center());
}

/// The present filter under a name of its own, by button and keys.
void saveAs(const ConsoleUnderTest& console, const QString& name)
{
    console.click("saveView");
    auto* editor = viewsOf(console)->findChild<QLineEdit*>();
    if (!editor) {
        qFatal("no line to name the view");
    }
    editor->selectAll();
    QTest::keyClicks(editor, name);
    QTest::keyClick(editor, Qt::Key_Return);
    if (!QTest::qWaitFor([&console] { return !viewsOf(console)->findChild<QLineEdit*>(); })) {
        qFatal("the name is not taken");
    }
}

QLineEdit* filterOf(const ConsoleUnderTest& console)
{
    return console.find<QLineEdit>("filterEdit");
}

} // namespace

void TestSidebar::everyBuiltInViewCanBeReadAndIsCounted()
{
    ConsoleUnderTest console;
    const QAbstractItemModel& model = *viewsOf(console)->model();
    QVERIFY(model.rowCount() >= 6);
    for (int row = 0; row < model.rowCount(); ++row) {
        const QString filter = model.index(row, 0).data(SavedViewsModel::FilterTextRole).toString();
        const auto parsed = RepositoryFilter::parse(filter);
        QVERIFY2(parsed.ok(), qPrintable(parsed ? QString() : filter + parsed.error().toString()));
        QVERIFY(!parsed->isEmpty());
        QTRY_VERIFY_WITH_TIMEOUT(
            model.index(row, 0).data(SavedViewsModel::CountTextRole).toString() != QStringLiteral("…"), patience);
    }
    QTRY_COMPARE_WITH_TIMEOUT(
        countOf(console, QStringLiteral("Failed in the last hour")), QStringLiteral("1"), patience);
    QCOMPARE(countOf(console, QStringLiteral("Stuck")), QStringLiteral("0"));
}

void TestSidebar::aViewShowsWhatItCounts()
{
    ConsoleUnderTest console;
    QTRY_COMPARE(console.shownPaths().size(), 7);
    clickOn(viewsOf(console), viewNamed(console, QStringLiteral("Failed in the last hour")));
    QTRY_COMPARE(console.shownPaths(), QStringList{QStringLiteral("g/aborted")});
    QCOMPARE(viewsOf(console)->currentIndex(), viewNamed(console, QStringLiteral("Failed in the last hour")));
    // Another filter is no view.
    filterOf(console)->clear();
    QTest::keyClicks(filterOf(console), QStringLiteral("done"));
    QTRY_COMPARE(console.shownPaths().size(), 2);
    QVERIFY(!viewsOf(console)->currentIndex().isValid());
}

void TestSidebar::limitsOfThePolicyAreInTheViews()
{
    ConsoleUnderTest console;
    const QString name = QStringLiteral("Near the retry limit");
    QTRY_COMPARE_WITH_TIMEOUT(countOf(console, name), QStringLiteral("0"), patience);
    QVERIFY(console.stores().settings.setSetting(QStringLiteral("max_retries"), QStringLiteral("2")).ok());
    console.window().console()->refresh();
    QTRY_COMPARE(viewNamed(console, name).data(SavedViewsModel::FilterTextRole).toString(),
        QStringLiteral("state:import_aborted retries>=1"));
    QTRY_COMPARE_WITH_TIMEOUT(countOf(console, name), QStringLiteral("1"), patience);
    QTRY_COMPARE_WITH_TIMEOUT(countOf(console, QStringLiteral("Needs a look")), QStringLiteral("1"), patience);
}

/// It is read every other second, and counting the views is what a large database feels.
void TestSidebar::theSamePolicyMakesNoOtherViews()
{
    ConsoleUnderTest console;
    SavedViewsModel& views = console.window().console()->savedViews();
    Policy policy = *console.stores().settings.policy();
    views.setPolicy(policy);
    // At once; that something was counted arrives later, and is no answer to this.
    QSignalSpy changed(&views, &QAbstractItemModel::dataChanged);
    policy.capacity += 1;
    views.setPolicy(policy);
    QCOMPARE(changed.count(), 0);
    policy.maxRetries += 1;
    views.setPolicy(policy);
    QCOMPARE(changed.count(), 1);
    policy.maxStepDuration += std::chrono::seconds(1);
    views.setPolicy(policy);
    QCOMPARE(changed.count(), 2);
}

void TestSidebar::anOwnViewIsSavedNamedAndShown()
{
    ConsoleUnderTest console;
    QTRY_COMPARE(console.shownPaths().size(), 7);
    QTest::keyClicks(filterOf(console), QStringLiteral("import"));
    QTRY_COMPARE(console.shownPaths().size(), 3);
    saveAs(console, QStringLiteral("Under way"));
    const QList<SavedView> saved = console.settings().savedViews();
    QCOMPARE(saved.size(), 1);
    QCOMPARE(saved.first().name, QStringLiteral("Under way"));
    QCOMPARE(saved.first().filter, QStringLiteral("import"));
    QVERIFY(!saved.first().table.isEmpty());
    QTRY_COMPARE_WITH_TIMEOUT(countOf(console, QStringLiteral("Under way")), QStringLiteral("3"), patience);

    QTest::keyClick(&console.window(), Qt::Key_Escape);
    QTRY_COMPARE(console.shownPaths().size(), 7);
    clickOn(viewsOf(console), viewNamed(console, QStringLiteral("Under way")));
    QTRY_COMPARE(console.shownPaths().size(), 3);

    viewsOf(console)->setFocus();
    QTest::keyClick(viewsOf(console), Qt::Key_F2);
    auto* editor = viewsOf(console)->findChild<QLineEdit*>();
    QVERIFY(editor);
    editor->selectAll();
    QTest::keyClicks(editor, QStringLiteral("Moving"));
    QTest::keyClick(editor, Qt::Key_Return);
    QTRY_COMPARE(console.settings().savedViews().first().name, QStringLiteral("Moving"));
}

void TestSidebar::ownViewsAreMovedAndRemoved()
{
    ConsoleUnderTest console;
    QTRY_COMPARE(console.shownPaths().size(), 7);
    for (const char* name : {"done", "skipped", "aborted"}) {
        filterOf(console)->clear();
        QTest::keyClicks(filterOf(console), QString::fromLatin1(name));
        QTest::keyClick(filterOf(console), Qt::Key_Return);
        saveAs(console, QString::fromLatin1(name));
    }
    const auto names = [&console] {
        QStringList list;
        for (const SavedView& view : console.settings().savedViews()) {
            list << view.name;
        }
        return list.join(u' ');
    };
    QCOMPARE(names(), QStringLiteral("done skipped aborted"));
    QListView* views = viewsOf(console);
    views->setFocus();
    views->setCurrentIndex(viewNamed(console, QStringLiteral("aborted")));
    QTest::keyClick(views, Qt::Key_Up, Qt::AltModifier);
    QCOMPARE(names(), QStringLiteral("done aborted skipped"));
    QTest::keyClick(views, Qt::Key_Up, Qt::AltModifier);
    QTest::keyClick(views, Qt::Key_Up, Qt::AltModifier); // not among the built-in ones
    QCOMPARE(names(), QStringLiteral("aborted done skipped"));
    QTest::keyClick(views, Qt::Key_Delete);
    QCOMPARE(names(), QStringLiteral("done skipped"));
    views->setCurrentIndex(viewNamed(console, QStringLiteral("Stuck")));
    QTest::keyClick(views, Qt::Key_Delete);
    QVERIFY(viewNamed(console, QStringLiteral("Stuck")).isValid());
}

void TestSidebar::numberKeysShowViews()
{
    ConsoleUnderTest console;
    QTRY_COMPARE(console.shownPaths().size(), 7);
    QTest::keyClick(&console.window(), Qt::Key_4, Qt::ControlModifier);
    QTRY_COMPARE(filterOf(console)->text(), QStringLiteral("state:import_aborted since<1h"));
    QTRY_COMPARE(console.shownPaths(), QStringList{QStringLiteral("g/aborted")});
    QTest::keyClick(&console.window(), Qt::Key_9, Qt::ControlModifier); // there is none
    QCOMPARE(filterOf(console)->text(), QStringLiteral("state:import_aborted since<1h"));
}

void TestSidebar::aNamespaceFiltersAndLetsGo()
{
    ConsoleUnderTest console;
    console.addMany(20);
    auto* list = console.find<QListView>("namespaces");
    QTRY_COMPARE_WITH_TIMEOUT(list->model()->rowCount(), 2, patience);
    // The largest first.
    QCOMPARE(list->model()->index(0, 0).data().toString(), QStringLiteral("many"));
    QCOMPARE(list->model()->index(0, 0).data(CountRole).toLongLong(), 20);
    clickOn(list, list->model()->index(1, 0));
    QTRY_COMPARE(console.shownPaths().size(), 7);
    QCOMPARE(filterOf(console)->text(), QStringLiteral("namespace:g"));
    QCOMPARE(list->currentIndex().row(), 1);
    clickOn(list, list->model()->index(1, 0));
    QTRY_COMPARE(console.shownPaths().size(), 27);
    QVERIFY(filterOf(console)->text().isEmpty());
}

void TestSidebar::aDoubleClickOnANamespaceIsOneChoice()
{
    ConsoleUnderTest console;
    console.addMany(20);
    auto* list = console.find<QListView>("namespaces");
    QTRY_COMPARE_WITH_TIMEOUT(list->model()->rowCount(), 2, patience);
    const QModelIndex index = list->model()->index(1, 0);
    list->scrollTo(index);
    const QPoint place = list->visualRect(index).center();
    QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, place);
    QTest::mouseDClick(list->viewport(), Qt::LeftButton, {}, place);
    QTest::mouseRelease(list->viewport(), Qt::LeftButton, {}, place);
    QTRY_COMPARE(console.shownPaths().size(), 7);
    QCOMPARE(filterOf(console)->text(), QStringLiteral("namespace:g"));
    // The keyboard chooses as well, and lets go.
    QTest::keyClick(list, Qt::Key_Return);
    QTRY_COMPARE(console.shownPaths().size(), 27);
    QVERIFY(filterOf(console)->text().isEmpty());
    QTest::keyClick(list, Qt::Key_Down);
    QTest::keyClick(list, Qt::Key_Return);
    QTRY_COMPARE(filterOf(console)->text(), QStringLiteral("namespace:many"));
}

void TestSidebar::namespacesAreSearched()
{
    ConsoleUnderTest console;
    console.addMany(20);
    auto* list = console.find<QListView>("namespaces");
    QTRY_COMPARE_WITH_TIMEOUT(list->model()->rowCount(), 2, patience);
    auto* search = console.find<QLineEdit>("namespaceSearch");
    QTest::keyClicks(search, QStringLiteral("AN"));
    QCOMPARE(list->model()->rowCount(), 1);
    QTest::keyClicks(search, QStringLiteral("x"));
    QCOMPARE(list->model()->rowCount(), 0);
    search->clear();
    QCOMPARE(list->model()->rowCount(), 2);
}

QTEST_MAIN(TestSidebar)
#include "tst_sidebar.moc"
