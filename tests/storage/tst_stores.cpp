// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/settingdefinitions.h"
#include "tests/storage/storagetools.h"

#include <thread>

using namespace transship;
using namespace transship::testing;
using namespace std::chrono_literals;

/// Leases, settings, flags and the deny list.
class TestStores : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_databases.problem().isEmpty(), qPrintable(m_databases.problem())); }
    void leaseHasOneHolder_data() { TestDatabases::addRows(); }
    void leaseHasOneHolder();
    void leaseRace_data() { TestDatabases::addRows(); }
    void leaseRace();
    void settingsAreValidatedAndRead_data() { TestDatabases::addRows(); }
    void settingsAreValidatedAndRead();
    void flagsAndCapacity_data() { TestDatabases::addRows(); }
    void flagsAndCapacity();
    void denyList_data() { TestDatabases::addRows(); }
    void denyList();
    void illegalStoredSettingIsNamed_data() { TestDatabases::addRows(); }
    void illegalStoredSettingIsNamed();

private:
    TestDatabases m_databases;
};

void TestStores::leaseHasOneHolder()
{
    Fixture f(m_databases.createForRow());
    LeaseStore& leases = f.stores.leases;
    const QString name = QStringLiteral("enqueuer");
    QVERIFY(!leases.current(name)->has_value());
    QVERIFY(*leases.acquire(name, QStringLiteral("one"), 60s));
    QVERIFY(!*leases.acquire(name, QStringLiteral("two"), 60s));
    const QDateTime first = (*leases.current(name))->expiresAt;
    QVERIFY(qAbs(QDateTime::currentDateTimeUtc().secsTo(first) - 60) < 30);
    QVERIFY(*leases.acquire(name, QStringLiteral("one"), 90s));
    QVERIFY((*leases.current(name))->expiresAt >= first.addSecs(30));
    QVERIFY(!*leases.acquire(name, QStringLiteral("two"), 60s));
    VERIFY_OK(leases.release(name, QStringLiteral("two")));
    QCOMPARE((*leases.current(name))->holder, QStringLiteral("one"));
    // It ran out: taken over without a release.
    TestDatabases::runOutLeases(f.url);
    QVERIFY(*leases.acquire(name, QStringLiteral("two"), 60s));
    QCOMPARE((*leases.current(name))->holder, QStringLiteral("two"));
    VERIFY_OK(leases.release(name, QStringLiteral("two")));
    QVERIFY(!leases.current(name)->has_value());
}

void TestStores::leaseRace()
{
    const DatabaseUrl url = m_databases.createForRow();
    std::atomic<int> holders{0};
    std::atomic<int> errors{0};
    std::vector<std::thread> threads;
    for (int i = 0; i < 5; ++i) {
        threads.emplace_back([&, i] {
            Fixture own(url);
            const auto mine
                = own.stores.leases.acquire(QStringLiteral("enqueuer"), QStringLiteral("holder%1").arg(i), 60s);
            errors += mine.ok() ? 0 : 1;
            holders += mine.ok() && *mine ? 1 : 0;
        });
    }
    for (std::thread& thread : threads) {
        thread.join();
    }
    QCOMPARE(errors.load(), 0);
    QCOMPARE(holders.load(), 1);
}

void TestStores::settingsAreValidatedAndRead()
{
    Fixture f(m_databases.createForRow());
    SettingsStore& settings = f.stores.settings;
    QVERIFY(settings.settings()->isEmpty());
    QCOMPARE(settings.policy()->maxRetries, 3);
    QCOMPARE(*settings.setSetting(QStringLiteral("max_retries"), QStringLiteral(" 007 ")), QStringLiteral("7"));
    QCOMPARE(*settings.setSetting(QStringLiteral("container_registry_import_max_retries"), QStringLiteral("5")),
        QStringLiteral("5"));
    QCOMPARE(settings.settings()->value(QStringLiteral("container_registry_import_max_retries")), QStringLiteral("5"));
    QCOMPARE(settings.policy()->maxRetries, 5);
    QCOMPARE(settings.setSetting(QStringLiteral("max_retries"), QStringLiteral("many")).error().code,
        ErrorCode::InvalidArgument);
    QCOMPARE(
        settings.setSetting(QStringLiteral("nonsense"), QStringLiteral("1")).error().code, ErrorCode::InvalidArgument);
    QCOMPARE(settings.policy()->maxRetries, 5);
    // An empty text is a value here, not NULL.
    VERIFY_OK(settings.setSetting(QStringLiteral("created_before"), QString()));
    QVERIFY(!settings.policy()->createdBefore.isValid());
}

void TestStores::flagsAndCapacity()
{
    Fixture f(m_databases.createForRow());
    SettingsStore& settings = f.stores.settings;
    QVERIFY(!settings.policy()->enabled);
    VERIFY_OK(settings.setFlag(flags::enabled, true));
    VERIFY_OK(settings.setFlag(flags::enabled, true));
    QVERIFY(settings.policy()->enabled);
    VERIFY_OK(settings.setFlag(flags::enabled, false));
    QVERIFY(!settings.policy()->enabled);
    VERIFY_OK(settings.setCapacity(25));
    VERIFY_OK(settings.setCapacity(5));
    QCOMPARE(settings.policy()->capacity, 5);
    QCOMPARE(*settings.enabledFlags(), QSet<QString>{flags::capacityPrefix + u'5'});
    QCOMPARE(settings.setCapacity(7).error().code, ErrorCode::InvalidArgument);
    QCOMPARE(settings.policy()->capacity, 5);
    VERIFY_OK(settings.setCapacity(0));
    QCOMPARE(settings.policy()->capacity, 0);
    QCOMPARE(settings.setFlag(QStringLiteral("nonsense"), true).error().code, ErrorCode::InvalidArgument);
}

void TestStores::denyList()
{
    Fixture f(m_databases.createForRow());
    SettingsStore& settings = f.stores.settings;
    f.add(QStringLiteral("zeta/a"));
    f.add(QStringLiteral("alpha/inner/a/b"));
    VERIFY_OK(settings.deny(QStringLiteral("zeta")));
    VERIFY_OK(settings.deny(QStringLiteral("alpha")));
    VERIFY_OK(settings.deny(QStringLiteral("alpha")));
    QCOMPARE(*settings.denyList(), (QStringList{QStringLiteral("alpha"), QStringLiteral("zeta")}));
    QCOMPARE(f.number(QStringLiteral("SELECT count(*) FROM feature_gates WHERE key = 'actors'")), 2);
    QCOMPARE(settings.deny(QStringLiteral("inner")).error().code, ErrorCode::NotFound);
    QCOMPARE(settings.deny(QStringLiteral("nowhere")).error().code, ErrorCode::NotFound);
    VERIFY_OK(settings.allow(QStringLiteral("zeta")));
    VERIFY_OK(settings.allow(QStringLiteral("zeta")));
    QCOMPARE(*settings.denyList(), QStringList{QStringLiteral("alpha")});
    QVERIFY(settings.enabledFlags()->isEmpty());
}

void TestStores::illegalStoredSettingIsNamed()
{
    Fixture f(m_databases.createForRow());
    QVERIFY(f.run(QStringLiteral(
        "INSERT INTO application_settings (name, value) VALUES ('container_registry_import_max_retries', 'lots')")));
    const auto policy = f.stores.settings.policy();
    QVERIFY(!policy.ok());
    QVERIFY(policy.error().message.contains(QStringLiteral("max_retries")));
}

QTEST_GUILESS_MAIN(TestStores)
#include "tst_stores.moc"
