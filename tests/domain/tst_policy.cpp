// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/policy.h"
#include "models/domain/settingdefinitions.h"

#include <QTest>

using namespace transship;
using namespace std::chrono_literals;

class TestPolicy : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void defaults();
    void largestCapacityWins();
    void waitingTimes();
    void tierFilters_data();
    void tierFilters();
    void planGroups();
    void preImportTimeouts();
    void illegalStoredValueIsNamed();
    void unknownStoredNamesAreIgnored();
    void settingValues_data();
    void settingValues();
    void namesAreFound();

private:
    static QString full(const char* shortName) { return findSetting(QString::fromLatin1(shortName))->name; }
    static Policy policy(const QHash<QString, QString>& settings, const QSet<QString>& enabledFlags)
    {
        const auto result = Policy::fromStored(settings, enabledFlags);
        return result.ok() ? *result : Policy();
    }
};

void TestPolicy::defaults()
{
    const Policy p = policy({}, {});
    QVERIFY(!p.enabled);
    QCOMPARE(p.capacity, 0);
    QVERIFY(p.waitingTime == 45min);
    QCOMPARE(p.tierFilter, TierFilter::None);
    QVERIFY(!p.createdBefore.isValid());
    QCOMPARE(p.maxTagsCount, 100);
    QCOMPARE(p.maxRetries, 3);
    QCOMPARE(p.startMaxRetries, 50);
    QVERIFY(p.maxStepDuration == 300s);
    QVERIFY(p.importTimeout == 10min);
    QVERIFY(p.preImportTimeout(std::nullopt) == 30min);
    QVERIFY(p.enqueuerInterval == 1h);
    QVERIFY(p.guardInterval == 10min);
    QVERIFY(p.observerInterval == 30min);
}

void TestPolicy::largestCapacityWins()
{
    QSet<QString> flags;
    for (const int step : {5, 40, 1, 2, 25, 10}) {
        flags << flags::capacityPrefix + QString::number(step);
    }
    int expected = 40;
    QCOMPARE(policy({}, flags).capacity, expected);
    for (const int next : {25, 10, 5, 2, 1, 0}) {
        flags.remove(flags::capacityPrefix + QString::number(expected));
        QCOMPARE(policy({}, flags).capacity, next);
        expected = next;
    }
    QVERIFY(policy({}, {flags::enabled}).enabled);
}

void TestPolicy::waitingTimes()
{
    QVERIFY(policy({}, {flags::speedFast}).waitingTime == 0s);
    QVERIFY(policy({}, {flags::speedSlow}).waitingTime == 165min);
    QVERIFY(policy({}, {flags::speedSlow, flags::speedFast}).waitingTime == 0s);
}

void TestPolicy::tierFilters_data()
{
    QTest::addColumn<bool>("plansKnown");
    QTest::addColumn<bool>("gitlabOrg");
    QTest::addColumn<bool>("allPlans");
    QTest::addColumn<TierFilter>("expected");
    QTest::newRow("self-managed") << false << false << false << TierFilter::None;
    QTest::newRow("self-managed, whatever is on") << false << true << true << TierFilter::None;
    QTest::newRow("tiers") << true << false << false << TierFilter::PlanGroup;
    QTest::newRow("all plans") << true << false << true << TierFilter::None;
    QTest::newRow("gitlab-org first") << true << true << true << TierFilter::GitlabOrgOnly;
    QTest::newRow("gitlab-org") << true << true << false << TierFilter::GitlabOrgOnly;
}

void TestPolicy::tierFilters()
{
    QFETCH(bool, plansKnown);
    QFETCH(bool, gitlabOrg);
    QFETCH(bool, allPlans);
    QSet<QString> flags;
    if (gitlabOrg) {
        flags << flags::limitGitlabOrg;
    }
    if (allPlans) {
        flags << flags::allPlans;
    }
    const QHash<QString, QString> settings{
        {full("plans_known"), plansKnown ? QStringLiteral("true") : QStringLiteral("false")}};
    QTEST(policy(settings, flags).tierFilter, "expected");
}

void TestPolicy::planGroups()
{
    const auto plans = [](const char* target) {
        QStringList list = policy({{full("target_plan"), QString::fromLatin1(target)}}, {}).plans;
        list.sort();
        return list.join(u' ');
    };
    QCOMPARE(plans("free"), QStringLiteral("early_adopter free none"));
    QCOMPARE(plans("premium"), QStringLiteral("bronze premium premium_trial silver"));
    QCOMPARE(plans("ultimate"), QStringLiteral("gold ultimate ultimate_trial"));
}

