// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/result.h"
#include "models/storage/databaseurl.h"

#include <QDateTime>

namespace transship {

/// A migration in the middle of its work, made through the stores: repositories in every state, their history and the
/// samples of the observer over the time before `now`. The same input gives the same rows. For the console's demo, and
/// for tests and pictures of it.
struct SampleMigration {
    DatabaseUrl url;
    int repositories = 400;
    QDateTime now;
    int minutes = 45; ///< how long it has been at work
};

/// Blocks for seconds: not on a thread that must not wait. The database has to be empty or absent.
Result<void> createSampleMigration(const SampleMigration& sample);

} // namespace transship
