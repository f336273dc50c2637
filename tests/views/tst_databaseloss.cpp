// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/settingdefinitions.h"
#include "models/inventory/samplemigration.h"
#include "tests/support/testdatabases.h"
#include "tests/views/consoleundertest.h"
#include "views/mainwindow/consolepage.h"
#include "views/repositories/repositorypage.h"
#include "views/repositories/repositorytableview.h"

#include <QComboBox>
#include <QLabel>
#include <QTest>
#include <QToolButton>

using namespace transship;
using namespace transship::testing;

/// The console while its database server is down, and when it is back; the registry likewise.
class TestDatabaseLoss : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_databases.problem().isEmpty(), qPrintable(m_databases.problem())); }
    void aLostServerGreysWhatIsOldAndComesBack();
    void theRegistryIsLostAndComesBack();

private:
    TestDatabases m_databases;
};

void TestDatabaseLoss::aLostServerGreysWhatIsOldAndComesBack()
{
    const DatabaseUrl url = m_databases.create(QStringLiteral("postgresql"));
    {
        SampleMigration sample{url, 60, QDateTime::currentDateTimeUtc()};
        const Result<void> made = createSampleMigration(sample);
        QVERIFY2(made.ok(), made.ok() ? "" : qPrintable(made.error().toString()));
    }
    ConsoleUnderTest console(url);
    QTRY_COMPARE(console.shownPaths().size(), 60);
    QTRY_VERIFY(!console.shownPaths().contains(QStringLiteral("?")));
    auto* banner = console.find<QWidget>("staleBanner");
    auto* page = &console.window().console()->repositoryPage();
    auto* pause = console.find<QToolButton>("pauseResume");
    QTRY_VERIFY(pause->isEnabled());
    QVERIFY(!banner->isVisible());
    const QColor fresh = page->palette().color(QPalette::Text);

    m_databases.cluster().stop();
    QTRY_VERIFY_WITH_TIMEOUT(banner->isVisible(), 20'000);
    auto* text = console.find<QLabel>("staleText");
    QTRY_VERIFY2(text->text().contains(QStringLiteral("The database is lost")), qPrintable(text->text()));
    QVERIFY2(text->text().contains(QStringLiteral(" old, of ")), qPrintable(text->text()));
    QVERIFY(page->palette().color(QPalette::Text) != fresh);
    QVERIFY(!pause->isEnabled());
    QTRY_VERIFY(console.find<QLabel>("statusAge")->text().contains(QStringLiteral("old")));
    QVERIFY(console.find<QLabel>("statusDatabase")->text().contains(QStringLiteral("lost")));
    // What was read stays readable.
    QCOMPARE(console.shownPaths().size(), 60);
    QVERIFY(page->table().isEnabled());

    QVERIFY(m_databases.cluster().start());
    QTRY_VERIFY_WITH_TIMEOUT(!banner->isVisible(), 30'000);
    QCOMPARE(page->palette().color(QPalette::Text), fresh);
    QTRY_VERIFY_WITH_TIMEOUT(pause->isEnabled(), 20'000);
    QTRY_VERIFY(console.find<QLabel>("statusAge")->text().startsWith(QStringLiteral("refreshed")));
    // It is alive: a change of another program arrives, and a change made here reaches the database.
    const auto connection = TestDatabases::open(url);
    Stores stores(*connection);
    QVERIFY(stores.settings.setCapacity(25).ok());
    QTRY_COMPARE_WITH_TIMEOUT(console.find<QComboBox>("capacity")->currentText(), QStringLiteral("25"), 10'000);
    const bool before = stores.settings.policy()->enabled;
    QTest::mouseClick(pause, Qt::LeftButton);
    QTRY_COMPARE(stores.settings.policy()->enabled, !before);
}

void TestDatabaseLoss::theRegistryIsLostAndComesBack()
{
    ConsoleUnderTest console;
    auto* label = console.find<QLabel>("statusRegistry");
    console.window().setRegistryAnswer({}, std::chrono::milliseconds(12));
    QVERIFY2(label->text().endsWith(QStringLiteral("· 12 ms")), qPrintable(label->text()));
    console.window().setRegistryAnswer(
        Error{ErrorCode::Unreachable, QStringLiteral("nobody answers")}, std::chrono::milliseconds(5));
    QVERIFY2(label->text().contains(QStringLiteral("not usable since")), qPrintable(label->text()));
    QVERIFY(label->toolTip().contains(QStringLiteral("nobody answers")));
    console.window().setRegistryAnswer({}, std::chrono::milliseconds(3));
    QVERIFY(label->text().endsWith(QStringLiteral("· 3 ms")));
}

QTEST_MAIN(TestDatabaseLoss)
#include "tst_databaseloss.moc"
