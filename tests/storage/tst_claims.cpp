// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/storage/storagetools.h"

#include <mutex>
#include <set>
#include <thread>

using namespace transship;
using namespace transship::testing;

/// RepositoryStore::claimNextReady on both databases.
class TestClaims : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_databases.problem().isEmpty(), qPrintable(m_databases.problem())); }
    void takesWhatIsNextInItsTurn_data() { TestDatabases::addRows(); }
    void takesWhatIsNextInItsTurn();
    void refusalsChangeNothing_data() { TestDatabases::addRows(); }
    void refusalsChangeNothing();
    void passesOverWhatAnotherIsTaking();
    void looksBeyondManyDeniedOnes_data() { TestDatabases::addRows(); }
    void looksBeyondManyDeniedOnes();
    void sixteenClaimantsNoDoubleClaim_data() { TestDatabases::addRows(); }
    void sixteenClaimantsNoDoubleClaim();
    void capacityHoldsAmongClaimants_data() { TestDatabases::addRows(); }
    void capacityHoldsAmongClaimants();

private:
    TestDatabases m_databases;
};

namespace {

Policy tier(TierFilter filter, const QStringList& plans = {})
{
    Policy policy;
    policy.enabled = true;
    policy.tierFilter = filter;
    policy.plans = plans;
    return policy;
}

TransitionRequest start()
{
    return request(0, MigrationEvent::StartPreImport, at(QStringLiteral("01:00:00.000")));
}

void addQueue(Fixture& f)
{
    const QStringList plans{QStringLiteral("free"), QStringLiteral("none"), QStringLiteral("premium")};
    for (int i = 0; i < 9; ++i) {
        // Not in the order of their ids.
        f.add(QStringLiteral("%1/p%2").arg(i == 4 ? QStringLiteral("gitlab-org") : QStringLiteral("ns")).arg(i),
            plans[i % 3], at(QStringLiteral("00:00:0%1.000").arg((i * 5) % 9)));
    }
    f.add(QStringLiteral("denied/p"), QStringLiteral("free"), at(QStringLiteral("00:00:00.000")).addDays(-1));
    VERIFY_OK(f.stores.settings.deny(QStringLiteral("denied")));
}

} // namespace

void TestClaims::takesWhatIsNextInItsTurn()
{
    Fixture f(m_databases.createForRow());
    addQueue(f);
    Policy untilThen = tier(TierFilter::None);
    untilThen.createdBefore = at(QStringLiteral("00:00:02.000"));
    const QList<std::pair<Policy, int>> turns{{untilThen, 2},
        {tier(TierFilter::PlanGroup, {QStringLiteral("free"), QStringLiteral("none")}), -1},
        {tier(TierFilter::GitlabOrgOnly), -1}, {tier(TierFilter::None), -1}};
    int taken = 0;
    for (const auto& [policy, expected] : turns) {
        int inTurn = 0;
        for (;; ++inTurn) {
            const auto next = f.stores.repositories.nextReady(policy);
            VERIFY_OK(next);
            const auto claimed = f.stores.repositories.claimNextReady(policy, start());
            VERIFY_OK(claimed);
            QCOMPARE(claimed->has_value(), next->has_value());
            if (!*claimed) {
                break;
            }
            QCOMPARE((*claimed)->before, **next);
            QCOMPARE((*claimed)->after.state, MigrationState::PreImporting);
            QCOMPARE(*f.stores.repositories.find((*next)->id), (*claimed)->after);
            const auto history = f.stores.events.history((*next)->id);
            QCOMPARE(history->size(), 1);
            QCOMPARE(history->first().id, (*claimed)->eventId);
        }
        QVERIFY(expected < 0 || inTurn == expected);
        taken += inTurn;
    }
    QCOMPARE(taken, 9);
    QCOMPARE(f.stores.repositories.countByState()->of(MigrationState::Default), 1);
}

void TestClaims::refusalsChangeNothing()
{
    Fixture f(m_databases.createForRow());
    addQueue(f);
    TransitionRequest disabled = start();
    disabled.context.migrationEnabled = false;
    QCOMPARE(f.stores.repositories.claimNextReady(tier(TierFilter::None), disabled).error().code, ErrorCode::Disabled);
    TransitionRequest full = start();
    full.capacity = 0;
    QCOMPARE(f.stores.repositories.claimNextReady(tier(TierFilter::None), full).error().code, ErrorCode::NoCapacity);
    QCOMPARE(f.number(QStringLiteral("SELECT count(*) FROM migration_events")), 0);
    QCOMPARE(f.stores.repositories.countByState()->of(MigrationState::Default), 10);
    QVERIFY(!f.connection->inTransaction());
}

