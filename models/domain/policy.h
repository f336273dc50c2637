// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/enums.h"

#include <QDateTime>
#include <QHash>
#include <QSet>
#include <QString>
#include <QStringList>

#include <chrono>
#include <optional>

namespace transship {

/// Which repositories the tier filter lets through.
enum class TierFilter {
    None, ///< all: self-managed, or all plans
    GitlabOrgOnly, ///< root namespace path `gitlab-org`
    PlanGroup, ///< `plans` of the policy
};

/// Every setting and flag of the rollout as one value, read in one place. A plain value: any thread.
class Policy {
public:
    /// From what the database holds: settings by full name, and the flags that are on. Unknown names are ignored (a
    /// newer program may have written them); an illegal value is an error that names the setting.
    static Result<Policy> fromStored(const QHash<QString, QString>& settings, const QSet<QString>& enabledFlags);

    bool enabled = false;
    int capacity = 0; ///< slots; 0 = nothing may start
    std::chrono::seconds waitingTime{}; ///< between two starts
    bool plansKnown = false; ///< else the tier filter is None, whatever is set
    TierFilter tierFilter = TierFilter::None;
    QStringList plans; ///< for TierFilter::PlanGroup
    QString targetPlan;
    QDateTime createdBefore; ///< invalid = no limit

    int maxTagsCount = 0; ///< 0 = no limit
    int maxRetries = 0;
    int startMaxRetries = 0;
    std::chrono::seconds maxStepDuration{};
    std::chrono::seconds importTimeout{};
    std::chrono::seconds enqueuerInterval{};
    std::chrono::seconds guardInterval{};
    std::chrono::seconds observerInterval{};
    std::chrono::seconds pollInterval{};

    /// Dynamic when that is on and the tags are known: tags x rate where longer than the fixed timeout.
    std::chrono::seconds preImportTimeout(std::optional<qint64> tags) const;

private:
    std::chrono::seconds m_preImportTimeout{};
    double m_preImportTagsRate = 0;
    bool m_preImportDynamicTimeout = false;
};

/// The plans that belong to a target plan (free, premium, ultimate).
QStringList plansOfGroup(QStringView targetPlan);

} // namespace transship
