// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/migration/enqueuedecision.h"

namespace transship {
namespace {

using std::chrono::seconds;

QString inWords(seconds duration)
{
    const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(duration);
    if (minutes.count() >= 1) {
        return QStringLiteral("%1 min %2 s").arg(minutes.count()).arg((duration - minutes).count());
    }
    return QStringLiteral("%1 s").arg(duration.count());
}

EnqueueDecision stopped(EnqueueDecision decision, EnqueueStop stop, const QString& explanation)
{
    decision.report.stop = stop;
    decision.report.explanation = explanation;
    return decision;
}

/// How much of the waiting time after the last step is left; nothing when it is over.
std::optional<seconds> remainingWait(const Policy& policy, const QDateTime& latestStep, const QDateTime& now)
{
    if (policy.waitingTime.count() == 0 || !latestStep.isValid()) {
        return std::nullopt;
    }
    const qint64 left = now.secsTo(latestStep.addSecs(policy.waitingTime.count()));
    return left > 0 ? std::optional(seconds(left)) : std::nullopt;
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

    if (!policy->enabled) {
        return stopped(std::move(decision), EnqueueStop::NotEnabled, QStringLiteral("migration is paused"));
    }
    if (!registryConfigured) {
        return stopped(std::move(decision), EnqueueStop::NoRegistry, QStringLiteral("no registry is configured here"));
    }
    if (*inProcess >= policy->capacity) {
        const QString why = policy->capacity == 0
            ? QStringLiteral("capacity is 0; enable a capacity flag")
            : QStringLiteral("all slots are taken: %1 of %2").arg(*inProcess).arg(policy->capacity);
        return stopped(std::move(decision), EnqueueStop::NoCapacity, why);
    }
    if (policy->waitingTime.count() > 0) {
        const Result<QDateTime> latest = stores.repositories.latestStepAt();
        if (!latest) {
            return latest.error();
        }
        if (const auto wait = remainingWait(*policy, *latest, now)) {
            decision.report.waitFor = wait;
            return stopped(std::move(decision), EnqueueStop::WaitingTime,
                QStringLiteral("waiting time: the next start is in %1").arg(inWords(*wait)));
        }
    }
    return pickCandidate(stores, std::move(decision));
}

} // namespace transship
