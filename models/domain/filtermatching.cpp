// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/filtermatching.h"

#include <QStringView>

#include <algorithm>

namespace transship {
namespace {

/// Units of the character that begins here: two for a surrogate pair.
qsizetype characterAt(QStringView text, qsizetype at)
{
    return text[at].isHighSurrogate() && at + 1 < text.size() && text[at + 1].isLowSurrogate() ? 2 : 1;
}

/// `*`: any characters, slashes too; `?`: one. Not QRegularExpression: compiling one for each row costs more than all
/// the rest.
bool globMatches(QStringView glob, QStringView text)
{
    qsizetype inGlob = 0;
    qsizetype inText = 0;
    qsizetype star = -1; // the last one met, and where in the text what it stands for ends
    qsizetype starEnd = 0;
    while (inText < text.size()) {
        if (inGlob < glob.size() && glob[inGlob] == u'*') {
            star = inGlob++;
            starEnd = inText;
        } else if (inGlob < glob.size() && glob[inGlob] == u'?') {
            ++inGlob;
            inText += characterAt(text, inText);
        } else if (inGlob < glob.size() && glob[inGlob] == text[inText]) {
            ++inGlob;
            ++inText;
        } else if (star >= 0) {
            inGlob = star + 1;
            starEnd += characterAt(text, starEnd);
            inText = starEnd;
        } else {
            return false;
        }
    }
    while (inGlob < glob.size() && glob[inGlob] == u'*') {
        ++inGlob;
    }
    return inGlob == glob.size();
}

template <typename T> bool isOneOf(const OneOf<T>& set, const std::optional<T>& value)
{
    return value ? set.values.contains(*value) : set.none;
}

bool limitHolds(const NumberLimit& limit, const std::optional<qint64>& number)
{
    if (!number) {
        return false;
    }
    switch (limit.comparison) {
    case FilterComparison::Less:
        return *number < limit.number;
    case FilterComparison::AtMost:
        return *number <= limit.number;
    case FilterComparison::More:
        return *number > limit.number;
    case FilterComparison::AtLeast:
        return *number >= limit.number;
    case FilterComparison::Is:
        break;
    }
    return *number == limit.number;
}

/// One criterion against one row: an overload for each kind of value.
class Check {
public:
    Check(FilterField field, const ContainerRepository& row, const QStringList& notes, const QDateTime& now)
        : m_field(field)
        , m_row(row)
        , m_notes(notes)
        , m_now(now)
    {
    }

    bool operator()(const OneOf<QString>& set) const
    {
        if (m_field == FilterField::Plan) {
            return isOneOf(set, m_row.plan.isEmpty() ? std::nullopt : std::optional(m_row.plan));
        }
        return std::any_of(set.values.begin(), set.values.end(), [this](const QString& text) { return has(text); });
    }
    bool operator()(const OneOf<MigrationState>& set) const
    {
        return m_field == FilterField::State ? set.values.contains(m_row.state) : isOneOf(set, m_row.abortedInState);
    }
    bool operator()(const OneOf<SkippedReason>& set) const { return isOneOf(set, m_row.skippedReason); }
    bool operator()(const OneOf<RepositoryStatus>& set) const { return isOneOf(set, m_row.status); }
    bool operator()(const OneOf<qint64>& set) const { return isOneOf(set, number()); }
    bool operator()(const NumberLimit& limit) const { return limitHolds(limit, number()); }
    bool operator()(const AgeLimit& limit) const { return isWithin(rangeOf(limit, m_now)); }
    bool operator()(const TimeLimit& limit) const { return isWithin(rangeOf(limit)); }

private:
    bool has(const QString& text) const
    {
        switch (m_field) {
        case FilterField::Path:
            return globMatches(text, m_row.path);
        case FilterField::Name:
            return globMatches(text, m_row.name);
        case FilterField::Namespace:
            return !text.contains(u'/') && m_row.path.section(u'/', 0, 0) == text;
        case FilterField::Note:
            return std::any_of(m_notes.begin(), m_notes.end(),
                [&](const QString& note) { return asciiLower(note).contains(asciiLower(text)); });
        default:
            return m_row.path.contains(text);
        }
    }
    std::optional<qint64> number() const
    {
        switch (m_field) {
        case FilterField::Project:
            return m_row.projectId;
        case FilterField::Retries:
            return m_row.retriesCount;
        case FilterField::Tags:
            return m_row.tagsCount;
        default:
            return m_row.id;
        }
    }
    QDateTime time() const
    {
        switch (m_field) {
        case FilterField::Updated:
            return m_row.updatedAt;
        case FilterField::Created:
            return m_row.createdAt;
        default:
            return m_row.stateSince();
        }
    }
    bool isWithin(const TimeRange& range) const
    {
        const QDateTime value = time();
        return value.isValid() && (!range.from.isValid() || value >= range.from)
            && (!range.until.isValid() || value < range.until);
    }

    FilterField m_field;
    const ContainerRepository& m_row;
    const QStringList& m_notes;
    const QDateTime& m_now;
};

} // namespace

bool holds(
    const FilterExpression& expression, const ContainerRepository& row, const QStringList& notes, const QDateTime& now)
{
    const auto part = [&](const FilterExpression& inner) { return holds(inner, row, notes, now); };
    switch (expression.kind) {
    case FilterExpression::Kind::All:
        return std::all_of(expression.parts.begin(), expression.parts.end(), part);
    case FilterExpression::Kind::Any:
        return std::any_of(expression.parts.begin(), expression.parts.end(), part);
    case FilterExpression::Kind::Not:
        return !part(expression.parts.front());
    case FilterExpression::Kind::Criterion:
        break;
    }
    return std::visit(Check(expression.criterion.field, row, notes, now), expression.criterion.value);
}

std::optional<QList<MigrationState>> statesOf(const FilterExpression& expression)
{
    if (expression.isEverything()
        || anyCriterion(expression, [](const FilterCriterion& c) { return c.field != FilterField::State; })) {
        return std::nullopt;
    }
    QList<MigrationState> states;
    for (const MigrationState state : allMigrationStates) {
        ContainerRepository row;
        row.state = state;
        if (holds(expression, row, {}, {})) {
            states << state;
        }
    }
    return states;
}

QString asciiLower(QString text)
{
    for (QChar& c : text) {
        if (c >= u'A' && c <= u'Z') {
            c = QChar(char16_t(c.unicode() + 32));
        }
    }
    return text;
}

} // namespace transship
