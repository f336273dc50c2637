// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/migration/backgroundrunner.h"
#include "tests/migration/migrationfixture.h"

#include <QSignalSpy>

using namespace transship;
using namespace transship::testing;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 skippedForTags = 27'700;
constexpr qint64 others = 12'300;

/// Two in three or so are skipped for their tags; between them rows of every other kind.
Result<bool> fill(Stores& stores)
{
    InventoryEntry first;
    first.path = u"group/project"_s;
    first.createdAt = QDateTime(QDate(2022, 1, 1), QTime(0, 0), Qt::UTC);
    if (const auto added = stores.inventory.add({first}, first.createdAt); !added) {
        return added.error();
    }
    const auto filled = stores.connection.exec(
        u"INSERT INTO container_repositories (project_id, name, path, root_namespace_id, created_at, updated_at, "
        "migration_state, migration_skipped_reason, migration_skipped_at, migration_retries_count, tags_count) "
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %1) "
        "SELECT project_id, 'n' || i, 'group/project/n' || i, root_namespace_id, created_at, updated_at, "
        "CASE WHEN i * 277 % 400 < 277 THEN 'import_skipped' WHEN i % 3 = 0 THEN 'import_skipped' "
        "WHEN i % 3 = 1 THEN 'import_done' ELSE 'default' END, "
        "CASE WHEN i * 277 % 400 < 277 THEN 2 WHEN i % 3 = 0 THEN 4 ELSE NULL END, created_at, 1, 150 "
        "FROM n, container_repositories"_s.arg(skippedForTags + others));
    return filled ? Result<bool>(true) : filled.error();
}

qint64 number(MigrationFixture& f, const QString& sql)
{
    return f.inStorage([sql](Stores& stores) -> Result<qint64> {
        auto query = stores.connection.exec(sql);
        return query && query->next() ? query->value(0).toLongLong() : -1;
    });
}

/// The states that migration_events lead to, row by row; a row without history counts as given.
qint64 wrongByHistory(MigrationFixture& f)
{
    return number(f,
        u"SELECT count(*) FROM container_repositories r JOIN migration_events e ON e.container_repository_id = r.id "
        "WHERE e.to_state <> r.migration_state OR e.from_state <> 'import_skipped' OR r.tags_count IS NULL"_s);
}

} // namespace

/// "Reset skipped container repositories": about 27,700 rows, batches of 10,000, sub-batches of 100.
class TestSeedResetSkipped : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_databases.problem().isEmpty(), qPrintable(m_databases.problem())); }

    void resetsExactlyWhatWasSkippedForItsTags_data() { TestDatabases::addRows(); }
    void resetsExactlyWhatWasSkippedForItsTags()
    {
        MigrationFixture f(m_databases.createForRow());
        f.inStorage([](Stores& stores) { return fill(stores); });
        const QString matching
            = u"SELECT count(*) FROM container_repositories WHERE migration_state = 'import_skipped' "
              "AND migration_skipped_reason = 2"_s;
        QCOMPARE(number(f, matching), skippedForTags);
        const qint64 defaults
            = number(f, u"SELECT count(*) FROM container_repositories WHERE migration_state = 'default'"_s);

        QStringList updates;
        f.inStorage([&updates](Stores& stores) -> Result<bool> {
            stores.connection.setTrace([&updates](const QString& sql, const QVariantList& values) {
                if (sql.contains(u"UPDATE container_repositories")) {
                    updates << u"%1 %2"_s.arg(sql, values.last().toString());
                }
            });
            return true;
        });
        BackgroundRunner runner(f.storage, &f.client, f.clock, u"worker"_s);
        QSignalSpy logged(&runner, &BackgroundRunner::logged);
        const BackgroundMigration job = f.inStorage([now = f.clock.now()](Stores& stores) {
            return stores.background.create(BackgroundKind::ResetSkipped, defaultOptions(BackgroundKind::ResetSkipped),
                u"me@here"_s, u"c-1"_s, now);
        });
        QCOMPARE(job.totalCount, skippedForTags);
        for (int batch = 1; batch <= 3; ++batch) { // two minutes between them
            await(runner.runDue());
            const BackgroundMigration now
                = f.inStorage([id = job.id](Stores& stores) { return stores.background.find(id); });
            QCOMPARE(now.batchesCount, batch);
            QCOMPARE(now.doneCount, std::min<qint64>(batch * 10'000, skippedForTags));
            QCOMPARE(now.status, batch < 3 ? BackgroundStatus::Running : BackgroundStatus::Finished);
            f.clock.advance(std::chrono::minutes(2));
        }
        f.inStorage([](Stores& stores) -> Result<bool> {
            stores.connection.setTrace({});
            return true;
        });
        const BackgroundMigration end
            = f.inStorage([id = job.id](Stores& stores) { return stores.background.find(id); });
        QCOMPARE(end.subBatchesCount, 277);
        QCOMPARE(end.changedCount, skippedForTags);
        // On SQLite a slow disk makes more and shorter turns of a sub-batch.
        QVERIFY2(updates.size() >= 277, qPrintable(QString::number(updates.size())));
        for (const QString& update : updates) {
            QVERIFY2(update.contains(u"migration_skipped_reason = 2 AND id > ? AND id <= ?"), qPrintable(update));
        }
        QCOMPARE(messages(logged, u"sub-batch "_s), 277);
        QCOMPARE(messages(logged, u"batch "_s), 3);

        QCOMPARE(number(f, matching), 0);
        QCOMPARE(number(f,
                     u"SELECT count(*) FROM container_repositories WHERE migration_state = 'default' AND "
                     "migration_skipped_reason IS NULL"_s),
            skippedForTags + defaults);
        QCOMPARE(number(f, u"SELECT count(*) FROM container_repositories WHERE migration_skipped_reason = 4"_s),
            number(f, u"SELECT count(*) FROM container_repositories WHERE migration_state = 'import_skipped'"_s));
        QCOMPARE(number(f, u"SELECT count(*) FROM migration_events"_s), skippedForTags);
        QCOMPARE(number(f, u"SELECT count(DISTINCT container_repository_id) FROM migration_events"_s), skippedForTags);
        QCOMPARE(wrongByHistory(f), 0);
        const StateCounts counts = f.inStorage([](Stores& stores) { return stores.repositories.countByState(); });
        QCOMPARE(counts.of(MigrationState::Default), skippedForTags + defaults);
        QCOMPARE(counts.total(), skippedForTags + others + 1);
    }

private:
    static int messages(const QSignalSpy& logged, const QString& begin)
    {
        return int(std::count_if(logged.begin(), logged.end(), [&](const QList<QVariant>& arguments) {
            return arguments.first().toJsonObject()[u"message"_s].toString().startsWith(begin);
        }));
    }

    TestDatabases m_databases;
};

QTEST_GUILESS_MAIN(TestSeedResetSkipped)
#include "tst_seed_resetskipped.moc"
