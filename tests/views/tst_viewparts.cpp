// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/tables/timeticks.h"
#include "views/actions/selectionsummary.h"
#include "views/common/texts.h"
#include "views/common/thememanager.h"
#include "views/details/facts.h"
#include "views/mainwindow/standstill.h"

#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
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
    void whatIsNotLoadedMayBeActedOn();
    void whatSpeaksAgainstAnyAction();
    void whenTheNumberHasToBeTyped();
    void timeTicksCoverBothEnds_data();
    void timeTicksCoverBothEnds();
    void shortNumbers();
    void fieldsHaveAnOutline_data();
    void fieldsHaveAnOutline();
    void stepsAreRound();
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

void TestViewParts::shortNumbers()
{
    QLocale::setDefault(QLocale::c());
    QCOMPARE(texts::shortNumber(0), QStringLiteral("0"));
    QCOMPARE(texts::shortNumber(2.5), QStringLiteral("2.5"));
    QCOMPARE(texts::shortNumber(950), QStringLiteral("950"));
    QCOMPARE(texts::shortNumber(4000), QStringLiteral("4 k"));
    QCOMPARE(texts::shortNumber(250'000), QStringLiteral("250 k"));
    QCOMPARE(texts::shortNumber(1'250'000), QStringLiteral("1.25 M"));
}

void TestViewParts::whyNothingStarts_data()
{
    using Stop = EnqueueStop;
    QTest::addColumn<int>("stop");
    QTest::addColumn<WorkAtHand>("work");
    QTest::addColumn<bool>("worker");
    QTest::addColumn<QString>("says");
    const auto add = [](const char* name, Stop stop, const WorkAtHand& work, bool worker, const char* says) {
        QTest::newRow(name) << int(stop) << work << worker << QString::fromLatin1(says);
    };
    add("empty", Stop::NothingToDo, {0, 0, 0, 0}, true, "Nothing to migrate yet.");
    add("all done", Stop::NotEnabled, {0, 0, 0, 9}, false, "Nothing left to do: every repository is done or skipped.");
    add("paused", Stop::NotEnabled, {0, 3, 0, 9}, false, "Paused: nothing new is started until you resume.");
    add("paused, in flight", Stop::NotEnabled, {2, 3, 0, 9}, true,
        "Paused: nothing new is started; 2 in flight go on to their end.");
    add("slots taken", Stop::NoCapacity, {2, 3, 0, 9}, true,
        "All 2 slots are taken: the next one starts when a slot frees.");
    add("last ones", Stop::NothingToDo, {2, 0, 0, 9}, true, "Nothing left to start: the last ones are in flight.");
    add("kept back", Stop::NothingToDo, {0, 4, 0, 9}, true,
        "Nothing is ready: 4 wait, kept back by created_before, plan or deny list.");
    add("waiting time", Stop::WaitingTime, {0, 3, 0, 9}, true, "Waiting time: next start in 12 min.");
    add("next", Stop::Worked, {0, 3, 1, 9}, true, "A slot is free: g/next is started next.");
    add("nobody there", Stop::Worked, {0, 3, 1, 9}, false,
        "A slot is free: g/next is started next. No worker runs: start transshipctl worker.");
    add("nobody follows", Stop::NotEnabled, {2, 3, 0, 9}, false,
        "Paused: nothing new is started; 2 in flight go on to their end. No worker runs: start transshipctl worker.");
}

void TestViewParts::whyNothingStarts()
{
    QFETCH(int, stop);
    QFETCH(WorkAtHand, work);
    QFETCH(bool, worker);
    QFETCH(QString, says);
    RolloutState state;
    state.at = QDateTime(QDate(2026, 3, 1), QTime(12, 0), Qt::UTC);
    state.policy.capacity = 2;
    state.next.stop = static_cast<EnqueueStop>(stop);
    state.next.path = QStringLiteral("g/next");
    state.next.importType = QStringLiteral("next");
    state.next.waitFor = std::chrono::minutes(13);
    if (worker) {
        state.workers << Lease{QStringLiteral("worker:one"), QStringLiteral("one"), {}, {}};
    }
    // It counts down from when it was decided.
    QCOMPARE(standstill(state, work, state.at.addSecs(60)), says);
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
    QVERIFY(!policy.asksToType(9'999));
    QVERIFY(policy.asksToType(10'000));
    policy.production = true;
    QVERIFY(!policy.asksToType(OperatorAction::Skip, 1));
    QVERIFY(policy.asksToType(OperatorAction::Skip, 2));
    QVERIFY(!policy.asksToType(1));
    QVERIFY(policy.asksToType(2));
    QVERIFY(policy.isTyped(QStringLiteral(" 2 "), 2));
    QVERIFY(!policy.isTyped(QStringLiteral("2"), 3));
    QVERIFY(!policy.isTyped(QString(), 0)); // nor is the name that it has not
    policy.profile = QStringLiteral("eu-prod");
    QVERIFY(policy.isTyped(policy.profile, 3));
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

void TestViewParts::stepsAreRound()
{
    QCOMPARE(roundStep(27.5), 30.0);
    QCOMPARE(roundStep(1), 1.0);
    QCOMPARE(roundStep(0.21), 0.25);
    QCOMPARE(roundStep(2.2), 3.0); // as of repositories
    QCOMPARE(roundStep(22), 25.0);
    QCOMPARE(roundStep(5'000'001), 10'000'000.0);
}

/// As WCAG 2 has it.
double contrast(const QColor& a, const QColor& b)
{
    const auto linear
        = [](double part) { return part <= 0.03928 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4); };
    const auto luminance = [&linear](const QColor& colour) {
        return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF());
    };
    const double x = luminance(a) + 0.05;
    const double y = luminance(b) + 0.05;
    return std::max(x, y) / std::min(x, y);
}

void addThemes()
{
    QTest::addColumn<AppSettings::Theme>("theme");
    QTest::newRow("light") << AppSettings::Theme::Light;
    QTest::newRow("dark") << AppSettings::Theme::Dark;
    QTest::newRow("high contrast") << AppSettings::Theme::HighContrast;
    QTest::newRow("high contrast, light") << AppSettings::Theme::HighContrastLight;
}

void TestViewParts::fieldsHaveAnOutline_data()
{
    addThemes();
}

/// Somewhere along the left edge, half way down, is a colour that stands out from the window.
void TestViewParts::fieldsHaveAnOutline()
{
    QFETCH(AppSettings::Theme, theme);
    ThemeManager manager;
    manager.apply(theme);
    QLineEdit line;
    QComboBox combo;
    QSpinBox spin;
    QPushButton button;
    const QColor window = QGuiApplication::palette().color(QPalette::Window);
    for (QWidget* field : QList<QWidget*>{&line, &combo, &spin, &button}) {
        field->resize(120, 30);
        const QImage picture = field->grab().toImage();
        double best = 0;
        for (int x = 0; x < 3; ++x) {
            best = std::max(best, contrast(picture.pixelColor(x, 15), window));
        }
        const double least
            = isDark(QGuiApplication::palette()) || isHighContrast(QGuiApplication::palette()) ? 2.9 : 1.5;
        QVERIFY2(
            best >= least, qPrintable(QString::fromLatin1(field->metaObject()->className()) + QString::number(best)));
    }
}

void TestViewParts::stateColoursStandOut_data()
{
    addThemes();
}

void TestViewParts::stateColoursStandOut()
{
    QFETCH(AppSettings::Theme, theme);
    ThemeManager manager;
    manager.apply(theme);
    const QPalette palette = QGuiApplication::palette();
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
    QVERIFY(facts::table(row, std::nullopt).contains(QStringLiteral("&lt;i&gt;")));
}

QTEST_MAIN(TestViewParts)
#include "tst_viewparts.moc"
