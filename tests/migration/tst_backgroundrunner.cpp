// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/migration/backgroundpreview.h"
#include "models/migration/backgroundrunner.h"
#include "tests/migration/migrationfixture.h"

#include <QSignalSpy>

using namespace transship;
using namespace transship::testing;
using namespace Qt::Literals::StringLiterals;
using Kind = BackgroundKind;
using Status = BackgroundStatus;

namespace {

void fill(MigrationFixture& f, const QString& prefix, int count, const QString& assignments)
{
    f.inStorage([=](Stores& stores) -> Result<bool> {
        QList<InventoryEntry> entries;
        for (int i = 0; i < count; ++i) {
            InventoryEntry entry;
            entry.path = u"%1/app%2"_s.arg(prefix).arg(i);
            entries << entry;
        }
        const auto added = stores.inventory.add(entries, QDateTime(QDate(2022, 1, 1), QTime(0, 0), Qt::UTC));
        const auto set = stores.connection.exec(
            u"UPDATE container_repositories SET %1 WHERE path LIKE '%2/%'"_s.arg(assignments, prefix));
        return added && set ? Result<bool>(true) : Result<bool>(Error{});
    });
    for (int i = 0; i < count; ++i) {
        f.registry.addRepository(u"%1/app%2"_s.arg(prefix).arg(i));
    }
}

void fillSkipped(MigrationFixture& f, int count)
{
    fill(f, u"skipped"_s, count, u"migration_state = 'import_skipped', migration_skipped_reason = 2"_s);
}

void fillScheduled(MigrationFixture& f, int count)
{
    fill(f, u"scheduled"_s, count, u"status = 0"_s);
}

qint64 number(MigrationFixture& f, const QString& sql)
{
    return f.inStorage([sql](Stores& stores) -> Result<qint64> {
        auto query = stores.connection.exec(sql);
        return query && query->next() ? query->value(0).toLongLong() : -1;
    });
}

qint64 start(MigrationFixture& f, Kind kind, int batch, int subBatch, int pause = 0)
{
    const BackgroundOptions options{batch, subBatch, std::chrono::seconds(pause)};
    return f
        .inStorage([=, now = f.clock.now()](
                       Stores& stores) { return stores.background.create(kind, options, u"me"_s, u"c"_s, now); })
        .id;
}

BackgroundMigration job(MigrationFixture& f, qint64 id)
{
    return f.inStorage([id](Stores& stores) { return stores.background.find(id); });
}

QList<QJsonObject> linesWith(const QSignalSpy& logged, const QString& key, const QJsonValue& value)
{
    QList<QJsonObject> lines;
    for (const QList<QVariant>& arguments : logged) {
        const QJsonObject line = arguments.first().toJsonObject();
        if (line.contains(key) && (value.isUndefined() || line[key] == value)) {
            lines << line;
        }
    }
    return lines;
}

} // namespace

