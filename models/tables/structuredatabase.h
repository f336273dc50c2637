// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSqlDatabase>

namespace transship {

/// What the table model believes to be its database: an in-memory SQLite with one empty table,
/// `container_repositories`, with the columns that are read of the real one. Questions about the structure are answered
/// from it at once, and whatever QSqlTableModel may run by itself cannot reach the real database.
/// One connection for the whole program; thread: the one that asks first, normally the GUI's.
QSqlDatabase structureDatabase();

} // namespace transship