void TestClaims::passesOverWhatAnotherIsTaking()
{
    Fixture f(m_databases.create(QStringLiteral("postgresql")));
    addQueue(f);
    for (const Policy& policy :
        {tier(TierFilter::None), tier(TierFilter::PlanGroup, {QStringLiteral("free"), QStringLiteral("none")})}) {
        Fixture other(f.url);
        const auto head = f.stores.repositories.nextReady(policy);
        VERIFY_OK(head);
        VERIFY_OK(other.connection->begin());
        QVERIFY(other.set((*head)->id, QStringLiteral("tags_count = 1")));
        const auto claimed = f.stores.repositories.claimNextReady(policy, start());
        VERIFY_OK(claimed);
        QVERIFY(claimed->has_value());
        QVERIFY((*claimed)->after.id != (*head)->id);
        other.connection->rollback();
        QCOMPARE((*f.stores.repositories.nextReady(policy))->id, (*head)->id);
    }
}

void TestClaims::looksBeyondManyDeniedOnes()
{
    // More than the head of a queue, so that the statement that locks finds nothing in it.
    Fixture f(m_databases.createForRow());
    QList<InventoryEntry> entries;
    for (int i = 0; i < 120; ++i) {
        entries << InventoryEntry{
            QStringLiteral("denied/p%1").arg(i), QStringLiteral("free"), at(QStringLiteral("01:00:00.000")), {}};
    }
    VERIFY_OK(f.stores.inventory.add(entries, at(QStringLiteral("00:00:00.000"))));
    VERIFY_OK(f.stores.settings.deny(QStringLiteral("denied")));
    for (const Policy& policy : {tier(TierFilter::None), tier(TierFilter::PlanGroup, {QStringLiteral("free")})}) {
        const qint64 young = f.add(QStringLiteral("ns/image%1").arg(static_cast<int>(policy.tierFilter)),
            QStringLiteral("free"), at(QStringLiteral("02:00:00.000")));
        const auto claimed = f.stores.repositories.claimNextReady(policy, start());
        VERIFY_OK(claimed);
        QVERIFY(claimed->has_value());
        QCOMPARE((*claimed)->after.id, young);
        const auto none = f.stores.repositories.claimNextReady(policy, start());
        VERIFY_OK(none);
        QVERIFY(!none->has_value());
    }
    QCOMPARE(f.number(QStringLiteral("SELECT count(*) FROM migration_events")), 2);
}

void TestClaims::sixteenClaimantsNoDoubleClaim()
{
    Fixture f(m_databases.createForRow());
    constexpr int rows = 160;
    for (int i = 0; i < rows; ++i) {
        f.add(QStringLiteral("ns/p%1").arg(i));
    }
    std::mutex mutex;
    std::multiset<qint64> claimed;
    QStringList errors;
    std::vector<std::thread> threads;
    for (int i = 0; i < 16; ++i) {
        threads.emplace_back([&, url = f.url] {
            Fixture own(url);
            for (;;) {
                const auto mine = own.stores.repositories.claimNextReady(tier(TierFilter::None), start());
                const std::lock_guard lock(mutex);
                if (!mine) {
                    errors << mine.error().toString();
                }
                if (!mine || !*mine) {
                    return;
                }
                claimed.insert((*mine)->after.id);
            }
        });
    }
    for (std::thread& thread : threads) {
        thread.join();
    }
    QCOMPARE(errors, QStringList());
    QCOMPARE(claimed.size(), std::size_t(rows));
    QCOMPARE(std::set<qint64>(claimed.begin(), claimed.end()).size(), std::size_t(rows));
    QCOMPARE(f.number(QStringLiteral("SELECT count(*) FROM migration_events")), rows);
}

void TestClaims::capacityHoldsAmongClaimants()
{
    Fixture f(m_databases.createForRow());
    for (int i = 0; i < 20; ++i) {
        f.add(QStringLiteral("ns/p%1").arg(i));
    }
    std::atomic<int> started{0};
    std::atomic<int> unexpected{0};
    std::vector<std::thread> threads;
    for (int i = 0; i < 6; ++i) {
        threads.emplace_back([&, url = f.url] {
            Fixture own(url);
            for (int attempt = 0; attempt < 4; ++attempt) {
                TransitionRequest limited = start();
                limited.capacity = 5;
                const auto claimed = own.stores.repositories.claimNextReady(tier(TierFilter::None), limited);
                started += claimed && *claimed ? 1 : 0;
                unexpected += !claimed && claimed.error().code != ErrorCode::NoCapacity ? 1 : 0;
            }
        });
    }
    for (std::thread& thread : threads) {
        thread.join();
    }
    QCOMPARE(unexpected.load(), 0);
    QCOMPARE(started.load(), 5);
    QCOMPARE(f.stores.repositories.countByState()->inProcess(), 5);
}

QTEST_GUILESS_MAIN(TestClaims)
#include "tst_claims.moc"
