// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/storage/connection.h"
#include "models/storage/schema.h"
#include "tests/support/fakehttpserver.h"
#include "tests/support/fakeregistry.h"
#include "tests/support/postgrescluster.h"
#include "tests/views/appundertest.h"
#include "views/start/profiledialog.h"
#include "views/start/scandialog.h"

#include <QComboBox>
#include <QCommandLinkButton>
#include <QJsonArray>
#include <QLabel>
#include <QListWidget>
#include <QMenuBar>
#include <QMessageBox>
#include <QPushButton>
#include <QSpinBox>

using namespace transship;
using namespace transship::testing;
using namespace Qt::Literals::StringLiterals;

/// The start page and its dialogs, by mouse and keyboard: ways to begin, connections kept, windows opened.
class TestStart : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theDemoIsOneClickAway()
    {
        AppUnderTest test;
        test.start();
        test.click<QCommandLinkButton>(test.startWindow(), "beginDemo");
        MainWindow& window = test.window();
        QVERIFY2(window.windowTitle().startsWith(u"demo"_s), qPrintable(window.windowTitle()));
        QTRY_VERIFY(test.repositories(window) > 100);
        QTRY_VERIFY(!test.app().startWindow()->isVisible());
        // The next start opens what was open last.
        test.start();
        QVERIFY(test.window().windowTitle().startsWith(u"demo"_s));
        QVERIFY(!test.app().startWindow());
    }

    void postgresIsConnectedToAfterATest()
    {
        PostgresCluster cluster;
        QVERIFY2(cluster.problem().isEmpty(), qPrintable(cluster.problem()));
        const DatabaseUrl database = *DatabaseUrl::parse(cluster.createDatabase());
        AppUnderTest test;
        test.start();
        test.click<QCommandLinkButton>(test.startWindow(), "beginServer");
        auto* dialog = test.shown<ProfileDialog>(test.startWindow(), "profileDialog");
        test.type(*dialog, "profileName", u"team"_s);
        test.type(*dialog, "databaseHost", u"127.0.0.1"_s);
        test.shown<QSpinBox>(*dialog, "databasePort")->setValue(database.port());
        test.type(*dialog, "databaseUser", database.user());
        test.click<QPushButton>(*dialog, "saveAndOpen"); // the database's name is missing
        QVERIFY(test.shown<QLabel>(*dialog, "profileProblem")->text().contains(u"PostgreSQL"_s));
        test.type(*dialog, "databaseName", database.name());
        // There is no keychain here: the field says so and does not offer it.
        auto* kind = test.shown<QComboBox>(*dialog, "secretKind");
        QTRY_COMPARE(kind->currentText(), u"this session"_s);
        kind->setCurrentIndex(0); // none: the server trusts us
        test.click<QPushButton>(*dialog, "testConnection");
        auto* finding = test.shown<QWidget>(*dialog, "finding_database");
        QVERIFY2(finding->accessibleName().contains(u"db upgrade"_s), qPrintable(finding->accessibleName()));
        QTRY_VERIFY(dialog->findChild<QPushButton*>(u"testConnection"_s)->isEnabled());
        test.click<QPushButton>(*dialog, "saveAndOpen");

        // An empty database is prepared when the operator says so, not before.
        QTRY_COMPARE(test.app().sessions().size(), 1);
        MainWindow& window = test.app().sessions().first()->window();
        auto* offer = test.shown<QPushButton>(window, "emptyOffer");
        auto connection = Connection::open(database, Access::ReadOnly, u"test"_s);
        QCOMPARE(*schema::version(**connection), 0);
        QTest::mouseClick(offer, Qt::LeftButton);
        test.window();
        QCOMPARE(*schema::version(**connection), schema::latestVersion(Backend::PostgreSql));
        QCOMPARE(test.profiles().find(u"team"_s)->database.host(), u"127.0.0.1"_s);
    }

    void aTypedPasswordIsForTheSessionAndAskedForTheNextTime()
    {
        FakeRegistry registry;
        registry.setToken("t0ken");
        AppUnderTest test;
        ConnectionProfile profile = localProfile(test, u"local"_s);
        profile.registryUrl = registry.url();
        profile.login.method = RegistryLogin::Method::Token;
        profile.login.secret.kind = SecretSource::Kind::Session;
        QVERIFY(test.profiles().save(profile));
        test.options().profile = u"local"_s;
        test.start();
        auto* prompt = test.shown<QDialog>(test.startWindow(), "secretPrompt");
        test.type(*prompt, "secret_registry", u"t0ken"_s);
        test.click<QPushButton>(*prompt, "openWithSecrets");
        MainWindow& window = test.window();
        QTRY_VERIFY2(window.findChild<QLabel*>(u"statusRegistry"_s)->text().contains(u" ms"_s),
            qPrintable(window.findChild<QLabel*>(u"statusRegistry"_s)->text()));
        QFile file(test.profiles().filePath(u"local"_s));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(!file.readAll().contains("t0ken"));
    }

    void aRegistryIsScanned()
    {
        Catalog registry(2300);
        AppUnderTest test;
        test.start();
        test.click<QCommandLinkButton>(test.startWindow(), "beginScan");
        auto* dialog = test.shown<ScanDialog>(test.startWindow(), "scanDialog");
        test.click<QPushButton>(*dialog, "startScan");
        QVERIFY(!test.shown<QLabel>(*dialog, "scanStatus")->text().isEmpty()); // says what is missing
        test.type(*dialog, "scanName", u"old registry"_s);
        test.type(*dialog, "registryUrl", registry.url().toString());
        test.click<QPushButton>(*dialog, "startScan");
        MainWindow& window = test.window();
        QTRY_COMPARE(test.repositories(window), 2300);
        QVERIFY(window.windowTitle().contains(u"old registry"_s));
        QVERIFY(test.profiles().find(u"old registry"_s)->database.name().endsWith(u"old registry.sqlite"_s));
    }

    void aScanTakesNobodysName()
    {
        Catalog registry(3);
        AppUnderTest test;
        ConnectionProfile production;
        production.name = u"prod"_s;
        production.type = ProfileType::Production;
        production.database = *DatabaseUrl::parse(u"postgresql://transship@db.example/prod"_s);
        QVERIFY(test.profiles().save(production).ok());
        test.start();
        test.click<QCommandLinkButton>(test.startWindow(), "beginScan");
        auto* dialog = test.shown<ScanDialog>(test.startWindow(), "scanDialog");
        test.type(*dialog, "scanName", u"prod"_s);
        test.type(*dialog, "registryUrl", registry.url().toString());
        test.click<QPushButton>(*dialog, "startScan");
        QTRY_VERIFY(dialog->findChild<QLabel*>(u"scanStatus"_s)->text().contains(u"already"_s));
        QCOMPARE(test.profiles().find(u"prod"_s)->database, production.database);
        QCOMPARE(test.profiles().find(u"prod"_s)->type, ProfileType::Production);
    }

    void aScanIsCanceledAndKeepsWhatItHas()
    {
        Catalog registry(2300);
        registry.hold(1); // the second page
        AppUnderTest test;
        test.start();
        test.click<QCommandLinkButton>(test.startWindow(), "beginScan");
        auto* dialog = test.shown<ScanDialog>(test.startWindow(), "scanDialog");
        test.type(*dialog, "scanName", u"slow"_s);
        test.type(*dialog, "registryUrl", registry.url().toString());
        test.click<QPushButton>(*dialog, "startScan");
        QTRY_VERIFY(dialog->findChild<QLabel*>(u"scanStatus"_s)->text().contains(u"000"_s));
        test.click<QPushButton>(*dialog, "cancelScan");
        QTRY_VERIFY(dialog->findChild<QLabel*>(u"scanStatus"_s)->text().contains(u"Canceled"_s));
        QVERIFY(dialog->isVisible());
        QVERIFY(test.app().sessions().isEmpty());
        test.click<QPushButton>(*dialog, "cancelScan"); // now it closes
        QTRY_VERIFY(!test.startWindow().findChild<ScanDialog*>());
    }

    void connectionsAreEditedDuplicatedAndDeleted()
    {
        AppUnderTest test;
        QVERIFY(test.profiles().save(localProfile(test, u"first"_s)));
        test.start();
        StartWindow& start = test.startWindow();
        auto* list = test.shown<QListWidget>(start, "connectionList");
        QTRY_COMPARE(list->count(), 1);
        test.click<QPushButton>(start, "editConnection");
        auto* dialog = test.shown<ProfileDialog>(start, "profileDialog");
        test.type(*dialog, "profileName", u"renamed"_s);
        dialog->findChild<QComboBox*>(u"profileType"_s)->setCurrentIndex(2);
        test.click<QPushButton>(*dialog, "saveProfile");
        QTRY_VERIFY(list->count() == 1 && list->item(0)->text().startsWith(u"[PROD] renamed"_s));
        QVERIFY(!test.profiles().find(u"first"_s));

        QTRY_VERIFY(!start.findChild<ProfileDialog*>());
        test.click<QPushButton>(start, "duplicateConnection");
        dialog = test.shown<ProfileDialog>(start, "profileDialog");
        test.type(*dialog, "profileName", u"renamed"_s);
        test.click<QPushButton>(*dialog, "saveProfile"); // taken
        QVERIFY(test.shown<QLabel>(*dialog, "profileProblem")->text().contains(u"already"_s));
        test.type(*dialog, "profileName", u"copy"_s);
        test.click<QPushButton>(*dialog, "saveProfile");
        QTRY_COMPARE(list->count(), 2);

        QTRY_VERIFY(!start.findChild<ProfileDialog*>());
        list->setCurrentRow(0);
        const QString gone = list->item(0)->text();
        test.click<QPushButton>(start, "removeConnection");
        auto* question = test.shown<QMessageBox>(start, "removeQuestion");
        QTest::keyClick(question, Qt::Key_Return); // the default is no
        QTRY_VERIFY(!start.findChild<QMessageBox*>());
        QCOMPARE(list->count(), 2);
        test.click<QPushButton>(start, "removeConnection");
        test.click<QPushButton>(*test.shown<QMessageBox>(start, "removeQuestion"), "confirmRemove");
        QTRY_COMPARE(list->count(), 1);
        QVERIFY(list->item(0)->text() != gone);
    }

    void windowsAreIndependent()
    {
        AppUnderTest test;
        test.start();
        test.click<QCommandLinkButton>(test.startWindow(), "beginDemo");
        MainWindow& first = test.window();
        QTest::keyClick(&first, Qt::Key_N, Qt::ControlModifier | Qt::ShiftModifier);
        MainWindow& second = test.window(1);
        QVERIFY(&first != &second);
        QTRY_VERIFY(test.repositories(first) > 100);
        const qint64 all = test.repositories(first);
        test.type(second, "filterEdit", u"state:import_done"_s);
        QTRY_VERIFY(test.repositories(second) > 0 && test.repositories(second) < all);
        QCOMPARE(test.repositories(first), all);
        second.close();
        QTRY_COMPARE(test.app().sessions().size(), 1);
        QVERIFY(first.isVisible());
        // Another profile takes the place of this window.
        QVERIFY(test.profiles().save(localProfile(test, u"another"_s)));
        auto* menu = first.findChild<QMenu*>(u"profilesMenu"_s);
        Q_EMIT menu->aboutToShow();
        QAction* another = nullptr;
        const auto isThere = [&] {
            const QList<QAction*> actions = menu->actions();
            const auto found = std::find_if(
                actions.begin(), actions.end(), [](QAction* action) { return action->text() == u"another"_s; });
            another = found == actions.end() ? nullptr : *found;
            return another != nullptr;
        };
        QTRY_VERIFY(isThere());
        another->trigger();
        QTRY_VERIFY(test.app().sessions().size() == 1
            && test.app().sessions().first()->window().windowTitle().startsWith(u"another"_s));
    }

