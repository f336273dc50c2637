// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importer/importdatabase.h"

#include "models/importer/importschema.h"
#include "models/storage/databaseclock.h"

using namespace Qt::StringLiterals;

namespace transship {

namespace {
// Connecting blocks (a server that is away does not even refuse): not before every call.
constexpr std::chrono::seconds betweenAttempts(2);
} // namespace

ImportDatabase::ImportDatabase(DatabaseUrl url)
    : m_url(std::move(url))
{
}

Result<std::shared_ptr<ImportDatabase>> ImportDatabase::open(const DatabaseUrl& url)
{
    std::shared_ptr<ImportDatabase> database(new ImportDatabase(url));
    const Result<void> connected = database->connect();
    if (!connected) {
        return connected.error();
    }
    const Result<void> upgraded = importschema::upgrade(*database->m_connection);
    if (!upgraded) {
        return upgraded.error();
    }
    return database;
}

Result<void> ImportDatabase::connect()
{
    m_connection.reset();
    Result<std::unique_ptr<Connection>> connection = Connection::open(m_url, Access::ReadWrite, u"importer"_s);
    if (!connection) {
        m_nextAttempt = QDeadlineTimer(betweenAttempts);
        return connection.error();
    }
    m_connection = std::move(connection).value();
    return {};
}

Result<Connection*> ImportDatabase::connection()
{
    if (m_connection && (m_connection->inTransaction() || m_connection->isUsable())) {
        return m_connection.get();
    }
    if (!m_nextAttempt.hasExpired()) {
        return Error{.code = ErrorCode::DatabaseUnavailable,
            .message = u"the importer's database cannot be reached"_s,
            .retryable = true};
    }
    const Result<void> connected = connect();
    if (!connected) {
        return connected.error();
    }
    return m_connection.get();
}

Result<int> ImportDatabase::change(const QString& sql, const QVariantList& values)
{
    const Result<Connection*> usable = connection();
    return usable ? (*usable)->execCount(sql, values) : Result<int>(usable.error());
}

Result<void> ImportDatabase::run(const QString& sql, const QVariantList& values)
{
    const Result<int> count = change(sql, values);
    return count ? Result<void>() : Result<void>(count.error());
}

Result<void> ImportDatabase::read(const QString& sql, const QVariantList& values, const Connection::RowVisitor& row)
{
    const Result<Connection*> usable = connection();
    return usable ? (*usable)->read(sql, values, row) : Result<void>(usable.error());
}

QString ImportDatabase::now() const
{
    return databaseNowExpression(m_url.backend());
}

QString ImportDatabase::later() const
{
    return databaseLaterExpression(m_url.backend());
}

QVariant ImportDatabase::stored(const QDateTime& time)
{
    return time.isValid() ? QVariant(Connection::storedText(time)) : QVariant();
}

QDateTime ImportDatabase::fromStored(const QVariant& value)
{
    return value.isNull() ? QDateTime() : Connection::fromStored(value);
}

} // namespace transship
