// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/storage/storageworker.h"
#include "tests/storage/storagetools.h"

#include <QRegularExpression>

using namespace transship;
using namespace transship::testing;

/// No question of the enqueuer or the console may read the whole table: each is asked of a table that is large enough
/// for the planner to care, and every statement it sends is explained.
class TestQueryPlans : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void servedByAnIndex_data();
    void servedByAnIndex();
    void headOfAQueueIsNotSorted();

private:
    TestDatabases m_databases;
    QMap<QString, std::shared_ptr<Fixture>> m_filled;
};

void TestQueryPlans::initTestCase()
{
    QVERIFY2(m_databases.problem().isEmpty(), qPrintable(m_databases.problem()));
    for (const QString& backend : {QStringLiteral("sqlite"), QStringLiteral("postgresql")}) {
        auto f = std::make_shared<Fixture>(m_databases.create(backend));
        f->add(QStringLiteral("acme/project"));
        // 20,000 done repositories with a few others among them.
        QVERIFY(f->run(QStringLiteral(
            "INSERT INTO container_repositories (project_id, name, path, root_namespace_id, created_at, updated_at, "
            "migration_state, migration_plan, migration_import_done_at) "
            "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000) "
            "SELECT 1, 'n' || i, 'acme/project/n' || i, 1, created_at, updated_at, "
            "CASE i % 2000 WHEN 1 THEN 'default' WHEN 2 THEN 'importing' WHEN 3 THEN 'import_aborted' "
            "ELSE 'import_done' END, 'gold', created_at FROM n, container_repositories")));
        if (backend == u"postgresql") {
            // SQLite has to do without statistics, as it does in the product: nothing of ours makes them.
            QVERIFY(f->run(QStringLiteral("ANALYZE")));
        }
        m_filled.insert(backend, f);
    }
}

void TestQueryPlans::servedByAnIndex_data()
{
    QTest::addColumn<QString>("backend");
    QTest::addColumn<QString>("question");
    for (const char* backend : {"sqlite", "postgresql"}) {
        for (const char* question :
            {"countInProcess", "inProcess", "latestStepAt", "nextAborted", "nextReady", "nextReady exhausted tier",
                "nextReady gitlab-org", "stepsOlderThan", "findByPath", "newest changes", "namespace", "path prefix",
                "path prefix and more", "one path", "some ids", "every state but two", "in process"}) {
            QTest::addRow("%s %s", backend, question) << QString::fromLatin1(backend) << QString::fromLatin1(question);
        }
    }
}

