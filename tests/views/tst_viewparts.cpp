// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/actions/selectionsummary.h"
#include "views/charts/timeticks.h"
#include "views/common/texts.h"
#include "views/common/thememanager.h"
#include "views/details/facts.h"
#include "views/details/outlook.h"
#include "views/mainwindow/standstill.h"

#include <QTest>

using namespace transship;

Q_DECLARE_METATYPE(transship::WorkAtHand)

/// What the views say, without a window.
class TestViewParts : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void durations_data();
    void durations();
    void whyNothingStarts_data();
    void whyNothingStarts();
    void whatComesNext();
    void whatIsNotLoadedMayBeActedOn();
    void whatSpeaksAgainstAnyAction();
    void whenTheNumberHasToBeTyped();
    void timeTicksCoverBothEnds_data();
    void timeTicksCoverBothEnds();
    void stateColoursStandOut_data();
    void stateColoursStandOut();
    void factsEscapeWhatOthersWrote();
};

void TestViewParts::durations_data()
{
    QTest::addColumn<int>("seconds");
    QTest::addColumn<QString>("text");
    QTest::newRow("negative") << -5 << QStringLiteral("0 s");
    QTest::newRow("seconds") << 59 << QStringLiteral("59 s");
    QTest::newRow("a minute") << 60 << QStringLiteral("1 min");
    QTest::newRow("minutes and seconds") << 125 << QStringLiteral("2 min 5 s");
    QTest::newRow("minutes") << 3599 << QStringLiteral("59 min");
    QTest::newRow("hours") << 11100 << QStringLiteral("3 h 5 min");
    QTest::newRow("full hours") << 7200 << QStringLiteral("2 h");
    QTest::newRow("days") << 2 * 86400 + 4 * 3600 << QStringLiteral("2 d 4 h");
}

void TestViewParts::durations()
{
    QFETCH(int, seconds);
    QTEST(texts::duration(std::chrono::seconds(seconds)), "text");
}

void TestViewParts::whyNothingStarts_data()
{
    QTest::addColumn<bool>("enabled");
    QTest::addColumn<int>("capacity");
    QTest::addColumn<int>("waitingSeconds");
    QTest::addColumn<WorkAtHand>("work");
    QTest::addColumn<QString>("says");
    QTest::newRow("empty") << true << 5 << 0 << WorkAtHand{0, 0, 0, 0} << QStringLiteral("Nothing to migrate yet");
    QTest::newRow("all done") << false << 5 << 0 << WorkAtHand{0, 0, 0, 9} << QStringLiteral("Nothing left to do");
    QTest::newRow("paused") << false << 5 << 0 << WorkAtHand{0, 3, 0, 9} << QStringLiteral("Paused");
    QTest::newRow("paused, in flight") << false << 5 << 0 << WorkAtHand{2, 3, 0, 9}
                                       << QStringLiteral("2 in flight go on");
    QTest::newRow("no slots") << true << 0 << 0 << WorkAtHand{0, 3, 0, 9} << QStringLiteral("No slots");
    QTest::newRow("slots taken") << true << 2 << 0 << WorkAtHand{2, 3, 0, 9} << QStringLiteral("All 2 slots");
    QTest::newRow("last ones") << true << 5 << 0 << WorkAtHand{2, 0, 0, 9} << QStringLiteral("last ones are in flight");
    QTest::newRow("waiting time") << true << 5 << 2700 << WorkAtHand{0, 3, 0, 9} << QStringLiteral("waits 45 min");
    QTest::newRow("aborted ones count") << true << 5 << 0 << WorkAtHand{0, 0, 1, 9} << QStringLiteral("A slot is free");
}

void TestViewParts::whyNothingStarts()
{
    QFETCH(bool, enabled);
    QFETCH(int, capacity);
    QFETCH(int, waitingSeconds);
    QFETCH(WorkAtHand, work);
    QFETCH(QString, says);
    Policy policy;
    policy.enabled = enabled;
    policy.capacity = capacity;
    policy.waitingTime = std::chrono::seconds(waitingSeconds);
    const QString text = standstill(policy, work);
    QVERIFY2(text.contains(says), qPrintable(text));
}

void TestViewParts::whatComesNext()
{
    Policy policy;
    policy.enabled = true;
    policy.capacity = 5;
    policy.maxTagsCount = 100;
    policy.tierFilter = TierFilter::PlanGroup;
    policy.targetPlan = QStringLiteral("free");
    policy.plans = plansOfGroup(u"free");
    ContainerRepository row;
    row.plan = QStringLiteral("free");
    row.tagsCount = 101;
    QVERIFY(outlook(row, policy).contains(QStringLiteral("more than 100 tags")));
    row.tagsCount = 100;
    QVERIFY(outlook(row, policy).startsWith(QStringLiteral("Started when")));
    row.plan = QStringLiteral("premium");
    QVERIFY(outlook(row, policy).contains(QStringLiteral("premium does not belong")));
    policy.enabled = false;
    QVERIFY(outlook(row, policy).contains(QStringLiteral("paused")));
    row.state = MigrationState::ImportAborted;
    QVERIFY(outlook(row, policy).contains(QStringLiteral("Not retried")));
    row.state = MigrationState::ImportDone;
    QVERIFY(outlook(row, policy).isEmpty());
}

