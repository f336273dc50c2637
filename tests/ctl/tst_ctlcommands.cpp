// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ctl/ctlprocess.h"
#include "tests/support/servertools.h"
#include "tests/support/testdatabases.h"

#include <QDir>
#include <QJsonArray>
#include <QTest>

using namespace transship;
using namespace transship::testing;
using namespace Qt::Literals::StringLiterals;

/// The commands that need no registry: exit codes, words, documents.
class TestCtlCommands : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_databases.problem().isEmpty(), qPrintable(m_databases.problem())); }

    void usageErrors_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("says");
        QTest::newRow("nothing") << QStringList() << u"subcommand"_s;
        QTest::newRow("unknown command") << QStringList{u"frobnicate"_s} << u"subcommand"_s;
        QTest::newRow("unknown option") << QStringList{u"status"_s, u"--frob"_s} << u"--frob"_s;
        QTest::newRow("unknown event") << QStringList{u"repo"_s, u"fire"_s, u"explode"_s, u"1"_s}
                                       << u"start_pre_import"_s;
        QTest::newRow("unknown reason") << QStringList{u"repo"_s, u"skip"_s, u"1"_s, u"--reason"_s, u"bored"_s}
                                        << u"too_many_tags"_s;
        QTest::newRow("unknown setting") << QStringList{u"settings"_s, u"set"_s, u"colour"_s, u"1"_s}
                                         << u"max_retries"_s;
        QTest::newRow("bad value") << QStringList{u"settings"_s, u"set"_s, u"max_retries"_s, u"few"_s}
                                   << u"whole number"_s;
        QTest::newRow("unknown flag") << QStringList{u"flags"_s, u"enable"_s, u"capacity_3"_s} << u"capacity_5"_s;
        QTest::newRow("bad query") << QStringList{u"repo"_s, u"list"_s, u"--query"_s, u"colour:red"_s}
                                   << u"character 1"_s;
        QTest::newRow("neither X nor query") << QStringList{u"repo"_s, u"abort"_s} << u"--query"_s;
        QTest::newRow("both") << QStringList{u"repo"_s, u"abort"_s, u"1"_s, u"--query"_s, u"a"_s} << u"not both"_s;
        QTest::newRow("no database URL") << QStringList{u"--database"_s, u"mysql://x/y"_s, u"status"_s}
                                         << u"postgresql://"_s;
        QTest::newRow("no registry URL") << QStringList{u"--registry"_s, u"ftp://x"_s, u"status"_s}
                                         << u"https://registry.example.com"_s;
        QTest::newRow("worker without registry") << QStringList{u"worker"_s} << u"TRANSSHIP_REGISTRY"_s;
        QTest::newRow("bad listen address") << QStringList{u"importer"_s, u"serve"_s, u"--source"_s, u"http://a"_s,
            u"--target"_s, u"http://b"_s, u"--listen"_s, u"here"_s}
                                            << u"127.0.0.1:8080"_s;
        QTest::newRow("importer with the rollout's database") << QStringList{u"--database"_s, u"sqlite:x"_s,
            u"importer"_s, u"serve"_s, u"--source"_s, u"http://a"_s, u"--target"_s, u"http://b"_s}
                                                              << u"TRANSSHIP_IMPORTER_DATABASE"_s;
    }

    void usageErrors()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QString, says);
        const CtlResult result = CtlProcess().run(arguments);
        QVERIFY2(result.exitCode == 2, qPrintable(result.toString()));
        QVERIFY2(result.err.contains(says), qPrintable(result.toString()));
        QCOMPARE(result.out, QString());
    }

    void passwordsAreNoArguments_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("database") << QStringList{u"--database"_s, u"postgresql://u:hunter2@127.0.0.1/x"_s, u"status"_s};
        QTest::newRow("database option") << QStringList{
            u"status"_s, u"--database"_s, u"postgresql://u@127.0.0.1/x?password=hunter2"_s};
        QTest::newRow("registry") << QStringList{u"--registry"_s, u"http://u:hunter2@127.0.0.1:1"_s, u"worker"_s};
        QTest::newRow("source") << QStringList{u"inventory"_s, u"scan"_s, u"--source"_s, u"http://u:hunter2@h"_s};
        QTest::newRow("target") << QStringList{
            u"importer"_s, u"serve"_s, u"--source"_s, u"http://h"_s, u"--target"_s, u"http://u:hunter2@h"_s};
    }

    void passwordsAreNoArguments()
    {
        QFETCH(QStringList, arguments);
        const CtlResult result = CtlProcess().run(arguments);
        QVERIFY2(result.exitCode == 2, qPrintable(result.toString()));
        QVERIFY2(result.err.contains(u"environment"), qPrintable(result.err));
        QVERIFY2(!result.err.contains(u"hunter2"), qPrintable(result.err));
    }

    void helpAndVersion()
    {
        const CtlProcess ctl;
        const CtlResult help = ctl.run({u"--help"_s});
        QCOMPARE(help.exitCode, 0);
        QVERIFY(help.out.contains(u"importer") && help.out.contains(u"Exit codes"));
        QCOMPARE(ctl.run({u"--version"_s}).out, u"transshipctl " TRANSSHIP_VERSION "\n"_s);
    }

    void databaseThatCannotBeOpened_data()
    {
        QTest::addColumn<QString>("url");
        QTest::newRow("PostgreSQL is down") << u"postgresql://u@127.0.0.1:%1/x"_s.arg(freePort());
        QTest::newRow("SQLite, the folder is a file") << u"sqlite:/proc/version/x.sqlite"_s;
    }

    void databaseThatCannotBeOpened()
    {
        QFETCH(QString, url);
        CtlProcess ctl;
        ctl.setDatabase(url);
        const CtlResult result = ctl.run({u"db"_s, u"upgrade"_s});
        QVERIFY2(result.exitCode == 6, qPrintable(result.toString()));
        QVERIFY2(result.err.contains(u"cannot open the database"), qPrintable(result.err));
    }

    void fileThatIsNoDatabase()
    {
        CtlProcess ctl;
        QFile file(ctl.home() + u"/x.sqlite"_s);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(QByteArray(4096, 'x')) == 4096 && file.flush());
        ctl.setDatabase(u"sqlite:"_s + file.fileName());
        const CtlResult result = ctl.run({u"status"_s});
        QVERIFY2(result.exitCode == 1, qPrintable(result.toString()));
        QVERIFY2(result.err.contains(u"not a SQLite database"), qPrintable(result.err));
    }

    /// Nothing but upgrade and inventory creates a database; the others say which command does.
    void emptyDatabase_data() { TestDatabases::addRows(); }
    void emptyDatabase()
    {
        const DatabaseUrl url = m_databases.createEmpty(TestDatabases::backend());
        CtlProcess ctl;
        ctl.setDatabase(url.toDisplayString());
        const QList<QStringList> commands{{u"repo"_s, u"list"_s}, {u"status"_s}, {u"settings"_s, u"list"_s},
            {u"enqueue"_s}, {u"deny"_s, u"add"_s, u"x"_s}, {u"db"_s, u"status"_s}};
        for (const QStringList& command : commands) {
            const CtlResult result = ctl.run(command);
            QVERIFY2(result.exitCode == 1, qPrintable(command.join(u' ') + u'\n' + result.toString()));
            QVERIFY2(result.err.contains(u"transshipctl db upgrade"), qPrintable(result.err));
        }
        QVERIFY(url.backend() == Backend::PostgreSql || !QFile::exists(url.name()));

        const CtlResult dry = ctl.run({u"db"_s, u"upgrade"_s, u"--dry-run"_s, u"--json"_s});
        QCOMPARE(dry.exitCode, 0);
        QCOMPARE(dry.json()[u"schema_version"_s].toInt(-1), 0);
        QVERIFY(!dry.json()[u"steps"_s].toArray().isEmpty());
        QCOMPARE(ctl.run({u"status"_s}).exitCode, 1);

        QCOMPARE(ctl.run({u"db"_s, u"upgrade"_s}).exitCode, 0);
        const CtlResult again = ctl.run({u"db"_s, u"upgrade"_s, u"--json"_s});
        QCOMPARE(again.exitCode, 0);
        QCOMPARE(again.json()[u"steps"_s].toArray(), QJsonArray());
        const CtlResult status = ctl.run({u"db"_s, u"status"_s, u"--json"_s});
        QVERIFY2(status.exitCode == 0, qPrintable(status.toString()));
        QCOMPARE(status.json()[u"verdict"_s].toString(), u"up_to_date"_s);
        QCOMPARE(status.json()[u"repositories"_s].toInt(-1), 0);
    }

    void newerDatabase_data() { TestDatabases::addRows(); }
    void newerDatabase()
    {
        const DatabaseUrl url = m_databases.createForRow();
        {
            const auto connection = TestDatabases::open(url);
            const auto inserted = connection->execCount(
                u"INSERT INTO schema_migrations (version, name, applied_at) VALUES (?, 'future', ?)"_s,
                {999, connection->toStored(QDateTime::currentDateTimeUtc())});
            QVERIFY(inserted);
        }
        CtlProcess ctl;
        ctl.setDatabase(url.toDisplayString());
        ctl.setVariable(u"TRANSSHIP_REGISTRY"_s, u"http://127.0.0.1:1"_s);
        const QList<QStringList> commands{{u"db"_s, u"upgrade"_s}, {u"db"_s, u"upgrade"_s, u"--dry-run"_s},
            {u"db"_s, u"status"_s}, {u"repo"_s, u"list"_s}, {u"worker"_s}, {u"inventory"_s, u"load"_s, u"-"_s}};
        for (const QStringList& command : commands) {
            const CtlResult result = ctl.run(command, "path\na/b\n");
            QVERIFY2(result.exitCode == 1, qPrintable(command.join(u' ') + u'\n' + result.toString()));
            QVERIFY2(result.err.contains(u"999") && result.err.contains(u"newer"), qPrintable(result.err));
        }
    }

    void defaultDatabase()
    {
        const CtlProcess ctl;
        QVERIFY(ctl.run({u"status"_s}).err.contains(u"db upgrade"));
        const CtlResult loaded = ctl.run({u"inventory"_s, u"load"_s, u"-"_s}, "path\na/b\n");
        QVERIFY2(loaded.exitCode == 0, qPrintable(loaded.toString()));
        QVERIFY(QFile::exists(ctl.home() + u"/data/transship/transship.sqlite"_s));
    }

    void notFound()
    {
        CtlProcess ctl = withRepositories(2);
        for (const QString& command : {u"show"_s, u"history"_s, u"abort"_s}) {
            for (const QString& given : {u"no/such"_s, u"4711"_s}) {
                const CtlResult result = ctl.run({u"repo"_s, command, given});
                QVERIFY2(result.exitCode == 4, qPrintable(command + u'\n' + result.toString()));
                QVERIFY2(result.err.contains(given), qPrintable(result.err));
            }
        }
        QCOMPARE(ctl.run({u"repo"_s, u"fire"_s, u"abort_import"_s, u"no/such"_s, u"--forced"_s}).exitCode, 4);
        QCOMPARE(ctl.run({u"repo"_s, u"list"_s, u"--query"_s, u"nowhere"_s}).exitCode, 4);
        QCOMPARE(ctl.run({u"repo"_s, u"abort"_s, u"--query"_s, u"nowhere"_s}).exitCode, 4);
        QCOMPARE(ctl.run({u"repo"_s, u"show"_s, u"Not A Path"_s}).exitCode, 2);
        QCOMPARE(ctl.run({u"deny"_s, u"add"_s, u"nowhere"_s}).exitCode, 4);
        QCOMPARE(ctl.run({u"deny"_s, u"remove"_s, u"group"_s}).exitCode, 4);
    }

    void listing()
    {
        const CtlProcess ctl = withRepositories(5);
        const CtlResult page
            = ctl.run({u"repo"_s, u"list"_s, u"--sort"_s, u"-path"_s, u"--limit"_s, u"2"_s, u"--json"_s});
        QCOMPARE(page.json()[u"matching"_s].toInt(), 5);
        QCOMPARE(page.json()[u"shown"_s].toInt(), 2);
        QCOMPARE(page.json()[u"repositories"_s][0][u"path"_s].toString(), u"group/app4"_s);
        const CtlResult text = ctl.run({u"repo"_s, u"list"_s, u"--query"_s, u"app3"_s});
        QCOMPARE(text.out.count(u'\n'), 2);
        QVERIFY(text.out.contains(u"group/app3") && text.out.contains(u"default"));
    }

    /// A repository may be called like a command.
    void pathsThatLookLikeCommands()
    {
        CtlProcess ctl;
        ctl.setDatabase(m_databases.create(u"sqlite"_s).toDisplayString());
        QCOMPARE(ctl.run({u"inventory"_s, u"load"_s, u"-"_s}, "path\nstatus\nlist\n77\n").exitCode, 0);
        for (const QString& path : {u"status"_s, u"list"_s, u"77"_s}) {
            const CtlResult shown = ctl.run({u"repo"_s, u"show"_s, path, u"--json"_s});
            QVERIFY2(shown.exitCode == 0, qPrintable(shown.toString()));
            QCOMPARE(shown.json()[u"path"_s].toString(), path);
        }
    }

    void bulk()
    {
        CtlProcess ctl = withRepositories(3);
        const QStringList skip{u"repo"_s, u"skip"_s, u"--query"_s, u"state:default"_s, u"--json"_s};
        const CtlResult unasked = ctl.run(skip);
        QCOMPARE(unasked.exitCode, 2);
        QVERIFY2(unasked.err.contains(u"--yes") && unasked.err.contains(u"3 repositories"), qPrintable(unasked.err));
        const CtlResult dry = ctl.run(skip + QStringList{u"--dry-run"_s});
        QCOMPARE(dry.exitCode, 0);
        QCOMPARE(dry.json()[u"results"_s][2][u"to"_s].toString(), u"import_skipped"_s);
        QCOMPARE(
            ctl.run({u"repo"_s, u"list"_s, u"--query"_s, u"state:default"_s, u"--json"_s}).json()[u"shown"_s].toInt(),
            3);

        const CtlResult done = ctl.run(skip + QStringList{u"--yes"_s, u"--reason"_s, u"too_many_tags"_s});
        QVERIFY2(done.exitCode == 0, qPrintable(done.toString()));
        QCOMPARE(done.json()[u"changed"_s].toInt(), 3);
        QCOMPARE(ctl.run({u"repo"_s, u"show"_s, u"group/app1"_s, u"--json"_s})
                     .json()[u"migration_skipped_reason"_s]
                     .toString(),
            u"too_many_tags"_s);
        QCOMPARE(ctl.run({u"repo"_s, u"reset"_s, u"group/app0"_s}).exitCode, 0);
        QCOMPARE(ctl.run({u"repo"_s, u"reset"_s, u"group/app0"_s}).exitCode, 1);
        QCOMPARE(ctl.run({u"repo"_s, u"reset"_s, u"group/app1"_s, u"group/app0"_s, u"no/such"_s}).exitCode, 3);
    }

    void rolloutSettings_data() { TestDatabases::addRows(); }
    void rolloutSettings()
    {
        CtlProcess ctl;
        ctl.setDatabase(m_databases.createForRow().toDisplayString());
        QCOMPARE(ctl.run({u"settings"_s, u"set"_s, u"max_retries"_s, u"7"_s, u"--dry-run"_s}).exitCode, 0);
        QCOMPARE(setting(ctl, u"max_retries"_s), u"3"_s);
        QCOMPARE(ctl.run({u"settings"_s, u"set"_s, u"max_retries"_s, u"7"_s}).exitCode, 0);
        QCOMPARE(setting(ctl, u"max_retries"_s), u"7"_s);
        QCOMPARE(ctl.run({u"settings"_s, u"set"_s, u"created_before"_s, u""_s}).exitCode, 0);

        QVERIFY(!isOn(ctl, u"capacity_10"_s));
        QCOMPARE(ctl.run({u"flags"_s, u"enable"_s, u"capacity_10"_s}).exitCode, 0);
        QVERIFY(isOn(ctl, u"capacity_10"_s));
        QCOMPARE(ctl.run({u"flags"_s, u"disable"_s, u"capacity_10"_s}).exitCode, 0);
        QVERIFY(!isOn(ctl, u"capacity_10"_s));

        QCOMPARE(ctl.run({u"inventory"_s, u"load"_s, u"-"_s}, "path\ngroup/app\n").exitCode, 0);
        QCOMPARE(ctl.run({u"deny"_s, u"add"_s, u"group"_s}).exitCode, 0);
        QCOMPARE(ctl.run({u"deny"_s, u"list"_s}).out, u"group\n"_s);
        QCOMPARE(ctl.run({u"deny"_s, u"remove"_s, u"group"_s}).exitCode, 0);
        QCOMPARE(ctl.run({u"deny"_s, u"list"_s, u"--json"_s}).json()[u"namespaces"_s].toArray(), QJsonArray());
    }

    void status()
    {
        const CtlProcess ctl = withRepositories(4);
        QCOMPARE(ctl.run({u"repo"_s, u"skip"_s, u"group/app1"_s}).exitCode, 0);
        const QJsonObject status = ctl.run({u"status"_s, u"--json"_s}).json();
        QCOMPARE(status[u"states"_s][u"default"_s].toInt(), 3);
        QCOMPARE(status[u"states"_s][u"import_skipped"_s].toInt(), 1);
        QCOMPARE(status[u"remaining"_s].toInt(), 3);
        QCOMPARE(status[u"enqueuer"_s][u"stopped_by"_s].toString(), u"not_enabled"_s);
        const CtlResult enqueue = ctl.run({u"enqueue"_s});
        QVERIFY2(enqueue.exitCode == 0 && enqueue.out.startsWith(u"not_enabled"), qPrintable(enqueue.toString()));
    }

