// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/tables/eventseries.h"
#include "models/tables/migrationprogress.h"
#include "models/tables/statesovertimeseries.h"
#include "tests/tables/tablefixture.h"

#include <QSignalSpy>

using namespace transship;
using namespace transship::testing;

namespace {

class TestClock final : public Clock {
public:
    QDateTime now() const override { return time; }
    QDateTime time = QDateTime(QDate(2026, 3, 29), QTime(12, 0), Qt::UTC);
};

std::shared_ptr<StorageWorker> readerOf(const DatabaseUrl& url)
{
    return std::make_shared<StorageWorker>(url, Access::ReadOnly, QStringLiteral("test"));
}

StateCounts countsOf(qint64 waiting, qint64 done)
{
    StateCounts counts;
    counts.counts = {waiting, 0, 0, 0, done, 0, 0};
    return counts;
}

void writeEvent(
    TableFixture& fixture, int id, const char* from, const char* to, const QDateTime& at, const char* why = "")
{
    fixture.run(QStringLiteral("INSERT INTO migration_events (container_repository_id, event, from_state, to_state, "
                               "actor, origin, reason, created_at) VALUES (%1, 'reset', '%2', '%3', 't', 'ctl', '%4', "
                               "'%5')")
                    .arg(QString::number(id), QString::fromLatin1(from), QString::fromLatin1(to),
                        QString::fromLatin1(why), fixture.connection->toStored(at).toString()));
}

/// A repository that was finished at that moment, as history tells it.
void finish(TableFixture& fixture, const QDateTime& at)
{
    fixture.run(QStringLiteral("INSERT INTO migration_events (container_repository_id, event, from_state, to_state, "
                               "actor, origin, created_at) VALUES (1, 'finish_import', 'importing', 'import_done', "
                               "'t', 'ctl', '%1')")
                    .arg(fixture.connection->toStored(at).toString()));
}

/// Ten-second buckets that end at `now`: how many were done in each, oldest first.
QList<ThroughputBucket> bucketsOf(const QDateTime& now, const QList<int>& done)
{
    QList<ThroughputBucket> buckets;
    for (qsizetype i = 0; i < done.size(); ++i) {
        buckets << ThroughputBucket{now.addSecs(-10 * (done.size() - i)), done.at(i)};
    }
    return buckets;
}

} // namespace

/// Where the charts and the progress bar get their numbers.
class TestChartData : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_databases.problem().isEmpty(), qPrintable(m_databases.problem())); }

    void thinsEvenly();
    void joinsRecordedAndLiveSamples_data() { TestDatabases::addRows(); }
    void joinsRecordedAndLiveSamples();
    void keepsAtMostTwoThousandPoints();
    void choosesReadableSteps_data();
    void choosesReadableSteps();
    void sumsUpThroughput_data() { TestDatabases::addRows(); }
    void sumsUpThroughput();
    void tellsDurationsAndCauses_data() { TestDatabases::addRows(); }
    void tellsDurationsAndCauses();
    void measuresTheSpeedOfWork_data();
    void measuresTheSpeedOfWork();
    void tellsProgress_data() { TestDatabases::addRows(); }
    void tellsProgress();

private:
    TestDatabases m_databases;
};

void TestChartData::thinsEvenly()
{
    QList<StateSample> samples;
    for (int i = 0; i < 5000; ++i) {
        samples << StateSample{QDateTime::fromSecsSinceEpoch(i, Qt::UTC), countsOf(i, 0)};
    }
    const QList<StateSample> kept = thinned(samples, 2000);
    QCOMPARE(kept.size(), 2000);
    QCOMPARE(kept.constFirst().at, samples.constFirst().at);
    QCOMPARE(kept.constLast().at, samples.constLast().at);
    for (qsizetype i = 1; i < kept.size(); ++i) {
        const qint64 step = kept.at(i - 1).at.secsTo(kept.at(i).at);
        QVERIFY(step == 2 || step == 3);
    }
    QCOMPARE(thinned(samples.first(3), 2000).size(), 3);
}

void TestChartData::joinsRecordedAndLiveSamples()
{
    TableFixture fixture(m_databases.createForRow());
    TestClock clock;
    for (int hours : {30, 20, 2}) {
        QVERIFY(fixture.stores.samples.record({clock.time.addSecs(-3600 * hours), countsOf(hours, 0)}).ok());
    }
    StatesOverTimeSeries series(readerOf(fixture.url), clock);
    QSignalSpy changed(&series, &StatesOverTimeSeries::changed);
    series.refresh();
    QTRY_COMPARE(changed.count(), 1);
    QCOMPARE(series.samples().size(), 3);
    series.addLive(countsOf(1, 1));
    clock.time = clock.time.addSecs(1);
    series.addLive(countsOf(1, 1));
    clock.time = clock.time.addSecs(1);
    series.addLive(countsOf(1, 1)); // only the end moves
    QCOMPARE(series.samples().size(), 5);
    QCOMPARE(series.samples().constLast().at, clock.time);
    clock.time = clock.time.addSecs(1);
    series.addLive(countsOf(0, 2));
    QCOMPARE(series.samples().size(), 6);
    QCOMPARE(series.samples().constFirst().counts.of(MigrationState::Default), 30);
    QCOMPARE(series.samples().constLast().counts.of(MigrationState::ImportDone), 2);
    series.setRange({std::chrono::hours(3)});
    QCOMPARE(series.samples().size(), 4);
}

