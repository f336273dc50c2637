// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/storage/schema.h"
#include "models/storage/stores.h"
#include "tests/support/eventual.h"
#include "tests/support/fakeregistry.h"
#include "tests/views/appundertest.h"
#include "views/actions/repositoryactions.h"
#include "views/jobs/startjobdialog.h"
#include "views/repositories/repositorypage.h"
#include "views/repositories/repositorytableview.h"

#include <QAction>
#include <QComboBox>
#include <QLabel>
#include <QPushButton>
#include <QRadioButton>
#include <QToolButton>

using namespace transship;
using namespace transship::testing;
using namespace Qt::Literals::StringLiterals;

/// A window on a production profile: marked, read-only until it is unlocked with a reason, and locked again.
class TestProduction : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_registry = std::make_unique<FakeRegistry>();
        m_registry->addRepository(u"group/app"_s);
        m_test = std::make_unique<AppUnderTest>();
    }
    void cleanup()
    {
        m_test.reset();
        m_registry.reset();
    }

    void developmentIsNotMarked()
    {
        MainWindow& window = open(ProfileType::Development);
        QVERIFY2(window.windowTitle().startsWith(u"profile"_s), qPrintable(window.windowTitle()));
        QVERIFY(!window.findChild<QWidget*>(u"profileBanner"_s)->isVisible());
        QTRY_VERIFY(window.findChild<QWidget*>(u"pauseResume"_s)->isEnabled());
    }

    void stagingIsMarkedAndOpen()
    {
        MainWindow& window = open(ProfileType::Staging);
        QVERIFY(window.windowTitle().startsWith(u"[STAGING] profile"_s));
        QCOMPARE(m_test->shown<QLabel>(window, "profileMark")->text(), u"STAGING"_s);
        QVERIFY(!window.findChild<QToolButton*>(u"unlockSwitch"_s)->isVisible());
        QTRY_VERIFY(window.findChild<QWidget*>(u"pauseResume"_s)->isEnabled());
    }

    void productionIsMarkedAndReadOnly()
    {
        MainWindow& window = open(ProfileType::Production);
        QVERIFY(window.windowTitle().startsWith(u"[PROD] profile"_s));
        QCOMPARE(m_test->shown<QLabel>(window, "profileMark")->text(), u"PRODUCTION"_s);
        QVERIFY(m_test->shown<QLabel>(window, "profileState")->text().contains(u"read-only"_s));
        QVERIFY(select(window));
        for (QAction* action : window.console()->actions().all()) {
            QVERIFY2(!action->isEnabled(), qPrintable(action->text()));
            QVERIFY2(action->toolTip().contains(u"read-only"_s), qPrintable(action->toolTip()));
        }
        for (const char* control : {"pauseResume", "capacity", "speed"}) {
            auto* widget = window.findChild<QWidget*>(QString::fromLatin1(control));
            QTRY_VERIFY2(widget->toolTip().contains(u"read-only"_s), control);
            QVERIFY2(!widget->isEnabled(), control);
        }
        window.console()->openSettings();
        auto* save = m_test->shown<QPushButton>(window, "applySettings");
        QVERIFY(save->toolTip().contains(u"read-only"_s));
        QVERIFY(window.findChild<QPushButton*>(u"denyAdd"_s)->toolTip().contains(u"read-only"_s));
        auto* startJob = window.findChild<QAction*>(u"jobStart"_s);
        QVERIFY(!startJob->isEnabled());
        QVERIFY(startJob->toolTip().contains(u"read-only"_s));
        window.console()->startJob(); // by the menu or the palette
        QVERIFY(!window.findChild<StartJobDialog*>());
        // Looking is never refused.
        QVERIFY(window.findChild<QWidget*>(u"filterEdit"_s)->isEnabled());
    }

    /// Not only the buttons: nothing gets through to the database or the registry.
    void whatDoesNotAskIsRefusedAllTheSame()
    {
        open(ProfileType::Production);
        ConsoleModels& models = *m_test->app().sessions().first()->models();
        const Result<void> refused = Eventual(models.parts().rollout.setCapacity(10)).get();
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::ReadOnly);
        QCOMPARE(m_registry->count("PUT"), 0);
    }

    void unlockingNeedsAReasonAndEnds()
    {
        MainWindow& window = open(ProfileType::Production);
        m_test->click<QToolButton>(window, "unlockSwitch");
        auto* dialog = m_test->shown<QDialog>(window, "unlockDialog");
        QVERIFY(!dialog->findChild<QPushButton*>(u"unlock"_s)->isEnabled());
        m_test->type(*dialog, "unlockReason", u"   "_s);
        QVERIFY(!dialog->findChild<QPushButton*>(u"unlock"_s)->isEnabled());
        m_test->type(*dialog, "unlockReason", u"change 4711"_s);
        m_test->click<QPushButton>(*dialog, "unlock");
        QTRY_VERIFY(m_test->shown<QLabel>(window, "profileState")->text().contains(u"change 4711"_s));
        QTRY_VERIFY(window.findChild<QWidget*>(u"pauseResume"_s)->isEnabled());
        QVERIFY(select(window));
        QTRY_VERIFY(window.console()->actions().action(OperatorAction::Start)->isEnabled());

        QVERIFY(window.findChild<QAction*>(u"jobStart"_s)->isEnabled());

        // It works now, down to the database.
        ConsoleModels& models = *m_test->app().sessions().first()->models();
        QVERIFY(Eventual(models.parts().rollout.setCapacity(10)).get().ok());
        m_test->click<QToolButton>(window, "unlockSwitch"); // lock now
        QTRY_VERIFY(!window.findChild<QWidget*>(u"pauseResume"_s)->isEnabled());
        QVERIFY(!window.console()->actions().action(OperatorAction::Start)->isEnabled());
        QVERIFY(!Eventual(models.parts().rollout.setCapacity(5)).get());
    }

    /// Whatever is done to more than one repository asks for their number here; also a job.
    void aJobAsksForTheNumber()
    {
        MainWindow& window = open(ProfileType::Production);
        {
            auto connection = Connection::open(
                DatabaseUrl::sqlite(m_test->path(u"profile.sqlite"_s)), Access::ReadWrite, u"test"_s);
            QVERIFY(connection.ok());
            Stores stores(**connection);
            const QDateTime now = QDateTime::currentDateTimeUtc();
            QVERIFY(stores.inventory.add({InventoryEntry{u"group/other"_s, u"free"_s, {}, 3}}, now).ok());
            QVERIFY((*connection)->exec(u"UPDATE container_repositories SET status = 0"_s).ok());
        }
        m_test->click<QToolButton>(window, "unlockSwitch");
        auto* question = m_test->shown<QDialog>(window, "unlockDialog");
        m_test->type(*question, "unlockReason", u"change 4711"_s);
        m_test->click<QPushButton>(*question, "unlock");
        QTRY_VERIFY(window.findChild<QAction*>(u"jobStart"_s)->isEnabled());
        window.console()->startJob();
        auto* dialog = m_test->shown<StartJobDialog>(window, "startJob");
        QTest::mouseClick(m_test->shown<QRadioButton>(*dialog, "kind_reset_status"), Qt::LeftButton, {}, QPoint(8, 8));
        QTRY_COMPARE(dialog->findChild<QLabel*>(u"startJobCount"_s)->text(), u"2 repositories"_s);
        const auto* start = dialog->findChild<QPushButton*>(u"startJobStart"_s);
        QVERIFY(!start->isEnabled());
        m_test->type(*dialog, "typedCount", u"1"_s);
        QVERIFY(!start->isEnabled());
        m_test->type(*dialog, "typedCount", u"2"_s);
        QVERIFY(start->isEnabled());
        dialog->close();
    }

