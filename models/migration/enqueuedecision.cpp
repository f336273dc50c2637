// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/migration/enqueuedecision.h"

#include "models/domain/eligibility.h"

namespace transship {
namespace {

EnqueueDecision stopped(EnqueueDecision decision, EnqueueStop stop, const QString& explanation)
{
    decision.report.stop = stop;
    decision.report.explanation = explanation;
    return decision;
}

QString nothingReady(const Policy& policy)
{
    switch (policy.tierFilter) {
    case TierFilter::None:
        return QStringLiteral("no repository is aborted or ready for import");
    case TierFilter::GitlabOrgOnly:
        return QStringLiteral(
            "no repository of gitlab-org is aborted or ready for import (the rollout is limited to it)");
    case TierFilter::PlanGroup:
        return QStringLiteral("no repository is aborted or, in plans %1, ready for import")
            .arg(policy.plans.join(QStringLiteral(", ")));
    }
    Q_UNREACHABLE();
    return {};
}

EnqueueDecision chosen(EnqueueDecision decision, ContainerRepository candidate, bool retry)
{
    decision.retry = retry;
    decision.report.stop = EnqueueStop::Worked;
    decision.report.repositoryId = candidate.id;
    decision.report.path = candidate.path;
    decision.report.importType = retry ? QStringLiteral("retry") : QStringLiteral("next");
    decision.report.explanation = retry ? QStringLiteral("%1 was aborted and is retried").arg(candidate.path)
                                        : QStringLiteral("%1 is next").arg(candidate.path);
    decision.candidate = std::move(candidate);
    return decision;
}

/// What the checks look at, in one round trip.
struct Facts {
    SettingsStore::Stored settings;
    qint64 inProcess = 0;
    QDateTime latestStepAt;
    std::optional<ContainerRepository> aborted;
};

Result<Facts> readFacts(Stores& stores, const QDateTime& now)
{
    Facts facts;
    const Result<void> read = stores.connection.readAll(
        {SettingsStore::policyQuestion(facts.settings), stores.repositories.inProcessQuestion(facts.inProcess),
            stores.repositories.latestStepQuestion(facts.latestStepAt),
            stores.repositories.nextAbortedQuestion(facts.aborted, now)});
    return read ? Result<Facts>(std::move(facts)) : read.error();
}

/// Check 5.
Result<EnqueueDecision> pickReady(Stores& stores, EnqueueDecision decision)
{
    Result<std::optional<ContainerRepository>> ready = stores.repositories.nextReady(decision.policy);
    if (!ready) {
        return ready.error();
    }
    if (*ready) {
        return chosen(std::move(decision), std::move(**ready), false);
    }
    const QString why = nothingReady(decision.policy);
    return stopped(std::move(decision), EnqueueStop::NothingToDo, why);
}

} // namespace

Result<EnqueueDecision> decideNext(Stores& stores, const QDateTime& now, bool registryConfigured)
{
    Result<Facts> facts = readFacts(stores, now);
    if (!facts) {
        return facts.error();
    }
    Result<Policy> stored = facts->settings.policy();
    if (!stored) {
        return stored.error();
    }
    EnqueueDecision decision;
    decision.policy = std::move(*stored);
    decision.report.capacity = decision.policy.capacity;
    decision.report.inProcess = facts->inProcess;
    const Policy& policy = decision.policy;

    if (const CheckResult enabled = checkEnabled(policy); !enabled.passed) {
        return stopped(std::move(decision), EnqueueStop::NotEnabled, enabled.words);
    }
    if (const CheckResult registry = checkRegistry(registryConfigured); !registry.passed) {
        return stopped(std::move(decision), EnqueueStop::NoRegistry, registry.words);
    }
    if (const CheckResult capacity = checkCapacity(policy, facts->inProcess); !capacity.passed) {
        return stopped(std::move(decision), EnqueueStop::NoCapacity, capacity.words);
    }
    if (policy.waitingTime.count() > 0) {
        if (const CheckResult waiting = checkWaitingTime(policy, facts->latestStepAt, now); !waiting.passed) {
            decision.report.waitFor = remainingWait(policy, facts->latestStepAt, now);
            return stopped(std::move(decision), EnqueueStop::WaitingTime, waiting.words);
        }
    }
    if (facts->aborted) {
        return chosen(std::move(decision), std::move(*facts->aborted), true);
    }
    return pickReady(stores, std::move(decision));
}

} // namespace transship
