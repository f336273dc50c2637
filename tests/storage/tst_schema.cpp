// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/storage/storagetools.h"

#include <thread>

using namespace transship;
using namespace transship::testing;

class TestSchema : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_databases.problem().isEmpty(), qPrintable(m_databases.problem())); }
    void upgradesFromEmptyAndOnlyOnce_data() { TestDatabases::addRows(); }
    void upgradesFromEmptyAndOnlyOnce();
    void outdatedSaysWhatToDo_data() { TestDatabases::addRows(); }
    void outdatedSaysWhatToDo();
    void newerIsLeftAlone_data() { TestDatabases::addRows(); }
    void newerIsLeftAlone();
    void twoUpgradersAtOnce_data() { TestDatabases::addRows(); }
    void twoUpgradersAtOnce();
    void sameTablesAndColumnsOnBoth();
    void refusesUnknownStatesAndNegativeRetries_data() { TestDatabases::addRows(); }
    void refusesUnknownStatesAndNegativeRetries();
    void historyIsAppendOnly_data() { TestDatabases::addRows(); }
    void historyIsAppendOnly();
    void timesSurviveARoundTrip_data() { TestDatabases::addRows(); }
    void timesSurviveARoundTrip();

private:
    TestDatabases m_databases;
};

void TestSchema::upgradesFromEmptyAndOnlyOnce()
{
    const auto connection = TestDatabases::open(m_databases.createEmpty(TestDatabases::backend()));
    QCOMPARE(*schema::version(*connection), 0);
    const auto applied = schema::upgrade(*connection);
    VERIFY_OK(applied);
    QList<int> expected;
    for (int step = 1; step <= schema::latestVersion(connection->backend()); ++step) {
        expected << step;
    }
    QCOMPARE(*applied, expected);
    QVERIFY(expected.size() >= 4);
    VERIFY_OK(schema::check(*connection));
    QCOMPARE(*schema::version(*connection), expected.last());
    const auto again = schema::upgrade(*connection);
    VERIFY_OK(again);
    QVERIFY(again->isEmpty());
}

void TestSchema::outdatedSaysWhatToDo()
{
    const auto connection = TestDatabases::open(m_databases.createEmpty(TestDatabases::backend()));
    const auto checked = schema::check(*connection);
    QVERIFY(!checked.ok());
    QCOMPARE(checked.error().code, ErrorCode::DatabaseOutdated);
    QVERIFY(checked.error().message.contains(QStringLiteral("transshipctl db upgrade")));
}

void TestSchema::newerIsLeftAlone()
{
    Fixture f(m_databases.createForRow());
    QVERIFY(f.run(QStringLiteral("INSERT INTO schema_migrations (version, name, applied_at) "
                                 "VALUES (999, 'future', '2030-01-01 00:00:00.000000')")));
    QCOMPARE(schema::check(*f.connection).error().code, ErrorCode::DatabaseTooNew);
    const auto upgraded = schema::upgrade(*f.connection);
    QVERIFY(!upgraded.ok());
    QCOMPARE(upgraded.error().code, ErrorCode::DatabaseTooNew);
    QVERIFY(upgraded.error().message.contains(QStringLiteral("999")));
    QCOMPARE(*schema::version(*f.connection), 999);
}

void TestSchema::twoUpgradersAtOnce()
{
    const DatabaseUrl url = m_databases.createEmpty(TestDatabases::backend());
    TestDatabases::open(url);
    constexpr int upgraders = 4;
    std::array<QList<int>, upgraders> applied;
    std::array<QString, upgraders> errors;
    std::vector<std::thread> threads;
    for (std::size_t i = 0; i < upgraders; ++i) {
        threads.emplace_back([&, i] {
            const auto connection = TestDatabases::open(url);
            const auto result = schema::upgrade(*connection);
            result ? applied[i] = *result : QList<int>();
            errors[i] = result ? QString() : result.error().toString();
        });
    }
    for (std::thread& thread : threads) {
        thread.join();
    }
    QList<int> together;
    for (std::size_t i = 0; i < upgraders; ++i) {
        QVERIFY2(errors[i].isEmpty(), qPrintable(errors[i]));
        together << applied[i];
    }
    std::sort(together.begin(), together.end());
    const auto connection = TestDatabases::open(url);
    QList<int> expected;
    for (int step = 1; step <= schema::latestVersion(connection->backend()); ++step) {
        expected << step;
    }
    QCOMPARE(together, expected);
    VERIFY_OK(schema::check(*connection));
}

