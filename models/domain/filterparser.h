// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/filterexpression.h"
#include "models/domain/filterlexer.h"

namespace transship {

/// Either the expression or what is wrong.
struct FilterParse {
    FilterExpression expression;
    std::optional<FilterProblem> problem;
};

/// The grammar, in words (docs/cli.md has it for operators):
///
///     filter  = [ any ]
///     any     = all { "or" all }
///     all     = unary { [ "and" ] unary }
///     unary   = ( "-" | "not" ) unary | "(" any ")" | term
///     term    = word | key symbol value { "," value }
///
/// Any thread.
FilterParse parseFilter(const QString& text);

/// One term with a key; see filterterms.cpp.
std::variant<FilterExpression, FilterProblem> readTerm(const FilterToken& token);

} // namespace transship
