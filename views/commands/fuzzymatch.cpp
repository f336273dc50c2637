// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/commands/fuzzymatch.h"

namespace transship {
namespace {

constexpr int letterScore = 1;
constexpr int inARowScore = 9;
constexpr int wordStartScore = 8;
constexpr int beginningScore = 6;
constexpr int longestGapCounted = 8;

bool startsWord(const QString& text, qsizetype at)
{
    return at == 0 || !text[at - 1].isLetterOrNumber();
}

int scoreAt(const QString& text, qsizetype at, qsizetype previous)
{
    int score = letterScore;
    if (previous >= 0 && at == previous + 1) {
        score += inARowScore;
    }
    if (startsWord(text, at)) {
        score += at == 0 ? wordStartScore + beginningScore : wordStartScore;
    }
    return score - static_cast<int>(qMin<qsizetype>(at - previous - 1, longestGapCounted)) / 4;
}

/// The next place of the letter: the beginning of a word when there is one, unless it goes on right where it is.
qsizetype placeOf(QChar letter, const QString& text, qsizetype from, bool inARow)
{
    const qsizetype first = text.indexOf(letter, from, Qt::CaseInsensitive);
    if (first < 0 || (inARow && first == from) || startsWord(text, first)) {
        return first;
    }
    for (qsizetype at = first; at >= 0; at = text.indexOf(letter, at + 1, Qt::CaseInsensitive)) {
        if (startsWord(text, at)) {
            return at;
        }
    }
    return first;
}

std::optional<FuzzyMatch> match(const QString& pattern, const QString& text, bool preferWords)
{
    FuzzyMatch found;
    qsizetype previous = -1;
    for (const QChar letter : pattern) {
        if (letter.isSpace()) {
            continue;
        }
        const qsizetype at = preferWords ? placeOf(letter, text, previous + 1, previous >= 0)
                                         : text.indexOf(letter, previous + 1, Qt::CaseInsensitive);
        if (at < 0) {
            return std::nullopt;
        }
        found.score += scoreAt(text, at, previous);
        found.positions << at;
        previous = at;
    }
    return found;
}

} // namespace

std::optional<FuzzyMatch> fuzzyMatch(const QString& pattern, const QString& text)
{
    // Jumping to beginnings of words may run past letters that are needed later; then the plain way is the only one.
    const std::optional<FuzzyMatch> plain = match(pattern, text, false);
    const std::optional<FuzzyMatch> byWords = match(pattern, text, true);
    if (!plain || (byWords && byWords->score > plain->score)) {
        return byWords;
    }
    return plain;
}

} // namespace transship
