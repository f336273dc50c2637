// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/policy.h"

#include "models/domain/settingdefinitions.h"

#include <cmath>

namespace transship {
namespace {

using std::chrono::seconds;

constexpr seconds defaultWaitingTime = std::chrono::minutes(45);
constexpr seconds slowWaitingTime = std::chrono::minutes(165);

/// Reads settings by short name with their defaults and remembers the first illegal one.
class Reader {
public:
    explicit Reader(const QHash<QString, QString>& stored)
        : m_stored(stored)
    {
    }

    QString text(const char* shortName)
    {
        const Result<SettingDefinition> definition = findSetting(QString::fromLatin1(shortName));
        Q_ASSERT(definition.ok());
        const auto found = m_stored.constFind(definition->name);
        if (found == m_stored.constEnd()) {
            return definition->defaultValue;
        }
        Result<QString> valid = validateSetting(*definition, *found);
        if (!valid) {
            if (!m_error) {
                m_error = valid.error();
            }
            return definition->defaultValue;
        }
        return *valid;
    }
    int number(const char* shortName) { return text(shortName).toInt(); }
    seconds duration(const char* shortName) { return seconds(text(shortName).toLongLong()); }
    bool truth(const char* shortName) { return text(shortName) == u"true"; }
    const std::optional<Error>& error() const { return m_error; }

private:
    const QHash<QString, QString>& m_stored;
    std::optional<Error> m_error;
};

int capacityOf(const QSet<QString>& enabledFlags)
{
    int capacity = 0;
    for (const int step : capacitySteps) {
        if (enabledFlags.contains(flags::capacityPrefix + QString::number(step))) {
            capacity = step;
        }
    }
    return capacity;
}

seconds waitingTimeOf(const QSet<QString>& enabledFlags)
{
    if (enabledFlags.contains(flags::speedFast)) {
        return seconds(0);
    }
    return enabledFlags.contains(flags::speedSlow) ? slowWaitingTime : defaultWaitingTime;
}

TierFilter tierFilterOf(const QSet<QString>& enabledFlags, bool plansKnown)
{
    if (!plansKnown) {
        return TierFilter::None;
    }
    if (enabledFlags.contains(flags::limitGitlabOrg)) {
        return TierFilter::GitlabOrgOnly;
    }
    return enabledFlags.contains(flags::allPlans) ? TierFilter::None : TierFilter::PlanGroup;
}

} // namespace

Result<Policy> Policy::fromStored(const QHash<QString, QString>& settings, const QSet<QString>& enabledFlags)
{
    Reader reader(settings);
    Policy policy;
    policy.enabled = enabledFlags.contains(flags::enabled);
    policy.capacity = capacityOf(enabledFlags);
    policy.waitingTime = waitingTimeOf(enabledFlags);
    policy.plansKnown = reader.truth("plans_known");
    policy.tierFilter = tierFilterOf(enabledFlags, policy.plansKnown);
    policy.targetPlan = reader.text("target_plan");
    policy.plans = plansOfGroup(policy.targetPlan);
    policy.createdBefore = QDateTime::fromString(reader.text("created_before"), Qt::ISODate);
    policy.maxTagsCount = reader.number("max_tags_count");
    policy.maxRetries = reader.number("max_retries");
    policy.startMaxRetries = reader.number("start_max_retries");
    policy.maxStepDuration = reader.duration("max_step_duration");
    policy.importTimeout = reader.duration("import_timeout");
    policy.enqueuerInterval = reader.duration("enqueuer_interval");
    policy.guardInterval = reader.duration("guard_interval");
    policy.observerInterval = reader.duration("observer_interval");
    policy.pollInterval = reader.duration("poll_interval");
    policy.m_preImportTimeout = reader.duration("pre_import_timeout");
    policy.m_preImportTagsRate = reader.text("pre_import_tags_rate").toDouble();
    policy.m_preImportDynamicTimeout = reader.truth("pre_import_dynamic_timeout");
    if (reader.error()) {
        return *reader.error();
    }
    return policy;
}

seconds Policy::preImportTimeout(std::optional<qint64> tags) const
{
    if (!m_preImportDynamicTimeout || !tags) {
        return m_preImportTimeout;
    }
    const auto dynamic = seconds(std::llround(std::ceil(static_cast<double>(*tags) * m_preImportTagsRate)));
    return std::max(dynamic, m_preImportTimeout);
}

QStringList plansOfGroup(QStringView targetPlan)
{
    if (targetPlan == u"premium") {
        return {QStringLiteral("premium"), QStringLiteral("bronze"), QStringLiteral("silver"),
            QStringLiteral("premium_trial")};
    }
    if (targetPlan == u"ultimate") {
        return {QStringLiteral("ultimate"), QStringLiteral("gold"), QStringLiteral("ultimate_trial")};
    }
    return {QStringLiteral("free"), QStringLiteral("early_adopter"), QStringLiteral("none")};
}

} // namespace transship
