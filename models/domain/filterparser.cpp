// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/filterparser.h"

namespace transship {
namespace {

// SQLite takes conditions nested up to a thousand deep, and a list of AND is as deep as it is long.
constexpr int maxTerms = 200;
constexpr int maxDepth = 30;

using Kind = FilterToken::Kind;

class Parser {
public:
    explicit Parser(const QString& text)
        : m_lexed(filterTokens(text))
        , m_end(text.size())
    {
    }

    FilterParse run()
    {
        FilterParse result;
        if (m_lexed.tokens.isEmpty() && !m_lexed.problem) {
            return result;
        }
        result.expression = any();
        if (!m_problem && m_next < m_lexed.tokens.size()) {
            fail(m_lexed.tokens[m_next], QStringLiteral("this bracket was never opened; take it out"));
        }
        // What is wrong with a word counts before what that leads to.
        if (m_lexed.problem && (!m_problem || m_problem->position >= m_lexed.problem->position)) {
            m_problem = m_lexed.problem;
        }
        result.problem = m_problem;
        return result;
    }

private:
    const FilterToken* peek() const
    {
        return !m_problem && m_next < m_lexed.tokens.size() ? &m_lexed.tokens[m_next] : nullptr;
    }
    bool nextIs(Kind kind) const
    {
        const FilterToken* token = peek();
        return token && token->kind == kind;
    }
    void fail(qsizetype position, qsizetype length, const QString& message)
    {
        if (!m_problem) {
            m_problem = FilterProblem{position, length, message};
        }
    }
    void fail(const FilterToken& token, const QString& message) { fail(token.position, token.length, message); }

    FilterExpression any()
    {
        std::vector<FilterExpression> parts;
        parts.push_back(all());
        while (nextIs(Kind::Or)) {
            ++m_next;
            parts.push_back(all());
        }
        return joined(FilterExpression::Kind::Any, std::move(parts));
    }

    FilterExpression all()
    {
        std::vector<FilterExpression> parts;
        do {
            parts.push_back(unary());
            while (nextIs(Kind::And)) {
                ++m_next;
                parts.push_back(unary());
            }
        } while (peek() && !nextIs(Kind::Or) && !nextIs(Kind::Close));
        return joined(FilterExpression::Kind::All, std::move(parts));
    }

    FilterExpression unary()
    {
        const FilterToken* token = peek();
        if (!token) {
            fail(m_end, 0, QStringLiteral("something is missing at the end"));
            return {};
        }
        ++m_next;
        switch (token->kind) {
        case Kind::Not:
            return deeper(*token, [this] { return negated(unary()); });
        case Kind::Open:
            return deeper(*token, [this, token] { return bracketed(*token); });
        case Kind::Term:
            return term(*token);
        case Kind::Close:
            fail(*token, QStringLiteral("something is missing before this bracket"));
            break;
        case Kind::Or:
        case Kind::And:
            fail(*token,
                QStringLiteral("something is missing before it; to search for the word itself, "
                               "put it in quotes"));
            break;
        }
        return {};
    }

    template <typename F> FilterExpression deeper(const FilterToken& token, F read)
    {
        if (++m_depth > maxDepth) {
            fail(token, QStringLiteral("more than %1 brackets or negations inside each other").arg(maxDepth));
            return {};
        }
        FilterExpression result = read();
        --m_depth;
        return result;
    }

    FilterExpression bracketed(const FilterToken& open)
    {
        FilterExpression inner = any();
        if (nextIs(Kind::Close)) {
            ++m_next;
        } else {
            fail(open, QStringLiteral("this bracket is never closed; put \")\" where it ends"));
        }
        return inner;
    }

    FilterExpression term(const FilterToken& token)
    {
        if (++m_terms > maxTerms) {
            fail(token, QStringLiteral("more than %1 conditions; use lists, as in id:1,2,3").arg(maxTerms));
            return {};
        }
        auto read = readTerm(token);
        if (const auto* problem = std::get_if<FilterProblem>(&read)) {
            fail(problem->position, problem->length, problem->message);
            return {};
        }
        return std::get<FilterExpression>(std::move(read));
    }

    FilterTokens m_lexed;
    qsizetype m_end;
    qsizetype m_next = 0;
    int m_depth = 0;
    int m_terms = 0;
    std::optional<FilterProblem> m_problem;
};

} // namespace

FilterParse parseFilter(const QString& text)
{
    return Parser(text).run();
}

} // namespace transship
