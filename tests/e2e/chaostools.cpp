// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/e2e/chaostools.h"

#include "models/domain/settingdefinitions.h"
#include "tests/migration/invariants.h"

#include <QMap>

namespace transship::testing {
namespace {

template <typename T> T must(Result<T> result)
{
    if (!result) {
        qFatal("%s", qPrintable(result.error().toString()));
    }
    return *std::move(result);
}

} // namespace

QStringList startedPaths(const QList<FakeRequest>& requests)
{
    QStringList paths;
    for (const FakeRequest& request : requests) {
        if (request.verb == "PUT") {
            paths << request.path.section(QStringLiteral("/import/"), 1).chopped(1);
        }
    }
    return paths;
}

ChaosDatabase::ChaosDatabase(const DatabaseUrl& url)
    : m_connection(TestDatabases::open(url))
    , m_stores(*m_connection)
{
}

void ChaosDatabase::prepare(FakeRegistry& registry, int count, const ChaosSettings& settings)
{
    const QDateTime created(QDate(2022, 1, 1), QTime(0, 0), Qt::UTC);
    QList<InventoryEntry> entries;
    for (int i = 0; i < count; ++i) {
        entries << InventoryEntry{QStringLiteral("group%1/app%2").arg(i % 7).arg(i), {}, created, {}};
        registry.addRepository(entries.last().path);
    }
    must(m_stores.inventory.add(entries, created));
    const QMap<QString, int> values{{QStringLiteral("poll_interval"), settings.pollInterval},
        {QStringLiteral("guard_interval"), 1}, {QStringLiteral("max_step_duration"), 2},
        {QStringLiteral("max_retries"), settings.maxRetries}};
    for (auto value = values.begin(); value != values.end(); ++value) {
        must(m_stores.settings.setSetting(value.key(), QString::number(value.value())));
    }
    for (const QString& flag : {flags::enabled, flags::speedFast}) {
        if (const Result<void> set = m_stores.settings.setFlag(flag, true); !set) {
            qFatal("%s", qPrintable(set.error().toString()));
        }
    }
    if (const Result<void> set = m_stores.settings.setCapacity(settings.capacity); !set) {
        qFatal("%s", qPrintable(set.error().toString()));
    }
}

StateCounts ChaosDatabase::counts()
{
    return must(m_stores.repositories.countByState());
}

bool ChaosDatabase::everythingHasEnded()
{
    const StateCounts present = counts();
    return present.of(MigrationState::ImportDone) + present.of(MigrationState::ImportSkipped) == present.total();
}

QString ChaosDatabase::summary()
{
    const Result<StateCounts> present = m_stores.repositories.countByState();
    if (!present) {
        return present.error().toString() + u'\n';
    }
    QStringList parts;
    for (const MigrationState state : allMigrationStates) {
        parts << QStringLiteral("%1 %2").arg(toName(state)).arg(present->of(state));
    }
    return parts.join(QStringLiteral(", ")) + u'\n';
}

QList<qint64> ChaosDatabase::ids()
{
    return must(m_stores.repositories.ids({}));
}

QList<MigrationEventRow> ChaosDatabase::events()
{
    return must(m_stores.events.since(0, std::numeric_limits<int>::max()));
}

QStringList ChaosDatabase::historyProblems()
{
    return must(transship::testing::historyProblems(m_stores));
}

QStringList ChaosDatabase::moreStartsThanHistory(const QStringList& startedPaths)
{
    QMap<QString, int> starts;
    for (const QString& path : startedPaths) {
        ++starts[path];
    }
    QMap<qint64, int> entries;
    for (const MigrationEventRow& event : events()) {
        entries[event.repositoryId] += isActive(event.to) ? 1 : 0;
    }
    QStringList wrong;
    for (auto start = starts.begin(); start != starts.end(); ++start) {
        const ContainerRepository row = must(m_stores.repositories.findByPath(start.key()));
        if (start.value() > entries.value(row.id)) {
            wrong << QStringLiteral("%1 was started %2 times, history knows of %3")
                         .arg(row.path)
                         .arg(start.value())
                         .arg(entries.value(row.id));
        }
    }
    return wrong;
}

QStringList ChaosDatabase::entriesAboveCapacity(int capacity)
{
    QStringList wrong;
    int inProcess = 0;
    for (const MigrationEventRow& event : events()) {
        const int change = int(isInProcess(event.to)) - int(isInProcess(event.from));
        if (change > 0 && event.origin == Origin::Enqueuer && inProcess >= capacity) {
            wrong << QStringLiteral("event %1 took repository %2 into process beside %3 others")
                         .arg(event.id)
                         .arg(event.repositoryId)
                         .arg(inProcess);
        }
        inProcess += change;
    }
    return wrong;
}

} // namespace transship::testing
