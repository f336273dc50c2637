// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/views/consoleundertest.h"
#include "views/activity/activitypanel.h"
#include "views/mainwindow/consolepage.h"
#include "views/mainwindow/dockarea.h"
#include "views/repositories/repositorypage.h"
#include "views/repositories/repositorytableview.h"

#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>
#include <QToolButton>

using namespace transship;
using namespace transship::testing;

/// The stream of what happens, as an operator reads, filters, stops and takes it along.
class TestActivityPanel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void showsWhatOthersDoNewestFirst();
    void showsChangesOfSettings();
    void isFilteredByWhatIsChosenAndTyped();
    void pausedItStandsStill();
    void aClickLeadsToTheRepository();
    void isCopied();
    void isExported();

private:
    static QTableView* table(ConsoleUnderTest& console) { return console.find<QTableView>("activityTable"); }
    static QString cell(ConsoleUnderTest& console, int row, int column)
    {
        return table(console)->model()->index(row, column).data().toString();
    }
    static int rows(ConsoleUnderTest& console) { return table(console)->model()->rowCount(); }
    static void reveal(ConsoleUnderTest& console)
    {
        console.window().console()->docks().reveal(QStringLiteral("activityDock"));
        QTRY_COMPARE(rows(console), eventsOfOneOfEachState);
    }
    static void choose(ConsoleUnderTest& console, const char* box, const QString& text)
    {
        auto* combo = console.find<QComboBox>(box);
        combo->setFocus();
        QTest::keyClick(combo, Qt::Key_Home);
        for (int i = 0; i < combo->count() && combo->currentText() != text; ++i) {
            QTest::keyClick(combo, Qt::Key_Down);
        }
        QCOMPARE(combo->currentText(), text);
    }
    static void skipDefault(ConsoleUnderTest& console)
    {
        TransitionRequest request;
        request.repositoryId = console.row(QStringLiteral("g/default")).id;
        request.event = MigrationEvent::SkipImport;
        request.context.now = QDateTime::currentDateTimeUtc();
        request.actor = QStringLiteral("other@desk");
        request.origin = Origin::Ctl;
        request.detail = QStringLiteral("owner asked");
        QVERIFY(console.stores().repositories.fire(request).ok());
    }

    /// 1 + 2 + 3 + 4 + 2 + 1 transitions, and what makes it run: two flags.
    static constexpr int eventsOfOneOfEachState = 15;
};

void TestActivityPanel::showsWhatOthersDoNewestFirst()
{
    ConsoleUnderTest console;
    reveal(console);
    skipDefault(console);
    QTRY_COMPARE(rows(console), eventsOfOneOfEachState + 1);
    QCOMPARE(cell(console, 0, 1), QStringLiteral("g/default"));
    QCOMPARE(cell(console, 0, 2), QStringLiteral("skip_import"));
    QCOMPARE(cell(console, 0, 5), QStringLiteral("other@desk"));
    QVERIFY(cell(console, 0, 7).contains(QStringLiteral("owner asked")));
}

void TestActivityPanel::showsChangesOfSettings()
{
    ConsoleUnderTest console;
    reveal(console);
    QTRY_VERIFY(console.find<QToolButton>("pauseResume")->isEnabled());
    console.click("pauseResume");
    QTRY_COMPARE(rows(console), eventsOfOneOfEachState + 1);
    QCOMPARE(cell(console, 0, 1), QStringLiteral("phase2_enabled"));
    QCOMPARE(cell(console, 0, 3), QStringLiteral("true"));
    QCOMPARE(cell(console, 0, 4), QStringLiteral("false"));
    QCOMPARE(cell(console, 0, 5), QStringLiteral("sre@desk"));
    choose(console, "activityState", QStringLiteral("settings"));
    QCOMPARE(rows(console), 3);
}

void TestActivityPanel::isFilteredByWhatIsChosenAndTyped()
{
    ConsoleUnderTest console;
    reveal(console);
    skipDefault(console);
    QTRY_COMPARE(rows(console), eventsOfOneOfEachState + 1);
    choose(console, "activityState", QStringLiteral("import_skipped"));
    QCOMPARE(rows(console), 2);
    choose(console, "activityOrigin", QStringLiteral("ctl"));
    QCOMPARE(rows(console), 1);
    choose(console, "activityState", QStringLiteral("everything"));
    choose(console, "activityOrigin", QStringLiteral("any origin"));
    QTest::keyClicks(console.find<QLineEdit>("activityActor"), QStringLiteral("OTHER"));
    QCOMPARE(rows(console), 1);
    console.find<QLineEdit>("activityActor")->clear();
    QTest::keyClicks(console.find<QLineEdit>("activityText"), QStringLiteral("blob unknown"));
    QCOMPARE(rows(console), 1);
    QCOMPARE(cell(console, 0, 1), QStringLiteral("g/aborted"));
}

