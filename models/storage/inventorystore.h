// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/storage/connection.h"

#include <QDateTime>
#include <QList>
#include <QSet>
#include <QString>

#include <optional>

namespace transship {

struct InventoryEntry {
    QString path; ///< a valid repository path
    QString plan; ///< empty: unknown
    QDateTime createdAt; ///< invalid: now
    std::optional<qint64> tags;
};

struct InventoryResult {
    qint64 added = 0;
    qint64 alreadyThere = 0; ///< rows that existed are left as they are
};

/// Adds repositories with the namespaces and projects they need. Thread: the connection's.
class InventoryStore {
public:
    explicit InventoryStore(Connection& connection);

    /// All or nothing, in one transaction; joins the caller's when one is open, so that a file can be read in parts.
    Result<InventoryResult> add(const QList<InventoryEntry>& entries, const QDateTime& now);

    /// Which of these paths are there; reads only.
    Result<QSet<QString>> present(const QList<InventoryEntry>& entries);

private:
    Connection& m_connection;
};

} // namespace transship
