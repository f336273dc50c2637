// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ctl/ctlprocess.h"
#include "tests/support/testdatabases.h"

#include <QJsonArray>
#include <QTest>

using namespace transship;
using namespace transship::testing;
using namespace Qt::Literals::StringLiterals;

namespace {

const QStringList& states()
{
    static const QStringList list
        = QStringLiteral("default pre_importing pre_import_done importing import_done import_aborted import_skipped")
              .split(u' ');
    return list;
}

struct Expectation {
    const char* event;
    const char* to; ///< one word for each of the states above, "-" = refused
};

// docs/domain.md, section 2, written out; on purpose not taken from the program's own table.
constexpr Expectation table[] = {
    {"start_pre_import", "pre_importing pre_importing - pre_importing - pre_importing -"},
    {"finish_pre_import", "- pre_import_done - pre_import_done - pre_import_done -"},
    {"start_import", "- importing importing importing - importing -"},
    {"finish_import", "import_done import_done - import_done - import_done -"},
    {"already_migrated", "import_done - - - - - -"},
    {"abort_import", "import_aborted import_aborted import_aborted import_aborted - - -"},
    {"skip_import", "import_skipped import_skipped import_skipped import_skipped - import_skipped -"},
    {"retry_pre_import", "- pre_importing - pre_importing - pre_importing -"},
    {"retry_import", "- importing - importing - importing -"},
    {"reset", "- - - - - default default"},
};

QString pathOf(const QString& event, const QString& state)
{
    return QStringLiteral("fire/%1/%2").arg(event, state);
}

QHash<QString, QJsonObject> rowsByPath(const CtlProcess& ctl)
{
    const CtlResult list = ctl.run({QStringLiteral("repo"), QStringLiteral("list"), QStringLiteral("--limit"),
        QStringLiteral("0"), QStringLiteral("--json")});
    QHash<QString, QJsonObject> rows;
    for (const QJsonValue& value : list.json()[QStringLiteral("repositories")].toArray()) {
        rows.insert(value[QStringLiteral("path")].toString(), value.toObject());
    }
    return rows;
}

} // namespace

class TestCtlFire : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_databases.problem().isEmpty(), qPrintable(m_databases.problem())); }

    void wholeTable_data() { TestDatabases::addRows(); }
    /// Seven repositories for each event, one in each state; then one call for each event.
    void wholeTable()
    {
        const DatabaseUrl url = m_databases.createForRow();
        CtlProcess ctl;
        ctl.setDatabase(url.toDisplayString());
        prepare(ctl, url);
        const QHash<QString, QJsonObject> before = rowsByPath(ctl);
        QCOMPARE(before.size(), std::size(table) * 7);
        for (const Expectation& row : table) {
            fireAll(ctl, QString::fromLatin1(row.event), QString::fromLatin1(row.to).split(u' '), before);
        }
        const QHash<QString, QJsonObject> after = rowsByPath(ctl);
        for (const Expectation& row : table) {
            checkRows(QString::fromLatin1(row.event), QString::fromLatin1(row.to).split(u' '), before, after);
        }
        checkHistory(url);
    }

    void oneAtATime_data() { TestDatabases::addRows(); }
    void oneAtATime()
    {
        const DatabaseUrl url = m_databases.createForRow();
        CtlProcess ctl;
        ctl.setDatabase(url.toDisplayString());
        QCOMPARE(ctl.run({u"inventory"_s, u"load"_s, u"-"_s}, "path\na/b\n").exitCode, 0);
        const QStringList abort{u"repo"_s, u"fire"_s, u"abort_import"_s, u"a/b"_s, u"--forced"_s, u"--json"_s};

        const CtlResult done = ctl.run(abort + QStringList{u"--note"_s, u"because"_s, u"--actor"_s, u"me@here"_s});
        QVERIFY2(done.exitCode == 0, qPrintable(done.toString()));
        const QJsonObject item = done.json()[u"results"_s][0].toObject();
        QCOMPARE(item[u"from"_s].toString(), u"default"_s);
        QCOMPARE(item[u"to"_s].toString(), u"import_aborted"_s);
        const QJsonObject row = item[u"repository"_s].toObject();
        QCOMPARE(row[u"migration_retries_count"_s].toInt(), 1);
        QCOMPARE(row[u"migration_aborted_in_state"_s].toString(), u"default"_s);
        QVERIFY(!row[u"migration_aborted_at"_s].toString().isEmpty());

        const CtlResult refused = ctl.run(abort);
        QCOMPARE(refused.exitCode, 1);
        QVERIFY2(
            refused.err.contains(u"abort_import") && refused.err.contains(u"import_aborted"), qPrintable(refused.err));
        QCOMPARE(ctl.run({u"repo"_s, u"show"_s, u"a/b"_s, u"--json"_s}).json()[u"migration_aborted_at"_s],
            row[u"migration_aborted_at"_s]);

        const QJsonArray events = ctl.run({u"repo"_s, u"history"_s, u"1"_s, u"--json"_s}).json()[u"events"_s].toArray();
        QCOMPARE(events.size(), 1);
        QCOMPARE(events[0][u"actor"_s].toString(), u"me@here"_s);
        QCOMPARE(events[0][u"origin"_s].toString(), u"ctl"_s);
        QVERIFY(events[0][u"detail"_s].toString().contains(u"because"));
    }

    void refusedWhileNotEnabled_data() { TestDatabases::addRows(); }
    void refusedWhileNotEnabled()
    {
        const DatabaseUrl url = m_databases.createForRow();
        CtlProcess ctl;
        ctl.setDatabase(url.toDisplayString());
        QCOMPARE(ctl.run({u"inventory"_s, u"load"_s, u"-"_s}, "path\na/b\n").exitCode, 0);
        const CtlResult refused = ctl.run({u"repo"_s, u"fire"_s, u"start_pre_import"_s, u"a/b"_s, u"--forced"_s});
        QCOMPARE(refused.exitCode, 1);
        QVERIFY2(refused.err.contains(u"not enabled"), qPrintable(refused.err));
        QCOMPARE(ctl.run({u"repo"_s, u"show"_s, u"a/b"_s, u"--json"_s}).json()[u"migration_state"_s].toString(),
            u"default"_s);
    }

