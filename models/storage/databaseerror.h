// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/storage/databaseurl.h"

#include <QSqlError>

namespace transship {

/// What the driver said, as an error with a cause and a remedy. `what` is what was being done ("cannot open …").
/// Retryable: the same call may succeed later. Thread: any.
Error databaseError(Backend backend, const QSqlError& error, const QString& what);

/// Another connection writes to the file just now. Never on PostgreSQL, where the server lets one wait.
bool meansLocked(Backend backend, const QSqlError& error);

/// A row of that key is there already.
bool isUniqueViolation(const Error& error);

/// The connection itself is gone, so that every later statement on it would fail as well.
bool meansConnectionLost(Backend backend, const QSqlError& error);

} // namespace transship
