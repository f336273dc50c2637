// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/filterexpression.h"

#include "models/domain/filterfields.h"

#include <algorithm>
#include <array>
#include <utility>

namespace transship {
namespace {

QString quoted(QString text)
{
    text.replace(u'\\', QStringLiteral("\\\\")).replace(u'"', QStringLiteral("\\\""));
    return u'"' + text + u'"';
}

bool endsAWord(QChar c)
{
    return c.isSpace() || c == u'(' || c == u')' || c == u'"';
}

/// A value after a key.
QString written(const QString& value)
{
    const bool plain = std::none_of(value.begin(), value.end(), [](QChar c) { return endsAWord(c) || c == u','; });
    const bool isNone = value.compare(noneName(), Qt::CaseInsensitive) == 0; // which means something else
    return plain && !value.isEmpty() && !isNone ? value : quoted(value);
}

QString writtenWord(const QString& word)
{
    const auto special = [](QChar c) { return endsAWord(c) || QStringView(u":=<>!").contains(c); };
    const bool plain = std::none_of(word.begin(), word.end(), special) && !word.startsWith(u'-') && !word.isEmpty()
        && !isFilterKeyword(word);
    return plain ? word : quoted(word);
}

QString written(MigrationState state)
{
    return toName(state);
}

QString written(SkippedReason reason)
{
    return toName(reason);
}

QString written(RepositoryStatus status)
{
    return toName(status);
}

QString written(qint64 number)
{
    return QString::number(number);
}

template <typename T> QString textOf(const OneOf<T>& set)
{
    QStringList values;
    for (const T& value : set.values) {
        values << written(value);
    }
    if (set.none) {
        values << noneName();
    }
    return values.join(u',');
}

QString textOf(const NumberLimit& limit)
{
    return QString::number(limit.number);
}

QString textOf(const AgeLimit& limit)
{
    constexpr std::array units{std::pair{86400, 'd'}, std::pair{3600, 'h'}, std::pair{60, 'm'}};
    for (const auto& [seconds, letter] : units) {
        if (limit.seconds % seconds == 0 && limit.seconds > 0) {
            return QString::number(limit.seconds / seconds) + QLatin1Char(letter);
        }
    }
    return QString::number(limit.seconds) + u's';
}

QString textOf(const TimeLimit& limit)
{
    return limit.text;
}

FilterComparison comparisonOf(const FilterCriterion& criterion)
{
    if (const auto* number = std::get_if<NumberLimit>(&criterion.value)) {
        return number->comparison;
    }
    if (const auto* age = std::get_if<AgeLimit>(&criterion.value)) {
        return age->comparison;
    }
    const auto* time = std::get_if<TimeLimit>(&criterion.value);
    return time ? time->comparison : FilterComparison::Is;
}

QString textOf(const FilterCriterion& criterion)
{
    if (criterion.field == FilterField::Word) {
        return writtenWord(std::get<OneOf<QString>>(criterion.value).values.value(0));
    }
    const FilterFieldInfo& field = infoOf(criterion.field);
    const QString value = std::visit([](const auto& held) { return textOf(held); }, criterion.value);
    return QString::fromLatin1(field.name) + symbolOf(comparisonOf(criterion), field.kind) + value;
}

/// `inside`: the kind of the expression it stands in, which decides about brackets.
QString textOf(const FilterExpression& expression, FilterExpression::Kind inside)
{
    using Kind = FilterExpression::Kind;
    if (expression.kind == Kind::Criterion) {
        return textOf(expression.criterion);
    }
    if (expression.kind == Kind::Not) {
        return u'-' + textOf(expression.parts.front(), Kind::Not);
    }
    QStringList parts;
    for (const FilterExpression& part : expression.parts) {
        parts << textOf(part, expression.kind);
    }
    const QString text = parts.join(expression.kind == Kind::Any ? QStringLiteral(" or ") : QStringLiteral(" "));
    const bool bare = inside == Kind::Criterion || (inside == Kind::Any && expression.kind == Kind::All);
    return bare ? text : u'(' + text + u')';
}

} // namespace

FilterExpression joined(FilterExpression::Kind kind, std::vector<FilterExpression> parts)
{
    FilterExpression result;
    result.kind = kind;
    for (FilterExpression& part : parts) {
        if (part.kind == kind) {
            std::move(part.parts.begin(), part.parts.end(), std::back_inserter(result.parts));
        } else {
            result.parts.push_back(std::move(part));
        }
    }
    if (result.parts.size() == 1) {
        FilterExpression only = std::move(result.parts.front());
        return only;
    }
    return result;
}

FilterExpression negated(FilterExpression expression)
{
    if (expression.kind == FilterExpression::Kind::Not) {
        FilterExpression inner = std::move(expression.parts.front());
        return inner;
    }
    FilterExpression result;
    result.kind = FilterExpression::Kind::Not;
    result.parts.push_back(std::move(expression));
    return result;
}

FilterExpression criterion(FilterField field, FilterCriterion::Value value)
{
    FilterExpression result;
    result.kind = FilterExpression::Kind::Criterion;
    result.criterion = {field, std::move(value)};
    return result;
}

QString toText(const FilterExpression& expression)
{
    return textOf(expression, FilterExpression::Kind::Criterion);
}

TimeRange rangeOf(const AgeLimit& limit, const QDateTime& now)
{
    // Younger means later.
    const QDateTime then = now.addSecs(-limit.seconds);
    switch (limit.comparison) {
    case FilterComparison::Less:
        return {then.addMSecs(1), {}};
    case FilterComparison::AtMost:
        return {then, {}};
    case FilterComparison::More:
        return {{}, then};
    case FilterComparison::AtLeast:
        return {{}, then.addMSecs(1)};
    case FilterComparison::Is:
        break;
    }
    return {then, then.addMSecs(1)};
}

TimeRange rangeOf(const TimeLimit& limit)
{
    switch (limit.comparison) {
    case FilterComparison::Less:
        return {{}, limit.from};
    case FilterComparison::AtMost:
        return {{}, limit.until};
    case FilterComparison::More:
        return {limit.until, {}};
    case FilterComparison::AtLeast:
        return {limit.from, {}};
    case FilterComparison::Is:
        break;
    }
    return {limit.from, limit.until};
}

} // namespace transship