private:
    void prepare(const CtlProcess& ctl, const DatabaseUrl& url)
    {
        QByteArray inventory = "path\n";
        for (const Expectation& row : table) {
            for (const QString& state : states()) {
                inventory += pathOf(QString::fromLatin1(row.event), state).toUtf8() + '\n';
            }
        }
        const CtlResult loaded = ctl.run({u"inventory"_s, u"load"_s, u"-"_s}, inventory);
        QVERIFY2(loaded.exitCode == 0, qPrintable(loaded.toString()));
        const CtlResult enabled = ctl.run({u"flags"_s, u"enable"_s, u"container_registry_migration_phase2_enabled"_s});
        QVERIFY2(enabled.exitCode == 0, qPrintable(enabled.toString()));
        const auto connection = TestDatabases::open(url);
        for (const QString& state : states()) {
            const auto changed
                = connection->execCount(u"UPDATE container_repositories SET migration_state = ? WHERE path LIKE ?"_s,
                    {state, QString(u"%/"_s + state)});
            QVERIFY2(changed, changed ? "" : qPrintable(changed.error().toString()));
            QCOMPARE(*changed, int(std::size(table)));
        }
    }

    void fireAll(const CtlProcess& ctl, const QString& event, const QStringList& targets,
        const QHash<QString, QJsonObject>& before)
    {
        QStringList arguments{u"repo"_s, u"fire"_s, event, u"--forced"_s, u"--json"_s};
        for (const QString& state : states()) { // by id and by path in turns
            const QString path = pathOf(event, state);
            arguments << (arguments.size() % 2 == 0 ? path : QString::number(before[path][u"id"_s].toInteger()));
        }
        const CtlResult fired = ctl.run(arguments);
        QVERIFY2(fired.exitCode == 3, qPrintable(event + u'\n' + fired.toString())); // each event is refused somewhere
        const QJsonArray results = fired.json()[u"results"_s].toArray();
        QCOMPARE(results.size(), 7);
        for (int i = 0; i < 7; ++i) {
            const QJsonObject result = results[i].toObject();
            const QString what = event + u" from " + states()[i];
            QVERIFY2(result[u"path"_s].toString() == pathOf(event, states()[i]), qPrintable(what));
            QVERIFY2(result[u"ok"_s].toBool() == (targets[i] != u"-"), qPrintable(what));
            if (targets[i] == u"-") {
                const QString message = result[u"error"_s][u"message"_s].toString();
                QVERIFY2(message.contains(event) && message.contains(states()[i]), qPrintable(message));
            }
        }
        QCOMPARE(fired.json()[u"failed"_s].toInt(), targets.count(u"-"_s));
    }

    static void checkRows(const QString& event, const QStringList& targets, const QHash<QString, QJsonObject>& before,
        const QHash<QString, QJsonObject>& after)
    {
        for (int i = 0; i < 7; ++i) {
            const QString path = pathOf(event, states()[i]);
            if (targets[i] == u"-") {
                QCOMPARE(after[path], before[path]);
            } else {
                QCOMPARE(after[path][u"migration_state"_s].toString(), targets[i]);
            }
        }
    }

    static void checkHistory(const DatabaseUrl& url)
    {
        int accepted = 0;
        for (const Expectation& row : table) {
            accepted += 7 - int(QString::fromLatin1(row.to).split(u' ').count(u"-"_s));
        }
        const auto connection = TestDatabases::open(url);
        auto counted = connection->exec(u"SELECT count(*) FROM migration_events"_s);
        QVERIFY(counted && counted->next());
        QCOMPARE(counted->value(0).toInt(), accepted);
    }

    TestDatabases m_databases;
};

QTEST_GUILESS_MAIN(TestCtlFire)
#include "tst_ctlfire.moc"
