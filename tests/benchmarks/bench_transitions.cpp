// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// Transitions a second, each with its history row, durable, through the product's one storage worker: against pgbench
// on PostgreSQL, and against the C API of SQLite in one transaction for as many. All run the same statements.
#include "models/storage/connection.h"
#include "tests/benchmarks/common/dataset.h"
#include "tests/benchmarks/common/lifecycle.h"
#include "tests/benchmarks/common/measureeach.h"
#include "tests/benchmarks/common/pairedruns.h"
#include "tests/benchmarks/common/pgbench.h"

#include <QCoreApplication>
#include <QElapsedTimer>

#include <sqlite3.h>

#include <cstdio>

using namespace transship;
using namespace transship::bench;

namespace {

constexpr int seconds = 3;
constexpr double share = 0.8;

QString text(const char* words)
{
    return QString::fromLatin1(words);
}

/// A column of the step's own time, else NULL, as transitions write them.
QStringList valuesOf(const LifecycleStep& step, const QString& now, const QString& id, const QString& none)
{
    const auto when = [&](bool own) { return own ? now : none; };
    const int number = static_cast<int>(&step - lifecycle.data());
    return {toName(step.to), now, now, when(number >= 1), when(number >= 2), when(number >= 3), none, none, text("0"),
        none, none, none, id, toName(step.from)};
}

QStringList historyOf(const LifecycleStep& step, const QString& now, const QString& id)
{
    return {id, toName(step.event), toName(step.from), toName(step.to), text("bench@localhost"), text("notification"),
        QString(), QString(), now};
}

/// The statement with its values written out; `id` is a variable of pgbench.
QString written(QString sql, const QStringList& values)
{
    for (const QString& value : values) {
        const bool bare = value == u":id" || value == u"NULL";
        sql.replace(sql.indexOf(u'?'), 1, bare ? value : u'\'' + value + u'\'');
    }
    return sql + QStringLiteral(";\n");
}

QString pgbenchScript()
{
    const TransitionSql sql = transitionSql(Backend::PostgreSql);
    const QString now = text("2026-03-01 12:00:00.000000");
    QString script;
    for (const LifecycleStep& step : lifecycle) {
        script += text("BEGIN;\n") + written(sql.select, {text(":id")})
            + written(sql.update, valuesOf(step, now, text(":id"), text("NULL")))
            + written(sql.insert, historyOf(step, now, text(":id"))) + text("COMMIT;\n");
    }
    return script;
}

/// The reference on SQLite: no more than the C API asks for.
class PlainSqlite {
public:
    explicit PlainSqlite(const QString& file)
    {
        const TransitionSql sql = transitionSql(Backend::Sqlite);
        if (sqlite3_open(file.toUtf8().constData(), &m_database) != SQLITE_OK) {
            fail();
        }
        run(prepare("PRAGMA foreign_keys = ON"));
        run(prepare("PRAGMA synchronous = FULL"));
        run(prepare("PRAGMA journal_mode = WAL"));
        m_begin = prepare("BEGIN IMMEDIATE");
        m_commit = prepare("COMMIT");
        m_select = prepare(sql.select.toUtf8());
        m_update = prepare(sql.update.toUtf8());
        m_insert = prepare(sql.insert.toUtf8());
    }
    PlainSqlite(const PlainSqlite&) = delete;
    PlainSqlite& operator=(const PlainSqlite&) = delete;
    ~PlainSqlite()
    {
        for (sqlite3_stmt* statement : m_statements) {
            sqlite3_finalize(statement);
        }
        sqlite3_close(m_database);
    }

    void begin() { run(m_begin); }
    void commit() { run(m_commit); }
    void transition(const LifecycleStep& step, qint64 id)
    {
        const QString now
            = QDateTime::currentDateTimeUtc().toString(QStringLiteral("yyyy-MM-dd HH:mm:ss.zzz")) + text("000");
        run(m_select, {QString::number(id)});
        run(m_update, valuesOf(step, now, QString::number(id), text("NULL")));
        run(m_insert, historyOf(step, now, QString::number(id)));
    }

private:
    [[noreturn]] void fail() { giveUp(QString::fromUtf8(sqlite3_errmsg(m_database))); }
    sqlite3_stmt* prepare(const QByteArray& sql)
    {
        sqlite3_stmt* statement = nullptr;
        if (sqlite3_prepare_v2(m_database, sql.constData(), -1, &statement, nullptr) != SQLITE_OK) {
            fail();
        }
        m_statements << statement;
        return statement;
    }
    void run(sqlite3_stmt* statement, const QStringList& values = {})
    {
        int column = 0;
        for (const QString& value : values) {
            ++column;
            if (value == u"NULL") {
                sqlite3_bind_null(statement, column);
                continue;
            }
            const QByteArray bytes = value.toUtf8();
            sqlite3_bind_text(statement, column, bytes.constData(), static_cast<int>(bytes.size()), SQLITE_TRANSIENT);
        }
        int result = SQLITE_ROW;
        while ((result = sqlite3_step(statement)) == SQLITE_ROW) {
            for (int i = 0; i < sqlite3_column_count(statement); ++i) {
                m_seen += sqlite3_column_text(statement, i) ? 1 : 0;
            }
        }
        if (result != SQLITE_DONE) {
            fail();
        }
        sqlite3_reset(statement);
    }

