// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// PostgreSQL: what goes to the server in one round trip. A message is a row of statements; the server runs one after
// the other, each with a snapshot of its own, and answers all. Statements that are asked often are prepared by
// ourselves and not by Qt's driver, which could not send them together with others.
#include "models/storage/connection.h"

#include "models/storage/queryrow.h"

#include <QSqlDriver>
#include <QSqlField>

namespace transship {
namespace {

constexpr qsizetype maxStatements = 64;

/// $1, $2, … in the places of the question marks.
QString numbered(const QString& sql)
{
    QString result;
    int number = 0;
    bool quoted = false;
    for (const QChar c : sql) {
        quoted = quoted != (c == u'\'');
        if (c == u'?' && !quoted) {
            result += u'$' + QString::number(++number);
        } else {
            result += c;
        }
    }
    return result;
}

/// Written by the driver's own formatter, so that no text can leave its quotes. The message is one C string, which a
/// NUL would end in the middle of a literal; PostgreSQL could not keep it in a text anyway.
QString literal(const QSqlDriver& driver, const QVariant& value)
{
    // The driver writes a null QString as NULL.
    const bool isText = value.metaType().id() == QMetaType::QString;
    QSqlField field({}, value.metaType());
    if (isText) {
        QString text = value.toString();
        text.replace(QChar::Null, QChar::ReplacementCharacter);
        field.setValue(text.isNull() ? QStringLiteral("") : text);
    } else if (value.isNull()) {
        field.clear();
    } else {
        field.setValue(value);
    }
    return driver.formatValue(field);
}

QString executing(const QSqlDriver& driver, const QString& name, const QVariantList& values)
{
    QStringList literals;
    for (const QVariant& value : values) {
        literals << literal(driver, value);
    }
    return values.isEmpty() ? QStringLiteral("EXECUTE ") + name
                            : QStringLiteral("EXECUTE %1 (%2)").arg(name, literals.join(QStringLiteral(", ")));
}

} // namespace

void Connection::appendPart(QList<Part>& parts, const QString& sql, Part::Arrival arrived)
{
    if (m_trace) {
        m_trace(sql, {});
    }
    parts << Part{sql, std::move(arrived), {}, false};
}

QList<Connection::Part> Connection::partsBefore()
{
    QList<Part> parts;
    if (m_beginIsDue) {
        appendPart(parts, QStringLiteral("BEGIN"), [this](QSqlQuery&) -> Result<void> {
            m_beginIsDue = false;
            return {};
        });
    }
    for (const QString& sql : std::exchange(m_before, {})) {
        appendPart(parts, sql, {});
    }
    return parts;
}

void Connection::appendCommit(QList<Part>& parts)
{
    appendPart(parts, QStringLiteral("COMMIT"), [this](QSqlQuery&) -> Result<void> {
        m_inTransaction = false;
        return {};
    });
    parts.last().ends = true;
}

void Connection::appendStatement(
    QList<Part>& parts, const QString& sql, const QVariantList& values, Part::Arrival arrived)
{
    if (m_trace) {
        m_trace(sql, values);
    }
    auto name = m_statements.constFind(sql);
    if (name == m_statements.constEnd()) {
        if (m_statements.size() >= maxStatements) {
            parts << Part{QStringLiteral("DEALLOCATE ") + *m_statements.constBegin(), {}, {}, false};
            m_statements.erase(m_statements.constBegin());
        }
        name = m_statements.insert(sql, QStringLiteral("transship_%1").arg(++m_statementNumber));
        parts << Part{QStringLiteral("PREPARE %1 AS %2").arg(*name, numbered(sql)), {}, sql, false};
    }
    parts << Part{executing(*database().driver(), *name, values), std::move(arrived), {}, false};
}

Result<void> Connection::send(const QList<Part>& parts)
{
    QStringList statements;
    for (const Part& part : parts) {
        statements << part.sql;
    }
    QSqlQuery query(database());
    bool came = query.exec(statements.join(QStringLiteral("; ")));
    QString failure = statementFailed();
    Result<void> result;
    for (qsizetype i = 0; i < parts.size(); ++i) {
        const bool reached = came;
        came = came && (i == 0 || query.nextResult());
        if (!came) {
            // From here on nothing was run.
            if (!parts[i].prepares.isEmpty()) {
                m_statements.remove(parts[i].prepares);
            }
            if (parts[i].ends && reached) {
                m_inTransaction = false; // the server has rolled back
                failure = cannotCommit();
            }
        } else if (parts[i].arrived) {
            const Result<void> arrived = parts[i].arrived(query);
            result = result ? arrived : result;
        }
    }
    return came ? result : errorFrom(query.lastError(), failure);
}

Connection::Part::Arrival Connection::eachRow(const RowVisitor& row)
{
    return [&row](QSqlQuery& query) -> Result<void> {
        Result<void> visited;
        while (visited && query.next()) {
            visited = row(QueryRow(query));
        }
        return visited;
    };
}

} // namespace transship
