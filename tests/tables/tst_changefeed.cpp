// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/tables/changefeed.h"
#include "models/tables/feedjob.h"
#include "tests/tables/tablefixture.h"

#include <QSignalSpy>

using namespace transship;
using namespace transship::testing;

namespace {

/// A feed and everything it said.
struct Listener {
    explicit Listener(const DatabaseUrl& url)
        : feed(url)
        , counts(&feed, &ChangeFeed::countsChanged)
        , lost(&feed, &ChangeFeed::lost)
        , recovered(&feed, &ChangeFeed::recovered)
    {
        feed.setInterval(std::chrono::milliseconds(20));
        QObject::connect(&feed, &ChangeFeed::changed, &feed, [this](const QSet<qint64>& changed) {
            ids |= changed;
            unknown += changed.isEmpty() ? 1 : 0;
        });
        feed.start();
    }
    qint64 countOf(MigrationState state) const { return feed.counts() ? feed.counts()->of(state) : -1; }

    ChangeFeed feed;
    QSignalSpy counts;
    QSignalSpy lost;
    QSignalSpy recovered;
    QSet<qint64> ids;
    int unknown = 0;
};

/// One look, in this thread, and what it found.
QSet<qint64> look(TableFixture& fixture, FeedState& state)
{
    const Result<FeedAnswer> answer = lookForChanges(fixture.stores, fixture.url, state);
    return answer ? answer->repositoryIds : QSet<qint64>{-1};
}

} // namespace

class TestChangeFeed : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_databases.problem().isEmpty(), qPrintable(m_databases.problem())); }

    void tellsTheCountsAtOnce_data() { TestDatabases::addRows(); }
    void tellsTheCountsAtOnce();
    void noticesTransitionsOfOthers_data() { TestDatabases::addRows(); }
    void noticesTransitionsOfOthers();
    void noticesRowsWithoutHistory_data() { TestDatabases::addRows(); }
    void noticesRowsWithoutHistory();
    void noticesWhatIsCommittedLate();
    void saysNothingWhenStopped_data() { TestDatabases::addRows(); }
    void saysNothingWhenStopped();
    void tellsALostFileAndItsReturn();
    void tellsALostServerAndItsReturn();

private:
    TestDatabases m_databases;
};

void TestChangeFeed::tellsTheCountsAtOnce()
{
    TableFixture fixture(m_databases.createForRow());
    fixture.fill(12);
    QVERIFY(fixture.fire(3, MigrationEvent::StartPreImport));
    Listener listener(fixture.url);
    QVERIFY2(!listener.feed.counts(), "nothing is read in the caller's thread");
    QTRY_COMPARE(listener.counts.count(), 1);
    QCOMPARE(listener.countOf(MigrationState::Default), 11);
    QCOMPARE(listener.countOf(MigrationState::PreImporting), 1);
    QVERIFY2(listener.ids.isEmpty(), "what happened before is no news");
}

void TestChangeFeed::noticesTransitionsOfOthers()
{
    TableFixture fixture(m_databases.createForRow());
    fixture.fill(20);
    Listener listener(fixture.url);
    QTRY_COMPARE(listener.counts.count(), 1);
    QVERIFY(fixture.fire(3, MigrationEvent::StartPreImport));
    QTRY_COMPARE(listener.ids, (QSet<qint64>{3}));
    QTRY_COMPARE(listener.countOf(MigrationState::PreImporting), 1);
    for (qint64 id = 4; id <= 15; ++id) {
        QVERIFY(fixture.fire(id, MigrationEvent::StartPreImport));
    }
    QTRY_COMPARE(listener.ids.size(), 13);
    QTRY_COMPARE(listener.countOf(MigrationState::PreImporting), 13);
    QCOMPARE(listener.unknown, 0);
    listener.ids.clear();
    listener.feed.setInterval(std::chrono::hours(1));
    QVERIFY(fixture.fire(16, MigrationEvent::StartPreImport));
    listener.feed.lookNow();
    QTRY_COMPARE(listener.ids, (QSet<qint64>{16}));
}

void TestChangeFeed::noticesRowsWithoutHistory()
{
    TableFixture fixture(m_databases.createForRow());
    fixture.fill(5);
    Listener listener(fixture.url);
    QTRY_COMPARE(listener.counts.count(), 1);
    fixture.append(6, 9);
    QTRY_COMPARE(listener.unknown, 1);
    QCOMPARE(listener.countOf(MigrationState::Default), 9);
    QVERIFY(listener.ids.isEmpty());
}

