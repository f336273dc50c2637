// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/storage/connection.h"

namespace transship {

/// Everything read through the connection while it lives is of one moment, however long that takes. Nothing may be
/// written meanwhile, and no other transaction begun. Not for long on SQLite: its log grows until the snapshot goes.
/// Thread: the connection's, which must outlive it.
class ReadSnapshot {
public:
    static Result<ReadSnapshot> take(Connection& connection);
    ReadSnapshot(const ReadSnapshot&) = delete;
    ReadSnapshot(ReadSnapshot&& other) noexcept
        : m_connection(std::exchange(other.m_connection, nullptr))
    {
    }
    ~ReadSnapshot();

private:
    explicit ReadSnapshot(Connection* connection)
        : m_connection(connection)
    {
    }

    Connection* m_connection;
};

} // namespace transship
