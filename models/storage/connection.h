// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/storage/databaseurl.h"
#include "models/storage/row.h"

#include <QHash>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QString>
#include <QStringList>
#include <QThread>
#include <QVariantList>

#include <functional>
#include <memory>
#include <unordered_map>
#include <utility>

struct sqlite3;

namespace transship {

class SqliteStatement;

enum class Access { ReadOnly, ReadWrite };

/// One database connection, owned by the thread that opened it; every use asserts that. The only place in the program
/// that calls QSqlDatabase::addDatabase. SQLite: WAL, synchronous=FULL, foreign_keys on, busy_timeout 5 s.
/// PostgreSQL: UTC, connect_timeout 5 s, application_name = transship/<role>.
class Connection {
public:
    static Result<std::unique_ptr<Connection>> open(const DatabaseUrl& url, Access access, const QString& role);
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;
    ~Connection();

    Backend backend() const { return m_backend; }
    QSqlDatabase database() const;
    bool inTransaction() const { return m_inTransaction; }
    /// Another one for each transaction of this connection.
    quint64 transactionNumber() const { return m_transactionNumber; }
    /// False after the server went away or a statement failed for lack of a connection: open a new one.
    bool isUsable() const;

    /// SQLite: BEGIN IMMEDIATE, since a deferred one fails at once (BUSY_SNAPSHOT) when someone else commits first.
    /// PostgreSQL: goes to the server with the first statement.
    Result<void> begin();
    Result<void> commit();
    void rollback();

    /// Whether the open transaction can only be rolled back: PostgreSQL gives it up after any error, and a part of it
    /// may have failed half done. commit() says so.
    bool isBroken() const { return m_broken; }

    /// begin, f(), commit when f's Result is ok, rollback when it is not. f must not wait for anything but the
    /// database. Inside a transaction it is a part of that: one that fails before it has written anything leaves the
    /// rest as it is, one that fails later breaks the whole (commit() refuses). A savepoint could take it back alone,
    /// but would cost each of them a round trip.
    template <typename F> auto transaction(F f) -> decltype(f())
    {
        if (m_inTransaction) {
            return part(f);
        }
        if (const Result<void> begun = begin(); !begun) {
            return begun.error();
        }
        auto result = f();
        if (!result) {
            rollback();
            return result;
        }
        if (m_inTransaction) { // a last statement has brought its COMMIT along
            if (const Result<void> committed = commit(); !committed) {
                return committed.error();
            }
        }
        return result;
    }

    /// Prepares, binds (`?` in both dialects) and runs; forward-only. NULL is an invalid QVariant; a null QString is
    /// the empty text. Let go of a query before the next one runs: SQLite keeps a write open until finish(), and with
    /// PostgreSQL the end of an older query loses the rows of a newer one.
    Result<QSqlQuery> exec(const QString& sql, const QVariantList& values = {});
    /// After the last next() of a query of exec(): whether that was the end of its rows, or an error that came late.
    Result<void> rowsEnded(const QSqlQuery& query);
    /// Runs a statement and hands each row to `row`, which stops it all by returning an error. The statement stays
    /// prepared for the next time: for what is asked often, with values and not literals. `row` must not ask anything.
    using RowVisitor = std::function<Result<void>(const Row& row)>;
    Result<void> read(const QString& sql, const QVariantList& values, const RowVisitor& row);
    /// SQLite: each row's columns as texts, UTF-8 as they are stored, null for NULL; good while `row` looks at them.
    /// For a million rows: nothing is made of them in between.
    using TextVisitor = std::function<Result<void>(QList<QByteArrayView>& fields)>;
    Result<void> readTexts(const QString& sql, const TextVisitor& row);
    /// What read() takes.
    struct Question {
        QString sql;
        QVariantList values;
        RowVisitor row;
    };
    /// Several that need nothing of each other's answers, in this order: one round trip on PostgreSQL. Each sees what
    /// is committed when its turn comes, as if asked on its own.
    Result<void> readAll(const QList<Question>& questions);
    /// PostgreSQL, in a transaction: a statement whose rows nobody wants (a lock), run before the next one and in the
    /// same round trip.
    void runBeforeNext(const QString& sql) { m_before << sql; }
    /// How many rows an UPDATE, INSERT or DELETE changed. Keeps the statement prepared for the next time.
    Result<int> execCount(const QString& sql, const QVariantList& values = {});
    /// As read, for the rows of an UPDATE, INSERT or DELETE … RETURNING. The last statement of a transaction() brings
    /// the COMMIT along on PostgreSQL; `row` must not fail then.
    enum class Place { Anywhere, Last };
    Result<void> execReturning(
        const QString& sql, const QVariantList& values, const RowVisitor& row, Place place = Place::Anywhere);

