// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/storage/criterionsql.h"

#include "models/domain/filtermatching.h"
#include "models/storage/connection.h"

namespace transship {
namespace {

const QString nothing = QStringLiteral("1 = 0");

/// A text that no column can hold: a NUL, or half of a surrogate pair.
bool isImpossible(const QString& text)
{
    return text.contains(QChar::Null) || !text.isValidUtf16();
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

QString like(const QString& column, const QString& pattern)
{
    return column + QStringLiteral(" LIKE ") + sqlLiteral(pattern) + QStringLiteral(" ESCAPE '\\'");
}

QString contains(const QString& column, const QString& text, Backend backend)
{
    // SQLite's LIKE ignores case.
    return backend == Backend::PostgreSql
        ? like(column, u'%' + likeEscaped(text) + u'%')
        : QStringLiteral("instr(%1, ").arg(column) + sqlLiteral(text) + QStringLiteral(") > 0");
}

/// All that begin with the prefix, as a range of an index.
QString beginsWith(const QString& column, const QString& prefix)
{
    const QString from = column + QStringLiteral(" >= ") + sqlLiteral(prefix);
    const QString end = prefixEnd(prefix);
    return end.isEmpty() ? from : from + QStringLiteral(" AND ") + column + QStringLiteral(" < ") + sqlLiteral(end);
}

enum class ByteOrder { Yes, No }; ///< whether the column is compared byte by byte, whatever the database's locale

QString globSql(const QString& column, const QString& glob, Backend backend, ByteOrder order)
{
    qsizetype literal = 0;
    while (literal < glob.size() && glob[literal] != u'*' && glob[literal] != u'?') {
        ++literal;
    }
    if (literal == glob.size()) {
        return column + QStringLiteral(" = ") + sqlLiteral(glob);
    }
    const QString range = literal > 0 && order == ByteOrder::Yes ? beginsWith(column, glob.left(literal)) : QString();
    if (!range.isEmpty() && glob.mid(literal) == u"*") {
        return range;
    }
    // GLOB is case-sensitive, as the filter is; its brackets are special where the filter's are not.
    const QString pattern = backend == Backend::PostgreSql
        ? like(column, likeEscaped(glob).replace(u'*', u'%').replace(u'?', u'_'))
        : column + QStringLiteral(" GLOB ") + sqlLiteral(QString(glob).replace(u'[', QStringLiteral("[[]")));
    return range.isEmpty() ? pattern : range + QStringLiteral(" AND ") + pattern;
}

/// The namespace itself and everything below it.
QString namespaceSql(const QString& root)
{
    if (root.contains(u'/')) {
        return nothing;
    }
    return QStringLiteral("path = ") + sqlLiteral(root) + QStringLiteral(" OR ")
        + beginsWith(QStringLiteral("path"), root + u'/');
}

/// Any entry of the row's history. Reads the history of each row that the other criteria leave.
QString noteSql(const QString& text, Backend backend)
{
    const QString small = asciiLower(text);
    // In the locale "C" only ASCII has capital letters, as for SQLite.
    const auto lower = [backend](const char* column) {
        return QStringLiteral("lower(%1%2)")
            .arg(QLatin1StringView(column),
                backend == Backend::PostgreSql ? QStringLiteral(" COLLATE \"C\"") : QString());
    };
    return QStringLiteral("EXISTS (SELECT 1 FROM migration_events WHERE container_repository_id = "
                          "container_repositories.id AND (")
        + contains(lower("reason"), small, backend) + QStringLiteral(" OR ") + contains(lower("detail"), small, backend)
        + QStringLiteral("))");
}

QString anyOf(const QStringList& conditions)
{
    return conditions.isEmpty() ? nothing : conditions.join(QStringLiteral(" OR "));
}

QString inList(const QString& column, const QStringList& literals)
{
    if (literals.size() == 1) {
        return column + QStringLiteral(" = ") + literals.first();
    }
    return column + QStringLiteral(" IN (") + literals.join(QStringLiteral(", ")) + u')';
}

template <typename T, typename F> QString setSql(const QString& column, const OneOf<T>& set, F literal)
{
    QStringList literals;
    for (const T& value : set.values) {
        literals << literal(value);
    }
    QStringList conditions;
    if (!literals.isEmpty()) {
        conditions << inList(column, literals);
    }
    if (set.none) {
        conditions << column + QStringLiteral(" IS NULL");
    }
    return anyOf(conditions);
}

/// An overload for each kind of value.
class Writer {
public:
    Writer(FilterField field, Backend backend, const QDateTime& now)
        : m_field(field)
        , m_backend(backend)
        , m_now(now)
        , m_column(filterColumn(field))
    {
    }

    QString operator()(const OneOf<QString>& set) const
    {
        OneOf<QString> possible{{}, set.none};
        QStringList conditions;
        for (const QString& text : set.values) {
            if (!isImpossible(text)) {
                possible.values << text;
                conditions << textSql(text);
            }
        }
        if (m_field != FilterField::Plan) {
            return anyOf(conditions);
        }
        const QString known = setSql(m_column, possible, sqlLiteral);
        return set.none ? known + QStringLiteral(" OR migration_plan = ''") : known;
    }
    QString operator()(const OneOf<MigrationState>& set) const
    {
        return setSql(m_column, set, [](MigrationState state) { return sqlLiteral(toName(state)); });
    }
    QString operator()(const OneOf<SkippedReason>& set) const { return setSql(m_column, set, number<SkippedReason>); }
    QString operator()(const OneOf<RepositoryStatus>& set) const
    {
        return setSql(m_column, set, number<RepositoryStatus>);
    }
    QString operator()(const OneOf<qint64>& set) const { return setSql(m_column, set, number<qint64>); }
    QString operator()(const NumberLimit& limit) const
    {
        switch (limit.comparison) {
        case FilterComparison::Less:
            return compared("<", limit.number);
        case FilterComparison::AtMost:
            return compared("<=", limit.number);
        case FilterComparison::More:
            return compared(">", limit.number);
        case FilterComparison::AtLeast:
            return compared(">=", limit.number);
        case FilterComparison::Is:
            break;
        }
        return compared("=", limit.number);
    }
    QString operator()(const AgeLimit& limit) const { return within(rangeOf(limit, m_now)); }
    QString operator()(const TimeLimit& limit) const { return within(rangeOf(limit)); }

private:
    template <typename T> static QString number(const T& value) { return QString::number(static_cast<qint64>(value)); }

    QString compared(const char* comparison, qint64 with) const
    {
        return QStringLiteral("%1 %2 %3").arg(m_column, QLatin1StringView(comparison)).arg(with);
    }
    QString textSql(const QString& text) const
    {
        switch (m_field) {
        case FilterField::Path:
            return globSql(m_column, text, m_backend, ByteOrder::Yes);
        case FilterField::Name:
            return globSql(m_column, text, m_backend, ByteOrder::No);
        case FilterField::Namespace:
            return namespaceSql(text);
        case FilterField::Note:
            return noteSql(text, m_backend);
        default:
            return contains(m_column, text, m_backend);
        }
    }
    QString within(const TimeRange& range) const
    {
        QStringList conditions;
        if (range.from.isValid()) {
            conditions << m_column + QStringLiteral(" >= ") + timeLiteral(range.from, m_backend);
        }
        if (range.until.isValid()) {
            conditions << m_column + QStringLiteral(" < ") + timeLiteral(range.until, m_backend);
        }
        return conditions.join(QStringLiteral(" AND "));
    }

    FilterField m_field;
    Backend m_backend;
    const QDateTime& m_now;
    QString m_column;
};

} // namespace

QString timeLiteral(const QDateTime& time, Backend backend)
{
    const QString text = sqlLiteral(Connection::storedText(time));
    return backend == Backend::PostgreSql ? QStringLiteral("TIMESTAMP ") + text : text;
}

QString prefixEnd(const QString& prefix)
{
    auto points = prefix.toUcs4();
    while (!points.isEmpty() && points.last() >= 0x10FFFF) {
        points.removeLast();
    }
    if (points.isEmpty()) {
        return {};
    }
    const uint next = points.last() + 1;
    points.last() = next >= 0xD800 && next <= 0xDFFF ? 0xE000 : next; // surrogates are no characters
    const QList<char32_t> characters(points.begin(), points.end());
    return QString::fromUcs4(characters.constData(), characters.size());
}

QString filterColumn(FilterField field)
{
    switch (field) {
    case FilterField::Word:
    case FilterField::Path:
    case FilterField::Namespace:
    case FilterField::Note:
        return QStringLiteral("path");
    case FilterField::Name:
        return QStringLiteral("name");
    case FilterField::State:
        return QStringLiteral("migration_state");
    case FilterField::Plan:
        return QStringLiteral("migration_plan");
    case FilterField::Reason:
        return QStringLiteral("migration_skipped_reason");
    case FilterField::AbortedIn:
        return QStringLiteral("migration_aborted_in_state");
    case FilterField::Status:
        return QStringLiteral("status");
    case FilterField::Id:
        return QStringLiteral("id");
    case FilterField::Project:
        return QStringLiteral("project_id");
    case FilterField::Retries:
        return QStringLiteral("migration_retries_count");
    case FilterField::Tags:
        return QStringLiteral("tags_count");
    case FilterField::Since:
        return stateSinceSql();
    case FilterField::Updated:
        return QStringLiteral("updated_at");
    case FilterField::Created:
        return QStringLiteral("created_at");
    }
    Q_UNREACHABLE();
    return {};
}

QString criterionSql(const FilterCriterion& criterion, Backend backend, const QDateTime& now)
{
    return std::visit(Writer(criterion.field, backend, now), criterion.value);
}

// Standard SQL: only the quote is special. Connections to PostgreSQL have standard_conforming_strings on.
QString sqlLiteral(QString text)
{
    text.replace(u'\'', QStringLiteral("''"));
    return u'\'' + text + u'\'';
}

QString stateSinceSql()
{
    return QStringLiteral("(CASE migration_state WHEN 'default' THEN created_at "
                          "WHEN 'pre_importing' THEN migration_pre_import_started_at "
                          "WHEN 'pre_import_done' THEN migration_pre_import_done_at "
                          "WHEN 'importing' THEN migration_import_started_at "
                          "WHEN 'import_done' THEN migration_import_done_at "
                          "WHEN 'import_aborted' THEN migration_aborted_at ELSE migration_skipped_at END)");
}

} // namespace transship
