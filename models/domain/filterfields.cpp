// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/filterfields.h"

#include <algorithm>

namespace transship {
namespace {

template <typename Values> QStringList namesOfAll(const Values& values)
{
    QStringList names;
    for (const auto value : values) {
        names << toName(value);
    }
    return names;
}

} // namespace

const FilterFieldInfo& infoOf(FilterField field)
{
    const auto* const found = std::find_if(
        filterFields.begin(), filterFields.end(), [field](const auto& info) { return info.field == field; });
    Q_ASSERT(found != filterFields.end());
    return *found;
}

std::optional<FilterField> filterFieldFromName(const QString& name)
{
    for (const FilterFieldInfo& info : filterFields) {
        if (name.compare(QLatin1StringView(info.name), Qt::CaseInsensitive) == 0) {
            return info.field;
        }
    }
    return std::nullopt;
}

QStringList namesOf(FilterField field)
{
    switch (field) {
    case FilterField::State:
    case FilterField::AbortedIn:
        return namesOfAll(allMigrationStates);
    case FilterField::Reason:
        return namesOfAll(allSkippedReasons);
    case FilterField::Status:
        return namesOfAll(allRepositoryStatuses);
    default:
        return {};
    }
}

QString noneName()
{
    return QStringLiteral("none");
}

bool isFilterKeyword(const QString& word)
{
    const QString lower = word.toLower();
    return lower == u"or" || lower == u"and" || lower == u"not";
}

QString symbolOf(FilterComparison comparison, FilterFieldKind kind)
{
    switch (comparison) {
    case FilterComparison::Less:
        return QStringLiteral("<");
    case FilterComparison::AtMost:
        return QStringLiteral("<=");
    case FilterComparison::More:
        return QStringLiteral(">");
    case FilterComparison::AtLeast:
        return QStringLiteral(">=");
    case FilterComparison::Is:
        break;
    }
    return kind == FilterFieldKind::Numbers ? QStringLiteral("=") : QStringLiteral(":");
}

} // namespace transship
