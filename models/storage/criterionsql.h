// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/filterexpression.h"
#include "models/storage/databaseurl.h"

namespace transship {

/// One criterion as a condition on `container_repositories`, with literals; true for exactly the rows it holds for
/// (elsewhere false or NULL). Agrees with models/domain/filtermatching.cpp.
QString criterionSql(const FilterCriterion& criterion, Backend backend, const QDateTime& now);

/// The column, or the expression, that a criterion of the field is about.
QString filterColumn(FilterField field);
/// The first text behind all that begin with this one, byte by byte, which is the order of both databases; empty: there
/// is none.
QString prefixEnd(const QString& prefix);

/// A text as a SQL literal. No NUL in it: neither database's texts hold one.
QString sqlLiteral(QString text);

/// A time (UTC) as a SQL literal.
QString timeLiteral(const QDateTime& time, Backend backend);

/// When the row entered its state, as ContainerRepository::stateSince: word for word as the index has it.
QString stateSinceSql();

} // namespace transship
