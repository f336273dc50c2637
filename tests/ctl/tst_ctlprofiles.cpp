// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/settings/profilestore.h"
#include "tests/ctl/preparedctl.h"
#include "tests/support/fakeregistry.h"
#include "tests/support/postgrescluster.h"
#include "tests/support/tlsfront.h"

#include <QJsonArray>
#include <QTest>

using namespace transship;
using namespace transship::testing;
using namespace Qt::Literals::StringLiterals;

/// transshipctl with connection profiles: what they name is used, and production is read-only until it is unlocked.
class TestCtlProfiles : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_registry = std::make_unique<FakeRegistry>();
        m_registry->addRepository(u"group/app"_s);
        m_database = DatabaseUrl::sqlite(m_folder.filePath(u"%1.sqlite"_s.arg(++m_number)));
        m_ctl = std::make_unique<CtlProcess>(preparedCtl(m_database, m_registry->url(), {u"group/app"_s}));
        m_ctl->setVariable(u"XDG_CONFIG_HOME"_s, m_ctl->home() + u"/config"_s);
        m_ctl->setDatabase(u"sqlite:/nowhere/else.sqlite"_s); // what a profile says comes first
        m_ctl->setVariable(u"TRANSSHIP_REGISTRY"_s, u"http://127.0.0.1:1"_s);
    }

    void listAndShow()
    {
        QCOMPARE(m_ctl->run({u"profile"_s, u"list"_s}).exitCode, 4);
        save(profile(u"dev"_s, ProfileType::Development));
        ConnectionProfile second = profile(u"prod"_s, ProfileType::Production);
        second.login = {RegistryLogin::Method::Password, u"robot"_s, {SecretSource::Kind::Environment, u"SECRET"_s}};
        save(second);
        m_ctl->setVariable(u"SECRET"_s, u"hunter2"_s);
        const CtlResult list = m_ctl->run({u"profile"_s, u"list"_s, u"--json"_s});
        QCOMPARE(list.exitCode, 0);
        QCOMPARE(list.json()[u"profiles"].toArray().size(), 2);
        const CtlResult shown = m_ctl->run({u"profile"_s, u"show"_s, u"prod"_s});
        QCOMPARE(shown.exitCode, 0);
        QVERIFY2(shown.out.contains(u"environment SECRET"_s) && shown.out.contains(u"--unlock"_s),
            qPrintable(shown.toString()));
        QVERIFY(!shown.out.contains(u"hunter2"_s));
        const CtlResult unknown = m_ctl->run({u"profile"_s, u"show"_s, u"other"_s});
        QCOMPARE(unknown.exitCode, 4);
        QVERIFY2(unknown.err.contains(u"dev, prod"_s), qPrintable(unknown.err));
    }

    void aProfileIsUsed()
    {
        save(profile(u"dev"_s, ProfileType::Development));
        const CtlResult started = m_ctl->run({u"--profile"_s, u"dev"_s, u"repo"_s, u"start"_s, u"group/app"_s});
        QVERIFY2(started.exitCode == 0, qPrintable(started.toString()));
        QCOMPARE(m_registry->count("PUT"), 1);
        QCOMPARE(m_ctl->run({u"--profile"_s, u"nobody"_s, u"status"_s}).exitCode, 4);
        QCOMPARE(m_ctl->run({u"--profile"_s, u"dev"_s, u"--registry"_s, u"http://x"_s, u"status"_s}).exitCode, 2);
    }

    void secretsComeFromWhereItSays()
    {
        m_registry->setToken("t0ken");
        ConnectionProfile profile = this->profile(u"dev"_s, ProfileType::Development);
        profile.login.method = RegistryLogin::Method::Token;
        profile.login.secret = {SecretSource::Kind::Environment, u"MY_TOKEN"_s};
        save(profile);
        const CtlResult without = m_ctl->run({u"--profile"_s, u"dev"_s, u"doctor"_s});
        QVERIFY2(without.exitCode == 2 && without.err.contains(u"MY_TOKEN"_s), qPrintable(without.toString()));
        m_ctl->setVariable(u"MY_TOKEN"_s, u"t0ken"_s);
        const CtlResult with = m_ctl->run({u"--profile"_s, u"dev"_s, u"doctor"_s});
        QVERIFY2(with.exitCode == 0, qPrintable(with.toString()));
    }

    /// Every command that changes something, and none that only looks.
    void productionIsReadOnly_data()
    {
        QTest::addColumn<QString>("command");
        QTest::addColumn<bool>("changes");
        for (const char* command : {"repo start group/app", "repo skip group/app --reason not_in_plan",
                 "repo fire skip_import group/app --reason not_in_plan", "settings set max_retries 5",
                 "flags disable capacity_5", "deny add group", "enqueue", "worker", "background start reset-skipped"}) {
            QTest::newRow(command) << QString::fromLatin1(command) << true;
        }
        for (const char* command : {"repo list", "repo show group/app", "settings list", "flags list", "deny list",
                 "status", "db status", "doctor", "repo explain group/app", "settings set max_retries 5 --dry-run"}) {
            QTest::newRow(command) << QString::fromLatin1(command) << false;
        }
    }
    void productionIsReadOnly()
    {
        QFETCH(const QString, command);
        QFETCH(const bool, changes);
        save(profile(u"prod"_s, ProfileType::Production));
        const CtlResult result = m_ctl->run(QStringList{u"--profile"_s, u"prod"_s} + command.split(u' '));
        QVERIFY2(result.exitCode == (changes ? 9 : 0), qPrintable(result.toString()));
        QCOMPARE(m_registry->count("PUT") + m_registry->count("DELETE"), 0);
        if (changes) {
            QVERIFY2(result.err.contains(u"--unlock"_s), qPrintable(result.err));
        }
    }

    void unlockingAllowsOneCommandAndSaysWhy()
    {
        save(profile(u"prod"_s, ProfileType::Production));
        const QStringList unlocked{u"--profile"_s, u"prod"_s, u"--unlock"_s, u"change 4711"_s};
        const CtlResult started = m_ctl->run(unlocked + QStringList{u"repo"_s, u"start"_s, u"group/app"_s});
        QVERIFY2(started.exitCode == 0, qPrintable(started.toString()));
        QVERIFY2(started.err.contains(u"change 4711"_s), qPrintable(started.err));
        QCOMPARE(m_registry->count("PUT"), 1);
        QCOMPARE(m_ctl->run({u"--unlock"_s, u"why"_s, u"status"_s}).exitCode, 2); // of what?
    }

    /// The same CA file for both, verified by name.
    void oneCaFileForRegistryAndPostgres()
    {
        const TestAuthority authority;
        PostgresCluster cluster;
        QVERIFY2(cluster.problem().isEmpty(), qPrintable(cluster.problem()));
        const QString created = cluster.createDatabase();
        QVERIFY(cluster.useTls(authority.certificateFile(), authority.keyFile()));
        const TlsFront front(authority, m_registry->port());
        ConnectionProfile profile = this->profile(u"tls"_s, ProfileType::Development);
        profile.registryUrl = front.url();
        profile.database = DatabaseUrl::postgresql(u"localhost"_s, cluster.port(), DatabaseUrl::parse(created)->name(),
            cluster.user(), {{u"hostaddr"_s, u"127.0.0.1"_s}});
        save(profile);
        const CtlResult untrusted = m_ctl->run({u"--profile"_s, u"tls"_s, u"doctor"_s, u"--json"_s});
        QVERIFY2(untrusted.exitCode != 0, qPrintable(untrusted.toString()));
        profile.caFile = authority.caFile();
        save(profile);
        const CtlResult upgraded = m_ctl->run({u"--profile"_s, u"tls"_s, u"db"_s, u"upgrade"_s});
        QVERIFY2(upgraded.exitCode == 0, qPrintable(upgraded.toString()));
        const CtlResult trusted = m_ctl->run({u"--profile"_s, u"tls"_s, u"doctor"_s});
        QVERIFY2(trusted.exitCode == 0, qPrintable(trusted.toString()));
        const TestAuthority somebodyElse;
        profile.caFile = somebodyElse.caFile();
        save(profile);
        QVERIFY(m_ctl->run({u"--profile"_s, u"tls"_s, u"db"_s, u"status"_s}).exitCode != 0);
    }

private:
    ConnectionProfile profile(const QString& name, ProfileType type) const
    {
        ConnectionProfile profile;
        profile.name = name;
        profile.type = type;
        profile.database = m_database;
        profile.registryUrl = m_registry->url();
        return profile;
    }

    void save(const ConnectionProfile& profile) const
    {
        const Result<void> saved = ProfileStore(m_ctl->home() + u"/config/transship/profiles"_s).save(profile);
        if (!saved) {
            qFatal("%s", qPrintable(saved.error().message));
        }
    }

    QTemporaryDir m_folder;
    int m_number = 0;
    DatabaseUrl m_database;
    std::unique_ptr<FakeRegistry> m_registry;
    std::unique_ptr<CtlProcess> m_ctl;
};

QTEST_GUILESS_MAIN(TestCtlProfiles)
#include "tst_ctlprofiles.moc"
