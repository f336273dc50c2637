// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// What the indexes that the console's table alone needs cost a durable transition: the same transitions with all of
// them, with none, and without one or a few.
#include "tests/benchmarks/common/dataset.h"
#include "tests/benchmarks/common/lifecycle.h"
#include "tests/benchmarks/common/measureeach.h"
#include "tests/benchmarks/common/pairedruns.h"

#include <QCoreApplication>
#include <QMap>

using namespace transship;
using namespace transship::bench;

namespace {

constexpr int seconds = 3;

/// Those whose columns a transition changes, and those which only PostgreSQL writes anew.
const QStringList changed{QStringLiteral("state_path"), QStringLiteral("since"), QStringLiteral("state_since")};
const QStringList unchanged{
    QStringLiteral("created"), QStringLiteral("plan"), QStringLiteral("tags"), QStringLiteral("retries")};

QString nameOf(const QString& index)
{
    return QStringLiteral("container_repositories_") + index;
}

/// The indexes as they are at the moment.
class TableIndexes {
public:
    explicit TableIndexes(Connection& connection)
        : m_connection(connection)
    {
        const bool isSqlite = connection.backend() == Backend::Sqlite;
        const QString sql = isSqlite ? QStringLiteral("SELECT sql FROM sqlite_master WHERE name = ?")
                                     : QStringLiteral("SELECT indexdef FROM pg_indexes WHERE indexname = ?");
        for (const QString& index : changed + unchanged) {
            const Result<void> read = connection.read(sql, {nameOf(index)}, [&](const Row& row) -> Result<void> {
                m_definitions.insert(index, row.value(0).toString());
                return {};
            });
            if (!read || !m_definitions.contains(index)) {
                giveUp(QStringLiteral("there is no index ") + nameOf(index));
            }
        }
    }

    /// All but these.
    void leaveOut(const QStringList& indexes)
    {
        for (auto each = m_definitions.cbegin(); each != m_definitions.cend(); ++each) {
            const bool wanted = !indexes.contains(each.key());
            if (wanted && m_missing.removeAll(each.key()) > 0) {
                mustRun(m_connection, each.value());
            } else if (!wanted && !m_missing.contains(each.key())) {
                mustRun(m_connection, QStringLiteral("DROP INDEX ") + nameOf(each.key()));
                m_missing << each.key();
            }
        }
        mustRun(m_connection,
            m_connection.backend() == Backend::Sqlite ? QStringLiteral("PRAGMA wal_checkpoint(TRUNCATE)")
                                                      : QStringLiteral("VACUUM (ANALYZE) container_repositories"));
    }

private:
    Connection& m_connection;
    QMap<QString, QString> m_definitions;
    QStringList m_missing;
};

bool measure(const Settings& settings, DataSets& sets, const Subject& subject, int inFlight)
{
    const DatabaseUrl url = sets.copy(subject.backend, subject.rows, subject.mix);
    const auto connection = openOrGiveUp(url);
    startOver(*connection);
    TableIndexes indexes(*connection);
    qint64 next = 1;
    PairedRuns runs(settings, 6,
        QStringLiteral("The table's indexes, %1, %L2 rows, %3 in flight")
            .arg(subject.backend)
            .arg(subject.rows)
            .arg(inFlight),
        QStringLiteral("transitions/s"));
    const auto add = [&](const QString& name, const QStringList& without) {
        runs.add(name, [&, without] {
            indexes.leaveOut(without);
            const LifecycleRun run = runLifecycles(url, next, inFlight, seconds);
            next += run.transitions / steps + 2 * inFlight;
            return run.perSecond;
        });
    };
    add(QStringLiteral("with all seven"), {});
    add(QStringLiteral("without any"), changed + unchanged);
    for (const QString& index : changed) {
        add(QStringLiteral("without %1").arg(index), {index});
    }
    add(QStringLiteral("without %1").arg(unchanged.join(QStringLiteral(", "))), unchanged);
    runs.run();
    runs.print();
    return true;
}

} // namespace

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    const Settings settings = readSettings(QCoreApplication::arguments());
    DataSets sets(settings);
    return measureEach(settings, {Mix::Beginning}, QStringLiteral("the table's indexes"), [&](const Subject& subject) {
        return measure(settings, sets, subject, 1) && measure(settings, sets, subject, 8);
    });
}
