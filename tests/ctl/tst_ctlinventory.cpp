// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ctl/ctlprocess.h"
#include "tests/support/testdatabases.h"

#include <QDir>
#include <QTest>

using namespace transship;
using namespace transship::testing;
using namespace Qt::Literals::StringLiterals;

/// `transshipctl inventory load`.
class TestCtlInventory : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_databases.problem().isEmpty(), qPrintable(m_databases.problem())); }

    void inventory_data() { TestDatabases::addRows(); }
    void inventory()
    {
        CtlProcess ctl;
        ctl.setDatabase(m_databases.createForRow().toDisplayString());
        const QStringList load{u"inventory"_s, u"load"_s, u"-"_s, u"--json"_s};
        const CtlResult dry = ctl.run(load + QStringList{u"--dry-run"_s}, "path\na/b\nc/d\n");
        QCOMPARE(dry.json()[u"added"_s].toInt(-1), 2);
        QCOMPARE(ctl.run({u"db"_s, u"status"_s, u"--json"_s}).json()[u"repositories"_s].toInt(-1), 0);

        const CtlResult first = ctl.run(load, "path,plan,tags\na/b,free,3\nc/d,,\n");
        QVERIFY2(first.exitCode == 0, qPrintable(first.toString()));
        QCOMPARE(first.json()[u"added"_s].toInt(-1), 2);
        const CtlResult second = ctl.run(load, "{\"path\":\"a/b\"}\n{\"path\":\"deep/er/still/x\"}\n");
        QCOMPARE(second.json()[u"added"_s].toInt(-1), 1);
        QCOMPARE(second.json()[u"already_there"_s].toInt(-1), 1);
        const QJsonObject row = ctl.run({u"repo"_s, u"show"_s, u"a/b"_s, u"--json"_s}).json();
        QCOMPARE(row[u"migration_plan"_s].toString(), u"free"_s);
        QCOMPARE(row[u"tags_count"_s].toInt(), 3);
        QCOMPARE(row[u"migration_state"_s].toString(), u"default"_s);
    }

    /// A migration goes on meanwhile: what is there already is found without keeping others from writing.
    void aKnownInventoryNeedsNoWriting()
    {
        const DatabaseUrl url = m_databases.create(u"sqlite"_s);
        CtlProcess ctl;
        ctl.setDatabase(url.toDisplayString());
        QCOMPARE(
            ctl.run({u"inventory"_s, u"load"_s, u"-"_s}, "path\ngroup/app0\ngroup/app1\ngroup/app2\n").exitCode, 0);
        const auto writing = TestDatabases::open(url);
        QVERIFY(writing->begin().ok());
        const QByteArray known = "path\ngroup/app0\ngroup/app1\ngroup/app2\n";
        const CtlResult again = ctl.run({u"inventory"_s, u"load"_s, u"-"_s, u"--json"_s}, known);
        writing->rollback();
        QVERIFY2(again.exitCode == 0, qPrintable(again.toString()));
        QCOMPARE(again.json()[u"already_there"_s].toInt(), 3);
        const CtlResult twice
            = ctl.run({u"inventory"_s, u"load"_s, u"-"_s, u"--json"_s}, known + "group/new\ngroup/new\n");
        QCOMPARE(twice.json()[u"added"_s].toInt(), 1);
        QCOMPARE(twice.json()[u"already_there"_s].toInt(), 4);
    }

    void brokenInventoryLoadsNothing()
    {
        CtlProcess ctl;
        ctl.setDatabase(m_databases.create(u"sqlite"_s).toDisplayString());
        const CtlResult result = ctl.run(
            {u"inventory"_s, u"load"_s, u"-"_s, u"--json"_s}, "path,tags\nok/ok,1\nBAD,1\nok/two,x\nok/three,2\n");
        QVERIFY2(result.exitCode == 1, qPrintable(result.toString()));
        QVERIFY2(result.err.contains(u"line 3") && result.err.contains(u"line 4"), qPrintable(result.err));
        QVERIFY(!result.err.contains(u"line 2") && !result.err.contains(u"line 5"));
        QCOMPARE(result.json()[u"bad_lines"_s].toInt(), 2);
        QCOMPARE(ctl.run({u"db"_s, u"status"_s, u"--json"_s}).json()[u"repositories"_s].toInt(-1), 0);
    }

    void inventoryFilesThatAreNone()
    {
        CtlProcess ctl;
        const CtlResult missing = ctl.run({u"inventory"_s, u"load"_s, u"/no/such/file.csv"_s});
        QCOMPARE(missing.exitCode, 1);
        QVERIFY2(missing.err.contains(u"/no/such/file.csv") && missing.err.contains(u"No such file"),
            qPrintable(missing.err));
        const CtlResult folder = ctl.run({u"inventory"_s, u"load"_s, ctl.home()});
        QCOMPARE(folder.exitCode, 1);
        QVERIFY2(folder.err.contains(u"folder"), qPrintable(folder.err));
        const CtlResult binary = ctl.run({u"inventory"_s, u"load"_s, u"-"_s}, QByteArray(300, '\0'));
        QCOMPARE(binary.exitCode, 1);
        QVERIFY2(binary.err.contains(u"not a text file"), qPrintable(binary.err));
    }

private:
    TestDatabases m_databases;
};

QTEST_GUILESS_MAIN(TestCtlInventory)
#include "tst_ctlinventory.moc"
