// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/storage/repositorysort.h"

#include "models/domain/enumnames.h"
#include "models/storage/criterionsql.h"

#include <algorithm>

namespace transship {
namespace {

constexpr std::array names{EnumName<RepositorySort>{RepositorySort::Id, "id"},
    EnumName<RepositorySort>{RepositorySort::Path, "path"},
    EnumName<RepositorySort>{RepositorySort::UpdatedAt, "updated_at"},
    EnumName<RepositorySort>{RepositorySort::CreatedAt, "created_at"},
    EnumName<RepositorySort>{RepositorySort::Since, "since"}, EnumName<RepositorySort>{RepositorySort::State, "state"},
    EnumName<RepositorySort>{RepositorySort::Plan, "plan"}, EnumName<RepositorySort>{RepositorySort::Tags, "tags"},
    EnumName<RepositorySort>{RepositorySort::Retries, "retries"}};
static_assert(names.size() == repositorySorts.size());

} // namespace

QString RepositoryOrder::toString() const
{
    return (descending ? QStringLiteral("-") : QString()) + nameOf(transship::names, sort);
}

Result<RepositoryOrder> RepositoryOrder::parse(QStringView text)
{
    RepositoryOrder order;
    order.descending = text.startsWith(u'-');
    const Result<RepositorySort> sort = parseName(transship::names, text.mid(order.descending ? 1 : 0), "order");
    if (!sort) {
        return sort.error();
    }
    order.sort = *sort;
    return order;
}

QStringList RepositoryOrder::names()
{
    QStringList list;
    for (const auto& entry : transship::names) {
        list << QString::fromLatin1(entry.text);
    }
    return list;
}

const RepositorySortInfo& infoOf(RepositorySort sort)
{
    const auto* const found = std::find_if(
        repositorySorts.begin(), repositorySorts.end(), [sort](const auto& info) { return info.sort == sort; });
    Q_ASSERT(found != repositorySorts.end());
    return *found;
}

QString sortKey(RepositorySort sort, Backend backend)
{
    switch (sort) {
    case RepositorySort::Id:
        return QStringLiteral("id");
    case RepositorySort::Path:
        return QStringLiteral("path");
    case RepositorySort::UpdatedAt:
        return QStringLiteral("updated_at");
    case RepositorySort::CreatedAt:
        return QStringLiteral("created_at");
    case RepositorySort::Since:
        return QStringLiteral("COALESCE(%1, %2)")
            .arg(stateSinceSql(),
                backend == Backend::PostgreSql ? QStringLiteral("TIMESTAMP '-infinity'") : QStringLiteral("''"));
    case RepositorySort::State:
        return QStringLiteral("migration_state");
    case RepositorySort::Plan:
        return QStringLiteral("COALESCE(migration_plan, '')");
    case RepositorySort::Tags:
        return QStringLiteral("COALESCE(tags_count, -1)");
    case RepositorySort::Retries:
        return QStringLiteral("migration_retries_count");
    }
    Q_UNREACHABLE();
    return {};
}

QString orderBy(RepositorySort sort, bool descending, Backend backend)
{
    const QString direction = descending ? QStringLiteral(" DESC") : QString();
    const QString key = sortKey(sort, backend) + direction;
    return infoOf(sort).isTotal ? key : key + QStringLiteral(", id") + direction;
}

} // namespace transship
