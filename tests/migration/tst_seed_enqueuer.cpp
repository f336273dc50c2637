// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/migration/enqueuer.h"
#include "tests/migration/migrationfixture.h"

#include <QMutex>

using namespace transship;
using namespace transship::testing;
using namespace Qt::Literals::StringLiterals;
using State = MigrationState;
using Event = MigrationEvent;

namespace {

/// What happened in which order, whoever saw it.
class Timeline {
public:
    void add(const QString& what)
    {
        const QMutexLocker lock(&m_mutex);
        m_entries << what;
    }
    QStringList entries() const
    {
        const QMutexLocker lock(&m_mutex);
        return m_entries;
    }

private:
    mutable QMutex m_mutex;
    QStringList m_entries;
};

/// What begins, ends or changes something. On PostgreSQL the UPDATE and its history row are one statement.
void note(Timeline& timeline, const QString& sql)
{
    const QString word = sql.section(u' ', 0, 0);
    if (word == u"BEGIN" || word == u"COMMIT" || word == u"ROLLBACK") {
        timeline.add(word);
    } else if (sql.contains(u"UPDATE container_repositories")) {
        timeline.add(u"UPDATE"_s);
    }
}

} // namespace

/// "Phase 2 enqueuer" and "Move registry import API calls outside of transaction", as they were validated.
class TestSeedEnqueuer : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_databases.problem().isEmpty(), qPrintable(m_databases.problem())); }

    void tenRepositoriesAndNoRegistry_data() { TestDatabases::addRows(); }
    /// The steps as they stand in the description; the registry of these tests cannot be connected to.
    void tenRepositoriesAndNoRegistry()
    {
        MigrationFixture f(m_databases.createForRow());
        f.setFlag(flags::enabled, true);
        f.setCapacity(1);
        f.setFlag(flags::speedFast, false);
        f.setFlag(flags::speedSlow, false);
        for (int i = 0; i < 10; ++i) {
            f.add(u"group/project/test_image_%1"_s.arg(i));
        }
        f.inStorage([threeMonthsAgo = f.clock.now().addMonths(-3)](Stores& stores) {
            return stores.connection.execCount(
                u"UPDATE container_repositories SET created_at = ?"_s, {stores.connection.toStored(threeMonthsAgo)});
        });
        f.registry.stopListening();
        QCOMPARE(count(f, State::Default), 10);
        Enqueuer enqueuer(f.storage, f.engine, f.clock, u"worker"_s);

        await(enqueuer.runOnce(f.actor)); // "the first one should have been aborted"
        QCOMPARE(count(f, State::Default), 9);
        const qint64 first = f.inStorage([](Stores& stores) {
                                  return stores.repositories.nextAborted(QDateTime::currentDateTimeUtc());
                              })->id;
        QCOMPARE(f.row(first).path, u"group/project/test_image_0"_s);
        QCOMPARE(f.row(first).state, State::ImportAborted);

        f.inStorage([fiveMinutesAgo = f.clock.now().addSecs(-300), first](Stores& stores) {
            return stores.connection.execCount(
                u"UPDATE container_repositories SET migration_state = 'import_done', migration_aborted_at = NULL, "
                "migration_import_done_at = ? WHERE id = ?"_s,
                {stores.connection.toStored(fiveMinutesAgo), first});
        });
        const EnqueueReport waiting = await(enqueuer.runOnce(f.actor)); // "see no repositories are updated"
        QCOMPARE(waiting.stop, EnqueueStop::WaitingTime);
        QCOMPARE(count(f, State::Default), 9);

        f.setFlag(flags::speedFast, true);
        await(enqueuer.runOnce(f.actor)); // "see another repository has been updated"
        QCOMPARE(count(f, State::Default), 8);
    }

    void requestsAreMadeBetweenTransactions_data()
    {
        QTest::addColumn<QString>("backend");
        QTest::addColumn<Event>("event");
        for (const char* backend : {"sqlite", "postgresql"}) {
            QTest::addRow("%s pre import", backend) << QString::fromLatin1(backend) << Event::StartPreImport;
            QTest::addRow("%s import", backend) << QString::fromLatin1(backend) << Event::StartImport;
        }
    }
    void requestsAreMadeBetweenTransactions()
    {
        QFETCH(QString, backend);
        QFETCH(Event, event);
        MigrationFixture f(m_databases.create(backend));
        const qint64 id = f.add(u"group/app"_s);
        if (event == Event::StartImport) {
            f.force(id, Event::StartPreImport);
            f.force(id, Event::FinishPreImport);
        }
        f.registry.script("PUT", u"/import/group/app/"_s, FakeAnswer::error(500, u"UNKNOWN"_s));
        Timeline timeline;
        f.registry.onRequest([&](const FakeRequest& request) { timeline.add(QString::fromLatin1(request.verb)); });
        trace(f, [&](const QString& sql, const QVariantList&) { note(timeline, sql); });
        QVERIFY(f.fire(id, event).ok());
        trace(f, {});
        QStringList wanted{u"BEGIN"_s, u"UPDATE"_s, u"COMMIT"_s, u"PUT"_s, u"BEGIN"_s, u"UPDATE"_s, u"COMMIT"_s};
        if (event == Event::StartImport) {
            wanted.insert(3, u"GET"_s); // the tags as they are before it
        }
        QCOMPARE(timeline.entries(), wanted);
        QCOMPARE(f.row(id).state, State::ImportAborted);
        QCOMPARE(f.row(id).retriesCount, 1);
        QCOMPARE(f.row(id).abortedInState, event == Event::StartImport ? State::Importing : State::PreImporting);
    }

private:
    static int count(MigrationFixture& f, State state)
    {
        const StateCounts counts = f.inStorage([](Stores& stores) { return stores.repositories.countByState(); });
        return int(counts.of(state));
    }
    static void trace(MigrationFixture& f, const Connection::Trace& trace)
    {
        f.inStorage([trace](Stores& stores) -> Result<bool> {
            stores.connection.setTrace(trace);
            return true;
        });
    }

    TestDatabases m_databases;
};

QTEST_GUILESS_MAIN(TestSeedEnqueuer)
#include "tst_seed_enqueuer.moc"
