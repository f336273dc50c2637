// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/registry/authchallenge.h"

namespace transship {

namespace {

/// Reads RFC 9110's challenges piece by piece.
class Reader {
public:
    explicit Reader(QString text)
        : m_text(std::move(text))
    {
    }
    bool atEnd() const { return m_at >= m_text.size(); }
    void skip(QStringView characters)
    {
        while (!atEnd() && characters.contains(m_text.at(m_at))) {
            ++m_at;
        }
    }
    QString word()
    {
        const qsizetype start = m_at;
        while (!atEnd() && !QStringView(u" \t,=\"").contains(m_text.at(m_at))) {
            ++m_at;
        }
        return m_text.mid(start, m_at - start);
    }
    bool take(QChar c)
    {
        skip(u" \t");
        if (atEnd() || m_text.at(m_at) != c) {
            return false;
        }
        ++m_at;
        skip(u" \t");
        return true;
    }
    QString value()
    {
        if (!take(u'"')) {
            return word();
        }
        QString result;
        while (!atEnd() && m_text.at(m_at) != u'"') {
            if (m_text.at(m_at) == u'\\' && m_at + 1 < m_text.size()) {
                ++m_at;
            }
            result += m_text.at(m_at++);
        }
        ++m_at;
        return result;
    }

private:
    QString m_text;
    qsizetype m_at = 0;
};

} // namespace

QList<AuthChallenge> parseAuthChallenges(const QByteArray& header)
{
    QList<AuthChallenge> challenges;
    Reader reader(QString::fromLatin1(header));
    for (reader.skip(u" \t,\n"); !reader.atEnd(); reader.skip(u" \t,\n")) {
        const QString word = reader.word();
        if (word.isEmpty()) {
            break; // rubbish: keep what was understood
        }
        if (reader.take(u'=')) {
            const QString value = reader.value();
            if (!challenges.isEmpty()) {
                challenges.last().parameters.insert(word.toLower(), value);
            }
        } else {
            challenges.append(AuthChallenge{word.toLower(), {}});
        }
    }
    return challenges;
}

} // namespace transship
