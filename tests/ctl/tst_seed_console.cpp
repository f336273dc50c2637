// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ctl/ctlprocess.h"
#include "tests/support/fakeregistry.h"
#include "tests/support/testdatabases.h"

#include <QDateTime>
#include <QJsonArray>
#include <QTest>

using namespace transship;
using namespace transship::testing;
using namespace Qt::Literals::StringLiterals;

/// "Container Repository state machine for migration_state": the console session of its description, event by event,
/// with the fields that it shows.
class TestSeedConsole : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_databases.problem().isEmpty(), qPrintable(m_databases.problem())); }

    void consoleSession_data() { TestDatabases::addRows(); }
    void consoleSession()
    {
        FakeRegistry registry;
        registry.script("PUT", u"/import/"_s, FakeAnswer::json(202, {})); // takes every start, whatever came before
        m_ctl = std::make_unique<CtlProcess>();
        m_ctl->setDatabase(m_databases.createForRow().toDisplayString());
        m_ctl->setVariable(u"TRANSSHIP_REGISTRY"_s, registry.url().toString());
        QCOMPARE(m_ctl->run({u"inventory"_s, u"load"_s, u"-"_s}, "path\nnamespace/project\n").exitCode, 0);
        QCOMPARE(m_ctl->run({u"flags"_s, u"enable"_s, u"container_registry_migration_phase2_enabled"_s}).exitCode, 0);

        const QJsonObject created = row();
        QCOMPARE(created[u"id"_s].toInt(), 1);
        QCOMPARE(created[u"name"_s].toString(), QString());
        QVERIFY(created[u"name"_s].isString());
        QCOMPARE(created[u"migration_state"_s].toString(), u"default"_s);
        QCOMPARE(created[u"migration_retries_count"_s].toInt(-1), 0);
        for (const char* field : {"status", "migration_pre_import_started_at", "migration_pre_import_done_at",
                 "migration_import_started_at", "migration_import_done_at", "migration_skipped_at",
                 "migration_skipped_reason", "migration_aborted_in_state"}) {
            QVERIFY2(created[QLatin1StringView(field)].isNull(), field);
        }

        QVERIFY(isNow(fire(u"start_pre_import"_s)[u"migration_pre_import_started_at"_s]));
        QVERIFY(isNow(fire(u"finish_pre_import"_s)[u"migration_pre_import_done_at"_s]));
        QVERIFY(isNow(fire(u"start_import"_s)[u"migration_import_started_at"_s]));
        QCOMPARE(fire(u"abort_import"_s)[u"migration_aborted_in_state"_s].toString(), u"importing"_s);
        QCOMPARE(fire(u"retry_import"_s)[u"migration_retries_count"_s].toInt(), 1);
        const QJsonObject skipped = fire(u"skip_import"_s);
        QVERIFY(isNow(skipped[u"migration_skipped_at"_s]));
        QCOMPARE(skipped[u"migration_skipped_reason"_s].toString(), u"not_specified"_s);

        QCOMPARE(row(), skipped);
        QCOMPARE(registry.count("PUT", u"import_type=pre"_s), 1);
        QCOMPARE(registry.count("PUT", u"import_type=final"_s), 2);
    }

private:
    /// Fires one event; the row as the command shows it.
    QJsonObject fire(const QString& event)
    {
        const CtlResult result = m_ctl->run({u"repo"_s, u"fire"_s, event, u"namespace/project"_s, u"--json"_s});
        if (result.exitCode != 0) {
            qWarning("%s", qPrintable(result.toString()));
            return {};
        }
        return result.json()[u"results"_s][0][u"repository"_s].toObject();
    }
    QJsonObject row()
    {
        QJsonObject shown = m_ctl->run({u"repo"_s, u"show"_s, u"namespace/project"_s, u"--json"_s}).json();
        shown.remove(u"allowed_events"_s);
        return shown;
    }
    static bool isNow(const QJsonValue& time)
    {
        const QDateTime at = QDateTime::fromString(time.toString(), Qt::ISODateWithMs);
        return at.isValid() && qAbs(at.secsTo(QDateTime::currentDateTimeUtc())) < 60;
    }

    TestDatabases m_databases;
    std::unique_ptr<CtlProcess> m_ctl;
};

QTEST_GUILESS_MAIN(TestSeedConsole)
#include "tst_seed_console.moc"
