// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/storage/databaseurl.h"

#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QString>
#include <QThread>
#include <QVariantList>

#include <functional>
#include <map>
#include <memory>
#include <utility>

namespace transship {

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
        if (const Result<void> committed = commit(); !committed) {
            return committed.error();
        }
        return result;
    }

    /// Prepares, binds (`?` in both dialects) and runs; forward-only. NULL is an invalid QVariant; a null QString is
    /// the empty text. Let go of a query before the next one runs: SQLite keeps a write open until finish(), and with
    /// PostgreSQL the end of an older query loses the rows of a newer one.
    Result<QSqlQuery> exec(const QString& sql, const QVariantList& values = {});
    /// Runs a statement and hands each row to `row`, which stops it all by returning an error. The statement stays
    /// prepared for the next time: for what is asked often, with values and not literals. `row` must not ask anything.
    using RowVisitor = std::function<Result<void>(const QSqlQuery& query)>;
    Result<void> read(const QString& sql, const QVariantList& values, const RowVisitor& row);
    /// How many rows an UPDATE, INSERT or DELETE changed. Keeps the statement prepared for the next time.
    Result<int> execCount(const QString& sql, const QVariantList& values = {});
    /// As read, for the rows of an UPDATE, INSERT or DELETE … RETURNING.
    Result<void> execReturning(const QString& sql, const QVariantList& values, const RowVisitor& row);

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
        auto result = f();
        m_broken = m_broken || (!result && m_wrote);
        m_wrote = m_wrote || wroteBefore;
        if (result && m_broken) {
            return brokenTransaction();
        }
        return result;
    }
    static Error brokenTransaction();
    Result<QSqlQuery> prepare(const QString& sql, bool forwardOnly);
    /// Prepared before, or now; run with these values. Owned by m_prepared, to be finished.
    Result<QSqlQuery*> runPrepared(const QString& sql, const QVariantList& values);
    Result<void> run(QSqlQuery& query, const QVariantList& values);
    Error errorFrom(const QSqlError& error, const QString& what);

    Backend m_backend;
    QString m_name;
    QThread* m_thread;
    bool m_inTransaction = false;
    quint64 m_transactionNumber = 0;
    bool m_broken = false; ///< the transaction can only be rolled back
    bool m_wrote = false; ///< in the transaction, or in the innermost part of it
    bool m_lost = false;
    Trace m_trace;
    std::map<QString, QSqlQuery> m_prepared; ///< statements that stay prepared, by their SQL
};

} // namespace transship
