// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/settingdefinitions.h"
#include "tests/storage/storagetools.h"

using namespace transship;
using namespace transship::testing;

/// What the enqueuer and the guard ask for.
class TestScopes : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_databases.problem().isEmpty(), qPrintable(m_databases.problem())); }
    void latestStepIsTheNewestOfFour_data() { TestDatabases::addRows(); }
    void latestStepIsTheNewestOfFour();
    void latestStepOfRowsWithoutTimes_data() { TestDatabases::addRows(); }
    void latestStepOfRowsWithoutTimes();
    void latestStepIgnoresUnfinishedRows_data() { TestDatabases::addRows(); }
    void latestStepIgnoresUnfinishedRows();
    void oldestAbortedFirst_data() { TestDatabases::addRows(); }
    void oldestAbortedFirst();
    void whatFailedRests_data();
    void whatFailedRests();
    void oldestReadyFirst_data() { TestDatabases::addRows(); }
    void oldestReadyFirst();
    void createdBefore_data() { TestDatabases::addRows(); }
    void createdBefore();
    void deniedNamespacesAreLeftOut_data() { TestDatabases::addRows(); }
    void deniedNamespacesAreLeftOut();
    void aQueueThatBeginsWithManyDeniedOnes_data() { TestDatabases::addRows(); }
    void aQueueThatBeginsWithManyDeniedOnes();
    void tiers_data() { TestDatabases::addRows(); }
    void tiers();
    void gitlabOrgOnly_data() { TestDatabases::addRows(); }
    void gitlabOrgOnly();
    void stepsOlderThan_data() { TestDatabases::addRows(); }
    void stepsOlderThan();

private:
    static QString ready(Fixture& f, const Policy& policy);

    TestDatabases m_databases;
};

QString TestScopes::ready(Fixture& f, const Policy& policy)
{
    const auto row = f.stores.repositories.nextReady(policy);
    if (!row) {
        return row.error().toString();
    }
    return *row ? (*row)->path : QStringLiteral("none");
}

void TestScopes::latestStepIsTheNewestOfFour()
{
    for (const char* column : {"pre_import_done", "import_done", "aborted", "skipped"}) {
        Fixture f(m_databases.createForRow());
        QVERIFY(!f.stores.repositories.latestStepAt()->isValid());
        for (const char* state : {"pre_import_done", "import_done", "import_aborted", "import_skipped"}) {
            const qint64 id = f.add(QStringLiteral("a/") + QString::fromLatin1(state).replace(u'_', u'-'));
            // Everything but the one column stays NULL.
            QVERIFY(f.set(id,
                QStringLiteral("migration_state = '%1', migration_%2_at = '2026-03-29 0%3:00:00.250000'")
                    .arg(QLatin1StringView(state), QLatin1StringView(column))
                    .arg(id)));
        }
        const auto latest = f.stores.repositories.latestStepAt();
        VERIFY_OK(latest);
        QCOMPARE(*latest, at(QStringLiteral("04:00:00.250")));
    }
}

void TestScopes::latestStepOfRowsWithoutTimes()
{
    Fixture f(m_databases.createForRow());
    const qint64 bare = f.add(QStringLiteral("a/bare"));
    QVERIFY(f.set(bare, QStringLiteral("migration_state = 'import_done'")));
    auto latest = f.stores.repositories.latestStepAt();
    VERIFY_OK(latest);
    QVERIFY(!latest->isValid());
    const qint64 timed = f.add(QStringLiteral("a/timed"));
    QVERIFY(f.set(timed,
        QStringLiteral("migration_state = 'import_done', migration_import_done_at = '2026-03-29 03:00:00.000000'")));
    latest = f.stores.repositories.latestStepAt();
    VERIFY_OK(latest);
    QCOMPARE(*latest, at(QStringLiteral("03:00:00.000")));
}

