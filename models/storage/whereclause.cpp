// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/storage/repositorystore.h"

namespace transship {
namespace {

const QString nothing = QStringLiteral("1 = 0");

// Standard SQL: only the quote is special. Connections to PostgreSQL have standard_conforming_strings on; a NUL, which
// no text of either database can hold, has been dealt with before.
QString literal(QString text)
{
    text.replace(u'\'', QStringLiteral("''"));
    return u'\'' + text + u'\'';
}

/// PostgreSQL: a LIKE pattern that finds exactly this text.
QString likeEscaped(const QString& text)
{
    QString pattern;
    for (const QChar c : text) {
        if (c == u'%' || c == u'_' || c == u'\\') {
            pattern += u'\\';
        }
        pattern += c;
    }
    return pattern;
}

QString like(const QString& pattern)
{
    return QStringLiteral("path LIKE ") + literal(pattern) + QStringLiteral(" ESCAPE '\\'");
}

QString globCondition(QString glob, Backend backend)
{
    if (backend == Backend::PostgreSql) {
        return like(likeEscaped(glob).replace(u'*', u'%').replace(u'?', u'_'));
    }
    // GLOB is case-sensitive, as the filter is; its brackets are special where the filter's are not.
    return QStringLiteral("path GLOB ") + literal(glob.replace(u'[', QStringLiteral("[[]")));
}

QString wordCondition(const QString& word, Backend backend)
{
    if (word.isEmpty()) {
        return {};
    }
    // SQLite's LIKE ignores case.
    return backend == Backend::PostgreSql ? like(u'%' + likeEscaped(word) + u'%')
                                          : QStringLiteral("instr(path, ") + literal(word) + QStringLiteral(") > 0");
}

/// The namespace itself and everything below it, as a range of the index on path ('0' follows '/').
QString namespaceCondition(const QString& root)
{
    if (root.contains(u'/')) {
        return nothing;
    }
    return QStringLiteral("(path = ") + literal(root) + QStringLiteral(" OR (path >= ") + literal(root + u'/')
        + QStringLiteral(" AND path < ") + literal(root + u'0') + QStringLiteral("))");
}

template <typename T, typename Text> QString inCondition(const QString& column, const QList<T>& values, Text text)
{
    QStringList literals;
    for (const T& value : values) {
        literals << text(value);
    }
    return column + QStringLiteral(" IN (") + literals.join(QStringLiteral(", ")) + u')';
}

QString plansCondition(const QStringList& plans)
{
    const QString in = inCondition(QStringLiteral("migration_plan"), plans, literal);
    return plans.contains(QString()) ? u'(' + in + QStringLiteral(" OR migration_plan IS NULL)") : in;
}

bool holdsNul(const RepositoryFilter& filter)
{
    return (filter.plans + filter.words + QStringList{filter.pathGlob, filter.rootNamespace})
        .join(u' ')
        .contains(QChar::Null);
}

} // namespace

QString whereClause(const RepositoryFilter& filter, Backend backend)
{
    if (holdsNul(filter)) {
        return nothing;
    }
    QStringList conditions;
    if (!filter.states.isEmpty()) {
        conditions << inCondition(QStringLiteral("migration_state"), filter.states,
            [](MigrationState state) { return literal(toName(state)); });
    }
    if (!filter.plans.isEmpty()) {
        conditions << plansCondition(filter.plans);
    }
    if (!filter.reasons.isEmpty()) {
        conditions << inCondition(QStringLiteral("migration_skipped_reason"), filter.reasons,
            [](SkippedReason reason) { return QString::number(static_cast<int>(reason)); });
    }
    if (!filter.pathGlob.isEmpty()) {
        conditions << globCondition(filter.pathGlob, backend);
    }
    if (!filter.rootNamespace.isEmpty()) {
        conditions << namespaceCondition(filter.rootNamespace);
    }
    for (const QString& word : filter.words) {
        conditions << wordCondition(word, backend);
    }
    if (filter.minRetries) {
        conditions << QStringLiteral("migration_retries_count >= %1").arg(*filter.minRetries);
    }
    if (filter.minTags) {
        conditions << QStringLiteral("tags_count >= %1").arg(*filter.minTags);
    }
    conditions.removeAll(QString());
    return conditions.join(QStringLiteral(" AND "));
}

} // namespace transship
