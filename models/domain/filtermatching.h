// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/filterexpression.h"
#include "models/domain/repository.h"

#include <optional>

namespace transship {

/// Whether the expression holds for a row at a moment. `notes`: the reasons and details of its history, which only the
/// criterion `note:` asks about. Any thread.
bool holds(
    const FilterExpression& expression, const ContainerRepository& row, const QStringList& notes, const QDateTime& now);

/// The states it holds for, when it speaks of nothing but the state (and of something at all).
std::optional<QList<MigrationState>> statesOf(const FilterExpression& expression);

/// Whether any criterion of the expression fulfils the predicate.
template <typename F> bool anyCriterion(const FilterExpression& expression, F predicate)
{
    if (expression.kind == FilterExpression::Kind::Criterion) {
        return predicate(expression.criterion);
    }
    for (const FilterExpression& part : expression.parts) {
        if (anyCriterion(part, predicate)) {
            return true;
        }
    }
    return false;
}

/// Capital letters of ASCII made small, as the databases do it for `note:` whatever their locale.
QString asciiLower(QString text);

} // namespace transship