void TestChartData::keepsAtMostTwoThousandPoints()
{
    TestClock clock;
    StatesOverTimeSeries series(readerOf(m_databases.create(QStringLiteral("sqlite"))), clock);
    const QDateTime start = clock.time;
    for (int i = 0; i < 9'000; ++i) {
        series.addLive(countsOf(i, 0));
        QVERIFY(series.samples().size() <= 2000);
        clock.time = clock.time.addSecs(1);
    }
    QCOMPARE(series.samples().constFirst().at, start);
    QCOMPARE(series.samples().constLast().counts.of(MigrationState::Default), 8'999);
}

void TestChartData::choosesReadableSteps_data()
{
    QTest::addColumn<qint64>("seconds");
    for (qint64 seconds = 120; seconds < 400LL * 86'400; seconds = seconds * 5 / 4) {
        QTest::addRow("%lld s", seconds) << seconds;
    }
}

void TestChartData::choosesReadableSteps()
{
    QFETCH(qint64, seconds);
    const int width = bucketWidth(std::chrono::seconds(seconds));
    const qint64 steps = seconds / width + 1;
    QVERIFY2(steps >= 30 && steps <= 120, qPrintable(QStringLiteral("%1 steps of %2 s").arg(steps).arg(width)));
}

void TestChartData::sumsUpThroughput()
{
    TableFixture fixture(m_databases.createForRow());
    TestClock clock;
    EventSeries series(readerOf(fixture.url), clock);
    QSignalSpy changed(&series, &EventSeries::changed);
    series.refreshNow();
    QTRY_COMPARE(changed.count(), 1);
    const auto steps = [&] { return series.charts().buckets.size(); };
    QVERIFY(steps() >= 30 && steps() <= 120);
    finish(fixture, clock.time.addSecs(-90));
    finish(fixture, clock.time.addSecs(-90));
    finish(fixture, clock.time.addSecs(-5));
    series.refreshNow();
    QTRY_COMPARE(changed.count(), 2);
    const auto total = [&] {
        qint64 done = 0;
        for (const ThroughputBucket& bucket : series.charts().buckets) {
            done += bucket.done;
        }
        return done;
    };
    QCOMPARE(total(), 3);
    QCOMPARE(series.charts().widthSeconds, 2);
    clock.time = clock.time.addSecs(86'400);
    series.refreshNow();
    QTRY_COMPARE(changed.count(), 3);
    QCOMPARE(series.charts().widthSeconds, 900);
    QVERIFY(steps() >= 30 && steps() <= 120);
    QCOMPARE(total(), 3);
    series.setRange({std::chrono::hours(1)});
    QTRY_COMPARE(changed.count(), 4);
    QCOMPARE(total(), 0);
    // The same, added up: what a day ago was counted in seconds is now kept in five minutes.
    QVERIFY(fixture.stores.rollups.fold(clock.time).ok());
    series.setRange({});
    QTRY_COMPARE(changed.count(), 5);
    QCOMPARE(total(), 3);
    ChartRange zoomed;
    zoomed.from = clock.time.addSecs(-86'400 - 600);
    zoomed.until = clock.time.addSecs(-86'400 + 60);
    series.setRange(zoomed);
    QTRY_COMPARE(changed.count(), 6);
    QCOMPARE(total(), 3);
    QCOMPARE(series.charts().from, zoomed.from);
    QCOMPARE(series.charts().widthSeconds, 10);
}

void TestChartData::tellsDurationsAndCauses()
{
    TableFixture fixture(m_databases.createForRow());
    TestClock clock;
    const QDateTime start = clock.time.addSecs(-1800);
    // Twenty pre imports: nineteen of ten seconds, one of ten minutes.
    for (int id = 1; id <= 20; ++id) {
        writeEvent(fixture, id, "default", "pre_importing", start);
        writeEvent(fixture, id, "pre_importing", "pre_import_done", start.addSecs(id == 20 ? 600 : 10));
    }
    for (int id = 1; id <= 3; ++id) {
        writeEvent(fixture, id, "pre_import_done", "importing", start.addSecs(20));
        writeEvent(fixture, id, "importing", "import_aborted", start.addSecs(22), id == 3 ? "" : "timeout");
    }
    EventSeries series(readerOf(fixture.url), clock);
    series.setRange({std::chrono::hours(24)});
    QSignalSpy changed(&series, &EventSeries::changed);
    QTRY_VERIFY(changed.count() >= 1);
    const EventCharts& charts = series.charts();
    QCOMPARE(charts.preImports.size(), 1);
    QCOMPARE(charts.preImports[0].count, 20);
    QCOMPARE(charts.preImports[0].median, 10.0);
    QCOMPARE(charts.preImports[0].p95, 10.0);
    QVERIFY(charts.imports.isEmpty());
    QCOMPARE(charts.causes.size(), 2);
    QCOMPARE(charts.causes[0].cause, QStringLiteral("timeout"));
    QCOMPARE(charts.causes[0].count, 2);
    QCOMPARE(charts.causes[0].state, MigrationState::ImportAborted);
    QCOMPARE(charts.causes[1].cause, QStringLiteral("unknown"));
    // Two more long ones, and the slowest of twenty is among 95 of 100 of them.
    for (int id = 21; id <= 22; ++id) {
        writeEvent(fixture, id, "default", "pre_importing", start);
        writeEvent(fixture, id, "pre_importing", "pre_import_done", start.addSecs(600));
    }
    changed.clear();
    series.refreshNow();
    QTRY_COMPARE(changed.count(), 1);
    QCOMPARE(series.charts().preImports[0].median, 10.0);
    QVERIFY2(qAbs(series.charts().preImports[0].p95 - 600) < 60, "the tail is not seen");
}

void TestChartData::measuresTheSpeedOfWork_data()
{
    QTest::addColumn<QList<int>>("done"); // per ten seconds
    QTest::addColumn<int>("secondsLater"); // after the last bucket
    QTest::addColumn<double>("perMinute"); // -1: cannot tell
    const QList<int> pause(60, 0); // ten minutes
    const QList<int> busy(60, 2); // twelve a minute, ten minutes long
    QTest::newRow("nothing yet") << QList<int>(20, 0) << 0 << -1.0;
    QTest::newRow("steady") << QList<int>(12, 2) << 0 << 12.0;
    QTest::newRow("with holes") << QList<int>{3, 0, 0, 3, 0, 0, 3, 0, 0, 3, 0, 0} << 0 << 6.0;
    QTest::newRow("a pause does not count") << busy.first(30) + pause + busy.first(30) << 0 << 12.0;
    QTest::newRow("only the newest ten minutes") << QList<int>(60, 9) + busy << 0 << 12.0;
    QTest::newRow("waiting for the next one counts") << QList<int>(12, 2) << 120 << 6.0;
    QTest::newRow("long ended work keeps its speed") << QList<int>(12, 2) << 86'400 << 12.0;
    QTest::newRow("one long ago tells nothing") << QList<int>{1} << 3600 << -1.0;
    QTest::newRow("the last bucket only began") << QList<int>{1} << -9 << -1.0;
}

void TestChartData::measuresTheSpeedOfWork()
{
    QFETCH(QList<int>, done);
    QFETCH(int, secondsLater);
    QFETCH(double, perMinute);
    const QDateTime end = TestClock().time;
    const auto rate = activeRate(
        bucketsOf(end, done), 10, end.addSecs(secondsLater), std::chrono::minutes(10), std::chrono::minutes(5));
    QCOMPARE(rate.has_value(), perMinute >= 0);
    if (rate) {
        QVERIFY2(qAbs(rate->donePerMinute - perMinute) < 0.01, qPrintable(QString::number(rate->donePerMinute)));
    }
}

void TestChartData::tellsProgress()
{
    TableFixture fixture(m_databases.createForRow());
    TestClock clock;
    MigrationProgress progress(readerOf(fixture.url), clock);
    QSignalSpy changed(&progress, &MigrationProgress::changed);
    progress.setCounts(countsOf(90, 0));
    progress.refresh();
    QTRY_COMPARE(changed.count(), 2);
    QVERIFY(!progress.ratePerMinute());
    QVERIFY(!progress.timeLeft());
    QVERIFY(!progress.isMoving());
    for (int seconds = 300; seconds > 0; seconds -= 10) {
        finish(fixture, clock.time.addSecs(-seconds));
    }
    progress.setCounts(countsOf(60, 30));
    progress.refresh();
    QTRY_COMPARE(changed.count(), 4);
    QCOMPARE(progress.total(), 90);
    QCOMPARE(progress.remaining(), 60);
    QVERIFY(progress.isMoving());
    QVERIFY(progress.ratePerMinute() && qAbs(*progress.ratePerMinute() - 6) < 0.3);
    QVERIFY(progress.timeLeft() && qAbs(progress.timeLeft()->count() - 600) < 30);
    clock.time = clock.time.addSecs(7200);
    progress.refresh();
    QTRY_COMPARE(changed.count(), 5);
    QVERIFY(!progress.isMoving());
    QVERIFY2(!progress.timeLeft(), "nobody knows when what stands still will be done");
    QVERIFY(progress.ratePerMinute());
}

QTEST_GUILESS_MAIN(TestChartData)
#include "tst_chartdata.moc"