void TestChangeFeed::noticesWhatIsCommittedLate()
{
    // PostgreSQL gives out ids in order; their transactions end in any.
    TableFixture fixture(m_databases.create(QStringLiteral("postgresql")));
    fixture.fill(5);
    FeedState state;
    QCOMPARE(look(fixture, state), (QSet<qint64>{}));
    const auto slow = TestDatabases::open(fixture.url);
    QVERIFY(slow->begin().ok());
    const QString event = QStringLiteral("INSERT INTO migration_events (container_repository_id, event, from_state, "
                                         "to_state, actor, origin, created_at) "
                                         "VALUES (%1, 'skip_import', 'default', 'import_skipped', 't', 'ctl', now())");
    QVERIFY(slow->execCount(event.arg(1)).ok());
    fixture.run(event.arg(2));
    QCOMPARE(look(fixture, state), (QSet<qint64>{2}));
    QCOMPARE(look(fixture, state), (QSet<qint64>{}));
    QVERIFY(slow->commit().ok());
    QCOMPARE(look(fixture, state), (QSet<qint64>{1}));
    QCOMPARE(look(fixture, state), (QSet<qint64>{}));
    QVERIFY(state.missing.isEmpty());
}

void TestChangeFeed::saysNothingWhenStopped()
{
    TableFixture fixture(m_databases.createForRow());
    fixture.fill(5);
    Listener listener(fixture.url);
    QTRY_COMPARE(listener.counts.count(), 1);
    listener.feed.stop();
    QVERIFY(fixture.fire(1, MigrationEvent::StartPreImport));
    Listener other(fixture.url);
    QTRY_COMPARE(other.countOf(MigrationState::PreImporting), 1);
    QVERIFY(listener.ids.isEmpty());
    listener.feed.start();
    QTRY_COMPARE(listener.ids, (QSet<qint64>{1}));
}

void TestChangeFeed::tellsALostFileAndItsReturn()
{
    const DatabaseUrl url = m_databases.create(QStringLiteral("sqlite"));
    const QString away = url.name() + QStringLiteral(".away");
    {
        TableFixture fixture(url);
        fixture.fill(5);
    }
    Listener listener(url);
    QTRY_COMPARE(listener.counts.count(), 1);
    QVERIFY(QFile::rename(url.name(), away));
    QTRY_COMPARE(listener.lost.count(), 1);
    QVERIFY(listener.feed.isLost());
    const auto error = listener.lost.at(0).at(0).value<Error>();
    QCOMPARE(error.code, ErrorCode::DatabaseUnavailable);
    QVERIFY(error.message.contains(url.name()));
    QVERIFY(QFile::rename(away, url.name()));
    QTRY_COMPARE(listener.recovered.count(), 1);
    QTRY_COMPARE(listener.unknown, 1);
    QCOMPARE(listener.counts.count(), 2);
    QCOMPARE(listener.lost.count(), 1);
    TableFixture(url, TableFixture::Existing).fire(2, MigrationEvent::StartPreImport);
    QTRY_COMPARE(listener.ids, (QSet<qint64>{2}));
}

void TestChangeFeed::tellsALostServerAndItsReturn()
{
    const DatabaseUrl url = m_databases.create(QStringLiteral("postgresql"));
    {
        TableFixture fixture(url);
        fixture.fill(5);
    }
    Listener listener(url);
    QTRY_COMPARE(listener.counts.count(), 1);
    m_databases.cluster().stop();
    QTRY_COMPARE(listener.lost.count(), 1);
    QVERIFY(m_databases.cluster().start());
    QTRY_COMPARE_WITH_TIMEOUT(listener.recovered.count(), 1, 20'000);
    QTRY_COMPARE(listener.unknown, 1);
    QCOMPARE(listener.lost.count(), 1);
    TableFixture(url, TableFixture::Existing).fire(2, MigrationEvent::StartPreImport);
    QTRY_COMPARE(listener.ids, (QSet<qint64>{2}));
}

QTEST_GUILESS_MAIN(TestChangeFeed)
#include "tst_changefeed.moc"
