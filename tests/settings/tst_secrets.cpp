// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/settings/secretstore.h"
#include "tests/support/eventual.h"
#include "tests/support/fakekeychain.h"

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace transship;
using namespace transship::testing;
using namespace Qt::Literals::StringLiterals;

namespace {

using Kind = SecretSource::Kind;
constexpr auto database = ProfileSecret::DatabasePassword;
const QByteArray secret = "hunter2";

ConnectionProfile profileWith(Kind kind, const QString& name = {})
{
    ConnectionProfile profile;
    profile.name = u"team"_s;
    profile.database = DatabaseUrl::postgresql(u"db"_s, -1, u"d"_s, u"u"_s, {});
    profile.databasePassword = {kind, name};
    return profile;
}

} // namespace

/// Where secrets are kept, and what happens where there is no keychain.
class TestSecrets : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_content = std::make_shared<FakeKeychain::Content>(); }

    void theKeychainKeepsItForTheNextStart()
    {
        const ConnectionProfile profile = profileWith(Kind::Keychain);
        QVERIFY(Eventual(store().keep(profile, database, "hunter2")).get().ok());
        SecretStore next = store();
        QCOMPARE(*Eventual(next.read(profile, database)).get(), secret);
    }

    void theSessionKeepsItForThisOneOnly()
    {
        const ConnectionProfile profile = profileWith(Kind::Session);
        SecretStore now = store();
        QVERIFY(Eventual(now.keep(profile, database, "hunter2")).get().ok());
        QCOMPARE(*Eventual(now.read(profile, database)).get(), secret);
        QVERIFY(m_content->secrets.isEmpty());
        SecretStore next = store();
        const Result<QByteArray> forgotten = Eventual(next.read(profile, database)).get();
        QVERIFY(!forgotten);
        QCOMPARE(forgotten.error().code, ErrorCode::NotFound);
        QVERIFY(forgotten.error().message.contains(u"team"_s));
    }

    void withoutAKeychainItIsGoodForTheSessionAndThatIsSaid()
    {
        m_content->absent = true;
        SecretStore now = store();
        const ConnectionProfile profile = profileWith(Kind::Keychain);
        QCOMPARE(Eventual(now.checkKeychain()).get().error().code, ErrorCode::Unreachable);
        const Result<void> kept = Eventual(now.keep(profile, database, "hunter2")).get();
        QVERIFY(!kept);
        QCOMPARE(kept.error().code, ErrorCode::Unreachable);
        QVERIFY2(kept.error().message.contains(u"session"_s), qPrintable(kept.error().message));
        QVERIFY(!kept.error().toString().contains(u"hunter2"_s));
        QCOMPARE(*Eventual(now.read(profile, database)).get(), secret);
    }

    void theEnvironmentGivesIt()
    {
        SecretStore now = store();
        const ConnectionProfile profile = profileWith(Kind::Environment, u"TRANSSHIP_TEST_SECRET"_s);
        qunsetenv("TRANSSHIP_TEST_SECRET");
        const Result<QByteArray> missing = Eventual(now.read(profile, database)).get();
        QVERIFY(!missing);
        QVERIFY(missing.error().message.contains(u"TRANSSHIP_TEST_SECRET"_s));
        qputenv("TRANSSHIP_TEST_SECRET", "hunter2");
        QCOMPARE(*Eventual(now.read(profile, database)).get(), secret);
        qunsetenv("TRANSSHIP_TEST_SECRET");
    }

    void aFileGivesIt()
    {
        QTemporaryDir folder;
        QFile file(folder.filePath(u"secret"_s));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("hunter2\n") > 0);
        file.close();
        SecretStore now = store();
        QCOMPARE(*Eventual(now.read(profileWith(Kind::File, file.fileName()), database)).get(), secret);
        const Result<QByteArray> missing
            = Eventual(now.read(profileWith(Kind::File, u"/nowhere/secret"_s), database)).get();
        QVERIFY(!missing);
        QVERIFY(missing.error().message.contains(u"/nowhere/secret"_s));
    }

    void aNewNameTakesThemAlong()
    {
        SecretStore now = store();
        QVERIFY(Eventual(now.keep(profileWith(Kind::Keychain), database, "hunter2")).get().ok());
        QVERIFY(Eventual(now.rename(u"team"_s, u"another"_s)).get().ok());
        ConnectionProfile renamed = profileWith(Kind::Keychain);
        renamed.name = u"another"_s;
        QCOMPARE(*Eventual(now.read(renamed, database)).get(), secret);
        QCOMPARE(m_content->secrets.size(), 1);
    }

    void aDeletedProfileLeavesNothing()
    {
        SecretStore now = store();
        QVERIFY(Eventual(now.keep(profileWith(Kind::Keychain), database, "hunter2")).get().ok());
        QVERIFY(Eventual(now.forget(u"team"_s)).get().ok());
        QVERIFY(m_content->secrets.isEmpty());
        QCOMPARE(Eventual(now.read(profileWith(Kind::Keychain), database)).get().error().code, ErrorCode::NotFound);
    }

    /// No Secret Service here: the real thing has to say so at once, in words, and never block.
    void theSystemsKeychainSaysThatItIsNotThere()
    {
        qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere");
        SystemKeychain keychain;
        const Result<void> written = Eventual(keychain.write(u"key"_s, "hunter2")).get();
        QVERIFY(!written);
        QCOMPARE(written.error().code, ErrorCode::Unreachable);
        QVERIFY2(written.error().message.contains(u"environment variable"_s), qPrintable(written.error().message));
        QVERIFY(!written.error().toString().contains(u"hunter2"_s));
        QVERIFY(!Eventual(keychain.read(u"key"_s)).get());
    }

    /// A desktop session of its own, with GNOME's keyring in it.
    void theSystemsKeychainKeepsSecrets()
    {
        QTemporaryDir home;
        QProcess session;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"HOME"_s, home.path());
        environment.insert(u"XDG_RUNTIME_DIR"_s, home.path());
        environment.insert(u"XDG_DATA_HOME"_s, home.path() + u"/data"_s);
        environment.remove(u"DBUS_SESSION_BUS_ADDRESS"_s);
        environment.insert(u"XDG_CURRENT_DESKTOP"_s, u"GNOME"_s);
        session.setProcessEnvironment(environment);
        session.start(u"dbus-run-session"_s,
            {u"--"_s, u"sh"_s, u"-c"_s,
                u"printf '\\n' | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1; exec \"$0\""_s,
                QStringLiteral(KEYCHAINPROBE)});
        QVERIFY2(session.waitForFinished(60000), "apt-get install dbus gnome-keyring libsecret-1-0");
        const QByteArray said = session.readAllStandardOutput();
        QCOMPARE(QString::fromUtf8(said), u"write: ok\nread: s\u00e9cret\nremove: ok\nread: not found\nremove: ok\n"_s);
    }

private:
    SecretStore store() { return SecretStore(std::make_unique<FakeKeychain>(m_content)); }

    std::shared_ptr<FakeKeychain::Content> m_content;
};

QTEST_GUILESS_MAIN(TestSecrets)
#include "tst_secrets.moc"
