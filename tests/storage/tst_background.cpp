// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/storage/storagetools.h"

using namespace transship;
using namespace transship::testing;
using namespace Qt::Literals::StringLiterals;
using Kind = BackgroundKind;
using Status = BackgroundStatus;

namespace {

constexpr std::chrono::seconds silence{30};

QDateTime noon(int seconds = 0)
{
    return at(u"12:00:00.000"_s).addSecs(seconds);
}

/// Repositories skipped for too many tags, one in each of which is another: skipped for another reason.
void addSkipped(Fixture& f, int count)
{
    for (int i = 0; i < count; ++i) {
        f.set(f.add(u"group/skipped%1"_s.arg(i, 4, 10, QChar(u'0'))),
            u"migration_state = 'import_skipped', migration_skipped_reason = 2, migration_skipped_at = created_at"_s);
    }
    f.set(f.add(u"group/other"_s), u"migration_state = 'import_skipped', migration_skipped_reason = 9"_s);
}

BackgroundOptions options(int batch, int subBatch, int pause = 0)
{
    return {batch, subBatch, std::chrono::seconds(pause)};
}

} // namespace

/// Background migrations in the database: who may do what, and that progress and rows are one.
class TestBackground : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_databases.problem().isEmpty(), qPrintable(m_databases.problem())); }

    void oneOfAKindAtATime_data() { TestDatabases::addRows(); }
    void oneOfAKindAtATime()
    {
        Fixture f(m_databases.createForRow());
        addSkipped(f, 3);
        const auto first = f.stores.background.create(Kind::ResetSkipped, options(10, 2), u"me"_s, u"c1"_s, noon());
        VERIFY_OK(first);
        QCOMPARE(first->totalCount, 3);
        QCOMPARE(first->status, Status::Running);
        const auto second = f.stores.background.create(Kind::ResetSkipped, options(10, 2), u"me"_s, u"c2"_s, noon());
        QCOMPARE(second.error().code, ErrorCode::Busy);
        VERIFY_OK(f.stores.background.pause(first->id, noon(1)));
        QCOMPARE(f.stores.background.create(Kind::ResetSkipped, options(10, 2), u"me"_s, u"c2"_s, noon()).error().code,
            ErrorCode::Busy);
        VERIFY_OK(f.stores.background.cancel(first->id, noon(2)));
        VERIFY_OK(f.stores.background.create(Kind::ResetSkipped, options(10, 2), u"me"_s, u"c2"_s, noon(3)));
        const auto other = f.stores.background.create(Kind::ResetStatus, options(10, 2), u"me"_s, u"c3"_s, noon(3));
        VERIFY_OK(other);
        QCOMPARE(other->status, Status::Finished); // nothing is scheduled for deletion
        QCOMPARE(f.stores.background.list()->size(), 3);
    }

    void refusesNonsense_data() { TestDatabases::addRows(); }
    void refusesNonsense()
    {
        Fixture f(m_databases.createForRow());
        addSkipped(f, 1);
        for (const BackgroundOptions& bad : {options(0, 1), options(1, 0), options(5, 6), options(10'000, 5'000),
                 options(10, 1, -1), options(10, 1, 1'000'000)}) {
            const auto made = f.stores.background.create(Kind::ResetSkipped, bad, u"me"_s, u"c"_s, noon());
            QCOMPARE(made.error().code, ErrorCode::InvalidArgument);
        }
        QCOMPARE(f.stores.background.find(1).error().code, ErrorCode::NotFound);
        const auto job = f.stores.background.create(Kind::ResetSkipped, options(10, 1), u"me"_s, u"c"_s, noon());
        QCOMPARE(f.stores.background.resume(job->id, noon()).error().code, ErrorCode::Refused); // runs
        VERIFY_OK(f.stores.background.cancel(job->id, noon()));
        QCOMPARE(f.stores.background.pause(job->id, noon()).error().code, ErrorCode::Refused);
        QCOMPARE(f.stores.background.resume(job->id, noon()).error().code, ErrorCode::Refused);
        QCOMPARE(f.stores.background.cancel(job->id, noon()).error().code, ErrorCode::Refused);
    }

    void batchesEndWhereTheyShould_data() { TestDatabases::addRows(); }
    void batchesEndWhereTheyShould()
    {
        Fixture f(m_databases.createForRow());
        addSkipped(f, 25);
        auto job = *f.stores.background.create(Kind::ResetSkipped, options(10, 4, 60), u"me"_s, u"c"_s, noon());
        QList<qint64> sizes;
        int now = 0;
        while (job.status == Status::Running) {
            const auto claimed = f.stores.background.claimDue(u"w"_s, noon(now), silence);
            VERIFY_OK(claimed);
            QVERIFY(claimed->has_value());
            job = **claimed;
            while (job.status == Status::Running && !job.nextBatchAt.isValid()) {
                const auto done = f.stores.background.resetSkipped(job, noon(now));
                VERIFY_OK(done);
                job = done->migration;
                sizes << done->doneCount;
                QCOMPARE(f.stores.background.find(job.id)->rate().has_value(), now > 0);
            }
            if (job.status == Status::Running) { // the pause is one
                QVERIFY(!f.stores.background.claimDue(u"w"_s, noon(now + 59), silence)->has_value());
                now += 60;
            }
        }
        QCOMPARE(sizes, (QList<qint64>{4, 4, 2, 4, 4, 2, 4, 1}));
        QCOMPARE(job.batchesCount, 3);
        QCOMPARE(job.subBatchesCount, 8);
        QCOMPARE(job.changedCount, 25);
        QCOMPARE(f.number(u"SELECT count(*) FROM container_repositories WHERE migration_state = 'default' AND "
                          "migration_skipped_reason IS NULL AND migration_skipped_at IS NOT NULL"_s),
            25);
        QCOMPARE(f.number(u"SELECT count(DISTINCT container_repository_id) FROM migration_events WHERE event = 'reset' "
                          "AND origin = 'background' AND reason = 'reset_skipped'"_s),
            25);
        QCOMPARE(f.number(u"SELECT count(*) FROM migration_events"_s), 25);
        QCOMPARE(f.stores.repositories.countByState()->of(MigrationState::ImportSkipped), 1);
        QCOMPARE(f.stores.repositories.countByState()->of(MigrationState::Default), 25);
    }

    void slicesAddUpToSubBatches_data() { TestDatabases::addRows(); }
    /// The same counts as in whole sub-batches, also when another worker goes on in the middle of one.
    void slicesAddUpToSubBatches()
    {
        Fixture f(m_databases.createForRow());
        addSkipped(f, 25);
        QVERIFY(f.stores.background.create(Kind::ResetSkipped, options(10, 4), u"me"_s, u"c"_s, noon()).ok());
        auto job = **f.stores.background.claimDue(u"w"_s, noon(), silence);
        QList<qint64> sizes;
        QString ends;
        while (job.status == Status::Running) {
            const auto done = f.stores.background.resetSkipped(job, noon(1), 3);
            VERIFY_OK(done);
            sizes << done->doneCount;
            ends += done->batchEnded ? u"B"_s : done->subBatchEnded ? u"s"_s : u"-"_s;
            job = *f.stores.background.find(job.id); // as another one reads it
        }
        QCOMPARE(sizes, (QList<qint64>{3, 1, 3, 1, 2, 3, 1, 3, 1, 2, 3, 1, 1}));
        QCOMPARE(ends, u"-s-sB-s-sB-sB"_s);
        QCOMPARE(job.batchesCount, 3);
        QCOMPARE(job.subBatchesCount, 8);
        QCOMPARE(job.doneCount, 25);
        QCOMPARE(f.number(u"SELECT count(DISTINCT container_repository_id) FROM migration_events"_s), 25);
    }

    void seesThatOthersWrite()
    {
        Fixture f(m_databases.create(u"sqlite"_s));
        Fixture other(f.url);
        const auto before = f.stores.background.othersVersion();
        VERIFY_OK(before);
        f.add(u"group/own"_s);
        QCOMPARE(*f.stores.background.othersVersion(), *before);
        other.add(u"group/theirs"_s);
        QVERIFY(*f.stores.background.othersVersion() != *before);
    }

    void aJobHasOneWorker_data() { TestDatabases::addRows(); }
    /// Also when one is taken for dead and is not: the slower one's work is undone as a whole.
    void aJobHasOneWorker()
    {
        Fixture f(m_databases.createForRow());
        addSkipped(f, 6);
        QVERIFY(f.stores.background.create(Kind::ResetSkipped, options(100, 2), u"me"_s, u"c"_s, noon()).ok());
        const auto slow = *f.stores.background.claimDue(u"slow"_s, noon(), silence);
        QVERIFY(slow.has_value());
        QVERIFY(!f.stores.background.claimDue(u"quick"_s, noon(29), silence)->has_value());
        QCOMPARE(*f.stores.background.heartbeat(slow->id, u"slow"_s, noon(25)), true);
        QVERIFY(!f.stores.background.claimDue(u"quick"_s, noon(50), silence)->has_value());
        const auto quick = *f.stores.background.claimDue(u"quick"_s, noon(55), silence);
        QVERIFY(quick.has_value());
        QCOMPARE(*f.stores.background.heartbeat(slow->id, u"slow"_s, noon(56)), false);
        VERIFY_OK(f.stores.background.resetSkipped(*quick, noon(56)));
        const auto late = f.stores.background.resetSkipped(*slow, noon(57));
        QCOMPARE(late.error().code, ErrorCode::Conflict);
        QCOMPARE(f.number(u"SELECT count(*) FROM migration_events"_s), 2);
        QCOMPARE(f.stores.background.find(slow->id)->doneCount, 2);
        // The same progress twice, by one who did not hear that the first was written.
        QCOMPARE(f.stores.background.resetSkipped(*quick, noon(58)).error().code, ErrorCode::Conflict);
        QCOMPARE(f.number(u"SELECT count(*) FROM migration_events"_s), 2);
    }

    void pausedAndCanceledChangeNothing_data() { TestDatabases::addRows(); }
    void pausedAndCanceledChangeNothing()
    {
        Fixture f(m_databases.createForRow());
        addSkipped(f, 6);
        QVERIFY(f.stores.background.create(Kind::ResetSkipped, options(100, 2), u"me"_s, u"c"_s, noon()).ok());
        const auto job = **f.stores.background.claimDue(u"w"_s, noon(), silence);
        const auto afterOne = f.stores.background.resetSkipped(job, noon(1));
        VERIFY_OK(f.stores.background.pause(job.id, noon(2)));
        QCOMPARE(f.stores.background.resetSkipped(afterOne->migration, noon(3)).error().code, ErrorCode::Conflict);
        QCOMPARE(f.number(u"SELECT count(*) FROM migration_events"_s), 2);
        QVERIFY(!f.stores.background.claimDue(u"w"_s, noon(4), silence)->has_value());
        const auto resumed = f.stores.background.resume(job.id, noon(1000));
        VERIFY_OK(resumed);
        const auto again = *f.stores.background.claimDue(u"w"_s, noon(1000), silence);
        const auto afterTwo = f.stores.background.resetSkipped(*again, noon(1001));
        VERIFY_OK(afterTwo);
        QCOMPARE(afterTwo->migration.doneCount, 4);
        QCOMPARE(*afterTwo->migration.rate(), 2.0); // the time it was paused does not count
        QCOMPARE(afterTwo->migration.timeLeft()->count(), 1);
        VERIFY_OK(f.stores.background.cancel(job.id, noon(1002)));
        QCOMPARE(f.stores.background.resetSkipped(afterTwo->migration, noon(1003)).error().code, ErrorCode::Conflict);
        QCOMPARE(f.stores.repositories.countByState()->of(MigrationState::Default), 4);
    }

    void aFailureIsKeptAndCanBeResumed_data() { TestDatabases::addRows(); }
    void aFailureIsKeptAndCanBeResumed()
    {
        Fixture f(m_databases.createForRow());
        addSkipped(f, 2);
        QVERIFY(f.stores.background.create(Kind::ResetSkipped, options(100, 2), u"me"_s, u"c"_s, noon()).ok());
        const auto job = **f.stores.background.claimDue(u"w"_s, noon(), silence);
        VERIFY_OK(f.stores.background.fail(job.id, u"w"_s, u"it broke"_s, noon(1)));
        QCOMPARE(f.stores.background.find(job.id)->error, u"it broke"_s);
        QVERIFY(f.stores.background.create(Kind::ResetSkipped, options(100, 2), u"me"_s, u"c2"_s, noon()).ok());
        QCOMPARE(f.stores.background.resume(job.id, noon(2)).error().code, ErrorCode::Busy); // another one runs
        VERIFY_OK(f.stores.background.cancel(job.id + 1, noon(3)));
        VERIFY_OK(f.stores.background.resume(job.id, noon(4)));
        QVERIFY(f.stores.background.find(job.id)->error.isEmpty());
    }

    void rowsChangedMeanwhileAreLeftAlone_data() { TestDatabases::addRows(); }
    void rowsChangedMeanwhileAreLeftAlone()
    {
        Fixture f(m_databases.createForRow());
        addSkipped(f, 4);
        QVERIFY(f.stores.background.create(Kind::ResetSkipped, options(100, 10), u"me"_s, u"c"_s, noon()).ok());
        const auto job = **f.stores.background.claimDue(u"w"_s, noon(), silence);
        const auto row = *f.stores.repositories.findByPath(u"group/skipped0001"_s);
        VERIFY_OK(f.stores.repositories.fire(request(row.id, MigrationEvent::Reset, noon(1))));
        const auto done = f.stores.background.resetSkipped(job, noon(2));
        VERIFY_OK(done);
        QCOMPARE(done->changedCount, 3);
        QCOMPARE(done->migration.status, Status::Finished);
        QCOMPARE(f.stores.events.history(row.id)->size(), 1);
        QVERIFY(!f.stores.repositories.find(row.id)->skippedAt.isValid()); // an operator's reset clears everything
    }

    void staleCompareAndSetsConflict_data() { TestDatabases::addRows(); }
    /// Whoever read a row before must not overwrite what came after, also when the clock was set back.
    void staleCompareAndSetsConflict()
    {
        Fixture f(m_databases.createForRow());
        addSkipped(f, 1);
        const auto seen = *f.stores.repositories.findByPath(u"group/skipped0000"_s);
        QVERIFY(f.stores.background.create(Kind::ResetSkipped, options(1, 1), u"me"_s, u"c"_s, noon()).ok());
        const auto job = **f.stores.background.claimDue(u"w"_s, noon(), silence);
        const QDateTime longAgo = seen.updatedAt.addYears(-1);
        VERIFY_OK(f.stores.background.resetSkipped(job, longAgo));
        const auto now = *f.stores.repositories.find(seen.id);
        QCOMPARE(now.state, MigrationState::Default);
        QCOMPARE(now.updatedAt, seen.updatedAt.addMSecs(1));
        TransitionRequest late = request(seen.id, MigrationEvent::StartPreImport, noon(5));
        late.expectedUpdatedAt = seen.updatedAt;
        QCOMPARE(f.stores.repositories.fire(late).error().code, ErrorCode::Conflict);
    }

    void statusOfThoseWithTagsIsLifted_data() { TestDatabases::addRows(); }
    void statusOfThoseWithTagsIsLifted()
    {
        Fixture f(m_databases.createForRow());
        for (int i = 0; i < 5; ++i) {
            f.set(f.add(u"group/app%1"_s.arg(i)), u"status = 0"_s);
        }
        QVERIFY(f.stores.background.create(Kind::ResetStatus, options(3, 3), u"me"_s, u"c"_s, noon()).ok());
        const auto job = **f.stores.background.claimDue(u"w"_s, noon(), silence);
        const auto rows = *f.stores.background.candidates(Kind::ResetStatus, job.cursorId, job.lastId, 3);
        QCOMPARE(rows.size(), 3);
        f.set(rows[1].id, u"status = 2"_s); // somebody began to delete it
        const auto done = f.stores.background.resetStatus(job, rows, {rows[0].id, rows[1].id}, noon(1));
        VERIFY_OK(done);
        QCOMPARE(done->changedCount, 1);
        QCOMPARE(done->doneCount, 3);
        QVERIFY(!f.stores.repositories.find(rows[0].id)->status);
        QCOMPARE(f.stores.repositories.find(rows[0].id)->updatedAt, rows[0].updatedAt);
        QCOMPARE(f.stores.repositories.find(rows[1].id)->status, RepositoryStatus::DeleteOngoing);
        QCOMPARE(f.stores.repositories.find(rows[2].id)->status, RepositoryStatus::DeleteScheduled);
        QCOMPARE(f.number(u"SELECT count(*) FROM migration_events"_s), 0); // no state changed
        QCOMPARE(f.stores.background.resetStatus(job, rows, {rows[2].id}, noon(2)).error().code, ErrorCode::Conflict);
        QCOMPARE(f.stores.repositories.find(rows[2].id)->status, RepositoryStatus::DeleteScheduled);
    }

    void theNextWorkerGoesOnWhereTheLastStopped_data() { TestDatabases::addRows(); }
    /// Rows that stay candidates show it: begun anew, they would be asked about again and counted twice.
    void theNextWorkerGoesOnWhereTheLastStopped()
    {
        Fixture f(m_databases.createForRow());
        for (int i = 0; i < 5; ++i) {
            f.set(f.add(u"group/app%1"_s.arg(i)), u"status = 0"_s);
        }
        auto job = *f.stores.background.create(Kind::ResetStatus, options(100, 2), u"me"_s, u"c"_s, noon());
        QList<qint64> seen;
        for (int now = 0; job.status == Status::Running && now < 500; now += 100) {
            // A new one each time; the last is silent for long.
            const auto claimed = f.stores.background.claimDue(u"worker%1"_s.arg(now), noon(now), silence);
            VERIFY_OK(claimed);
            QVERIFY(claimed->has_value());
            QCOMPARE((*claimed)->doneCount, seen.size());
            const auto rows = *f.stores.background.candidates(
                Kind::ResetStatus, (*claimed)->cursorId, (*claimed)->lastId, nextSubBatchSize(**claimed));
            for (const ContainerRepository& row : rows) {
                seen << row.id;
            }
            const auto done = f.stores.background.resetStatus(**claimed, rows, {}, noon(now + 1));
            VERIFY_OK(done);
            job = done->migration;
        }
        QCOMPARE(job.status, Status::Finished);
        QCOMPARE(seen, *f.stores.repositories.ids({}));
        QCOMPARE(f.stores.background.find(job.id)->doneCount, 5);
        QCOMPARE(f.stores.background.find(job.id)->subBatchesCount, 3);
    }

private:
    TestDatabases m_databases;
};

QTEST_GUILESS_MAIN(TestBackground)
#include "tst_background.moc"
