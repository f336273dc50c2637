// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/eligibility.h"

#include "models/domain/enumnames.h"

#include <QJsonArray>

namespace transship {
namespace {

using std::chrono::seconds;

constexpr std::array checkNames{
    EnumName<Check>{Check::Enabled, "enabled"},
    EnumName<Check>{Check::Registry, "registry"},
    EnumName<Check>{Check::Capacity, "capacity"},
    EnumName<Check>{Check::WaitingTime, "waiting_time"},
    EnumName<Check>{Check::State, "state"},
    EnumName<Check>{Check::CreatedBefore, "created_before"},
    EnumName<Check>{Check::Tier, "tier"},
    EnumName<Check>{Check::DenyList, "deny_list"},
    EnumName<Check>{Check::Tags, "tags"},
    EnumName<Check>{Check::Retries, "retries"},
    EnumName<Check>{Check::Position, "position"},
};

const QString gitlabOrg = QStringLiteral("gitlab-org");

QJsonValue timeValue(const QDateTime& time)
{
    return time.isValid() ? QJsonValue(time.toString(Qt::ISODateWithMs)) : QJsonValue();
}

QString shown(const QDateTime& time)
{
    return time.toString(QStringLiteral("yyyy-MM-dd HH:mm:ss"));
}

} // namespace

QString toName(Check check)
{
    return nameOf(checkNames, check);
}

QJsonObject CheckResult::toJson() const
{
    return {{QStringLiteral("check"), toName(check)}, {QStringLiteral("passed"), passed},
        {QStringLiteral("explanation"), words}, {QStringLiteral("values"), values}};
}

QString inWords(seconds duration)
{
    const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(duration);
    if (minutes.count() >= 1) {
        return QStringLiteral("%1 min %2 s").arg(minutes.count()).arg((duration - minutes).count());
    }
    return QStringLiteral("%1 s").arg(duration.count());
}

CheckResult checkEnabled(const Policy& policy)
{
    return {Check::Enabled, policy.enabled,
        policy.enabled ? QStringLiteral("migration is enabled") : QStringLiteral("migration is paused"),
        {{QStringLiteral("enabled"), policy.enabled}}};
}

CheckResult checkRegistry(bool configured)
{
    return {Check::Registry, configured,
        configured ? QStringLiteral("a registry is configured") : QStringLiteral("no registry is configured here"),
        {{QStringLiteral("configured"), configured}}};
}

CheckResult checkCapacity(const Policy& policy, qint64 inProcess)
{
    CheckResult result{Check::Capacity, inProcess < policy.capacity,
        QStringLiteral("%1 of %2 slots are taken").arg(inProcess).arg(policy.capacity),
        {{QStringLiteral("in_process"), inProcess}, {QStringLiteral("capacity"), policy.capacity}}};
    if (policy.capacity == 0) {
        result.words = QStringLiteral("capacity is 0; enable a capacity flag");
    } else if (!result.passed) {
        result.words = QStringLiteral("all slots are taken: %1 of %2").arg(inProcess).arg(policy.capacity);
    }
    return result;
}

std::optional<seconds> remainingWait(const Policy& policy, const QDateTime& latestStepAt, const QDateTime& now)
{
    if (policy.waitingTime.count() == 0 || !latestStepAt.isValid()) {
        return std::nullopt;
    }
    const qint64 left = now.secsTo(latestStepAt.addSecs(policy.waitingTime.count()));
    return left > 0 ? std::optional(seconds(left)) : std::nullopt;
}

CheckResult checkWaitingTime(const Policy& policy, const QDateTime& latestStepAt, const QDateTime& now)
{
    const std::optional<seconds> left = remainingWait(policy, latestStepAt, now);
    CheckResult result{Check::WaitingTime, !left, {},
        {{QStringLiteral("waiting_time_seconds"), static_cast<qint64>(policy.waitingTime.count())},
            {QStringLiteral("latest_step_at"), timeValue(latestStepAt)}}};
    if (left) {
        result.words = QStringLiteral("waiting time: the next start is in %1").arg(inWords(*left));
        result.values[QStringLiteral("wait_seconds")] = static_cast<qint64>(left->count());
    } else if (policy.waitingTime.count() == 0) {
        result.words = QStringLiteral("there is no waiting time between two starts");
    } else {
        result.words = QStringLiteral("the last step is longer ago than %1").arg(inWords(policy.waitingTime));
    }
    return result;
}

CheckResult checkState(const ContainerRepository& repository)
{
    const bool waits = repository.state == MigrationState::Default;
    return {Check::State, waits,
        QStringLiteral("it is %1 since %2").arg(toName(repository.state), shown(repository.stateSince())),
        {{QStringLiteral("migration_state"), toName(repository.state)},
            {QStringLiteral("since"), timeValue(repository.stateSince())}}};
}

CheckResult checkCreatedBefore(const ContainerRepository& repository, const Policy& policy)
{
    CheckResult result{Check::CreatedBefore,
        !policy.createdBefore.isValid() || repository.createdAt < policy.createdBefore, {},
        {{QStringLiteral("created_at"), timeValue(repository.createdAt)},
            {QStringLiteral("created_before"), timeValue(policy.createdBefore)}}};
    if (!policy.createdBefore.isValid()) {
        result.words = QStringLiteral("every time of creation is let through");
    } else {
        result.words = result.passed
            ? QStringLiteral("created %1, before %2").arg(shown(repository.createdAt), shown(policy.createdBefore))
            : QStringLiteral("created %1, not before %2").arg(shown(repository.createdAt), shown(policy.createdBefore));
    }
    return result;
}

CheckResult checkTier(const ContainerRepository& repository, const Policy& policy, const RepositoryFacts& facts)
{
    CheckResult result{Check::Tier, true, QStringLiteral("every plan is let through"),
        {{QStringLiteral("migration_plan"), repository.plan.isEmpty() ? QJsonValue() : QJsonValue(repository.plan)},
            {QStringLiteral("root_namespace"), facts.rootNamespace}}};
    switch (policy.tierFilter) {
    case TierFilter::None:
        break;
    case TierFilter::GitlabOrgOnly:
        result.passed = facts.rootNamespace == gitlabOrg;
        result.values[QStringLiteral("limited_to")] = gitlabOrg;
        result.words
            = QStringLiteral("the rollout is limited to %1, and this is in %2").arg(gitlabOrg, facts.rootNamespace);
        break;
    case TierFilter::PlanGroup:
        result.passed = policy.plans.contains(repository.plan);
        result.values[QStringLiteral("plans")] = QJsonArray::fromStringList(policy.plans);
        result.words = QStringLiteral("its plan is %1, let through are %2")
                           .arg(repository.plan.isEmpty() ? QStringLiteral("unknown") : repository.plan,
                               policy.plans.join(QStringLiteral(", ")));
        break;
    }
    return result;
}

CheckResult checkDenyList(const RepositoryFacts& facts)
{
    return {Check::DenyList, !facts.denied,
        facts.denied ? QStringLiteral("%1 is in the deny list").arg(facts.rootNamespace)
                     : QStringLiteral("%1 is not in the deny list").arg(facts.rootNamespace),
        {{QStringLiteral("root_namespace"), facts.rootNamespace}, {QStringLiteral("denied"), facts.denied}}};
}

CheckResult checkTags(const ContainerRepository& repository, const Policy& policy)
{
    const bool limited = policy.maxTagsCount > 0;
    CheckResult result{Check::Tags, !limited || !repository.tagsCount || *repository.tagsCount <= policy.maxTagsCount,
        {},
        {{QStringLiteral("tags_count"), repository.tagsCount ? QJsonValue(*repository.tagsCount) : QJsonValue()},
            {QStringLiteral("max_tags_count"), policy.maxTagsCount}}};
    if (!limited) {
        result.words = QStringLiteral("any number of tags is let through");
    } else if (!repository.tagsCount) {
        result.words = QStringLiteral("its tags are counted when its turn comes; more than %1 and it is skipped")
                           .arg(policy.maxTagsCount);
    } else {
        result.words = result.passed
            ? QStringLiteral("%1 tags when last counted, at most %2")
            : QStringLiteral("%1 tags when last counted, more than %2: it would be skipped as too_many_tags");
        result.words = result.words.arg(*repository.tagsCount).arg(policy.maxTagsCount);
    }
    return result;
}

CheckResult checkRetries(const ContainerRepository& repository, const Policy& policy)
{
    const int left = std::max(policy.maxRetries - repository.retriesCount, 0);
    return {Check::Retries, left > 0,
        QStringLiteral("aborted %1 times, skipped as too_many_retries at %2")
            .arg(repository.retriesCount)
            .arg(policy.maxRetries),
        {{QStringLiteral("migration_retries_count"), repository.retriesCount},
            {QStringLiteral("max_retries"), policy.maxRetries}, {QStringLiteral("retries_left"), left}}};
}

bool isReady(const ContainerRepository& repository, const Policy& policy, const RepositoryFacts& facts)
{
    return checkState(repository).passed && checkCreatedBefore(repository, policy).passed
        && checkTier(repository, policy, facts).passed && checkDenyList(facts).passed;
}

} // namespace transship
