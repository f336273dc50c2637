// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/tables/structuredatabase.h"

#include "models/storage/repositorystore.h"

#include <QRegularExpression>
#include <QSqlError>
#include <QSqlQuery>

namespace transship {
namespace {

/// The names behind the expressions that are selected: "CAST(name AS text) AS name_text" is read of the column "name".
QStringList columnsRead()
{
    static const QRegularExpression cast(QStringLiteral("^CAST\\((\\w+) AS \\w+\\)(?: AS \\w+)?$"));
    QStringList names;
    for (const QString& expression : repositoryColumns().split(u',')) {
        names << expression.trimmed().replace(cast, QStringLiteral("\\1"));
    }
    return names;
}

} // namespace

QSqlDatabase structureDatabase()
{
    const QString name = QStringLiteral("transship-structure");
    if (QSqlDatabase::contains(name)) {
        return QSqlDatabase::database(name, false);
    }
    QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), name);
    database.setDatabaseName(QStringLiteral(":memory:"));
    if (!database.open()) {
        qFatal("Qt's SQLite driver cannot be used: %ls", qUtf16Printable(database.lastError().text()));
    }
    QStringList columns = columnsRead();
    columns.replaceInStrings(QRegularExpression(QStringLiteral("^id$")), QStringLiteral("id integer PRIMARY KEY"));
    QSqlQuery query(database);
    if (!query.exec(
            QStringLiteral("CREATE TABLE container_repositories (%1)").arg(columns.join(QStringLiteral(", "))))) {
        qFatal("The columns of the repository table cannot be used: %ls", qUtf16Printable(query.lastError().text()));
    }
    return database;
}

} // namespace transship
