// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/storage/databaseclock.h"

namespace transship {

Result<QDateTime> databaseNow(Connection& connection)
{
    Result<QSqlQuery> query = connection.exec(
        QStringLiteral("SELECT CAST(%1 AS text)").arg(databaseNowExpression(connection.backend())), {});
    if (!query) {
        return query.error();
    }
    if (!query->next()) {
        return Error{ErrorCode::DatabaseFailed, QStringLiteral("the database does not say what time it is")};
    }
    return Connection::fromStored(query->value(0));
}

QString databaseNowExpression(Backend backend)
{
    return backend == Backend::Sqlite ? QStringLiteral("strftime('%Y-%m-%d %H:%M:%f000', 'now')")
                                      : QStringLiteral("(clock_timestamp() AT TIME ZONE 'UTC')");
}

QString databaseLaterExpression(Backend backend)
{
    return backend == Backend::Sqlite
        ? QStringLiteral("strftime('%Y-%m-%d %H:%M:%f000', 'now', ? || ' seconds')")
        : QStringLiteral("(clock_timestamp() AT TIME ZONE 'UTC') + CAST(? || ' seconds' AS interval)");
}

} // namespace transship