    sqlite3* m_database = nullptr;
    QList<sqlite3_stmt*> m_statements;
    sqlite3_stmt* m_begin = nullptr;
    sqlite3_stmt* m_commit = nullptr;
    sqlite3_stmt* m_select = nullptr;
    sqlite3_stmt* m_update = nullptr;
    sqlite3_stmt* m_insert = nullptr;
    qint64 m_seen = 0;
};

/// Whole lifecycles of `group` repositories at a time, one transaction for a step of all of them.
LifecycleRun runPlainSqlite(const QString& file, qint64 firstId, int group)
{
    PlainSqlite sqlite(file);
    LifecycleRun run;
    QElapsedTimer timer;
    timer.start();
    for (qint64 first = firstId; timer.elapsed() < seconds * 1000; first += group) {
        for (const LifecycleStep& step : lifecycle) {
            sqlite.begin();
            for (qint64 id = first; id < first + group; ++id) {
                sqlite.transition(step, id);
            }
            sqlite.commit();
            run.transitions += group;
        }
    }
    run.perSecond = static_cast<double>(run.transitions) * 1e9 / static_cast<double>(timer.nsecsElapsed());
    return run;
}

/// Hands out repositories that no run has used yet.
class Supply {
public:
    explicit Supply(qint64 rows)
        : m_rows(rows)
    {
    }
    qint64 rows() const { return m_rows; }
    qint64 next() const
    {
        if (m_next + 64 > m_rows) {
            giveUp(QStringLiteral("out of repositories: more --rows or fewer --rounds"));
        }
        return m_next;
    }
    void used(qint64 transitions, int inFlight) { m_next += transitions / steps + 2 * inFlight; }

private:
    qint64 m_rows;
    qint64 m_next = 1;
};

bool compare(const Settings& settings, int row, const DatabaseUrl& url, Supply& supply, int inFlight)
{
    const bool isSqlite = url.backend() == Backend::Sqlite;
    PairedRuns runs(settings, row,
        QStringLiteral("Durable transitions on %1, %L2 rows, %3 in flight")
            .arg(isSqlite ? text("SQLite") : text("PostgreSQL"))
            .arg(supply.rows())
            .arg(inFlight),
        text("transitions/s"));
    runs.add(isSqlite ? text("SQLite's C API") : text("pgbench"), [&] {
        if (isSqlite) {
            const LifecycleRun run = runPlainSqlite(url.name(), supply.next(), inFlight);
            supply.used(run.transitions, inFlight);
            return run.perSecond;
        }
        const double perSecond = runPgbench(url, pgbenchScript(), inFlight, seconds, supply.next()) * steps;
        supply.used(static_cast<qint64>(perSecond * (seconds + 1)), inFlight);
        return perSecond;
    });
    runs.add(text("StorageWorker, RepositoryStore::fire"), [&] {
        const LifecycleRun run = runLifecycles(url, supply.next(), inFlight, seconds);
        supply.used(run.transitions, inFlight);
        return run.perSecond;
    });
    runs.run();
    runs.print();
    return runs.judge(text("StorageWorker, RepositoryStore::fire"), share);
}

bool measure(const Settings& settings, DataSets& sets, const Subject& subject)
{
    const DatabaseUrl url = sets.copy(subject.backend, subject.rows, subject.mix);
    startOver(*openOrGiveUp(url));
    const bool isSqlite = url.backend() == Backend::Sqlite;
    Supply supply(subject.rows);
    bool met = true;
    for (const int count : isSqlite ? QList<int>{1, 8, 64} : QList<int>{1, 8}) {
        met = compare(settings, isSqlite ? 7 : 6, url, supply, count) && met;
    }
    return met;
}

} // namespace

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    const Settings settings = readSettings(QCoreApplication::arguments());
    DataSets sets(settings);
    return measureEach(settings, {Mix::Beginning}, text("rows 6 and 7"),
        [&](const Subject& subject) { return measure(settings, sets, subject); });
}