private:
    MainWindow& open(ProfileType type)
    {
        ConnectionProfile profile;
        profile.name = u"profile"_s;
        profile.type = type;
        profile.database = DatabaseUrl::sqlite(m_test->path(u"profile.sqlite"_s));
        profile.registryUrl = m_registry->url();
        auto connection = Connection::open(profile.database, Access::ReadWrite, u"test"_s);
        if (!connection || !schema::upgrade(**connection) || !m_test->profiles().save(profile)) {
            qFatal("no profile");
        }
        Stores stores(**connection);
        if (!stores.inventory.add(
                {InventoryEntry{u"group/app"_s, u"free"_s, {}, 3}}, QDateTime::currentDateTimeUtc())) {
            qFatal("no repository");
        }
        m_test->options().profile = profile.name;
        m_test->start();
        return m_test->window();
    }

    static bool select(MainWindow& window)
    {
        RepositoryTableView& table = window.console()->repositoryPage().table();
        if (!QTest::qWaitFor([&] { return table.model()->rowCount() == 1; })) {
            return false;
        }
        table.selectRow(0);
        return QTest::qWaitFor([&] { return table.currentRepository().has_value(); });
    }

    std::unique_ptr<FakeRegistry> m_registry;
    std::unique_ptr<AppUnderTest> m_test;
};

QTEST_MAIN(TestProduction)
#include "tst_production.moc"
