// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/repositoryfilter.h"

#include "models/domain/filtermatching.h"
#include "models/domain/filterparser.h"

#include <algorithm>

namespace transship {
namespace {

/// The conditions that all must hold.
std::vector<FilterExpression> conjuncts(const FilterExpression& expression)
{
    return expression.kind == FilterExpression::Kind::All ? expression.parts : std::vector{expression};
}

bool speaksOnlyOf(FilterField field, const FilterExpression& expression)
{
    return !anyCriterion(expression, [field](const FilterCriterion& c) { return c.field != field; });
}

} // namespace

Result<RepositoryFilter> RepositoryFilter::parse(const QString& text)
{
    FilterParse parsed = parseFilter(text);
    if (parsed.problem) {
        const FilterProblem& problem = *parsed.problem;
        return Error{ErrorCode::InvalidArgument,
            QStringLiteral("filter, character %1, \"%2\": %3")
                .arg(problem.position + 1)
                .arg(text.mid(problem.position, problem.length), problem.message)};
    }
    return fromExpression(std::move(parsed.expression));
}

RepositoryFilter RepositoryFilter::fromExpression(FilterExpression expression)
{
    RepositoryFilter filter;
    filter.m_expression = std::move(expression);
    return filter;
}

RepositoryFilter RepositoryFilter::ofStates(const QList<MigrationState>& states)
{
    return RepositoryFilter().withStates(states);
}

QString RepositoryFilter::toString() const
{
    return toText(m_expression);
}

bool RepositoryFilter::matches(const ContainerRepository& repository, const QStringList& notes) const
{
    return holds(m_expression, repository, notes, moment());
}

RepositoryFilter RepositoryFilter::at(const QDateTime& now) const
{
    RepositoryFilter filter = *this;
    filter.m_moment = now;
    return filter;
}

QDateTime RepositoryFilter::moment() const
{
    return m_moment.isValid() ? m_moment : QDateTime::currentDateTimeUtc();
}

bool RepositoryFilter::dependsOnTime() const
{
    return shortestAgeSeconds().has_value();
}

std::optional<qint64> RepositoryFilter::shortestAgeSeconds() const
{
    std::optional<qint64> shortest;
    const auto look = [&shortest](const FilterCriterion& criterion) {
        if (const auto* age = std::get_if<AgeLimit>(&criterion.value)) {
            shortest = std::min(shortest.value_or(age->seconds), age->seconds);
        }
        return false;
    };
    anyCriterion(m_expression, look);
    return shortest;
}

std::optional<QList<MigrationState>> RepositoryFilter::onlyStates() const
{
    return isEmpty() ? QList<MigrationState>() : statesOf(m_expression);
}

QList<MigrationState> RepositoryFilter::states() const
{
    for (const FilterExpression& part : conjuncts(m_expression)) {
        if (const auto states = statesOf(part)) {
            return *states;
        }
    }
    return {};
}

RepositoryFilter RepositoryFilter::withStates(const QList<MigrationState>& states) const
{
    return narrowed(FilterField::State,
        states.isEmpty() ? std::nullopt
                         : std::optional(criterion(FilterField::State, OneOf<MigrationState>{states, false})));
}

QString RepositoryFilter::rootNamespace() const
{
    for (const FilterExpression& part : conjuncts(m_expression)) {
        if (part.kind == FilterExpression::Kind::Criterion && part.criterion.field == FilterField::Namespace) {
            const QStringList names = std::get<OneOf<QString>>(part.criterion.value).values;
            return names.size() == 1 ? names.first() : QString();
        }
    }
    return {};
}

RepositoryFilter RepositoryFilter::withRootNamespace(const QString& name) const
{
    return narrowed(FilterField::Namespace,
        name.isEmpty() ? std::nullopt
                       : std::optional(criterion(FilterField::Namespace, OneOf<QString>{{name}, false})));
}

RepositoryFilter RepositoryFilter::narrowed(FilterField field, std::optional<FilterExpression> criterion) const
{
    std::vector<FilterExpression> parts;
    if (criterion) {
        parts.push_back(std::move(*criterion));
    }
    for (FilterExpression& part : conjuncts(m_expression)) {
        if (!speaksOnlyOf(field, part)) {
            parts.push_back(std::move(part));
        }
    }
    RepositoryFilter filter = fromExpression(joined(FilterExpression::Kind::All, std::move(parts)));
    filter.m_moment = m_moment;
    return filter;
}

bool operator==(const RepositoryFilter& a, const RepositoryFilter& b)
{
    return a.toString() == b.toString();
}

} // namespace transship
