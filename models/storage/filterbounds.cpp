// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/storage/filterbounds.h"

#include "models/storage/criterionsql.h"

#include <algorithm>
#include <array>
#include <utility>

namespace transship {
namespace {

/// Whose criteria are ranges of which order's key.
constexpr std::array boundFields{std::pair{RepositorySort::Id, FilterField::Id},
    std::pair{RepositorySort::Path, FilterField::Path}, std::pair{RepositorySort::Path, FilterField::Namespace},
    std::pair{RepositorySort::UpdatedAt, FilterField::Updated},
    std::pair{RepositorySort::CreatedAt, FilterField::Created}, std::pair{RepositorySort::Since, FilterField::Since},
    std::pair{RepositorySort::Plan, FilterField::Plan}, std::pair{RepositorySort::Tags, FilterField::Tags},
    std::pair{RepositorySort::Retries, FilterField::Retries}};

class BoundsWriter {
public:
    BoundsWriter(RepositorySort sort, Backend backend, const QDateTime& now)
        : m_sort(sort)
        , m_backend(backend)
        , m_now(now)
    {
    }

    std::optional<KeyBounds> boundsOf(const FilterCriterion& criterion) const
    {
        const bool ours = std::any_of(boundFields.begin(), boundFields.end(),
            [&](const auto& pair) { return pair.first == m_sort && pair.second == criterion.field; });
        if (!ours) {
            return std::nullopt;
        }
        if (m_sort == RepositorySort::Path) {
            return pathBounds(criterion);
        }
        if (m_sort == RepositorySort::Plan) {
            return planBounds(std::get<OneOf<QString>>(criterion.value));
        }
        if (const auto* limit = std::get_if<NumberLimit>(&criterion.value)) {
            return numberBounds(criterion, *limit);
        }
        if (const auto* age = std::get_if<AgeLimit>(&criterion.value)) {
            return timeBounds(criterion.field, rangeOf(*age, m_now));
        }
        if (const auto* time = std::get_if<TimeLimit>(&criterion.value)) {
            return timeBounds(criterion.field, rangeOf(*time));
        }
        const auto* numbers = std::get_if<OneOf<qint64>>(&criterion.value);
        if (numbers && !numbers->none && !numbers->values.isEmpty()) {
            return KeyBounds{{}, {}, onKey(criterion), true};
        }
        return std::nullopt;
    }

private:
    /// The criterion about the index's expression instead of the column.
    QString onKey(const FilterCriterion& criterion) const
    {
        return criterionSql(criterion, m_backend, m_now)
            .replace(filterColumn(criterion.field), sortKey(m_sort, m_backend));
    }
    /// Rows without a value come first in the index.
    QString isSet() const
    {
        return m_sort == RepositorySort::Tags ? sortKey(m_sort, m_backend) + QStringLiteral(" >= 0")
            : m_sort == RepositorySort::Since ? sortKey(m_sort, m_backend) + QStringLiteral(" > ")
                + (m_backend == Backend::PostgreSql ? QStringLiteral("TIMESTAMP '-infinity'") : QStringLiteral("''"))
                                              : QString();
    }

    KeyBounds numberBounds(const FilterCriterion& criterion, const NumberLimit& limit) const
    {
        const QString sql = onKey(criterion);
        switch (limit.comparison) {
        case FilterComparison::Less:
        case FilterComparison::AtMost:
            return {isSet(), sql, {}, true};
        case FilterComparison::More:
        case FilterComparison::AtLeast:
            return {sql, {}, {}, true};
        case FilterComparison::Is:
            break;
        }
        return {{}, {}, sql, true};
    }

    KeyBounds timeBounds(FilterField field, const TimeRange& range) const
    {
        const auto compared = [&](FilterComparison comparison, const QDateTime& time) -> QString {
            return time.isValid() ? onKey({field, TimeLimit{comparison, time, time, {}}}) : QString();
        };
        const QString lower = compared(FilterComparison::AtLeast, range.from);
        return {lower.isEmpty() ? isSet() : lower, compared(FilterComparison::Less, range.until), {}, true};
    }

    KeyBounds planBounds(const OneOf<QString>& plans) const
    {
        QStringList literals;
        for (const QString& plan : plans.values) {
            if (!plan.contains(QChar::Null) && plan.isValidUtf16()) {
                literals << sqlLiteral(plan);
            }
        }
        if (plans.none || literals.isEmpty()) {
            literals << QStringLiteral("''");
        }
        const QString key = sortKey(RepositorySort::Plan, m_backend);
        const bool isExact
            = !plans.values.contains(QString()) && literals.size() == plans.values.size() + (plans.none ? 1 : 0);
        const QString list = literals.join(QStringLiteral(", "));
        const QString equal = literals.size() == 1 ? QString(u" = " + list) : QString(u" IN (" + list + u')');
        return {{}, {}, key + equal, isExact};
    }

    std::optional<KeyBounds> pathBounds(const FilterCriterion& criterion) const
    {
        const QStringList texts = std::get<OneOf<QString>>(criterion.value).values;
        if (texts.size() != 1 || texts.first().contains(QChar::Null) || !texts.first().isValidUtf16()) {
            return std::nullopt;
        }
        const QString& text = texts.first();
        const auto from
            = [](const QString& first) -> QString { return QStringLiteral("path >= ") + sqlLiteral(first); };
        const auto before = [](const QString& end) -> QString {
            return end.isEmpty() ? QString() : QStringLiteral("path < ") + sqlLiteral(end);
        };
        if (criterion.field == FilterField::Namespace) {
            // Between the namespace itself and what is below it lie others: "a", "a-b/c", "a/b".
            return KeyBounds{from(text), before(prefixEnd(text + u'/')), {}, false};
        }
        qsizetype literal = 0;
        while (literal < text.size() && text[literal] != u'*' && text[literal] != u'?') {
            ++literal;
        }
        if (literal == text.size()) {
            return KeyBounds{{}, {}, QStringLiteral("path = ") + sqlLiteral(text), true};
        }
        if (literal == 0) {
            return std::nullopt;
        }
        const QString prefix = text.left(literal);
        return KeyBounds{from(prefix), before(prefixEnd(prefix)), {}, text.mid(literal) == u"*"};
    }

    RepositorySort m_sort;
    Backend m_backend;
    const QDateTime& m_now;
};

} // namespace

QStringList KeyBounds::all() const
{
    QStringList conditions{equal, lower, upper};
    conditions.removeAll(QString());
    return conditions;
}

std::optional<KeyBounds> boundsOf(
    const FilterCriterion& criterion, RepositorySort sort, Backend backend, const QDateTime& now)
{
    return BoundsWriter(sort, backend, now).boundsOf(criterion);
}

} // namespace transship
