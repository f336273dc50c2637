// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/storage/databaseerror.h"

namespace transship {
namespace {

struct Cause {
    ErrorCode code = ErrorCode::DatabaseFailed;
    const char* remedy = "";
    bool retryable = false;
};

constexpr int sqliteConstraint = 19; ///< also what a trigger raises

// Primary result codes of SQLite (the low byte of the extended ones).
Cause sqliteCause(const QString& nativeCode)
{
    switch (nativeCode.toInt() & 0xff) {
    case 5: // SQLITE_BUSY
    case 6: // SQLITE_LOCKED
        return {ErrorCode::Busy, "the database is locked by another program; try again", true};
    case 8: // SQLITE_READONLY
        return {ErrorCode::ReadOnly, "the database may only be read"};
    case 10: // SQLITE_IOERR
        return {ErrorCode::DatabaseFailed, "reading or writing the file failed; check the disk and the file system"};
    case 11: // SQLITE_CORRUPT
        return {ErrorCode::DatabaseFailed, "the database file is damaged; restore a backup"};
    case 13: // SQLITE_FULL
        return {ErrorCode::DatabaseFailed, "disk full, free space and try again; nothing was lost", true};
    case 14: // SQLITE_CANTOPEN
        return {ErrorCode::DatabaseUnavailable,
            "the file cannot be opened; check that its folder exists and may be written", true};
    case sqliteConstraint:
        return {ErrorCode::DatabaseFailed, "the database refuses such a change"};
    case 26: // SQLITE_NOTADB
        return {ErrorCode::DatabaseFailed, "the file is not a SQLite database"};
    default:
        return {};
    }
}

Cause postgresCause(const QString& sqlState)
{
    if (sqlState == u"53100") {
        return {ErrorCode::DatabaseFailed, "disk full, free space and try again; nothing was lost", true};
    }
    if (sqlState == u"53300") {
        return {ErrorCode::DatabaseUnavailable, "the server has no connection left; try again", true};
    }
    if (sqlState.startsWith(u"08") || sqlState.startsWith(u"57P")) {
        return {ErrorCode::DatabaseUnavailable, "the connection to the server is lost; check that it runs", true};
    }
    if (sqlState == u"40001" || sqlState == u"40P01" || sqlState == u"55P03") {
        return {ErrorCode::Busy, "another writer was in the way; try again", true};
    }
    if (sqlState == u"25006") {
        return {ErrorCode::ReadOnly, "the database may only be read"};
    }
    if (sqlState.startsWith(u"28")) {
        return {ErrorCode::Unauthorized, "the server refused the user or the password"};
    }
    if (sqlState == u"42501") {
        return {ErrorCode::Unauthorized, "the database user lacks a privilege"};
    }
    return {};
}

} // namespace

bool isUniqueViolation(const Error& error)
{
    return error.sqlState == u"23505" || error.sqlState == u"2067"; // PostgreSQL; SQLITE_CONSTRAINT_UNIQUE
}

bool meansLocked(Backend backend, const QSqlError& error)
{
    return backend == Backend::Sqlite && sqliteCause(error.nativeErrorCode()).code == ErrorCode::Busy;
}

bool meansConnectionLost(Backend backend, const QSqlError& error)
{
    const QString state = error.nativeErrorCode();
    if (error.type() == QSqlError::ConnectionError) {
        // Qt's driver for SQLite gives this type to everything that fails at a statement's first step.
        return backend != Backend::Sqlite || (state.toInt() & 0xff) != sqliteConstraint;
    }
    return backend == Backend::PostgreSql && (state.startsWith(u"08") || state.startsWith(u"57P"));
}

Error databaseError(Backend backend, const QSqlError& error, const QString& what)
{
    const QString native = error.nativeErrorCode();
    Cause cause = backend == Backend::Sqlite ? sqliteCause(native) : postgresCause(native);
    if (cause.code == ErrorCode::DatabaseFailed && *cause.remedy == '\0'
        && error.type() == QSqlError::ConnectionError) {
        cause = {ErrorCode::DatabaseUnavailable, "check that the database exists and its server runs", true};
    }
    if (error.type() == QSqlError::ConnectionError && native.isEmpty()
        && error.databaseText().contains(QStringLiteral("password"), Qt::CaseInsensitive)) {
        // libpq hands on no code when the connection itself fails, only the server's words.
        cause = {ErrorCode::Unauthorized, "the server refused the user or the password"};
    }
    Error result{cause.code, what};
    if (*cause.remedy != '\0') {
        result.message += QStringLiteral(": ") + QString::fromLatin1(cause.remedy);
    }
    result.detail = error.databaseText().simplified();
    if (result.detail.isEmpty()) {
        result.detail = error.driverText().simplified();
    }
    result.retryable = cause.retryable;
    result.sqlState = native;
    return result;
}

} // namespace transship
