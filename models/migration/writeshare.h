// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/storage/databaseurl.h"

#include <QElapsedTimer>

#include <chrono>

namespace transship {

/// How much of SQLite's file, which has one writer at a time, a background migration takes: so few rows at a time that
/// nobody waits long, with a moment between them; and while others write, a quarter as many, and then as long a pause
/// as it held the file. PostgreSQL needs none of that. Thread: one.
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

private:
    bool isCrowded() const;

    const bool m_isSqlite;
    int m_rows = 25; ///< at a time while others write
    std::chrono::microseconds m_held{};
    qint64 m_version = 0; ///< 0: not known yet
    QElapsedTimer m_sinceOthers; ///< invalid: nobody else has written
};

} // namespace transship