private:
    /// A registry that lists that many repositories, 1,000 a page.
    class Catalog : public FakeHttpServer {
    public:
        explicit Catalog(int repositories)
            : m_repositories(repositories)
        {
        }
        ~Catalog() override { close(); }
        void hold(int page) { m_held = page; }

    protected:
        FakeAnswer answer(const FakeRequest& request) override
        {
            if (!request.line().contains(u"_catalog"_s)) {
                return FakeAnswer::error(404, u"NAME_UNKNOWN"_s);
            }
            const int page = m_pages++;
            QJsonArray names;
            for (int i = page * 1000; i < qMin(m_repositories, (page + 1) * 1000); ++i) {
                names << u"group/app-%1"_s.arg(i, 5, 10, QLatin1Char('0'));
            }
            FakeAnswer answer = FakeAnswer::json(200, QJsonObject{{u"repositories"_s, names}});
            answer.held = page == m_held;
            if ((page + 1) * 1000 < m_repositories) {
                answer.headers.append({QByteArray("Link"),
                    QByteArray("</v2/_catalog?n=1000&last=" + names.last().toString().toUtf8() + ">; rel=\"next\"")});
            }
            return answer;
        }

    private:
        int m_repositories;
        int m_pages = 0;
        int m_held = -1;
    };

    static ConnectionProfile localProfile(AppUnderTest& test, const QString& name)
    {
        ConnectionProfile profile;
        profile.name = name;
        profile.database = DatabaseUrl::sqlite(test.path(name + u".sqlite"_s));
        auto connection = Connection::open(profile.database, Access::ReadWrite, u"test"_s);
        if (!connection || !schema::upgrade(**connection)) {
            qFatal("no database");
        }
        return profile;
    }
};

QTEST_MAIN(TestStart)
#include "tst_start.moc"
