// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// What stands behind a key: filterparser.h's readTerm().
#include "models/domain/filterfields.h"
#include "models/domain/filterparser.h"

#include <QRegularExpression>

#include <optional>

namespace transship {
namespace {

using Read = std::variant<FilterExpression, FilterProblem>;
using ReadValue = std::variant<FilterCriterion::Value, FilterProblem>;

constexpr qint64 longestAge = qint64(100) * 365 * 86400;
constexpr int maxValues = 1000;

FilterProblem problemAt(const FilterPart& part, const QString& message)
{
    return {part.position, part.length, message};
}

FilterProblem problemAt(const FilterToken& token, const QString& message)
{
    return {token.position, token.length, message};
}

std::optional<FilterComparison> comparisonOf(const QString& symbol)
{
    if (symbol == u"<") {
        return FilterComparison::Less;
    }
    if (symbol == u"<=") {
        return FilterComparison::AtMost;
    }
    if (symbol == u">") {
        return FilterComparison::More;
    }
    if (symbol == u">=") {
        return FilterComparison::AtLeast;
    }
    return std::nullopt; // equal, or not
}

bool isNone(const FilterPart& part)
{
    return !part.quoted && part.text.compare(noneName(), Qt::CaseInsensitive) == 0;
}

Result<qint64> numberFrom(const QString& text)
{
    static const QRegularExpression digits(QStringLiteral("^[0-9]{1,18}$"));
    if (!digits.match(text).hasMatch()) {
        return Error{ErrorCode::InvalidArgument, QStringLiteral("a whole number is wanted here, as in retries>=2")};
    }
    return text.toLongLong();
}

/// One of the values, or several, each read by `read`.
template <typename T, typename F> ReadValue listOf(const FilterToken& token, const FilterFieldInfo& field, F read)
{
    OneOf<T> set;
    for (const FilterPart& part : token.parts) {
        if (field.canBeUnset && isNone(part)) {
            set.none = true;
            continue;
        }
        const Result<T> value = read(part.text);
        if (!value) {
            return problemAt(part, value.error().message);
        }
        if (!set.values.contains(*value)) {
            set.values << *value;
        }
    }
    return FilterCriterion::Value(set);
}

ReadValue namesFrom(const FilterToken& token, const FilterFieldInfo& field)
{
    switch (field.field) {
    case FilterField::Reason:
        return listOf<SkippedReason>(
            token, field, [](const QString& text) { return skippedReasonFromName(text.toLower()); });
    case FilterField::Status:
        return listOf<RepositoryStatus>(
            token, field, [](const QString& text) { return repositoryStatusFromName(text.toLower()); });
    default:
        return listOf<MigrationState>(
            token, field, [](const QString& text) { return migrationStateFromName(text.toLower()); });
    }
}

ReadValue textsFrom(const FilterToken& token, const FilterFieldInfo& field)
{
    // Plans are spelled as they are stored; what is in paths is lower case.
    const bool asWritten = field.field == FilterField::Plan;
    return listOf<QString>(token, field,
        [asWritten](const QString& text) -> Result<QString> { return asWritten ? text : text.toLower(); });
}

ReadValue numbersFrom(const FilterToken& token, const FilterFieldInfo& field)
{
    if (const auto comparison = comparisonOf(token.symbol)) {
        const Result<qint64> number = numberFrom(token.parts.first().text);
        return number ? ReadValue(FilterCriterion::Value(NumberLimit{*comparison, *number}))
                      : ReadValue(problemAt(token.parts.first(), number.error().message));
    }
    return listOf<qint64>(token, field, numberFrom);
}

/// `90s`, `15m`, `2h`, `3d`, `1w`, and several of them together: `1h30m`.
std::optional<qint64> ageFrom(const QString& text)
{
    static const QRegularExpression whole(QStringLiteral("^([0-9]{1,9}[smhdw])+$"));
    static const QRegularExpression part(QStringLiteral("([0-9]+)([smhdw])"));
    if (!whole.match(text).hasMatch()) {
        return std::nullopt;
    }
    qint64 seconds = 0;
    for (auto matches = part.globalMatch(text); matches.hasNext();) {
        const QRegularExpressionMatch match = matches.next();
        const QString unit = match.captured(2);
        const qint64 length = unit == u"w" ? 604800
            : unit == u"d"                 ? 86400
            : unit == u"h"                 ? 3600
            : unit == u"m"                 ? 60
                                           : 1;
        seconds += match.captured(1).toLongLong() * length;
    }
    return seconds;
}

/// A day, or a minute or second of it, UTC. An invalid `from`: it is none.
TimeLimit timeFrom(const QString& text)
{
    static const QRegularExpression form(QStringLiteral("^(\\d{4}-\\d{2}-\\d{2})(?:T(\\d{2}:\\d{2})(:\\d{2})?)?Z?$"),
        QRegularExpression::CaseInsensitiveOption);
    TimeLimit limit;
    const QRegularExpressionMatch match = form.match(text);
    if (!match.hasMatch()) {
        return limit;
    }
    const QDate day = QDate::fromString(match.captured(1), Qt::ISODate);
    const bool hasClock = match.hasCaptured(2);
    const bool hasSeconds = match.hasCaptured(3);
    const QTime clock = hasClock
        ? QTime::fromString(match.captured(2) + (hasSeconds ? match.captured(3) : QStringLiteral(":00")), Qt::ISODate)
        : QTime(0, 0);
    if (!day.isValid() || !clock.isValid() || day.year() < 1000 || day.year() > 9998) {
        return limit;
    }
    limit.from = QDateTime(day, clock, Qt::UTC);
    limit.until = !hasClock ? limit.from.addDays(1) : limit.from.addSecs(hasSeconds ? 1 : 60);
    limit.text = match.captured(1);
    if (hasClock) {
        limit.text += u'T' + match.captured(2) + match.captured(3);
    }
    return limit;
}

ReadValue timesFrom(const FilterToken& token)
{
    const FilterPart& part = token.parts.first();
    const std::optional<FilterComparison> comparison = comparisonOf(token.symbol);
    if (const auto age = ageFrom(part.text.toLower())) {
        if (!comparison) {
            return problemAt(token, QStringLiteral("compare an age with < or >: %1<%2").arg(token.key, part.text));
        }
        if (*age > longestAge) {
            return problemAt(part, QStringLiteral("ages reach back a hundred years at most"));
        }
        return FilterCriterion::Value(AgeLimit{*comparison, *age});
    }
    TimeLimit limit = timeFrom(part.text);
    if (!limit.from.isValid()) {
        return problemAt(part,
            QStringLiteral("an age or a date is wanted here: 90s, 15m, 2h, 3d, 1w, 2024-01-31 or 2024-01-31T12:00"));
    }
    limit.comparison = comparison.value_or(FilterComparison::Is);
    return FilterCriterion::Value(limit);
}

ReadValue valueFrom(const FilterToken& token, const FilterFieldInfo& field)
{
    switch (field.kind) {
    case FilterFieldKind::Names:
        return namesFrom(token, field);
    case FilterFieldKind::Texts:
    case FilterFieldKind::Globs:
        return textsFrom(token, field);
    case FilterFieldKind::Numbers:
        return numbersFrom(token, field);
    case FilterFieldKind::Times:
        break;
    }
    return timesFrom(token);
}

/// What can be said before the values are looked at.
std::optional<FilterProblem> formProblem(const FilterToken& token, const FilterFieldInfo& field)
{
    for (const FilterPart& part : token.parts) {
        // The root repository of a project has the empty name.
        const bool mayBeEmpty = part.quoted && field.field == FilterField::Name;
        if (part.text.isEmpty() && !mayBeEmpty) {
            return FilterProblem{token.position, token.length,
                QStringLiteral("a value is missing behind \"%1\"")
                    .arg(&part == &token.parts.first() ? token.key + token.symbol : QStringLiteral(","))};
        }
        if (part.text.contains(QChar::Null)) {
            return problemAt(part, QStringLiteral("no text in the database holds a NUL"));
        }
    }
    const bool compares = comparisonOf(token.symbol).has_value();
    const bool canCompare = field.kind == FilterFieldKind::Numbers || field.kind == FilterFieldKind::Times;
    if (compares && !canCompare) {
        return problemAt(token,
            QStringLiteral("%1 cannot be compared with \"%2\"; write %1:%3")
                .arg(token.key, token.symbol, token.parts.first().text));
    }
    if (token.parts.size() > 1 && (compares || field.kind == FilterFieldKind::Times)) {
        return problemAt(token, QStringLiteral("one value only can be compared with; join several with \"or\""));
    }
    if (token.parts.size() > maxValues) {
        return problemAt(token, QStringLiteral("more than %1 values in a list").arg(maxValues));
    }
    return std::nullopt;
}

QString knownKeys()
{
    QStringList names;
    for (const FilterFieldInfo& info : filterFields) {
        names << QString::fromLatin1(info.name);
    }
    return names.join(QStringLiteral(", "));
}

Read readWord(const FilterToken& token)
{
    const FilterPart& part = token.parts.first();
    if (part.text.isEmpty()) {
        return problemAt(part, QStringLiteral("there is nothing between the quotes"));
    }
    if (part.text.contains(QChar::Null)) {
        return problemAt(part, QStringLiteral("no text in the database holds a NUL"));
    }
    return criterion(FilterField::Word, OneOf<QString>{{part.text.toLower()}, false});
}

} // namespace

std::variant<FilterExpression, FilterProblem> readTerm(const FilterToken& token)
{
    if (token.symbol.isEmpty()) {
        return readWord(token);
    }
    const std::optional<FilterField> field = filterFieldFromName(token.key);
    if (!field) {
        return FilterProblem{token.position, token.key.size(),
            QStringLiteral("unknown key \"%1\"; known: %2. To search for this text, put it in quotes")
                .arg(token.key, knownKeys())};
    }
    const FilterFieldInfo& info = infoOf(*field);
    if (const auto problem = formProblem(token, info)) {
        return *problem;
    }
    ReadValue value = valueFrom(token, info);
    if (const auto* problem = std::get_if<FilterProblem>(&value)) {
        return *problem;
    }
    FilterExpression read = criterion(*field, std::get<FilterCriterion::Value>(std::move(value)));
    return token.symbol == u"!=" ? negated(std::move(read)) : std::move(read);
}

} // namespace transship
