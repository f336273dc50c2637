// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

#include <optional>

namespace transship {

struct FuzzyMatch {
    int score = 0; ///< the more the better
    QList<qsizetype> positions; ///< of the letters found, rising
};

/// All of the pattern's letters, in this order, case ignored; blanks in the pattern part words and match nothing by
/// themselves. Beginnings of words and letters in a row count more, late and scattered ones less. Nothing: no match.
/// An empty pattern matches everything with score 0. Any thread.
std::optional<FuzzyMatch> fuzzyMatch(const QString& pattern, const QString& text);

} // namespace transship
