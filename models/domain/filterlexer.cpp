// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/filterlexer.h"

#include "models/domain/filterfields.h"

#include <array>

namespace transship {
namespace {

constexpr std::array symbols{u">=", u"<=", u"!=", u">", u"<", u":", u"="};

class Lexer {
public:
    explicit Lexer(const QString& text)
        : m_text(text)
    {
    }

    FilterTokens run()
    {
        for (skipSpace(); m_at < m_text.size() && !m_result.problem; skipSpace()) {
            readToken();
        }
        return m_result;
    }

private:
    QChar here() const { return m_at < m_text.size() ? m_text[m_at] : QChar(); }
    bool atWordEnd() const
    {
        return m_at >= m_text.size() || here().isSpace() || here() == u'(' || here() == u')' || here() == u'"';
    }
    void skipSpace()
    {
        while (m_at < m_text.size() && here().isSpace()) {
            ++m_at;
        }
    }
    void fail(qsizetype position, qsizetype length, const QString& message)
    {
        if (!m_result.problem) {
            m_result.problem = FilterProblem{position, length, message};
        }
    }
    void add(FilterToken::Kind kind, qsizetype from)
    {
        FilterToken token;
        token.kind = kind;
        token.position = from;
        token.length = m_at - from;
        m_result.tokens << token;
    }

    void readToken()
    {
        const qsizetype from = m_at;
        const bool bracket = here() == u'(' || here() == u')';
        if (bracket || here() == u'-') {
            const auto kind = here() == u'(' ? FilterToken::Kind::Open
                : here() == u')'             ? FilterToken::Kind::Close
                                             : FilterToken::Kind::Not;
            ++m_at;
            add(kind, from);
            if (!bracket && (m_at >= m_text.size() || here().isSpace())) {
                fail(from, 1,
                    QStringLiteral("say right behind the minus what is not wanted, as in -state:default; "
                                   "to find a minus, put it in quotes"));
            }
            return;
        }
        readTerm();
    }

    void readTerm()
    {
        FilterToken token;
        token.position = m_at;
        const qsizetype from = m_at;
        while (!atWordEnd() && !symbolHere()) {
            ++m_at;
        }
        if (const auto symbol = symbolHere()) {
            token.key = m_text.mid(from, m_at - from);
            token.symbol = *symbol;
            m_at += symbol->size();
            if (token.key.isEmpty()) {
                fail(from, m_at - from,
                    QStringLiteral("say before \"%1\" what is compared, as in retries>=2").arg(*symbol));
            }
            readParts(token);
        } else {
            m_at = from;
            readPart(token, false);
        }
        token.length = m_at - token.position;
        if (!atWordEnd() || here() == u'"') {
            fail(m_at, 1, QStringLiteral("a space is missing between the closing quote and what follows"));
        }
        addTerm(token);
    }

    void addTerm(FilterToken& token)
    {
        if (token.key.isEmpty() && token.symbol.isEmpty() && !token.parts.first().quoted) {
            const QString word = token.parts.first().text.toLower();
            token.kind = word == u"or" ? FilterToken::Kind::Or
                : word == u"and"       ? FilterToken::Kind::And
                : word == u"not"       ? FilterToken::Kind::Not
                                       : FilterToken::Kind::Term;
        }
        m_result.tokens << token;
    }

    std::optional<QString> symbolHere() const
    {
        for (const QStringView symbol : symbols) {
            if (QStringView(m_text).mid(m_at).startsWith(symbol)) {
                return symbol.toString();
            }
        }
        return std::nullopt;
    }

    void readParts(FilterToken& token)
    {
        readPart(token, true);
        while (here() == u',') {
            ++m_at;
            readPart(token, true);
        }
    }

    void readPart(FilterToken& token, bool inList)
    {
        FilterPart part;
        part.position = m_at;
        if (here() == u'"') {
            readQuoted(part);
        } else {
            while (!atWordEnd() && !(inList && here() == u',')) {
                part.text += here();
                ++m_at;
            }
            if (here() == u'"') {
                fail(m_at, 1, QStringLiteral("put the whole value in quotes, not only its end"));
            }
        }
        part.length = m_at - part.position;
        token.parts << part;
    }

    void readQuoted(FilterPart& part)
    {
        part.quoted = true;
        const qsizetype from = m_at;
        for (++m_at; m_at < m_text.size() && here() != u'"'; ++m_at) {
            if (here() == u'\\' && m_at + 1 < m_text.size()) {
                ++m_at;
            }
            part.text += here();
        }
        if (m_at >= m_text.size()) {
            fail(from, m_text.size() - from, QStringLiteral("the closing quote is missing"));
            return;
        }
        ++m_at;
    }

    const QString& m_text;
    qsizetype m_at = 0;
    FilterTokens m_result;
};

} // namespace

FilterTokens filterTokens(const QString& text)
{
    return Lexer(text).run();
}

} // namespace transship
