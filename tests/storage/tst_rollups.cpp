// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/storage/readsnapshot.h"
#include "tests/storage/storagetools.h"

using namespace transship;
using namespace transship::testing;

namespace {

const QDateTime noon(QDate(2026, 3, 29), QTime(12, 0), Qt::UTC);

/// What cells say, in words: "12:00:10 import_aborted timeout 2", sorted.
QStringList wordsOf(const Result<QList<RollupCell>>& cells)
{
    if (!cells) {
        return {cells.error().toString()};
    }
    QStringList words;
    for (const RollupCell& cell : *cells) {
        const QStringList kinds{QStringLiteral("done"), QStringLiteral("aborted"), QStringLiteral("skipped"),
            QStringLiteral("pre import ms"), QStringLiteral("import ms")};
        words << QStringLiteral("%1 %2 %3 %4")
                     .arg(cell.start.toString(QStringLiteral("HH:mm:ss")), kinds.at(int(cell.kind)), cell.key)
                     .arg(cell.count);
    }
    words.sort();
    return words;
}

void writeEvent(
    Fixture& f, qint64 repository, const char* from, const char* to, const QDateTime& at, const QString& reason = {})
{
    const auto written = f.connection->execCount(
        QStringLiteral("INSERT INTO migration_events (container_repository_id, event, from_state, to_state, actor, "
                       "origin, reason, created_at) VALUES (?, 'reset', ?, ?, 't', 'ctl', ?, ?)"),
        {repository, QString::fromLatin1(from), QString::fromLatin1(to), reason, f.connection->toStored(at)});
    if (!written) {
        qFatal("%s", qPrintable(written.error().toString()));
    }
}

/// Two whole lives and what goes wrong: 30 s of pre import, 4 s of import each.
void writeStory(Fixture& f)
{
    for (const qint64 id : {1, 2}) {
        writeEvent(f, id, "default", "pre_importing", noon);
        writeEvent(f, id, "pre_importing", "pre_import_done", noon.addSecs(30));
        writeEvent(f, id, "pre_import_done", "importing", noon.addSecs(31));
        writeEvent(f, id, "importing", "import_done", noon.addSecs(35));
    }
    writeEvent(f, 3, "default", "pre_importing", noon);
    writeEvent(f, 3, "pre_importing", "import_aborted", noon.addSecs(32), QStringLiteral("Server_Error"));
    writeEvent(f, 4, "default", "import_skipped", noon.addSecs(400), QStringLiteral("too_many_tags"));
    writeEvent(f, 5, "importing", "import_aborted", noon.addSecs(401)); // no cause, and no beginning
    writeEvent(f, 6, "importing", "import_done", noon.addSecs(401)); // history begins in the middle
}

} // namespace

/// What charts show of the history is the same before and after it was added up.
class TestRollups : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_databases.problem().isEmpty(), qPrintable(m_databases.problem())); }
    void sumsAreTheSameFoldedOrNot_data() { TestDatabases::addRows(); }
    void sumsAreTheSameFoldedOrNot();
    void whatIsYoungWaits_data() { TestDatabases::addRows(); }
    void whatIsYoungWaits();
    void manyEventsTakeSeveralFolds_data() { TestDatabases::addRows(); }
    void manyEventsTakeSeveralFolds();
    void fineStepsAreDropped_data() { TestDatabases::addRows(); }
    void fineStepsAreDropped();
    void widthsCanBeServed();
    void aSnapshotDoesNotMove_data() { TestDatabases::addRows(); }
    void aSnapshotDoesNotMove();

private:
    TestDatabases m_databases;
};

void TestRollups::sumsAreTheSameFoldedOrNot()
{
    Fixture f(m_databases.createForRow());
    writeStory(f);
    const QDateTime until = noon.addSecs(3600);
    // 30 s are rounded to steps of four, 4 s to steps of half a second.
    const QStringList tens{QStringLiteral("12:00:30 aborted server_error 1"), QStringLiteral("12:00:30 done  2"),
        QStringLiteral("12:00:30 import ms 4000 2"), QStringLiteral("12:00:30 pre import ms 32000 2"),
        QStringLiteral("12:06:40 aborted unknown 1"), QStringLiteral("12:06:40 done  1"),
        QStringLiteral("12:06:40 skipped too_many_tags 1")};
    const QStringList before = wordsOf(f.stores.rollups.cells(noon, until, 10));
    QCOMPARE(before, tens);
    const QStringList hourBefore = wordsOf(f.stores.rollups.cells(noon, until, 3600));
    const auto folded = f.stores.rollups.fold(noon.addSecs(3600));
    VERIFY_OK(folded);
    QCOMPARE(*folded, 13);
    QCOMPARE(f.number(QStringLiteral("SELECT last_event_id FROM event_rollup_cursor")), 13);
    QCOMPARE(wordsOf(f.stores.rollups.cells(noon, until, 10)), before);
    QCOMPARE(wordsOf(f.stores.rollups.cells(noon, until, 3600)), hourBefore);
    QVERIFY(hourBefore.contains(QStringLiteral("12:00:00 done  3")));
    QCOMPARE(*f.stores.rollups.fold(noon.addSecs(3600)), 0);
    // What comes later is added to what is there.
    writeEvent(f, 4, "import_skipped", "import_aborted", noon.addSecs(33), QStringLiteral("server_error"));
    QCOMPARE(*f.stores.rollups.fold(noon.addSecs(3600)), 1);
    QVERIFY(
        wordsOf(f.stores.rollups.cells(noon, until, 300)).contains(QStringLiteral("12:00:00 aborted server_error 2")));
    QCOMPARE(wordsOf(f.stores.rollups.cells(noon.addSecs(300), until, 300)).size(), 3);
}