    /// Called before each statement, BEGIN and COMMIT too, with its SQL and values; for diagnosis (slow query logs,
    /// EXPLAIN).
    using Trace = std::function<void(const QString& sql, const QVariantList& values)>;
    void setTrace(Trace trace) { m_trace = std::move(trace); }

    /// A timestamp as it is bound: text of fixed width, microseconds UTC, which both backends take; NULL when invalid.
    QVariant toStored(const QDateTime& time) const;
    /// The same text, of a valid time, to be written into a statement.
    static QString storedText(const QDateTime& time);
    /// From text (select `CAST(column AS text)` on PostgreSQL: its driver takes a timestamp for local time), or from
    /// the QDateTime of a plain select, whose date and time are then read as UTC.
    static QDateTime fromStored(const QVariant& value);

private:
    Connection(Backend backend, QString name);
    Result<void> configure(const DatabaseUrl& url, Access access, const QString& role);
    Result<void> control(const QString& statement, const QString& what);
    template <typename F> auto part(F& f) -> decltype(f())
    {
        const bool wroteBefore = std::exchange(m_wrote, false);
        ++m_depth;
        auto result = f();
        --m_depth;
        m_broken = m_broken || (!result && m_wrote);
        m_wrote = m_wrote || wroteBefore;
        if (result && m_broken) {
            return brokenTransaction();
        }
        return result;
    }
    static Error brokenTransaction();
    Result<QSqlQuery> prepare(const QString& sql, bool forwardOnly);
    Result<void> shareHandle(); ///< SQLite: with Qt's driver
    /// SQLite: prepared before, or now; run with these values. Owned by m_prepared, to be finished.
    Result<SqliteStatement*> runPrepared(const QString& sql, const QVariantList& values);
    Result<void> readPrepared(const Question& question);
    Result<void> run(QSqlQuery& query, const QVariantList& values);
    /// A statement of a message to PostgreSQL.
    struct Part {
        using Arrival = std::function<Result<void>(QSqlQuery& query)>;
        QString sql;
        Arrival arrived; ///< called when its result is there and no error
        QString prepares; ///< the statement that it gives a name
        bool ends = false; ///< the transaction
    };
    static Part::Arrival eachRow(const RowVisitor& row);
    /// What is to go ahead of the next statement: BEGIN, runBeforeNext.
    QList<Part> partsBefore();
    void appendPart(QList<Part>& parts, const QString& sql, Part::Arrival arrived);
    void appendStatement(QList<Part>& parts, const QString& sql, const QVariantList& values, Part::Arrival arrived);
    void appendCommit(QList<Part>& parts);
    Result<void> send(const QList<Part>& parts);
    Result<void> sendWhatIsBefore();
    static QString statementFailed();
    static QString cannotCommit();
    Error errorFrom(const QSqlError& error, const QString& what);

    Backend m_backend;
    QString m_name;
    QThread* m_thread;
    bool m_inTransaction = false;
    quint64 m_transactionNumber = 0;
    bool m_broken = false; ///< the transaction can only be rolled back
    bool m_wrote = false; ///< in the transaction, or in the innermost part of it
    bool m_lost = false;
    int m_depth = 0; ///< transaction() calls within each other
    bool m_beginIsDue = false; ///< the server has not heard of this transaction yet
    QStringList m_before; ///< as runBeforeNext was given them
    Trace m_trace;
    sqlite3* m_sqlite = nullptr; ///< of the open database
    std::unordered_map<QString, std::unique_ptr<SqliteStatement>> m_prepared; ///< SQLite: by their SQL
    QHash<QString, QString> m_statements; ///< PostgreSQL: their names, by their SQL
    int m_statementNumber = 0;
};

} // namespace transship