namespace {

/// Asks the question; false when it was not answered as it should be.
bool ask(Stores& stores, const QString& question)
{
    RepositoryStore& repositories = stores.repositories;
    Policy policy;
    policy.createdBefore = at(QStringLiteral("23:00:00.000"));
    if (question == u"countInProcess") {
        return repositories.countInProcess().ok();
    }
    if (question == u"inProcess") {
        return repositories.inProcess(5).ok();
    }
    if (question == u"latestStepAt") {
        return repositories.latestStepAt().ok();
    }
    if (question == u"nextAborted") {
        return repositories.nextAborted(QDateTime::currentDateTimeUtc()).ok();
    }
    if (question == u"nextReady") {
        return repositories.nextReady(policy).ok();
    }
    if (question == u"nextReady exhausted tier") {
        policy.tierFilter = TierFilter::PlanGroup;
        policy.plans = plansOfGroup(QStringLiteral("free"));
        const auto row = repositories.nextReady(policy);
        return row.ok() && !row->has_value();
    }
    if (question == u"nextReady gitlab-org") {
        policy.tierFilter = TierFilter::GitlabOrgOnly;
        return repositories.nextReady(policy).ok();
    }
    if (question == u"stepsOlderThan") {
        return repositories.stepsOlderThan(policy.createdBefore, 5).ok();
    }
    if (question == u"findByPath") {
        return repositories.findByPath(QStringLiteral("acme/project/n77")).ok();
    }
    if (question == u"newest changes") {
        return repositories.list({}, RepositorySort::UpdatedAt, true, 20).ok();
    }
    const auto filtered = [&repositories](const char* text) {
        return repositories.ids(RepositoryFilter::parse(QString::fromLatin1(text)).value()).ok();
    };
    if (question == u"namespace") {
        return filtered("namespace:elsewhere");
    }
    if (question == u"path prefix") {
        return filtered("path:elsewhere/*");
    }
    if (question == u"path prefix and more") {
        return filtered("path:elsewhere/*/x? tags>3");
    }
    if (question == u"one path") {
        return filtered("path:acme/project/n7");
    }
    if (question == u"some ids") {
        return filtered("id:3,5 -plan:free");
    }
    if (question == u"every state but two") {
        return filtered("-(state:import_done or state:default)");
    }
    const RepositoryFilter filter = RepositoryFilter::ofStates({MigrationState::Importing});
    return repositories.list(filter, RepositorySort::Id, false, 20).ok();
}

/// What the planner says about every statement that `ask` sends.
QString plansOf(Fixture& f, const std::function<bool()>& ask)
{
    const bool isSqlite = f.connection->backend() == Backend::Sqlite;
    QStringList plans;
    f.connection->setTrace([&](const QString& sql, const QVariantList& values) {
        // PostgreSQL's driver cannot prepare an EXPLAIN: literals in the places of the values.
        QString literal = sql;
        for (const QVariant& value : values) {
            literal.replace(literal.indexOf(u'?'), 1, u'\'' + value.toString() + u'\'');
        }
        QSqlQuery explain(f.connection->database());
        QVERIFY2(
            explain.exec((isSqlite ? QStringLiteral("EXPLAIN QUERY PLAN ") : QStringLiteral("EXPLAIN ")) + literal),
            qPrintable(explain.lastError().text()));
        while (explain.next()) {
            plans << explain.value(isSqlite ? 3 : 0).toString();
        }
    });
    const bool answered = ask();
    f.connection->setTrace({});
    return answered ? plans.join(u'\n') : QString();
}

} // namespace

void TestQueryPlans::servedByAnIndex()
{
    QFETCH(QString, backend);
    QFETCH(QString, question);
    Fixture& f = *m_filled.value(backend);
    const QString plans = plansOf(f, [&] { return ask(f.stores, question); });
    QVERIFY(!plans.isEmpty());
    static const QRegularExpression fullScan(QStringLiteral("Seq Scan on container_repositories|"
                                                            "SCAN (container_repositories|candidate)\\b(?! USING)"));
    QVERIFY2(!plans.contains(fullScan), qPrintable(plans));
}

/// With a long queue of each plan: their heads come from the index in order, nothing is sorted that grows.
void TestQueryPlans::headOfAQueueIsNotSorted()
{
    Fixture f(m_databases.create(QStringLiteral("postgresql")));
    f.add(QStringLiteral("acme/project"));
    QVERIFY(f.run(QStringLiteral("SET session_replication_role = replica"))); // the 900 namespaces are not needed
    QVERIFY(f.run(QStringLiteral(
        "INSERT INTO container_repositories (project_id, name, path, root_namespace_id, created_at, updated_at, "
        "migration_state, migration_plan) SELECT 1, 'n' || i, 'acme/project/n' || i, i % 900, created_at + "
        "i * interval '1 s', updated_at, CASE WHEN i % 2 = 0 THEN 'default' ELSE 'import_done' END, "
        "CASE i % 10 WHEN 4 THEN 'early_adopter' WHEN 2 THEN 'gold' ELSE 'free' END "
        "FROM generate_series(1, 60000) i, container_repositories")));
    QVERIFY(f.run(QStringLiteral("VACUUM ANALYZE")));
    Policy policy;
    policy.createdBefore = at(QStringLiteral("23:00:00.000"));
    policy.tierFilter = TierFilter::PlanGroup;
    policy.plans = plansOfGroup(QStringLiteral("free"));
    const QString plans = plansOf(f, [&] {
        const auto row = f.stores.repositories.nextReady(policy);
        return row.ok() && row->has_value();
    });
    QCOMPARE(plans.count(u"Index Only Scan using container_repositories_ready_plan "), policy.plans.size());
    QVERIFY2(!plans.contains(u"Sort Key: container_repositories_1.migration_plan"), qPrintable(plans));
}

QTEST_GUILESS_MAIN(TestQueryPlans)
#include "tst_queryplans.moc"