void TestScopes::latestStepIgnoresUnfinishedRows()
{
    Fixture f(m_databases.createForRow());
    const qint64 id = f.add(QStringLiteral("a/b"));
    QVERIFY(f.set(id,
        QStringLiteral("migration_state = 'importing', migration_pre_import_done_at = '2026-03-29 03:00:00.000000'")));
    QVERIFY(!f.stores.repositories.latestStepAt()->isValid());
}

void TestScopes::oldestAbortedFirst()
{
    Fixture f(m_databases.createForRow());
    QVERIFY(!f.stores.repositories.nextAborted(QDateTime::currentDateTimeUtc())->has_value());
    const auto abort = [&](const QString& path, const QString& when) {
        const QString time = when.isEmpty() ? QStringLiteral("NULL") : QStringLiteral("'2026-03-29 %1'").arg(when);
        return f.set(f.add(path), QStringLiteral("migration_state = 'import_aborted', migration_aborted_at = ") + time);
    };
    QVERIFY(abort(QStringLiteral("a/late"), QStringLiteral("05:00:00.000000")));
    QVERIFY(abort(QStringLiteral("a/early"), QStringLiteral("04:00:00.000000")));
    QCOMPARE((*f.stores.repositories.nextAborted(QDateTime::currentDateTimeUtc()))->path, QStringLiteral("a/early"));
    // Without a time it must not be stranded behind the others for ever.
    QVERIFY(abort(QStringLiteral("a/timeless"), {}));
    QCOMPARE((*f.stores.repositories.nextAborted(QDateTime::currentDateTimeUtc()))->path, QStringLiteral("a/timeless"));
}

void TestScopes::whatFailedRests_data()
{
    QTest::addColumn<QString>("backend");
    QTest::addColumn<QString>("reason");
    for (const char* backend : {"sqlite", "postgresql"}) {
        for (const char* reason : {"timeout", "server_error", "tags_not_counted"}) {
            QTest::addRow("%s %s", backend, reason) << QString::fromLatin1(backend) << QString::fromLatin1(reason);
        }
    }
}

void TestScopes::whatFailedRests()
{
    QFETCH(const QString, reason);
    Fixture f(m_databases.createForRow());
    const QDateTime canceledAt = at(QStringLiteral("04:00:00.000"));
    TransitionRequest request;
    request.repositoryId = f.add(QStringLiteral("a/canceled"));
    request.event = MigrationEvent::StartPreImport;
    request.context.now = canceledAt.addSecs(-600);
    VERIFY_OK(f.stores.repositories.fire(request));
    request.event = MigrationEvent::AbortImport;
    request.reason = reason;
    request.context.now = canceledAt;
    VERIFY_OK(f.stores.repositories.fire(request));
    const auto pathAt = [&f](const QDateTime& now) {
        const auto next = f.stores.repositories.nextAborted(now);
        return !next ? next.error().toString() : *next ? (*next)->path : QString();
    };
    QCOMPARE(pathAt(canceledAt.addSecs(9)), QString());
    QCOMPARE(pathAt(canceledAt.addSecs(11)), QStringLiteral("a/canceled"));
    // It keeps nobody else waiting.
    QVERIFY(f.set(f.add(QStringLiteral("a/other")),
        QStringLiteral("migration_state = 'import_aborted', migration_aborted_at = '2026-03-29 05:00:00.000000'")));
    QCOMPARE(pathAt(canceledAt.addSecs(9)), QStringLiteral("a/other"));
}

void TestScopes::oldestReadyFirst()
{
    Fixture f(m_databases.createForRow());
    QCOMPARE(ready(f, Policy()), QStringLiteral("none"));
    f.add(QStringLiteral("a/young"), {}, at(QStringLiteral("02:00:00.000")));
    f.add(QStringLiteral("a/old"), {}, at(QStringLiteral("01:00:00.000")));
    const qint64 busy = f.add(QStringLiteral("a/busy"), {}, at(QStringLiteral("00:30:00.000")));
    QVERIFY(f.set(busy, QStringLiteral("migration_state = 'importing'")));
    QCOMPARE(ready(f, Policy()), QStringLiteral("a/old"));
}

