// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/storage/connection.h"

#include <QStringList>

#include <optional>

namespace transship {

/// The names of a repository's tags as they were right before its final import, until it has been compared with what is
/// there afterwards. Thread: the connection's.
class TagListStore {
public:
    explicit TagListStore(Connection& connection);

    Result<void> keep(qint64 repositoryId, const QStringList& names, const QDateTime& now); ///< instead of an older one
    Result<std::optional<QStringList>> find(qint64 repositoryId); ///< nothing: none was kept
    Result<void> remove(qint64 repositoryId); ///< none there is fine

private:
    Connection& m_connection;
};

} // namespace transship
