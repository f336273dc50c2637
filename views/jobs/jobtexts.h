// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/backgroundmigration.h"

#include <QString>

/// What background migrations look like to people. Pure.
namespace transship::jobtexts {

/// "Skipped for too many tags becomes default again"
QString explanation(BackgroundKind kind);
/// "running", "waits for a worker", "between two batches, goes on in 45 s"
QString status(const BackgroundMigration& job, const QDateTime& now);
/// "12.5/s", "30/min"; empty: not known
QString rate(const BackgroundMigration& job);

} // namespace transship::jobtexts