void TestScopes::createdBefore()
{
    Fixture f(m_databases.createForRow());
    f.add(QStringLiteral("a/b"), QStringLiteral("free"), at(QStringLiteral("02:00:00.000")));
    Policy policy;
    for (const TierFilter filter : {TierFilter::None, TierFilter::PlanGroup}) {
        policy.tierFilter = filter;
        policy.plans = {QStringLiteral("free"), QStringLiteral("none")};
        policy.createdBefore = at(QStringLiteral("02:00:00.000"));
        QCOMPARE(ready(f, policy), QStringLiteral("none"));
        policy.createdBefore = at(QStringLiteral("02:00:00.001"));
        QCOMPARE(ready(f, policy), QStringLiteral("a/b"));
        policy.createdBefore = {};
        QCOMPARE(ready(f, policy), QStringLiteral("a/b"));
    }
}

void TestScopes::deniedNamespacesAreLeftOut()
{
    Fixture f(m_databases.createForRow());
    f.add(QStringLiteral("acme/sub/project/image"), {}, at(QStringLiteral("01:00:00.000")));
    f.add(QStringLiteral("other/acme/image"), {}, at(QStringLiteral("02:00:00.000")));
    VERIFY_OK(f.stores.settings.deny(QStringLiteral("acme")));
    QCOMPARE(ready(f, Policy()), QStringLiteral("other/acme/image"));
    VERIFY_OK(f.stores.settings.deny(QStringLiteral("other")));
    QCOMPARE(ready(f, Policy()), QStringLiteral("none"));
    VERIFY_OK(f.stores.settings.allow(QStringLiteral("acme")));
    QCOMPARE(ready(f, Policy()), QStringLiteral("acme/sub/project/image"));
}

void TestScopes::aQueueThatBeginsWithManyDeniedOnes()
{
    // More denied ones than are looked at one by one, before, between and after those that are not.
    Fixture f(m_databases.createForRow());
    QList<InventoryEntry> entries;
    for (const char* ns : {"first", "second", "third"}) {
        for (int i = 0; i < 120; ++i) {
            entries << InventoryEntry{QStringLiteral("%1/p%2").arg(QString::fromLatin1(ns)).arg(i),
                QStringLiteral("gold"), at(QStringLiteral("01:00:00.000")), {}};
        }
    }
    VERIFY_OK(f.stores.inventory.add(entries, at(QStringLiteral("00:00:00.000"))));
    f.add(QStringLiteral("young/image"), QStringLiteral("gold"), at(QStringLiteral("02:00:00.000")));
    for (const char* ns : {"first", "second", "third"}) {
        VERIFY_OK(f.stores.settings.deny(QString::fromLatin1(ns)));
    }
    Policy policy;
    QCOMPARE(ready(f, policy), QStringLiteral("young/image"));
    policy.createdBefore = at(QStringLiteral("01:30:00.000"));
    QCOMPARE(ready(f, policy), QStringLiteral("none"));
    policy.createdBefore = {};
    policy.tierFilter = TierFilter::PlanGroup;
    policy.plans = plansOfGroup(QStringLiteral("ultimate"));
    QCOMPARE(ready(f, policy), QStringLiteral("young/image"));
    policy.plans = plansOfGroup(QStringLiteral("free"));
    QCOMPARE(ready(f, policy), QStringLiteral("none"));
    VERIFY_OK(f.stores.settings.deny(QStringLiteral("young")));
    QCOMPARE(ready(f, Policy()), QStringLiteral("none"));
    VERIFY_OK(f.stores.settings.allow(QStringLiteral("second")));
    QCOMPARE(ready(f, Policy()), QStringLiteral("second/p0"));
}

