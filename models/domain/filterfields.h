// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/filterexpression.h"

#include <array>
#include <optional>

/// The keys of the filter grammar: one table for the parser, the text form and the completion.
namespace transship {

enum class FilterFieldKind {
    Names, ///< of a fixed set
    Texts,
    Globs, ///< `*` and `?`
    Numbers,
    Times, ///< an age (`2h`) or a date
};

struct FilterFieldInfo {
    FilterField field;
    const char* name;
    FilterFieldKind kind;
    bool canBeUnset; ///< takes the value `none`
};

inline constexpr std::array filterFields{
    FilterFieldInfo{FilterField::State, "state", FilterFieldKind::Names, false},
    FilterFieldInfo{FilterField::Path, "path", FilterFieldKind::Globs, false},
    FilterFieldInfo{FilterField::Namespace, "namespace", FilterFieldKind::Texts, false},
    FilterFieldInfo{FilterField::Plan, "plan", FilterFieldKind::Texts, true},
    FilterFieldInfo{FilterField::Reason, "reason", FilterFieldKind::Names, true},
    FilterFieldInfo{FilterField::AbortedIn, "aborted_in", FilterFieldKind::Names, true},
    FilterFieldInfo{FilterField::Retries, "retries", FilterFieldKind::Numbers, false},
    FilterFieldInfo{FilterField::Tags, "tags", FilterFieldKind::Numbers, true},
    FilterFieldInfo{FilterField::Since, "since", FilterFieldKind::Times, false},
    FilterFieldInfo{FilterField::Updated, "updated", FilterFieldKind::Times, false},
    FilterFieldInfo{FilterField::Created, "created", FilterFieldKind::Times, false},
    FilterFieldInfo{FilterField::Status, "status", FilterFieldKind::Names, true},
    FilterFieldInfo{FilterField::Name, "name", FilterFieldKind::Globs, false},
    FilterFieldInfo{FilterField::Note, "note", FilterFieldKind::Texts, false},
    FilterFieldInfo{FilterField::Id, "id", FilterFieldKind::Numbers, false},
    FilterFieldInfo{FilterField::Project, "project", FilterFieldKind::Numbers, false},
};

/// Not for Word, which has no key.
const FilterFieldInfo& infoOf(FilterField field);
std::optional<FilterField> filterFieldFromName(const QString& name); ///< case does not matter
/// The values of a field of names, without `none`.
QStringList namesOf(FilterField field);

/// `none`: the value for "not set".
QString noneName();
/// Words that join or negate: or, and, not.
bool isFilterKeyword(const QString& word);
/// `:` or `=` (numbers), `<`, `<=`, `>`, `>=`.
QString symbolOf(FilterComparison comparison, FilterFieldKind kind);

} // namespace transship