void TestRollups::whatIsYoungWaits()
{
    Fixture f(m_databases.createForRow());
    writeEvent(f, 1, "importing", "import_done", noon);
    writeEvent(f, 2, "importing", "import_done", noon.addSecs(90));
    QCOMPARE(*f.stores.rollups.fold(noon.addSecs(100)), 0);
    QCOMPARE(*f.stores.rollups.fold(noon.addSecs(121)), 1);
    QCOMPARE(
        wordsOf(f.stores.rollups.cells(noon, noon.addSecs(300), 300)), QStringList{QStringLiteral("12:00:00 done  2")});
}

void TestRollups::manyEventsTakeSeveralFolds()
{
    Fixture f(m_databases.createForRow());
    const bool sqlite = f.url.backend() == Backend::Sqlite;
    QVERIFY(f.run(QStringLiteral("INSERT INTO migration_events (container_repository_id, event, from_state, to_state, "
                                 "actor, origin, created_at) WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 "
                                 "FROM n WHERE i < 12000) SELECT i, 'finish_import', 'importing', 'import_done', 't', "
                                 "'ctl', %1 FROM n")
                      .arg(sqlite ? QStringLiteral("'2026-03-29 12:00:00.000000'")
                                  : QStringLiteral("TIMESTAMP '2026-03-29 12:00:00'"))));
    QList<int> folds;
    do {
        folds << *f.stores.rollups.fold(noon.addSecs(3600));
    } while (folds.last() == EventRollups::foldAtOnce);
    QCOMPARE(folds, (QList<int>{5000, 5000, 2000}));
    QCOMPARE(wordsOf(f.stores.rollups.cells(noon, noon.addSecs(60), 10)),
        QStringList{QStringLiteral("12:00:00 done  12000")});
    QCOMPARE(f.number(QStringLiteral("SELECT count(*) FROM event_rollups")), 3);
}

void TestRollups::fineStepsAreDropped()
{
    Fixture f(m_databases.createForRow());
    writeEvent(f, 1, "importing", "import_done", noon);
    const auto steps = [&](int width) {
        return f.number(QStringLiteral("SELECT count(*) FROM event_rollups WHERE width = %1").arg(width));
    };
    VERIFY_OK(f.stores.rollups.fold(noon.addSecs(300)));
    QCOMPARE(steps(10), 1);
    writeEvent(f, 1, "importing", "import_done", noon.addDays(1));
    VERIFY_OK(f.stores.rollups.fold(noon.addDays(1).addSecs(300)));
    QCOMPARE(steps(10), 1);
    QCOMPARE(steps(300), 2);
    writeEvent(f, 1, "importing", "import_done", noon.addDays(40));
    VERIFY_OK(f.stores.rollups.fold(noon.addDays(40).addSecs(300)));
    QCOMPARE(steps(300), 1);
    QCOMPARE(steps(3600), 3);
}

void TestRollups::widthsCanBeServed()
{
    const auto width = [](int wanted, qint64 ageSeconds) {
        return EventRollups::possibleWidth(wanted, noon.addSecs(-ageSeconds), noon);
    };
    QCOMPARE(width(2, 600), 10);
    QCOMPARE(width(15, 1800), 20);
    QCOMPARE(width(60, 3600), 60);
    QCOMPARE(width(60, 86'400), 300); // ten seconds are no longer kept
    QCOMPARE(width(900, 86'400), 900);
    QCOMPARE(width(900, 90 * 86'400), 3600);
    QCOMPARE(width(7200, 7 * 86'400), 7200);
}

void TestRollups::aSnapshotDoesNotMove()
{
    Fixture f(m_databases.createForRow());
    f.add(QStringLiteral("a/one"));
    const auto other = TestDatabases::open(f.url, Access::ReadOnly);
    const auto count = [&] {
        auto query = other->exec(QStringLiteral("SELECT count(*) FROM container_repositories"));
        return query && query->next() ? query->value(0).toInt() : -1;
    };
    {
        const auto snapshot = ReadSnapshot::take(*other);
        VERIFY_OK(snapshot);
        QCOMPARE(count(), 1);
        f.add(QStringLiteral("a/two"));
        QCOMPARE(count(), 1);
    }
    QCOMPARE(count(), 2);
}

QTEST_GUILESS_MAIN(TestRollups)
#include "tst_rollups.moc"