void TestScopes::tiers()
{
    Fixture f(m_databases.createForRow());
    f.add(QStringLiteral("a/gold"), QStringLiteral("gold"), at(QStringLiteral("01:00:00.000")));
    f.add(QStringLiteral("a/unknown"), {}, at(QStringLiteral("01:00:00.000")));
    f.add(QStringLiteral("a/free"), QStringLiteral("free"), at(QStringLiteral("03:00:00.000")));
    f.add(QStringLiteral("a/none"), QStringLiteral("none"), at(QStringLiteral("02:00:00.000")));
    Policy policy;
    policy.tierFilter = TierFilter::PlanGroup;
    policy.plans = plansOfGroup(QStringLiteral("free"));
    QCOMPARE(ready(f, policy), QStringLiteral("a/none"));
    policy.plans = plansOfGroup(QStringLiteral("ultimate"));
    QCOMPARE(ready(f, policy), QStringLiteral("a/gold"));
    policy.plans = plansOfGroup(QStringLiteral("premium"));
    QCOMPARE(ready(f, policy), QStringLiteral("none"));
    policy.plans = {};
    QCOMPARE(ready(f, policy), QStringLiteral("none"));
}

void TestScopes::gitlabOrgOnly()
{
    Fixture f(m_databases.createForRow());
    Policy policy;
    policy.tierFilter = TierFilter::GitlabOrgOnly;
    QCOMPARE(ready(f, policy), QStringLiteral("none"));
    f.add(QStringLiteral("else/gitlab-org/p/n"), {}, at(QStringLiteral("01:00:00.000")));
    QCOMPARE(ready(f, policy), QStringLiteral("none"));
    f.add(QStringLiteral("gitlab-org/deep/down/image"), {}, at(QStringLiteral("02:00:00.000")));
    QCOMPARE(ready(f, policy), QStringLiteral("gitlab-org/deep/down/image"));
    VERIFY_OK(f.stores.settings.deny(QStringLiteral("gitlab-org")));
    QCOMPARE(ready(f, policy), QStringLiteral("none"));
}

void TestScopes::stepsOlderThan()
{
    Fixture f(m_databases.createForRow());
    const auto put = [&](const QString& path, const QString& assignments) { return f.set(f.add(path), assignments); };
    // Each state is measured by its own time; the other times would say the opposite.
    QVERIFY(put(QStringLiteral("a/pre"),
        QStringLiteral(
            "migration_state = 'pre_importing', migration_pre_import_started_at = '2026-03-29 01:00:00.000000', "
            "migration_import_started_at = '2026-03-29 09:00:00.000000'")));
    QVERIFY(put(QStringLiteral("a/between"),
        QStringLiteral(
            "migration_state = 'pre_import_done', migration_pre_import_done_at = '2026-03-29 02:00:00.000000', "
            "migration_pre_import_started_at = '2026-03-29 09:00:00.000000'")));
    QVERIFY(put(QStringLiteral("a/final"),
        QStringLiteral("migration_state = 'importing', migration_import_started_at = '2026-03-29 00:30:00.000000'")));
    QVERIFY(put(QStringLiteral("a/fresh"),
        QStringLiteral("migration_state = 'importing', migration_import_started_at = '2026-03-29 03:00:00.000000', "
                       "migration_pre_import_done_at = '2026-03-29 01:00:00.000000'")));
    QVERIFY(put(QStringLiteral("a/timeless"), QStringLiteral("migration_state = 'importing'")));
    QVERIFY(put(QStringLiteral("a/ended"),
        QStringLiteral("migration_state = 'import_done', migration_import_started_at = '2026-03-29 00:00:00.000000'")));
    const auto paths = [&](const QString& before, int limit) {
        QStringList list;
        const Result<QList<ContainerRepository>> rows = f.stores.repositories.stepsOlderThan(at(before), limit);
        for (const ContainerRepository& row : *rows) {
            list << row.path;
        }
        return list.join(u' ');
    };
    QCOMPARE(paths(QStringLiteral("03:00:00.000"), 10), QStringLiteral("a/timeless a/final a/pre a/between"));
    QCOMPARE(paths(QStringLiteral("01:30:00.000"), 10), QStringLiteral("a/timeless a/final a/pre"));
    QCOMPARE(paths(QStringLiteral("03:00:00.000"), 2), QStringLiteral("a/timeless a/final"));
}

QTEST_GUILESS_MAIN(TestScopes)
#include "tst_scopes.moc"
