// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/storage/databaseurl.h"

#include <chrono>

namespace transship {

/// How much of SQLite's file, which has one writer at a time, a background migration takes: so few rows at a time that
/// nobody waits long, with a moment between them. Only while nobody else writes do its turns grow, step by step to
/// sixteen times as much; somebody does, and they are short at once, with as long a pause after each. PostgreSQL needs
/// none of that. Thread: one.
class WriteShare {
public:
    explicit WriteShare(Backend backend)
        : m_isSqlite(backend == Backend::Sqlite)
    {
    }

    /// At most so many in the next transaction.
    int rows() const;
    /// What the last transaction held, and BackgroundMigrationStore::othersVersion() after it.
    void wrote(qint64 rowCount, std::chrono::microseconds held, qint64 othersVersion);
    /// Before the next transaction.
    std::chrono::milliseconds pause() const;
    /// Others have written lately.
    bool isCrowded() const { return m_others; }

private:
    void lookForOthers(qint64 version);

    const bool m_isSqlite;
    int m_rows = 5; ///< in the shortest turn
    int m_growth = 1;
    std::chrono::microseconds m_held{};
    qint64 m_version = 0; ///< 0: not known yet
    bool m_others = false; ///< have written lately
    std::chrono::microseconds m_alone{}; ///< turns and pauses since others were seen, or since it grew
};

} // namespace transship
