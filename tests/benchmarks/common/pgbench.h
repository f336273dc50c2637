// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/storage/databaseurl.h"

#include <QString>
#include <QStringList>

namespace transship::bench {

/// PostgreSQL's own load generator, with prepared statements: how often a second its clients together got through
/// `script`. The script's variable `base` counts on from `firstId`, one for each run of it: \set id … is written by us.
double runPgbench(const DatabaseUrl& url, const QString& script, int clients, int seconds, qint64 firstId);

} // namespace transship::bench
