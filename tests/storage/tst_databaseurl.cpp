// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/storage/storagetools.h"

using namespace transship;

class TestDatabaseUrl : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void accepts_data();
    void accepts();
    void refuses_data();
    void refuses();
    void hidesThePassword_data();
    void hidesThePassword();
    void openingNamesTheDatabaseButNoPassword();
    void folderThatCannotBeMade();
    void fileThatIsNoDatabase();
    void readOnlyDatabaseRefusesWrites();
};

void TestDatabaseUrl::accepts_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("shown");
    QTest::newRow("absolute") << "sqlite:/tmp/x.db"
                              << "sqlite:/tmp/x.db";
    QTest::newRow("three slashes") << "sqlite:///tmp/x.db"
                                   << "sqlite:/tmp/x.db";
    QTest::newRow("dots") << "sqlite:/tmp/a/../x.db"
                          << "sqlite:/tmp/x.db";
    QTest::newRow("postgres") << "postgres://u@h/db"
                              << "postgresql://u@h/db";
    QTest::newRow("port") << "postgresql://u@h:5433/db"
                          << "postgresql://u@h:5433/db";
    QTest::newRow("options") << "postgresql://u@h/db?sslmode=require"
                             << "postgresql://u@h/db?sslmode=require";
    QTest::newRow("ipv6") << "postgresql://u@[::1]:1/db"
                          << "postgresql://u@[::1]:1/db";
    QTest::newRow("encoded name") << "postgresql://u@h/my%20db"
                                  << "postgresql://u@h/my db";
    QTest::newRow("socket folder") << "postgresql:///db?host=/run/postgresql"
                                   << "postgresql:///run/postgresql/db";
}

void TestDatabaseUrl::accepts()
{
    QFETCH(QString, text);
    const auto url = DatabaseUrl::parse(text);
    VERIFY_OK(url);
    QTEST(url->toDisplayString(), "shown");
}

void TestDatabaseUrl::refuses_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("empty") << "";
    QTest::newRow("no scheme") << "/tmp/x.db";
    QTest::newRow("mysql") << "mysql://u:secret@h/db";
    QTest::newRow("no file") << "sqlite:";
    QTest::newRow("folder") << "sqlite:/tmp/";
    QTest::newRow("memory") << "sqlite::memory:";
    QTest::newRow("no database") << "postgresql://u:secret@h/";
    QTest::newRow("bad port") << "postgresql://u:secret@h:99999/db";
    QTest::newRow("unencoded") << "postgresql://u:sec ret@h/db";
    QTest::newRow("option that ends early") << "postgresql://u:secret@h/db?sslmode=a;b";
    QTest::newRow("option with a space") << "postgresql://u:secret@h/db?ssl%20mode=a";
}

void TestDatabaseUrl::refuses()
{
    QFETCH(QString, text);
    const auto url = DatabaseUrl::parse(text);
    QVERIFY(!url.ok());
    QCOMPARE(url.error().code, ErrorCode::InvalidArgument);
    QVERIFY(url.error().toString().contains(QStringLiteral("sqlite:PATH")));
    QVERIFY2(!url.error().toString().contains(QStringLiteral("sec")), qPrintable(url.error().toString()));
}

void TestDatabaseUrl::hidesThePassword_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("in the authority") << "postgresql://u:hunter2@h/db";
    QTest::newRow("percent-encoded") << "postgresql://u:hunter%32@h/db";
    QTest::newRow("as an option") << "postgresql://u@h/db?password=hunter2";
}

void TestDatabaseUrl::hidesThePassword()
{
    QFETCH(QString, text);
    const auto url = DatabaseUrl::parse(text);
    VERIFY_OK(url);
    QCOMPARE(url->password(), QStringLiteral("hunter2"));
    QCOMPARE(url->toDisplayString(), QStringLiteral("postgresql://u@h/db"));
}

void TestDatabaseUrl::openingNamesTheDatabaseButNoPassword()
{
    // Port 1 of the loopback: refused at once.
    const auto url = DatabaseUrl::parse(QStringLiteral("postgresql://u:hunter2@127.0.0.1:1/db"));
    VERIFY_OK(url);
    const auto connection = Connection::open(*url, Access::ReadWrite, QStringLiteral("test"));
    QVERIFY(!connection.ok());
    QCOMPARE(connection.error().code, ErrorCode::DatabaseUnavailable);
    QVERIFY(connection.error().retryable);
    QVERIFY(connection.error().message.contains(QStringLiteral("postgresql://u@127.0.0.1:1/db")));
    QVERIFY(!connection.error().toString().contains(QStringLiteral("hunter2")));
}

void TestDatabaseUrl::folderThatCannotBeMade()
{
    const DatabaseUrl url = DatabaseUrl::sqlite(QStringLiteral("/proc/nowhere/x.sqlite"));
    const auto connection = Connection::open(url, Access::ReadWrite, QStringLiteral("test"));
    QVERIFY(!connection.ok());
    QCOMPARE(connection.error().code, ErrorCode::DatabaseUnavailable);
    QVERIFY(connection.error().message.contains(QStringLiteral("/proc/nowhere/x.sqlite")));
}

void TestDatabaseUrl::fileThatIsNoDatabase()
{
    QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("x.sqlite")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QByteArray(8192, 'x'));
    file.close();
    const auto connection
        = Connection::open(DatabaseUrl::sqlite(file.fileName()), Access::ReadWrite, QStringLiteral("test"));
    QVERIFY(!connection.ok());
    QVERIFY2(connection.error().message.contains(QStringLiteral("not a SQLite database")),
        qPrintable(connection.error().toString()));
}

void TestDatabaseUrl::readOnlyDatabaseRefusesWrites()
{
    QTemporaryDir folder;
    const DatabaseUrl url = DatabaseUrl::sqlite(folder.filePath(QStringLiteral("x.sqlite")));
    const auto writer = transship::testing::TestDatabases::open(url);
    VERIFY_OK(writer->exec(QStringLiteral("CREATE TABLE t (a integer)")));
    const auto reader = transship::testing::TestDatabases::open(url, Access::ReadOnly);
    const auto refused = reader->exec(QStringLiteral("INSERT INTO t VALUES (1)"));
    QVERIFY(!refused.ok());
    QCOMPARE(refused.error().code, ErrorCode::ReadOnly);
}

QTEST_GUILESS_MAIN(TestDatabaseUrl)
#include "tst_databaseurl.moc"
