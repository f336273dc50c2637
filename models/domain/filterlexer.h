// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

#include <optional>

namespace transship {

/// What is wrong with the text of a filter, where, and what to do about it.
struct FilterProblem {
    qsizetype position = 0; ///< of the first character at fault, from 0
    qsizetype length = 1; ///< 0: at the end of the text
    QString message;
};

/// A value as it stands in the text.
struct FilterPart {
    qsizetype position = 0;
    qsizetype length = 0; ///< with its quotes
    QString text; ///< without them
    bool quoted = false;
};

struct FilterToken {
    enum class Kind { Open, Close, Or, And, Not, Term };

    Kind kind = Kind::Term;
    qsizetype position = 0;
    qsizetype length = 0;
    QString key; ///< of a term; empty: free text, which has one part
    QString symbol; ///< behind the key: `:`, `=`, `!=`, `<`, `<=`, `>`, `>=`
    QList<FilterPart> parts; ///< the values, separated by commas
};

struct FilterTokens {
    QList<FilterToken> tokens;
    std::optional<FilterProblem> problem; ///< the first; the tokens before it are good, one at it is as far as it goes
};

/// Cuts a filter into brackets, `or`, negations and terms. Any thread.
FilterTokens filterTokens(const QString& text);

} // namespace transship
