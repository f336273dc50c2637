// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/storage/row.h"

#include <QSqlError>
#include <QString>
#include <QVariantList>

struct sqlite3;
struct sqlite3_stmt;

namespace transship {

/// A statement that stays prepared, on a database that Qt's driver has opened: that driver describes all columns anew
/// each time a statement runs and takes every text through UTF-16, which costs as much as SQLite itself does. Its
/// values are the row it stands on. To be destroyed before the database is closed. Thread: the database's.
class SqliteStatement final : public Row {
public:
    explicit SqliteStatement(sqlite3* database)
        : m_database(database)
    {
    }
    ~SqliteStatement() override;

    /// False: see lastError().
    bool prepare(const QString& sql);
    /// Binds and runs up to the first row, or to the end. False: see lastError(); may be tried again.
    bool run(const QVariantList& values);
    /// Onto the first row, then onto the next. False: no more, or lastError().
    bool next();
    /// Lets go of what it holds in the database; it may run again.
    void finish();

    int changedRows() const; ///< by the last run() of an UPDATE, INSERT or DELETE
    const QSqlError& lastError() const { return m_error; }
    QVariant value(int column) const override;
    /// As text, UTF-8 as stored; null: NULL. Good until the next row.
    QByteArrayView text(int column) const;
    int columnCount() const;

private:
    bool step();
    void bind(int parameter, const QVariant& value);
    bool fail(int code);

    enum class At { BeforeRow, Row, End };

    sqlite3* m_database;
    sqlite3_stmt* m_statement = nullptr;
    At m_at = At::End;
    QSqlError m_error;
};

} // namespace transship