void TestSchema::sameTablesAndColumnsOnBoth()
{
    const auto columnsOf = [&](const QString& backend) {
        const auto connection = TestDatabases::open(m_databases.create(backend));
        QMap<QString, QStringList> columns;
        for (const QString& table : connection->database().tables()) {
            const QSqlRecord record = connection->database().record(table);
            for (int i = 0; i < record.count(); ++i) {
                columns[table] << record.fieldName(i);
            }
        }
        // The two counters differ by design.
        columns.remove(QStringLiteral("state_count_deltas"));
        columns.remove(QStringLiteral("sqlite_sequence"));
        // So do the indexes of parts of paths.
        columns.removeIf([](const auto& table) { return table.key().startsWith(u"repository_paths"); });
        return columns;
    };
    const auto sqlite = columnsOf(QStringLiteral("sqlite"));
    QCOMPARE(sqlite, columnsOf(QStringLiteral("postgresql")));
    for (const char* table : {"container_repositories", "projects", "namespaces", "gitlab_subscriptions", "plans",
             "feature_gates", "application_settings", "migration_events", "leases", "background_migrations",
             "schema_migrations", "state_samples"}) {
        QVERIFY2(sqlite.contains(QString::fromLatin1(table)), table);
    }
}

void TestSchema::refusesUnknownStatesAndNegativeRetries()
{
    Fixture f(m_databases.createForRow());
    const qint64 id = f.add(QStringLiteral("a/b"));
    QVERIFY(!f.set(id, QStringLiteral("migration_state = 'imported'")));
    QVERIFY(!f.set(id, QStringLiteral("migration_retries_count = -1")));
    QVERIFY(!f.set(id, QStringLiteral("migration_aborted_in_state = 'nowhere'")));
    QVERIFY(f.set(id, QStringLiteral("migration_state = 'importing', migration_retries_count = 2")));
}

void TestSchema::historyIsAppendOnly()
{
    Fixture f(m_databases.createForRow());
    const qint64 id = f.add(QStringLiteral("a/b"));
    VERIFY_OK(
        f.stores.repositories.fire(request(id, MigrationEvent::StartPreImport, at(QStringLiteral("01:00:00.000")))));
    QVERIFY(!f.run(QStringLiteral("UPDATE migration_events SET actor = 'someone else'")));
    QVERIFY(!f.run(QStringLiteral("DELETE FROM migration_events")));
    QCOMPARE(f.number(QStringLiteral("SELECT count(*) FROM migration_events WHERE actor = 'tester'")), 1);
}

void TestSchema::timesSurviveARoundTrip()
{
    // 01:30 to 02:30 UTC of this day holds the hour that Europe skips: local time anywhere on the way would show.
    qputenv("TZ", "Europe/Berlin");
    const auto restore = qScopeGuard([] { qputenv("TZ", "UTC"); });
    Fixture f(m_databases.createForRow());
    for (const char* time : {"00:59:59.999", "01:30:00.001", "02:30:00.120", "00:00:00.000"}) {
        const QDateTime moment = at(QString::fromLatin1(time));
        const qint64 id
            = f.add(QStringLiteral("t/t%1").arg(QString::fromLatin1(time).remove(u':').remove(u'.')), {}, moment);
        const auto row = f.stores.repositories.find(id);
        VERIFY_OK(row);
        QCOMPARE(row->createdAt, moment);
        QCOMPARE(row->createdAt.timeSpec(), Qt::UTC);
        QVERIFY(!row->importDoneAt.isValid());
    }
}

QTEST_GUILESS_MAIN(TestSchema)
#include "tst_schema.moc"
