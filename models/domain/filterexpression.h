// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/enums.h"

#include <QDateTime>
#include <QList>
#include <QString>
#include <QStringList>

#include <variant>
#include <vector>

/// What a filter says, as a tree. Plain values: any thread. Made by filterparser.h from text; read by filtermatching.h
/// and by models/storage, which must agree about it.
namespace transship {

enum class FilterField {
    Word, ///< free text: a part of the path
    State,
    Plan,
    Path,
    Name,
    Reason,
    AbortedIn,
    Namespace,
    Status,
    Id,
    Project,
    Retries,
    Tags,
    Since,
    Updated,
    Created,
    Note,
};

enum class FilterComparison { Is, Less, AtMost, More, AtLeast };

/// One of several values; `none` stands for "not set" among them.
template <typename T> struct OneOf {
    QList<T> values;
    bool none = false;
};

struct NumberLimit {
    FilterComparison comparison = FilterComparison::AtLeast;
    qint64 number = 0;
};

/// How long ago something was, whole seconds.
struct AgeLimit {
    FilterComparison comparison = FilterComparison::Less;
    qint64 seconds = 0;
};

/// A day, minute or second on the clock (UTC), from its beginning to before its end; compared as a whole.
struct TimeLimit {
    FilterComparison comparison = FilterComparison::Is;
    QDateTime from;
    QDateTime until;
    QString text; ///< as written
};

struct FilterCriterion {
    using Value = std::variant<OneOf<QString>, OneOf<MigrationState>, OneOf<SkippedReason>, OneOf<RepositoryStatus>,
        OneOf<qint64>, NumberLimit, AgeLimit, TimeLimit>;

    FilterField field = FilterField::Word;
    Value value;
};

/// Every criterion is true or false of a row, never unknown: what is not set makes it false, and so its negation true.
struct FilterExpression {
    enum class Kind {
        All, ///< of `parts`; without any: every row
        Any, ///< of `parts`
        Not, ///< the one in `parts`
        Criterion,
    };

    Kind kind = Kind::All;
    std::vector<FilterExpression> parts;
    FilterCriterion criterion;

    bool isEverything() const { return kind == Kind::All && parts.empty(); }
};

/// All / any of the parts without needless nesting; of one part: itself.
FilterExpression joined(FilterExpression::Kind kind, std::vector<FilterExpression> parts);
FilterExpression negated(FilterExpression expression);
FilterExpression criterion(FilterField field, FilterCriterion::Value value);

/// The shortest text that reads back as the same expression; equal expressions have equal texts.
QString toText(const FilterExpression& expression);

/// Half open, [from, until); an invalid end is open. Both ends in whole milliseconds.
struct TimeRange {
    QDateTime from;
    QDateTime until;
};
TimeRange rangeOf(const AgeLimit& limit, const QDateTime& now);
TimeRange rangeOf(const TimeLimit& limit);

} // namespace transship