/// Background migrations at work: what is done, by whom, how often, and what a registry's silence means.
class TestBackgroundRunner : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_databases.problem().isEmpty(), qPrintable(m_databases.problem())); }

    void twoRunnersDoEachRowOnce_data() { TestDatabases::addRows(); }
    void twoRunnersDoEachRowOnce()
    {
        MigrationFixture f(m_databases.createForRow());
        fillSkipped(f, 400);
        fillScheduled(f, 120);
        StorageWorker otherStorage(f.storage.url(), Access::ReadWrite, u"other"_s);
        BackgroundRunner one(f.storage, &f.client, f.clock, u"one"_s);
        BackgroundRunner other(otherStorage, &f.client, f.clock, u"other"_s);
        QSignalSpy logOfOne(&one, &BackgroundRunner::logged);
        QSignalSpy logOfOther(&other, &BackgroundRunner::logged);
        const qint64 skipped = start(f, Kind::ResetSkipped, 100, 10);
        const qint64 status = start(f, Kind::ResetStatus, 30, 10);
        one.start();
        other.start();
        QTRY_COMPARE_WITH_TIMEOUT(job(f, skipped).status, Status::Finished, 30'000);
        QTRY_COMPARE_WITH_TIMEOUT(job(f, status).status, Status::Finished, 30'000);
        await(one.stop());
        await(other.stop());
        QCOMPARE(number(f, u"SELECT count(*) FROM migration_events"_s), 400);
        QCOMPARE(number(f, u"SELECT count(DISTINCT container_repository_id) FROM migration_events"_s), 400);
        QCOMPARE(number(f, u"SELECT count(*) FROM container_repositories WHERE status IS NULL"_s), 520);
        QCOMPARE(job(f, skipped).changedCount, 400);
        QCOMPARE(job(f, skipped).subBatchesCount, 40);
        QCOMPARE(job(f, skipped).batchesCount, 4);
        QCOMPARE(job(f, status).changedCount, 120);
        QCOMPARE(job(f, status).batchesCount, 4);
        const QString path = u"container_repository_path"_s;
        QCOMPARE(linesWith(logOfOne, path, QJsonValue::Undefined).size()
                + linesWith(logOfOther, path, QJsonValue::Undefined).size(),
            120);
        QCOMPARE(f.registry.count("GET", u"/tags/list/\\?n=1$"_s), 120);
    }

    void noAnswerCountsAsTags_data()
    {
        QTest::addColumn<QString>("trouble");
        for (const char* trouble : {"down", "500", "404", "401", "html", "rubbish", "cut", "unconfigured"}) {
            QTest::newRow(trouble) << QString::fromLatin1(trouble);
        }
    }
    void noAnswerCountsAsTags()
    {
        QFETCH(QString, trouble);
        MigrationFixture f(m_databases.create(u"sqlite"_s));
        fillScheduled(f, 20);
        const QString tags = u"/tags/list/"_s;
        if (trouble == u"down") {
            f.registry.stopListening();
        } else if (trouble == u"500") {
            f.registry.script("GET", tags, FakeAnswer::error(500, u"UNKNOWN"_s));
        } else if (trouble == u"404") {
            f.registry.script("GET", u"/tags/list"_s, FakeAnswer::error(404, u"NAME_UNKNOWN"_s)); // both lists
        } else if (trouble == u"401") {
            f.registry.script("GET", tags, FakeAnswer::error(401, u"UNAUTHORIZED"_s));
        } else if (trouble == u"html") {
            f.registry.script("GET", tags, FakeAnswer::html(200));
        } else if (trouble == u"rubbish") {
            f.registry.script("GET", tags, FakeAnswer::json(200, QJsonObject{}));
        } else if (trouble == u"cut") {
            f.registry.script("GET", tags, FakeAnswer::broken(FakeAnswer::Fault::CutBody));
        }
        ImportApiClient* registry = trouble == u"unconfigured" ? nullptr : &f.client;
        BackgroundRunner runner(f.storage, registry, f.clock, u"w"_s);
        QSignalSpy logged(&runner, &BackgroundRunner::logged);
        const qint64 id = start(f, Kind::ResetStatus, 50, 50);
        await(runner.runDue());
        QCOMPARE(job(f, id).status, Status::Finished);
        QCOMPARE(number(f, u"SELECT count(*) FROM container_repositories WHERE status IS NULL"_s), 20);
        QCOMPARE(linesWith(logged, u"has_tags"_s, true).size(), 20);
        QCOMPARE(linesWith(logged, u"severity"_s, u"WARN"_s).size(), 1);
    }

    /// Slow answers overlap: sixteen questions on the wire, and no more.
    void asksSixteenAtATime()
    {
        MigrationFixture f(m_databases.create(u"sqlite"_s));
        fillScheduled(f, 100);
        FakeAnswer held = FakeAnswer::json(200, QJsonArray{});
        held.held = true;
        f.registry.script("GET", u"/tags/list/"_s, held);
        BackgroundRunner runner(f.storage, &f.client, f.clock, u"w"_s);
        const qint64 id = start(f, Kind::ResetStatus, 50, 50);
        runner.start();
        QTRY_COMPARE(f.registry.heldCount(), 16);
        QTRY_VERIFY_WITH_TIMEOUT((f.registry.release(), job(f, id).status != Status::Running), 30'000);
        await(runner.stop());
        QCOMPARE(f.registry.mostAtOnce(), 16);
        QCOMPARE(number(f, u"SELECT count(*) FROM container_repositories WHERE status = 0"_s), 100);
        QCOMPARE(f.registry.count("GET", u"/tags/list/"_s), 100);
    }

    void canceledDoesNotWaitForASlowRegistry()
    {
        MigrationFixture f(m_databases.create(u"sqlite"_s));
        fillScheduled(f, 40);
        FakeAnswer held = FakeAnswer::json(200, QJsonArray{QJsonObject{{u"name"_s, u"1"_s}}});
        held.held = true;
        f.registry.script("GET", u"/tags/list/"_s, held);
        BackgroundRunner runner(f.storage, &f.client, f.clock, u"w"_s);
        const qint64 id = start(f, Kind::ResetStatus, 50, 50);
        runner.start();
        QTRY_COMPARE(f.registry.heldCount(), 16);
        f.inStorage([id, now = f.clock.now()](Stores& stores) { return stores.background.cancel(id, now); });
        await(runner.stop());
        QCOMPARE(job(f, id).status, Status::Canceled);
        QCOMPARE(number(f, u"SELECT count(*) FROM container_repositories WHERE status = 0"_s), 40);
    }

    void pauseStopsWithinASubBatchAndResumeGoesOn_data() { TestDatabases::addRows(); }
    void pauseStopsWithinASubBatchAndResumeGoesOn()
    {
        MigrationFixture f(m_databases.createForRow());
        fillSkipped(f, 1000);
        BackgroundRunner runner(f.storage, &f.client, f.clock, u"w"_s);
        const qint64 id = start(f, Kind::ResetSkipped, 500, 10);
        qint64 doneAtPause = -1;
        connect(&runner, &BackgroundRunner::progressed, &runner, [&](const BackgroundMigration& now) {
            if (now.subBatchesCount == 7) {
                // Queued behind the sub-batch under way; what it sees is what there is when it is written.
                f.storage.run([&doneAtPause, id, time = f.clock.now()](Stores& stores) {
                    const auto paused = stores.background.pause(id, time);
                    doneAtPause = paused ? paused->doneCount : -2;
                    return paused;
                });
            }
        });
        runner.start();
        QTRY_COMPARE(job(f, id).status, Status::Paused);
        QTRY_VERIFY(doneAtPause >= 70 && doneAtPause <= 90);
        await(runner.runDue());
        QCOMPARE(job(f, id).doneCount, doneAtPause);
        QCOMPARE(number(f, u"SELECT count(*) FROM migration_events"_s), doneAtPause);
        f.inStorage([id, now = f.clock.now()](Stores& stores) { return stores.background.resume(id, now); });
        QTRY_COMPARE_WITH_TIMEOUT(job(f, id).status, Status::Finished, 30'000);
        await(runner.stop());
        QCOMPARE(number(f, u"SELECT count(DISTINCT container_repository_id) FROM migration_events"_s), 1000);
        QCOMPARE(number(f, u"SELECT count(*) FROM migration_events"_s), 1000);
    }

    void pausesBetweenBatches_data() { TestDatabases::addRows(); }
    void pausesBetweenBatches()
    {
        MigrationFixture f(m_databases.createForRow());
        fillScheduled(f, 7);
        BackgroundRunner runner(f.storage, &f.client, f.clock, u"w"_s);
        const qint64 id = start(f, Kind::ResetStatus, 3, 2, 120);
        for (const int done : {3, 6, 7}) {
            await(runner.runDue());
            QCOMPARE(job(f, id).doneCount, done);
            await(runner.runDue()); // too early
            QCOMPARE(job(f, id).doneCount, done);
            QCOMPARE(f.registry.count("GET", u"/tags/list/"_s), done); // nobody is asked ahead of a pause
            f.clock.advance(std::chrono::seconds(120));
        }
        QCOMPARE(job(f, id).status, Status::Finished);
    }

    void stopLeavesTheRestToTheNext_data() { TestDatabases::addRows(); }
    void stopLeavesTheRestToTheNext()
    {
        MigrationFixture f(m_databases.createForRow());
        fillSkipped(f, 300);
        const qint64 id = start(f, Kind::ResetSkipped, 300, 10);
        {
            BackgroundRunner first(f.storage, &f.client, f.clock, u"first"_s);
            QSignalSpy progressed(&first, &BackgroundRunner::progressed);
            first.start();
            QTRY_VERIFY(progressed.size() >= 3);
            await(first.stop());
        }
        const BackgroundMigration left = job(f, id);
        QCOMPARE(left.status, Status::Running);
        QVERIFY(left.worker.isEmpty());
        BackgroundRunner second(f.storage, &f.client, f.clock, u"second"_s);
        await(second.runDue());
        QCOMPARE(job(f, id).status, Status::Finished);
        QCOMPARE(number(f, u"SELECT count(*) FROM migration_events"_s), 300);
    }

    void dryRunChangesNothing_data() { TestDatabases::addRows(); }
    void dryRunChangesNothing()
    {
        MigrationFixture f(m_databases.createForRow());
        fillSkipped(f, 3);
        fillScheduled(f, 4);
        f.registry.setTags(u"scheduled/app2"_s, {});
        QStringList wouldChange;
        int shown = 0;
        const auto each = [&](const BackgroundPreviewRow& row) {
            ++shown;
            wouldChange << (row.wouldChange ? row.repository.path : QString());
            return true;
        };
        const auto status = await(previewBackground(f.storage, &f.client, Kind::ResetStatus, each));
        QVERIFY(status.ok());
        QCOMPARE(status->changes, 3);
        QCOMPARE(shown, 4);
        QVERIFY(!wouldChange.contains(u"scheduled/app2"_s));
        QCOMPARE(await(previewBackground(f.storage, nullptr, Kind::ResetSkipped, each))->changes, 3);
        QCOMPARE(number(f, u"SELECT count(*) FROM container_repositories WHERE status = 0"_s), 4);
        QCOMPARE(number(f, u"SELECT count(*) FROM migration_events"_s), 0);
        QCOMPARE(number(f, u"SELECT count(*) FROM background_migrations"_s), 0);
    }

    void aBrokenRowFailsTheJob()
    {
        MigrationFixture f(m_databases.create(u"sqlite"_s));
        fillSkipped(f, 3);
        const qint64 id = start(f, Kind::ResetSkipped, 10, 10);
        f.inStorage([](Stores& stores) {
            return stores.connection.execCount(u"CREATE TRIGGER refuse BEFORE UPDATE OF migration_state ON "
                                               "container_repositories BEGIN SELECT RAISE(ABORT, 'not today'); END"_s);
        });
        BackgroundRunner runner(f.storage, &f.client, f.clock, u"w"_s);
        await(runner.runDue());
        QCOMPARE(job(f, id).status, Status::Failed);
        QVERIFY2(job(f, id).error.contains(u"not today"), qPrintable(job(f, id).error));
        QCOMPARE(number(f, u"SELECT count(*) FROM migration_events"_s), 0);
    }

private:
    TestDatabases m_databases;
};

QTEST_GUILESS_MAIN(TestBackgroundRunner)
#include "tst_backgroundrunner.moc"