void TestPolicy::preImportTimeouts()
{
    QHash<QString, QString> settings{{full("pre_import_timeout"), QStringLiteral("60")}};
    QVERIFY(policy(settings, {}).preImportTimeout(100000) == 60s);
    settings.insert(full("pre_import_dynamic_timeout"), QStringLiteral("true"));
    QVERIFY(policy(settings, {}).preImportTimeout(std::nullopt) == 60s);
    QVERIFY(policy(settings, {}).preImportTimeout(120) == 60s);
    QVERIFY(policy(settings, {}).preImportTimeout(121) == 61s);
    QVERIFY(policy(settings, {}).preImportTimeout(1000) == 500s);
}

void TestPolicy::illegalStoredValueIsNamed()
{
    const auto result = Policy::fromStored({{full("max_retries"), QStringLiteral("three")}}, {});
    QVERIFY(!result.ok());
    QVERIFY(result.error().message.contains(QStringLiteral("max_retries")));
    QVERIFY(result.error().message.contains(QStringLiteral("three")));
}

void TestPolicy::unknownStoredNamesAreIgnored()
{
    const auto result
        = Policy::fromStored({{QStringLiteral("from_the_future"), QStringLiteral("x")}}, {QStringLiteral("new_flag")});
    QVERIFY(result.ok());
}

void TestPolicy::settingValues_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("stored"); // null: refused
    const auto row = [](const char* name, const char* value, const char* stored) {
        QTest::addRow("%s=%s", name, value) << QString::fromLatin1(name) << QString::fromLatin1(value)
                                            << (stored ? QString::fromLatin1(stored) : QString());
    };
    row("max_retries", "3", "3");
    row("max_retries", " 03 ", "3");
    row("max_retries", "-1", nullptr);
    row("max_retries", "", nullptr);
    row("max_retries", "3.5", nullptr);
    row("max_retries", "1000000001", nullptr);
    row("max_retries", "99999999999999999999", nullptr);
    row("import_timeout", "600", "600");
    row("import_timeout", "10m", nullptr);
    row("pre_import_tags_rate", "0.25", "0.25");
    row("pre_import_tags_rate", "0,25", nullptr);
    row("pre_import_tags_rate", "nan", nullptr);
    row("pre_import_tags_rate", "inf", nullptr);
    row("pre_import_tags_rate", "-0.1", nullptr);
    row("target_plan", "ultimate", "ultimate");
    row("target_plan", "gold", nullptr);
    row("created_before", "2022-01-23T00:00:00Z", "2022-01-23T00:00:00Z");
    row("created_before", "2022-01-23T02:00:00+02:00", "2022-01-23T00:00:00Z");
    row("created_before", "2022-01-23", "2022-01-23T00:00:00Z");
    row("created_before", "2022-01-23T12:30:00", "2022-01-23T12:30:00Z");
    row("created_before", "", "");
    row("created_before", "yesterday", nullptr);
    row("plans_known", "true", "true");
    row("plans_known", "yes", nullptr);
}

void TestPolicy::settingValues()
{
    QFETCH(QString, name);
    QFETCH(QString, value);
    QFETCH(QString, stored);
    const auto definition = findSetting(name);
    QVERIFY(definition.ok());
    const auto result = validateSetting(*definition, value);
    if (stored.isNull()) {
        QVERIFY(!result.ok());
        QCOMPARE(result.error().code, ErrorCode::InvalidArgument);
        QVERIFY(result.error().message.contains(name));
    } else {
        QVERIFY(result.ok());
        QCOMPARE(*result, stored);
    }
}

void TestPolicy::namesAreFound()
{
    for (const SettingDefinition& definition : settingDefinitions()) {
        QCOMPARE(findSetting(definition.name)->name, definition.name);
        QCOMPARE(findSetting(definition.shortName)->name, definition.name);
        const auto canonical = validateSetting(definition, definition.defaultValue);
        QVERIFY2(canonical.ok() && *canonical == definition.defaultValue, qPrintable(definition.name));
        QVERIFY(!definition.description.isEmpty());
    }
    QVERIFY(findSetting(QStringLiteral("nope")).error().message.contains(QStringLiteral("max_retries")));
    QCOMPARE(findFlag(QStringLiteral("enqueue_speed_fast"))->name, flags::speedFast);
    QCOMPARE(findFlag(QStringLiteral("capacity_25"))->name, flags::capacityPrefix + QStringLiteral("25"));
    // Not the end of a word: "5" of capacity_25 is no flag's name.
    QVERIFY(!findFlag(QStringLiteral("apacity_5")).ok());
    QVERIFY(!findFlag(QString()).ok());
}

QTEST_GUILESS_MAIN(TestPolicy)
#include "tst_policy.moc"
