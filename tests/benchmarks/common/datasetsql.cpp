// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/benchmarks/common/datasetsql.h"

#include <QDateTime>

namespace transship::bench {
namespace {

constexpr qint64 firstSecond = 1'451'606'400; // 2016-01-01
constexpr qint64 spanSeconds = 189'302'400; // six years
constexpr qint64 firstDoneSecond = 1'643'673'600; // 2022-02-01

/// A table of the numbers 1 to count, with the column i.
QString numbers(Backend backend, qint64 count)
{
    return backend == Backend::PostgreSql
        ? QStringLiteral("generate_series(CAST(1 AS bigint), %1) AS n (i)").arg(count)
        : QStringLiteral("(WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %1) "
                         "SELECT i FROM n) n")
              .arg(count);
}

QString timeOf(Backend backend, const QString& seconds)
{
    return backend == Backend::PostgreSql ? QStringLiteral("(to_timestamp(%1) AT TIME ZONE 'UTC')").arg(seconds)
                                          : QStringLiteral("(datetime(%1, 'unixepoch') || '.000000')").arg(seconds);
}

QString planOf(const QString& ns)
{
    return QStringLiteral("CASE WHEN %1 BETWEEN 2 AND 41 THEN CASE %1 % 3 WHEN 0 THEN 'gold' ELSE 'ultimate' END "
                          "WHEN %1 % 100 < 88 THEN 'free' WHEN %1 % 100 < 94 THEN 'premium' "
                          "WHEN %1 % 100 < 97 THEN 'bronze' WHEN %1 % 100 < 99 THEN 'silver' "
                          "ELSE 'early_adopter' END")
        .arg(ns);
}

/// Which of them are done already; `i` counts from the oldest.
QString doneCondition(Mix mix, qint64 rows)
{
    const QString premium = QStringLiteral("plan IN ('premium', 'bronze', 'silver')");
    switch (mix) {
    case Mix::Beginning:
        return premium;
    case Mix::Middle:
        return premium + QStringLiteral(" OR (i <= %1 AND ns NOT BETWEEN 2 AND 41)").arg(rows * 53 / 100);
    case Mix::End:
        return premium + QStringLiteral(" OR i % 1000 <> 7");
    }
    Q_UNREACHABLE();
    return {};
}

struct Sizes {
    qint64 rows;
    qint64 namespaces;
    qint64 projects;
    qint64 bulk; ///< repositories, and also projects, of the big denied namespace come first
};

Sizes sizesFor(qint64 rows)
{
    return {rows, qMax<qint64>(80, rows / 10), qMax<qint64>(200, rows * 2 / 5), rows / 50};
}

QStringList people(Backend backend, const Sizes& sizes)
{
    const QString path = QStringLiteral("CASE i WHEN 1 THEN 'gitlab-org' ELSE 'group-' || i END");
    QStringList statements{
        QStringLiteral("INSERT INTO namespaces (id, path, root_id) SELECT i, %1, i FROM %2")
            .arg(path, numbers(backend, sizes.namespaces)),
        QStringLiteral("INSERT INTO projects (id, namespace_id, path) SELECT i, CASE WHEN i <= %1 THEN 2 "
                       "WHEN i <= %2 THEN 1 WHEN i <= %3 THEN 2 + i % 40 ELSE 42 + (i * 7919) % %4 END, "
                       "'project-' || i FROM %5")
            .arg(sizes.projects / 50)
            .arg(sizes.projects / 50 + sizes.projects / 400 + 1)
            .arg(sizes.projects / 50 + sizes.projects / 400 + 1 + sizes.projects / 100)
            .arg(sizes.namespaces - 41)
            .arg(numbers(backend, sizes.projects)),
    };
    int plan = 0;
    for (const char* name : {"free", "early_adopter", "none", "premium", "bronze", "silver", "premium_trial",
             "ultimate", "gold", "ultimate_trial"}) {
        statements << QStringLiteral("INSERT INTO plans (id, name) VALUES (%1, '%2')")
                          .arg(++plan)
                          .arg(QString::fromLatin1(name));
    }
    statements << QStringLiteral("INSERT INTO gitlab_subscriptions (namespace_id, hosted_plan_id) SELECT n.i, plans.id "
                                 "FROM %1 JOIN plans ON plans.name = %2")
                      .arg(numbers(backend, sizes.namespaces), planOf(QStringLiteral("n.i")))
               << QStringLiteral("INSERT INTO feature_gates (feature_key, key, value) SELECT "
                                 "'container_registry_phase_2_deny_list', 'actors', 'Group:' || (i + 1) FROM %1")
                      .arg(numbers(backend, deniedNamespaces))
               << QStringLiteral("INSERT INTO feature_gates (feature_key, key, value) SELECT 'other_flag_' || i, "
                                 "'boolean', 'true' FROM %1")
                      .arg(numbers(backend, 1500));
    return statements;
}

QString repositories(Backend backend, const Sizes& sizes, Mix mix)
{
    const qint64 skippedEvery = qMax<qint64>(36, sizes.rows / 27'700);
    const qint64 deletedEvery = qMax<qint64>(100, sizes.rows / 631);
    const QString state = QStringLiteral("CASE WHEN i % %1 = 11 THEN CASE i % 3 WHEN 0 THEN 'pre_importing' "
                                         "WHEN 1 THEN 'pre_import_done' ELSE 'importing' END "
                                         "WHEN i % %2 = 5 AND i < %2 * 27700 THEN 'import_skipped' "
                                         "WHEN %3 THEN 'import_done' ELSE 'default' END")
                              .arg(sizes.rows / 20)
                              .arg(skippedEvery)
                              .arg(doneCondition(mix, sizes.rows));
    const QString placed
        = QStringLiteral("SELECT i, project, projects.namespace_id AS ns, "
                         "CASE projects.namespace_id WHEN 1 THEN 'gitlab-org' "
                         "ELSE 'group-' || projects.namespace_id END || '/' || projects.path AS folder, %1 AS plan "
                         "FROM (SELECT i, CASE WHEN i <= %2 THEN 1 + i % %3 ELSE %3 + 1 + (i * 48271) % %4 END AS "
                         "project FROM %5) numbered JOIN projects ON projects.id = project")
              .arg(planOf(QStringLiteral("projects.namespace_id")))
              .arg(sizes.bulk)
              .arg(sizes.projects / 50)
              .arg(sizes.projects - sizes.projects / 50)
              .arg(numbers(backend, sizes.rows));
    const QString created
        = timeOf(backend, QStringLiteral("%1 + i * %2 / %3").arg(firstSecond).arg(spanSeconds).arg(sizes.rows));
    const QString done = timeOf(backend, QStringLiteral("%1 + i % 9000000").arg(firstDoneSecond));
    return QStringLiteral(
        "INSERT INTO container_repositories (id, project_id, name, path, root_namespace_id, created_at, updated_at, "
        "status, migration_state, migration_pre_import_started_at, migration_pre_import_done_at, "
        "migration_import_started_at, migration_import_done_at, migration_skipped_at, migration_skipped_reason, "
        "migration_plan, tags_count) SELECT i, project, 'image-' || i, folder || '/image-' || i, ns, %1, "
        "CASE state WHEN 'default' THEN %1 ELSE %2 END, CASE WHEN i % %3 = 3 AND i < %3 * 631 THEN 0 END, state, "
        "CASE WHEN state NOT IN ('default', 'import_skipped') THEN %2 END, "
        "CASE WHEN state IN ('pre_import_done', 'importing', 'import_done') THEN %2 END, "
        "CASE WHEN state IN ('importing', 'import_done') THEN %2 END, CASE state WHEN 'import_done' THEN %2 END, "
        "CASE state WHEN 'import_skipped' THEN %2 END, CASE state WHEN 'import_skipped' THEN 2 END, plan, i % 60 "
        "FROM (SELECT placed.*, %4 AS state FROM (%5) placed) made ORDER BY i")
        .arg(created, done)
        .arg(deletedEvery)
        .arg(state, placed);
}

} // namespace

QString createdBefore()
{
    return QDateTime::fromSecsSinceEpoch(firstSecond + spanSeconds / 100 * 99, Qt::UTC).toString(Qt::ISODate);
}

QStringList fillingStatements(Backend backend, qint64 rows, Mix mix)
{
    const Sizes sizes = sizesFor(rows);
    QStringList statements = people(backend, sizes);
    statements << repositories(backend, sizes, mix)
               << QStringLiteral("UPDATE state_counts SET row_count = (SELECT count(*) FROM container_repositories "
                                 "WHERE migration_state = state_counts.state)")
               << QStringLiteral("INSERT INTO application_settings (name, value) VALUES "
                                 "('container_registry_import_created_before', '%1')")
                      .arg(createdBefore());
    return statements;
}

} // namespace transship::bench
