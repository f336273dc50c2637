// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/storage/databaseurl.h"

#include <QString>
#include <QStringList>

#include <array>

/// The orders that `container_repositories` can be read in, each served by an index. Any thread.
namespace transship {

enum class RepositorySort { Id, Path, UpdatedAt, CreatedAt, Since, State, Plan, Tags, Retries };

struct RepositorySortInfo {
    RepositorySort sort;
    const char* index; ///< of all rows, behind "container_repositories_"; null: the primary key
    const char* stateIndex; ///< the same within one state; null: there is none
    bool isTotal; ///< no two rows share a key: it needs no id behind it
    bool isTime;
    bool moves; ///< a transition can give a row another place
};

inline constexpr std::array repositorySorts{
    RepositorySortInfo{RepositorySort::Id, nullptr, "state_id", true, false, false},
    RepositorySortInfo{RepositorySort::Path, "path", "state_path", true, false, false},
    RepositorySortInfo{RepositorySort::UpdatedAt, "updated", nullptr, false, true, true},
    RepositorySortInfo{RepositorySort::CreatedAt, "created", nullptr, false, true, false},
    RepositorySortInfo{RepositorySort::Since, "since", "state_since", false, true, true},
    RepositorySortInfo{RepositorySort::State, "state_id", nullptr, false, false, true},
    RepositorySortInfo{RepositorySort::Plan, "plan", nullptr, false, false, false},
    RepositorySortInfo{RepositorySort::Tags, "tags", nullptr, false, false, true}, // counted anew now and then
    RepositorySortInfo{RepositorySort::Retries, "retries", nullptr, false, false, true},
};

const RepositorySortInfo& infoOf(RepositorySort sort);

/// An order as it is typed and shown: "path", or "-tags", the other way round.
struct RepositoryOrder {
    RepositorySort sort = RepositorySort::Id;
    bool descending = false;

    QString toString() const;
    static Result<RepositoryOrder> parse(QStringView text);
    static QStringList names(); ///< without those that begin with "-"
};

/// What rows are ordered by, word for word as the index has it; never NULL, so that a place in the order can be
/// compared with. What is not set comes before everything else.
QString sortKey(RepositorySort sort, Backend backend);
/// Key and id, for ORDER BY.
QString orderBy(RepositorySort sort, bool descending, Backend backend);

} // namespace transship
