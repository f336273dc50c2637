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

/// Checks 4 and 5.
Result<EnqueueDecision> pickCandidate(Stores& stores, EnqueueDecision decision)
{
    Result<std::optional<ContainerRepository>> aborted = stores.repositories.nextAborted();
    if (!aborted) {
        return aborted.error();
    }
    if (*aborted) {
        return chosen(std::move(decision), **aborted, true);
    }
    Result<std::optional<ContainerRepository>> ready = stores.repositories.nextReady(decision.policy);
    if (!ready) {
        return ready.error();
    }
    if (*ready) {
        return chosen(std::move(decision), **ready, false);
    }
    const QString why = nothingReady(decision.policy);
    return stopped(std::move(decision), EnqueueStop::NothingToDo, why);
}

} // namespace

Result<EnqueueDecision> decideNext(Stores& stores, const QDateTime& now, bool registryConfigured)
{
    EnqueueDecision decision;
    Result<Policy> policy = stores.settings.policy();
    if (!policy) {
        return policy.error();
    }
    decision.policy = *policy;
    decision.report.capacity = policy->capacity;
    const Result<qint64> inProcess = stores.repositories.countInProcess();
    if (!inProcess) {
        return inProcess.error();
    }
    decision.report.inProcess = *inProcess;

    if (const CheckResult enabled = checkEnabled(*policy); !enabled.passed) {
        return stopped(std::move(decision), EnqueueStop::NotEnabled, enabled.words);
    }
    if (const CheckResult registry = checkRegistry(registryConfigured); !registry.passed) {
        return stopped(std::move(decision), EnqueueStop::NoRegistry, registry.words);
    }
    if (const CheckResult capacity = checkCapacity(*policy, *inProcess); !capacity.passed) {
        return stopped(std::move(decision), EnqueueStop::NoCapacity, capacity.words);
    }
    if (policy->waitingTime.count() > 0) {
        const Result<QDateTime> latest = stores.repositories.latestStepAt();
        if (!latest) {
            return latest.error();
        }
        if (const CheckResult waiting = checkWaitingTime(*policy, *latest, now); !waiting.passed) {
            decision.report.waitFor = remainingWait(*policy, *latest, now);
            return stopped(std::move(decision), EnqueueStop::WaitingTime, waiting.words);
        }
    }
    return pickCandidate(stores, std::move(decision));
}

} // namespace transship
