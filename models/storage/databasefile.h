// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/result.h"
#include "models/storage/databaseurl.h"

namespace transship {

/// Which file an SQLite database is; nothing with PostgreSQL. SQLite goes on reading and writing a file that was
/// deleted or replaced by another (a backup that was put back), without ever seeing anything new, and what it writes is
/// lost. Any thread.
class DatabaseFile {
public:
    /// What the path names now. DatabaseUnavailable: nothing.
    static Result<DatabaseFile> of(const DatabaseUrl& url);

    bool operator==(const DatabaseFile& other) const = default;

private:
    quint64 m_device = 0;
    quint64 m_number = 0;
};

} // namespace transship
