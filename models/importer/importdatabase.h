// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/storage/connection.h"

#include <QDeadlineTimer>

#include <memory>

namespace transship {

/// The importer's tables (importer_…), in a database of their own or beside others; several importers may share a
/// PostgreSQL. A connection that was lost is opened again by the next call, so that a restart of the server costs no
/// more than the calls in between. Thread: the one that opened it. Always shared.
class ImportDatabase {
public:
    /// Opens the database and creates or upgrades the tables; refuses tables of a newer program.
    static Result<std::shared_ptr<ImportDatabase>> open(const DatabaseUrl& url);

    /// DatabaseUnavailable (retryable) while there is none.
    Result<Connection*> connection();

    /// How many rows the statement changed.
    Result<int> change(const QString& sql, const QVariantList& values = {});
    Result<void> run(const QString& sql, const QVariantList& values = {});
    Result<void> read(const QString& sql, const QVariantList& values, const Connection::RowVisitor& row);
    /// Everything that f does, or nothing of it; the calls above take part.
    template <typename F> auto transaction(F f) -> decltype(f())
    {
        const Result<Connection*> usable = connection();
        return usable ? (*usable)->transaction(std::move(f)) : decltype(f())(usable.error());
    }

    /// What time it is at the database, on which hosts whose own clocks differ agree; as SQL.
    QString now() const;
    /// A time from now on, as SQL with one mark for the seconds.
    QString later() const;
    static QVariant stored(const QDateTime& time);
    static QDateTime fromStored(const QVariant& value);

private:
    explicit ImportDatabase(DatabaseUrl url);
    Result<void> connect();

    DatabaseUrl m_url;
    std::unique_ptr<Connection> m_connection;
    QDeadlineTimer m_nextAttempt{0};
};

} // namespace transship
