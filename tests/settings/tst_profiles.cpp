// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/settings/profilestore.h"

#include <QFile>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

using namespace transship;
using namespace Qt::Literals::StringLiterals;

namespace {

using Kind = SecretSource::Kind;

ConnectionProfile fullProfile()
{
    ConnectionProfile profile;
    profile.name = u"gitlab / production & more"_s;
    profile.type = ProfileType::Production;
    profile.database = DatabaseUrl::postgresql(
        u"db.example.com"_s, 5433, u"trans ship"_s, u"sre@team"_s, {{u"sslmode"_s, u"verify-full"_s}});
    profile.databasePassword = {Kind::Keychain, {}};
    profile.registryUrl = QUrl(u"https://registry.example.com:5000"_s);
    profile.login.method = RegistryLogin::Method::Password;
    profile.login.user = u"robot"_s;
    profile.login.secret = {Kind::File, u"/run/secrets/registry password"_s};
    profile.caFile = u"/etc/ssl/company ca.pem"_s;
    profile.proxy.kind = ProxySettings::Kind::Socks5;
    profile.proxy.host = u"proxy.example.com"_s;
    profile.proxy.port = 1080;
    profile.proxy.user = u"desk"_s;
    profile.proxy.password = {Kind::Environment, u"PROXY_PASSWORD"_s};
    return profile;
}

/// With the quotes that JSON wants.
QByteArray json(QByteArray text)
{
    return text.replace('\'', '"');
}

} // namespace

/// Profiles as they are kept: readable files, nothing lost, nothing secret in them.
class TestProfiles : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everythingComesBack()
    {
        const ProfileStore store(m_folder.filePath(u"profiles"_s));
        ConnectionProfile key = fullProfile();
        key.name = u"with a key"_s;
        key.login = {};
        key.login.method = RegistryLogin::Method::SigningKey;
        key.login.keyFile = u"/etc/key.pem"_s;
        key.login.issuer = u"issuer"_s;
        key.login.audience = u"audience"_s;
        ConnectionProfile small;
        small.name = u".hidden"_s;
        small.database = DatabaseUrl::sqlite(u"/data/a b%20c.sqlite"_s);
        for (const ConnectionProfile& profile : {fullProfile(), key, small}) {
            const Result<void> saved = store.save(profile);
            QVERIFY2(saved.ok(), saved ? "" : qPrintable(saved.error().message));
            const Result<ConnectionProfile> found = store.find(profile.name);
            QVERIFY2(found.ok(), found ? "" : qPrintable(found.error().message));
            QVERIFY(*found == profile);
        }
        QCOMPARE(store.list().profiles.size(), 3);
        QVERIFY(store.list().problems.isEmpty());
        QVERIFY(store.remove(small.name));
        QCOMPARE(store.find(small.name).error().code, ErrorCode::NotFound);
        QVERIFY(store.find(small.name).error().message.contains(u"with a key"_s));
    }

    void onlyTheOwnerReadsThem()
    {
        const ProfileStore store(m_folder.filePath(u"private"_s));
        QVERIFY(store.save(fullProfile()));
        const QFile::Permissions others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
        QCOMPARE(QFile::permissions(store.filePath(fullProfile().name)) & others, QFile::Permissions());
        QCOMPARE(QFile::permissions(m_folder.filePath(u"private"_s)) & others, QFile::Permissions());
    }

    void aPasswordNeverGetsIn()
    {
        const ProfileStore store(m_folder.filePath(u"secrets"_s));
        ConnectionProfile profile = fullProfile();
        profile.database = profile.database.withPassword(u"hunter2"_s);
        QVERIFY(!store.save(profile));
        profile = fullProfile();
        profile.registryUrl.setPassword(u"hunter2"_s);
        QVERIFY(!store.save(profile));
        QVERIFY(store.list().profiles.isEmpty());
        QVERIFY(!QJsonDocument(toJson(profile)).toJson().contains("databasePassword\":\"hunter2"));
    }

    /// One damaged file is named, and takes none of the others with it.
    void damagedFiles_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QString>("says");
        QTest::newRow("no JSON") << QByteArray("{ name") << u"character"_s;
        QTest::newRow("unknown type") << json("{'name':'x','type':'prod','database':{'url':'sqlite:/x'}}") << u"type"_s;
        QTest::newRow("no type") << json("{'name':'x','database':{'url':'sqlite:/x'}}") << u"type"_s;
        QTest::newRow("no database") << json("{'name':'x','type':'staging'}") << u"database.url"_s;
        QTest::newRow("unknown secret") << json(
            "{'name':'x','type':'staging','database':{'url':'postgresql://h/d','password':{'from':'post-it'}}}")
                                        << u"database.password.from"_s;
        QTest::newRow("bad port") << json("{'name':'x','type':'staging','database':{'url':'sqlite:/"
                                          "x'},'proxy':{'type':'http','host':'h','port':99999}}")
                                  << u"proxy.port"_s;
        QTest::newRow("text for an object")
            << json("{'name':'x','type':'staging','database':{'url':'sqlite:/x'},'proxy':'none'}") << u"proxy"_s;
    }
    void damagedFiles()
    {
        QFETCH(const QByteArray, content);
        QFETCH(const QString, says);
        QTemporaryDir folder;
        const ProfileStore store(folder.path());
        QVERIFY(store.save(fullProfile()));
        QFile file(folder.filePath(u"x.json"_s));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(content) == content.size());
        file.close();
        const ProfileStore::Listing listing = store.list();
        QCOMPARE(listing.profiles.size(), 1);
        QCOMPARE(listing.problems.size(), 1);
        QVERIFY2(listing.problems.first().message.contains(u"x.json"_s), qPrintable(listing.problems.first().message));
        QVERIFY2(listing.problems.first().message.contains(says), qPrintable(listing.problems.first().message));
    }

    void whatIsIncompleteIsSaidInWords()
    {
        ConnectionProfile profile = fullProfile();
        profile.login.user.clear();
        QVERIFY(validate(profile).error().message.contains(u"user"_s));
        profile = fullProfile();
        profile.login.secret = {};
        QVERIFY(validate(profile).error().message.contains(u"secret"_s));
        profile = fullProfile();
        profile.proxy.host.clear();
        QVERIFY(validate(profile).error().message.contains(u"proxy"_s));
        profile = fullProfile();
        profile.databasePassword = {Kind::File, {}};
        QVERIFY(validate(profile).error().message.contains(u"file"_s));
        profile = fullProfile();
        profile.database = DatabaseUrl::sqlite(QString());
        QVERIFY(validate(profile).error().message.contains(u"SQLite"_s));
    }

    void addressesComeBackFromTheirText_data()
    {
        QTest::addColumn<QString>("text");
        for (const char* text : {"sqlite:/data/a b.sqlite", "postgresql://db/name", "postgresql://u%40x@db:5433/a%20b",
                 "postgresql://u@[::1]:5432/d?sslmode=require", "postgresql:///d?host=/var/run/postgresql",
                 "postgresql://db/d?application_name=a%26b%3Dc"}) {
            QTest::newRow(text) << QString::fromLatin1(text);
        }
    }
    void addressesComeBackFromTheirText()
    {
        QFETCH(const QString, text);
        const Result<DatabaseUrl> url = DatabaseUrl::parse(text);
        QVERIFY(url);
        const Result<DatabaseUrl> again = DatabaseUrl::parse(url->toUrlString());
        QVERIFY2(again.ok(), qPrintable(url->toUrlString()));
        QVERIFY2(*again == *url, qPrintable(url->toUrlString()));
    }

private:
    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(TestProfiles)
#include "tst_profiles.moc"