private:
    CtlProcess withRepositories(int number)
    {
        CtlProcess ctl;
        ctl.setDatabase(m_databases.create(u"sqlite"_s).toDisplayString());
        QByteArray inventory = "path\n";
        for (int i = 0; i < number; ++i) {
            inventory += "group/app" + QByteArray::number(i) + '\n';
        }
        if (ctl.run({u"inventory"_s, u"load"_s, u"-"_s}, inventory).exitCode != 0) {
            qFatal("cannot load the test's inventory");
        }
        return ctl;
    }

    static QString setting(const CtlProcess& ctl, const QString& shortName)
    {
        for (const QJsonValue& value :
            ctl.run({u"settings"_s, u"list"_s, u"--json"_s}).json()[u"settings"_s].toArray()) {
            if (value[u"short_name"_s] == shortName) {
                return value[u"value"_s].toString();
            }
        }
        return {};
    }

    static bool isOn(const CtlProcess& ctl, const QString& end)
    {
        for (const QJsonValue& value : ctl.run({u"flags"_s, u"list"_s, u"--json"_s}).json()[u"flags"_s].toArray()) {
            if (value[u"name"_s].toString().endsWith(end)) {
                return value[u"enabled"_s].toBool();
            }
        }
        return false;
    }

    TestDatabases m_databases;
};

QTEST_GUILESS_MAIN(TestCtlCommands)
#include "tst_ctlcommands.moc"
