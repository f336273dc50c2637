// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/filtermatching.h"
#include "models/storage/criterionsql.h"
#include "models/storage/repositorystore.h"

namespace transship {
namespace {

using Kind = FilterExpression::Kind;

QString conditionOf(const FilterExpression& expression, Backend backend, const QDateTime& now)
{
    if (const auto states = statesOf(expression)) {
        // Whatever way it was said: a list of states is what an index is used for.
        return criterionSql({FilterField::State, OneOf<MigrationState>{*states, false}}, backend, now);
    }
    if (expression.kind == Kind::Criterion) {
        return criterionSql(expression.criterion, backend, now);
    }
    if (expression.kind == Kind::Not) {
        // Not NOT: what is neither true nor false, since a column is NULL, is not true.
        return u'(' + conditionOf(expression.parts.front(), backend, now) + QStringLiteral(") IS NOT TRUE");
    }
    QStringList parts;
    for (const FilterExpression& part : expression.parts) {
        parts << u'(' + conditionOf(part, backend, now) + u')';
    }
    return parts.join(expression.kind == Kind::All ? QStringLiteral(" AND ") : QStringLiteral(" OR "));
}

} // namespace

QString whereClause(const RepositoryFilter& filter, Backend backend)
{
    return filter.isEmpty() ? QString() : conditionOf(filter.expression(), backend, filter.moment());
}

} // namespace transship
