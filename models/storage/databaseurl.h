// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/result.h"

#include <QMap>
#include <QString>

namespace transship {

enum class Backend { Sqlite, PostgreSql };

/// Where the database is: `sqlite:PATH` or `postgresql://user@host:port/name?sslmode=…` (also `postgres://`).
/// A plain value: any thread.
class DatabaseUrl {
public:
    static Result<DatabaseUrl> parse(const QString& text);
    static DatabaseUrl sqlite(const QString& filePath);
    /// Of a form: an empty host is the driver's default, port -1 too.
    static DatabaseUrl postgresql(
        const QString& host, int port, const QString& name, const QString& user, const QMap<QString, QString>& options);
    /// `sqlite:` in the user's data folder (QStandardPaths::AppDataLocation), used when nothing is given.
    static DatabaseUrl defaultUrl();

    Backend backend() const { return m_backend; }
    const QString& name() const { return m_name; } ///< absolute file path, or database name
    const QString& host() const { return m_host; }
    int port() const { return m_port; } ///< -1: the driver's default
    const QString& user() const { return m_user; }
    /// Only to open a connection; never logged. Without one libpq looks at PGPASSWORD and ~/.pgpass itself.
    const QString& password() const { return m_password; }
    const QMap<QString, QString>& options() const { return m_options; } ///< sslmode, connect_timeout, …

    /// For logs and messages: no password.
    QString toDisplayString() const;
    /// For files: encoded, so that parse() gives the same back; no password.
    QString toUrlString() const;

    DatabaseUrl withPassword(const QString& password) const;
    /// Of PostgreSQL; an option that is there already stays.
    DatabaseUrl withDefaultOption(const QString& name, const QString& value) const;

private:
    static Result<DatabaseUrl> parsePostgres(const QString& text);

    Backend m_backend = Backend::Sqlite;
    QString m_name;
    QString m_host;
    int m_port = -1;
    QString m_user;
    QString m_password;
    QMap<QString, QString> m_options;
};

bool operator==(const DatabaseUrl& a, const DatabaseUrl& b);

} // namespace transship
