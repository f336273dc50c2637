// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/policy.h"
#include "models/domain/repository.h"

#include <QString>

#include <optional>

/// The texts of the details panel, as rich text with every value escaped. Pure.
namespace transship::facts {

/// "in importing · 4 min" or "4 min"
QString besideState(const ContainerRepository& row, const QDateTime& now);
/// Since when, reason, retries, plan, status.
QString table(const ContainerRepository& row, const std::optional<Policy>& policy);
/// The last failure: who stopped it and in which words.
QString failure(const MigrationEventRow& event);

} // namespace transship::facts
