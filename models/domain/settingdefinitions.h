// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/result.h"

#include <QList>
#include <QString>

#include <array>

/// The rollout's settings and flags: what exists, what each means, and which values are legal. `application_settings`
/// and `feature_gates` hold only what differs from the defaults here.
namespace transship {

enum class SettingType {
    Integer,
    Seconds,
    DecimalSeconds,
    PlanGroup,
    Timestamp, ///< ISO 8601, UTC; empty = no limit
    Boolean,
};

struct SettingDefinition {
    QString name; ///< full, as stored: container_registry_import_max_retries
    QString shortName; ///< accepted on the command line: max_retries
    SettingType type;
    QString defaultValue;
    QString description; ///< one sentence for people
};

const QList<SettingDefinition>& settingDefinitions();

/// By full or short name; the error lists what exists.
Result<SettingDefinition> findSetting(QStringView name);

/// The value in its canonical form, or why it is not legal for this setting.
Result<QString> validateSetting(const SettingDefinition& definition, const QString& value);

struct FlagDefinition {
    QString name;
    QString description;
};

const QList<FlagDefinition>& flagDefinitions();
/// By full name, or by its end (`enqueue_speed_fast`); the error lists what exists.
Result<FlagDefinition> findFlag(QStringView name);

namespace flags {
inline const QString enabled = QStringLiteral("container_registry_migration_phase2_enabled");
inline const QString capacityPrefix = QStringLiteral("container_registry_migration_phase2_capacity_");
inline const QString speedFast = QStringLiteral("container_registry_migration_phase2_enqueue_speed_fast");
inline const QString speedSlow = QStringLiteral("container_registry_migration_phase2_enqueue_speed_slow");
inline const QString limitGitlabOrg = QStringLiteral("container_registry_migration_limit_gitlab_org");
inline const QString allPlans = QStringLiteral("container_registry_migration_phase2_all_plans");
/// Not switched on or off: its `actors` rows are the deny list.
inline const QString denyList = QStringLiteral("container_registry_phase_2_deny_list");
} // namespace flags

/// The capacities that have a flag, ascending.
inline constexpr std::array capacitySteps{1, 2, 5, 10, 25, 40};

} // namespace transship
