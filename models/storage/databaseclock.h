// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/storage/connection.h"

#include <QDateTime>

namespace transship {

/// What time it is at the database, which hosts whose own clocks differ agree on. UTC.
Result<QDateTime> databaseNow(Connection& connection);

/// The same as an SQL expression, in the form in which times are stored.
QString databaseNowExpression(Backend backend);
/// Some seconds from now on: one mark, for their number as text.
QString databaseLaterExpression(Backend backend);

} // namespace transship