void TestActivityPanel::pausedItStandsStill()
{
    ConsoleUnderTest console;
    reveal(console);
    console.click("activityPause");
    skipDefault(console);
    auto* pause = console.find<QToolButton>("activityPause");
    QTRY_VERIFY2(pause->text().contains(QStringLiteral("1 new")), qPrintable(pause->text()));
    QCOMPARE(rows(console), eventsOfOneOfEachState);
    console.click("activityPause");
    QTRY_COMPARE(rows(console), eventsOfOneOfEachState + 1);
    QCOMPARE(pause->text(), QStringLiteral("Pause"));
}

void TestActivityPanel::aClickLeadsToTheRepository()
{
    ConsoleUnderTest console;
    reveal(console);
    QTRY_COMPARE(console.shownPaths().size(), 7);
    auto click = [&console](const QString& path) {
        QTableView* view = table(console);
        for (int row = 0; row < view->model()->rowCount(); ++row) {
            if (cell(console, row, 1) == path) {
                const QModelIndex index = view->model()->index(row, 1);
                view->scrollTo(index);
                QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, view->visualRect(index).center());
                return;
            }
        }
        qFatal("no event of %s", qPrintable(path));
    };
    const auto current = [&console] {
        const auto row = console.window().console()->repositoryPage().table().currentRepository();
        return row ? row->path : QString();
    };
    click(QStringLiteral("g/done"));
    QTRY_COMPARE(current(), QStringLiteral("g/done"));
    // One that the filter hides.
    auto* filter = console.find<QLineEdit>("filterEdit");
    QTest::keyClicks(filter, QStringLiteral("state:default"));
    QTRY_COMPARE(console.shownPaths(), QStringList{QStringLiteral("g/default")});
    click(QStringLiteral("g/aborted"));
    QTRY_COMPARE(current(), QStringLiteral("g/aborted"));
    QCOMPARE(filter->text(), QStringLiteral("path:g/aborted"));
}

void TestActivityPanel::isCopied()
{
    ConsoleUnderTest console;
    reveal(console);
    QTest::keyClicks(console.find<QLineEdit>("activityText"), QStringLiteral("g/aborted"));
    QTRY_COMPARE(rows(console), 2);
    console.click("button_activityCopy");
    const QStringList lines = QGuiApplication::clipboard()->text().split(u'\n');
    QCOMPARE(lines.size(), 2);
    QCOMPARE(lines.first().split(u'\t').size(), 8);
    QVERIFY(lines.first().contains(QStringLiteral("blob unknown to registry")));
    table(console)->selectRow(1);
    console.click("button_activityCopy");
    QCOMPARE(QGuiApplication::clipboard()->text().split(u'\n').size(), 1);
}

void TestActivityPanel::isExported()
{
    ConsoleUnderTest console;
    reveal(console);
    auto* panel = console.find<ActivityPanel>("activityPanel");
    QSignalSpy exported(panel, &ActivityPanel::exported);
    QSignalSpy failed(panel, &ActivityPanel::failed);
    QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("activity.ndjson"));
    panel->exportTo(file);
    QTRY_COMPARE(exported.count(), 1);
    QFile written(file);
    QVERIFY(written.open(QIODevice::ReadOnly));
    const QList<QByteArray> lines = written.readAll().trimmed().split('\n');
    QCOMPARE(lines.size(), eventsOfOneOfEachState);
    for (const QByteArray& line : lines) {
        QVERIFY2(
            !QJsonDocument::fromJson(line).object()[QStringLiteral("event")].toString().isEmpty(), line.constData());
    }
    panel->exportTo(folder.filePath(QStringLiteral("no/such/folder.ndjson")));
    QTRY_COMPARE(failed.count(), 1);
    QTRY_VERIFY(console.find<QLabel>("notificationText")->text().contains(QStringLiteral("cannot be written")));
}

QTEST_MAIN(TestActivityPanel)
#include "tst_activitypanel.moc"
