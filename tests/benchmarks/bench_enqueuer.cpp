// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// One decision of the enqueuer, as the product makes it, over data sets of every size and mix, for every tier filter,
// and on PostgreSQL also with dead rows that no vacuum has taken away yet. Beside it: the one query of the original
// that finds the next repository.
#include "models/domain/settingdefinitions.h"
#include "models/migration/enqueuedecision.h"
#include "tests/benchmarks/common/dataset.h"
#include "tests/benchmarks/common/measureeach.h"
#include "tests/benchmarks/common/pairedruns.h"

#include <QCoreApplication>
#include <QElapsedTimer>

#include <cstdio>

using namespace transship;
using namespace transship::bench;

namespace {

constexpr int decisions = 300;
constexpr double limitMs = 5;
/// The original's query takes minutes where its tier is used up: no more of it than this.
constexpr qint64 patienceMs = 20'000;

struct Scenario {
    QString name;
    QString targetPlan; ///< empty: no plan group
    bool gitlabOrg = false;
    bool denyList = true;
    QString referenceCondition; ///< in the original's query
};

QList<Scenario> scenarios()
{
    const QString plan = QStringLiteral("JOIN gitlab_subscriptions s ON s.namespace_id = namespaces.id "
                                        "JOIN plans ON plans.id = s.hosted_plan_id WHERE plans.name = '%1' AND ");
    const auto text = [](const char* words) { return QString::fromLatin1(words); };
    return {
        {text("no tier filter, nobody denied"), {}, false, false, text("WHERE ")},
        {text("no tier filter, the queue's head denied"), {}, false, true, text("WHERE ")},
        {text("gitlab-org only"), {}, true, true, text("WHERE namespaces.path = 'gitlab-org' AND ")},
        {text("plan group free"), text("free"), false, true, plan.arg(text("free"))},
        {text("plan group used up"), text("premium"), false, true, plan.arg(text("premium"))},
        {text("plan group, everything denied"), text("ultimate"), false, true, plan.arg(text("ultimate"))},
    };
}

/// ready_for_import, as the original asks.
QString originalQuery(const Scenario& scenario, Backend backend)
{
    const QString before = QString(createdBefore()).replace(u'T', u' ').remove(u'Z');
    return QStringLiteral("SELECT container_repositories.* FROM container_repositories "
                          "JOIN projects ON projects.id = container_repositories.project_id "
                          "JOIN namespaces ON namespaces.id = projects.namespace_id %1"
                          "container_repositories.migration_state = 'default' "
                          "AND container_repositories.created_at < '%2' "
                          "AND NOT EXISTS (SELECT 1 FROM feature_gates WHERE feature_gates.feature_key = "
                          "'container_registry_phase_2_deny_list' AND feature_gates.key = 'actors' "
                          "AND feature_gates.value = %3) LIMIT 1")
        .arg(scenario.referenceCondition, before,
            backend == Backend::PostgreSql ? QStringLiteral("concat('Group:', projects.namespace_id)")
                                           : QStringLiteral("'Group:' || projects.namespace_id"));
}

template <typename T> T must(const Result<T>& result)
{
    if (!result) {
        giveUp(result.error().toString());
    }
    return *result;
}

void must(const Result<void>& result)
{
    if (!result) {
        giveUp(result.error().toString());
    }
}

void applyScenario(Stores& stores, const Scenario& scenario)
{
    must(stores.settings.setFlag(flags::enabled, true));
    must(stores.settings.setCapacity(40));
    must(stores.settings.setFlag(flags::limitGitlabOrg, scenario.gitlabOrg));
    must(stores.settings.setFlag(flags::allPlans, !scenario.gitlabOrg && scenario.targetPlan.isEmpty()));
    (void)must(stores.settings.setSetting(QStringLiteral("plans_known"), QStringLiteral("true")));
    (void)must(stores.settings.setSetting(
        QStringLiteral("target_plan"), scenario.targetPlan.isEmpty() ? QStringLiteral("free") : scenario.targetPlan));
    mustRun(stores.connection,
        QStringLiteral("UPDATE feature_gates SET key = '%1' WHERE feature_key = '%2'")
            .arg(scenario.denyList ? QStringLiteral("actors") : QStringLiteral("nobody"), flags::denyList));
}

QList<double> decide(Stores& stores)
{
    QList<double> times;
    const QDateTime now = QDateTime::currentDateTimeUtc();
    for (int i = 0; i < decisions; ++i) {
        QElapsedTimer timer;
        timer.start();
        (void)must(decideNext(stores, now, true));
        times << static_cast<double>(timer.nsecsElapsed()) / 1e6;
    }
    return times;
}

/// Milliseconds of the original's query; a negative one: given up after so many.
QList<double> askOriginal(Connection& connection, const Scenario& scenario, int rounds)
{
    QList<double> times;
    QElapsedTimer all;
    all.start();
    for (int i = 0; i < rounds && all.elapsed() < patienceMs; ++i) {
        QElapsedTimer timer;
        timer.start();
        mustRun(connection, originalQuery(scenario, connection.backend()));
        times << static_cast<double>(timer.nsecsElapsed()) / 1e6;
    }
    return times;
}

bool measure(const Settings& settings, Connection& connection, const Scenario& scenario, const QString& title)
{
    Stores stores(connection);
    applyScenario(stores, scenario);
    const EnqueueDecision decision = must(decideNext(stores, QDateTime::currentDateTimeUtc(), true));
    const QList<double> times = decide(stores);
    const QList<double> original = askOriginal(connection, scenario, settings.rounds);
    const double p99 = quantile(times, 0.99);
    std::printf("| %-42s | %-13s | %8.3f | %8.3f | %8.3f | %10.1f | %s |\n", qPrintable(scenario.name),
        qPrintable(toName(decision.report.stop)), quantile(times, 0.5), p99, quantile(times, 1),
        spreadOf(original).median, p99 <= limitMs ? "met" : "NOT met");
    std::fflush(stdout);
    record(settings, 8, title, scenario.name, QStringLiteral("ms, min/p50/p99"),
        {quantile(times, 0), quantile(times, 0.5), p99});
    record(settings, 8, title, scenario.name + QStringLiteral(", original"), QStringLiteral("ms"), spreadOf(original));
    return p99 <= limitMs;
}

void printHead(const QString& title)
{
    std::printf("\nOne enqueuer decision (row 8): %s; ms, %d decisions; target: p99 at most %.0f ms\n\n",
        qPrintable(title), decisions, limitMs);
    std::printf("| %-42s | %-13s | %8s | %8s | %8s | %10s | %s |\n| %s | --- | ---: | ---: | ---: | ---: | --- |\n", "",
        "ends at", "p50", "p99", "max", "original", "target", QByteArray(42, '-').constData());
}

bool measureScenarios(const Settings& settings, Connection& connection, const QString& title)
{
    printHead(title);
    bool met = true;
    for (const Scenario& scenario : scenarios()) {
        met = measure(settings, connection, scenario, title) && met;
    }
    return met;
}

/// What the queue looks like when so many were taken from its head since the last vacuum.
bool measureDeadRows(const Settings& settings, DataSets& sets, qint64 rows, double share)
{
    const QString title
        = QStringLiteral("postgresql, %L1 rows, %2 % dead at the queue's head").arg(rows).arg(share * 100);
    const auto connection = openOrGiveUp(sets.copy(QStringLiteral("postgresql"), rows, Mix::Beginning));
    mustRun(*connection, QStringLiteral("ALTER TABLE container_repositories SET (autovacuum_enabled = false)"));
    mustRun(*connection,
        QStringLiteral("UPDATE container_repositories SET migration_state = 'import_done', updated_at = "
                       "updated_at + interval '1 s', migration_import_done_at = updated_at WHERE id IN (SELECT id "
                       "FROM container_repositories WHERE migration_state = 'default' AND root_namespace_id > 41 "
                       "ORDER BY created_at, id LIMIT %1)")
            .arg(static_cast<qint64>(static_cast<double>(rows) * share)));
    return measureScenarios(settings, *connection, title);
}

bool measureAll(const Settings& settings, DataSets& sets, const Subject& subject)
{
    const QString title
        = QStringLiteral("%1, %L2 rows, %3").arg(subject.backend).arg(subject.rows).arg(nameOf(subject.mix));
    bool met
        = measureScenarios(settings, *openOrGiveUp(sets.shared(subject.backend, subject.rows, subject.mix)), title);
    if (subject.backend == u"postgresql" && subject.mix == Mix::Beginning) {
        for (const double share : {0.01, 0.2}) {
            met = measureDeadRows(settings, sets, subject.rows, share) && met;
        }
    }
    return met;
}

} // namespace

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    const Settings settings = readSettings(QCoreApplication::arguments());
    DataSets sets(settings);
    return measureEach(settings, {Mix::Beginning, Mix::Middle, Mix::End}, QStringLiteral("row 8"),
        [&](const Subject& subject) { return measureAll(settings, sets, subject); });
}
