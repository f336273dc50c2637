// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/storage/sqlitestatement.h"

#include <sqlite3.h>

namespace transship {

SqliteStatement::~SqliteStatement()
{
    sqlite3_finalize(m_statement);
}

bool SqliteStatement::fail(int code)
{
    // Whoever cannot read or write the file any more opens it anew.
    const int primary = code & 0xff;
    const bool lost = primary == SQLITE_IOERR || primary == SQLITE_CANTOPEN || primary == SQLITE_NOTADB;
    m_error = QSqlError({}, QString::fromUtf8(sqlite3_errmsg(m_database)),
        lost ? QSqlError::ConnectionError : QSqlError::StatementError, QString::number(code));
    m_at = At::End;
    return false;
}

bool SqliteStatement::prepare(const QString& sql)
{
    m_error = {};
    const QByteArray text = sql.toUtf8();
    const int code = sqlite3_prepare_v3(m_database, text.constData(), static_cast<int>(text.size()) + 1,
        SQLITE_PREPARE_PERSISTENT, &m_statement, nullptr);
    return code == SQLITE_OK || fail(sqlite3_extended_errcode(m_database));
}

void SqliteStatement::bind(int parameter, const QVariant& value)
{
    const int type = value.metaType().id();
    if (type == QMetaType::QString) { // a null QString is a text, an empty one
        const QByteArray text = value.toString().toUtf8();
        sqlite3_bind_text64(m_statement, parameter, text.constData(), static_cast<sqlite3_uint64>(text.size()),
            SQLITE_TRANSIENT, SQLITE_UTF8);
    } else if (value.isNull()) {
        sqlite3_bind_null(m_statement, parameter);
    } else if (type == QMetaType::QByteArray) {
        const QByteArray bytes = value.toByteArray();
        sqlite3_bind_blob64(
            m_statement, parameter, bytes.constData(), static_cast<sqlite3_uint64>(bytes.size()), SQLITE_TRANSIENT);
    } else if (type == QMetaType::Double) {
        sqlite3_bind_double(m_statement, parameter, value.toDouble());
    } else {
        Q_ASSERT(value.canConvert<qint64>());
        sqlite3_bind_int64(m_statement, parameter, value.toLongLong());
    }
}

bool SqliteStatement::run(const QVariantList& values)
{
    Q_ASSERT(values.size() == sqlite3_bind_parameter_count(m_statement));
    finish();
    m_error = {};
    for (qsizetype i = 0; i < values.size(); ++i) {
        bind(static_cast<int>(i) + 1, values[i]);
    }
    if (!step()) {
        return false;
    }
    m_at = m_at == At::Row ? At::BeforeRow : At::End;
    return true;
}

/// True unless it failed; m_at says where it stands.
bool SqliteStatement::step()
{
    const int code = sqlite3_step(m_statement);
    if (code == SQLITE_ROW) {
        m_at = At::Row;
        return true;
    }
    m_at = At::End;
    if (code == SQLITE_DONE) {
        return true;
    }
    const int extended = sqlite3_extended_errcode(m_database);
    fail(extended);
    sqlite3_reset(m_statement);
    return false;
}

bool SqliteStatement::next()
{
    if (m_at == At::BeforeRow) {
        m_at = At::Row;
        return true;
    }
    return m_at == At::Row && step() && m_at == At::Row;
}

void SqliteStatement::finish()
{
    sqlite3_reset(m_statement);
    m_at = At::End;
}

int SqliteStatement::changedRows() const
{
    return sqlite3_changes(m_database);
}

QByteArrayView SqliteStatement::text(int column) const
{
    Q_ASSERT(m_at == At::Row);
    const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(m_statement, column));
    return text ? QByteArrayView(text, sqlite3_column_bytes(m_statement, column)) : QByteArrayView();
}

int SqliteStatement::columnCount() const
{
    return sqlite3_column_count(m_statement);
}

QVariant SqliteStatement::value(int column) const
{
    Q_ASSERT(m_at == At::Row);
    switch (sqlite3_column_type(m_statement, column)) {
    case SQLITE_INTEGER:
        return QVariant::fromValue<qint64>(sqlite3_column_int64(m_statement, column));
    case SQLITE_FLOAT:
        return sqlite3_column_double(m_statement, column);
    case SQLITE_TEXT: {
        const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(m_statement, column));
        return QString::fromUtf8(text, sqlite3_column_bytes(m_statement, column));
    }
    case SQLITE_BLOB: {
        const auto* bytes = static_cast<const char*>(sqlite3_column_blob(m_statement, column));
        return QByteArray(bytes, sqlite3_column_bytes(m_statement, column));
    }
    default:
        return {};
    }
}

} // namespace transship