void TestViewParts::whatIsNotLoadedMayBeActedOn()
{
    Selection selection;
    selection.count = 5'000'000;
    selection.source = keysMatching({});
    const auto can = [&selection](OperatorAction action) {
        return availability(action, SelectionSummary::of(selection, {}), {}).enabled;
    };
    QVERIFY(can(OperatorAction::Start) && can(OperatorAction::Reset));
    selection.possibleStates = {MigrationState::ImportSkipped};
    QVERIFY(!can(OperatorAction::Start));
    QVERIFY(can(OperatorAction::Reset));
    selection.source = {};
    QVERIFY(!can(OperatorAction::Reset));
}

void TestViewParts::whatSpeaksAgainstAnyAction()
{
    Selection selection;
    selection.count = 1;
    selection.rows = {ContainerRepository{}};
    selection.source = keysOf({0});
    const auto start = [&selection](std::optional<OperatorAction> requested, const ActionPolicy& policy) {
        return availability(OperatorAction::Start, SelectionSummary::of(selection, requested), policy);
    };
    QVERIFY(start({}, {}).enabled);
    const Availability busy = start(OperatorAction::Retry, {});
    QVERIFY(!busy.enabled);
    QVERIFY2(busy.whyNot.contains(QStringLiteral("retrying…")), qPrintable(busy.whyNot));
    ActionPolicy policy;
    policy.readOnly = true;
    policy.whyReadOnly = QStringLiteral("Unlock the profile first.");
    QVERIFY(!start({}, policy).enabled);
    QCOMPARE(start({}, policy).whyNot, policy.whyReadOnly);
}

void TestViewParts::whenTheNumberHasToBeTyped()
{
    ActionPolicy policy;
    QVERIFY(!policy.asksToType(OperatorAction::Skip, 9'999));
    QVERIFY(policy.asksToType(OperatorAction::Skip, 10'000));
    QVERIFY(policy.asksToType(OperatorAction::ForceCancel, 1));
    policy.production = true;
    QVERIFY(!policy.asksToType(OperatorAction::Skip, 1));
    QVERIFY(policy.asksToType(OperatorAction::Skip, 2));
}

void TestViewParts::timeTicksCoverBothEnds_data()
{
    QTest::addColumn<int>("seconds");
    QTest::addColumn<int>("step");
    QTest::newRow("one moment") << 0 << 5;
    QTest::newRow("half a minute") << 30 << 10;
    QTest::newRow("ten minutes") << 600 << 120;
    QTest::newRow("an hour") << 3600 << 900;
    QTest::newRow("two days") << 2 * 86400 << 43200;
    QTest::newRow("half a year") << 180 * 86400 << 172800 * 32;
}

void TestViewParts::timeTicksCoverBothEnds()
{
    QFETCH(int, seconds);
    const QDateTime first(QDate(2026, 3, 29), QTime(10, 3, 7, 500), Qt::UTC);
    const QDateTime last = first.addSecs(seconds);
    const TimeTicks ticks = timeTicks(first, last, 6);
    QVERIFY(ticks.start <= first);
    QVERIFY(ticks.end >= last);
    QVERIFY(ticks.start.secsTo(ticks.end) / ticks.stepSeconds <= 6);
    QCOMPARE(ticks.start.toSecsSinceEpoch() % ticks.stepSeconds, 0);
    QTEST(ticks.stepSeconds, "step");
}

void TestViewParts::stateColoursStandOut_data()
{
    QTest::addColumn<AppSettings::Theme>("theme");
    QTest::newRow("light") << AppSettings::Theme::Light;
    QTest::newRow("dark") << AppSettings::Theme::Dark;
    QTest::newRow("high contrast") << AppSettings::Theme::HighContrast;
}

void TestViewParts::stateColoursStandOut()
{
    QFETCH(AppSettings::Theme, theme);
    ThemeManager manager;
    manager.apply(theme);
    const QPalette palette = QGuiApplication::palette();
    const auto luminance = [](const QColor& colour) {
        const auto linear
            = [](double part) { return part <= 0.03928 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4); };
        return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF());
    };
    const auto contrast = [&luminance](const QColor& a, const QColor& b) {
        const double x = luminance(a) + 0.05;
        const double y = luminance(b) + 0.05;
        return std::max(x, y) / std::min(x, y);
    };
    const QColor base = palette.color(QPalette::Base);
    for (const MigrationState state : allMigrationStates) {
        const double value = contrast(stateColor(state, palette), base);
        QVERIFY2(value >= 3.0, qPrintable(QStringLiteral("%1: %2").arg(toName(state)).arg(value)));
    }
    for (const QPalette::ColorRole role : {QPalette::Text, secondaryRole, warningRole}) {
        QVERIFY(contrast(palette.color(role), base) >= 4.5);
    }
    QVERIFY(contrast(palette.color(QPalette::HighlightedText), palette.color(QPalette::Highlight)) >= 4.5);
}

void TestViewParts::factsEscapeWhatOthersWrote()
{
    MigrationEventRow event;
    event.reason = QStringLiteral("HttpStatus");
    event.detail = QStringLiteral("<b>bold</b> & <img src=x>");
    const QString html = facts::failure(event);
    QVERIFY(html.contains(QStringLiteral("&lt;img src=x&gt;")));
    ContainerRepository row;
    row.plan = QStringLiteral("<i>free</i>");
    QVERIFY(facts::table(row, std::nullopt, QDateTime::currentDateTimeUtc()).contains(QStringLiteral("&lt;i&gt;")));
}

QTEST_MAIN(TestViewParts)
#include "tst_viewparts.moc"
