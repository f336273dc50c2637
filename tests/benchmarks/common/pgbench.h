// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/storage/databaseurl.h"

#include <QString>
#include <QStringList>

namespace transship::bench {

/// How statements are sent. With those that are prepared, pgbench 15 cannot send several in one message (a pipeline).
enum class Protocol { Prepared, Extended };

/// PostgreSQL's own load generator: how often a second its clients together got through `script`. The script's variable
/// `base` counts on from `firstId`, one for each run of it: \set id … is written by us.
double runPgbench(const DatabaseUrl& url, const QString& script, int clients, int seconds, qint64 firstId,
    Protocol protocol = Protocol::Prepared);

} // namespace transship::bench
