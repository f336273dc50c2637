// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/migration/explanation.h"

#include "models/migration/enqueuedecision.h"

#include <QJsonArray>

namespace transship {
namespace {

/// Further ahead nobody wants to know exactly, and counting stays cheap.
constexpr int countedAhead = 10'000;

QString shown(const QDateTime& time)
{
    return time.toString(QStringLiteral("yyyy-MM-dd HH:mm:ss"));
}

QString ahead(qint64 count)
{
    return count >= countedAhead ? QStringLiteral("%1 or more are before it").arg(countedAhead)
                                 : QStringLiteral("%1 before it").arg(count);
}

const CheckResult* firstFailed(const QList<CheckResult>& checks)
{
    const auto failed = std::find_if(checks.begin(), checks.end(), [](const CheckResult& c) { return !c.passed; });
    return failed == checks.end() ? nullptr : &*failed;
}

/// What a run of the enqueuer looks at before it looks at repositories.
Result<QList<CheckResult>> rolloutChecks(
    Stores& stores, const Policy& policy, const QDateTime& now, bool registryConfigured)
{
    const Result<qint64> inProcess = stores.repositories.countInProcess();
    if (!inProcess) {
        return inProcess.error();
    }
    const Result<QDateTime> latest = stores.repositories.latestStepAt();
    if (!latest) {
        return latest.error();
    }
    return QList<CheckResult>{checkEnabled(policy), checkRegistry(registryConfigured),
        checkCapacity(policy, *inProcess), checkWaitingTime(policy, *latest, now)};
}

CheckResult positionOf(const ContainerRepository& first, qint64 before)
{
    return {Check::Position, before == 0,
        before == 0 ? QStringLiteral("it is first in the queue")
                    : QStringLiteral("%1 is first, %2").arg(first.path, ahead(before)),
        {{QStringLiteral("first"), first.path}, {QStringLiteral("before"), before},
            {QStringLiteral("counted_up_to"), countedAhead}}};
}

/// Where it stands among all that are to move: the aborted ones go first.
Result<CheckResult> positionOfReady(
    Stores& stores, const Policy& policy, const ContainerRepository& row, const QDateTime& now)
{
    const auto aborted = stores.repositories.nextAborted(now);
    if (!aborted) {
        return aborted.error();
    }
    const auto first = stores.repositories.nextReady(policy);
    if (!first) {
        return first.error();
    }
    const Result<qint64> before = stores.repositories.countReadyBefore(policy, row, countedAhead);
    if (!before) {
        return before.error();
    }
    CheckResult position = positionOf(*first ? **first : row, *before);
    if (*aborted) {
        position.passed = false;
        position.words = QStringLiteral("%1 was aborted and is retried first; %2 of those that wait")
                             .arg((*aborted)->path, ahead(*before));
        position.values[QStringLiteral("aborted_first")] = (*aborted)->path;
    }
    return position;
}

Result<void> explainDefault(Stores& stores, const Policy& policy, const QDateTime& now, Explanation& explanation)
{
    const ContainerRepository& row = explanation.repository;
    const Result<RepositoryFacts> facts = stores.repositories.factsOf(row);
    if (!facts) {
        return facts.error();
    }
    explanation.eligible = isReady(row, policy, *facts);
    explanation.checks << checkState(row) << checkCreatedBefore(row, policy) << checkTier(row, policy, *facts)
                       << checkDenyList(*facts) << checkTags(row, policy) << checkRetries(row, policy);
    if (explanation.eligible) {
        const Result<CheckResult> position = positionOfReady(stores, policy, row, now);
        if (!position) {
            return position.error();
        }
        explanation.checks << *position;
    }
    const CheckResult* failed = firstFailed(explanation.checks);
    explanation.isNext = explanation.eligible && explanation.checks.last().passed;
    explanation.summary = failed ? failed->words : QStringLiteral("it is next");
    return {};
}

Result<void> explainAborted(Stores& stores, const Policy& policy, const QDateTime& now, Explanation& explanation)
{
    const ContainerRepository& row = explanation.repository;
    const auto first = stores.repositories.nextAborted(now);
    if (!first) {
        return first.error();
    }
    const Result<qint64> before = stores.repositories.countAbortedBefore(row, countedAhead);
    if (!before) {
        return before.error();
    }
    CheckResult state = checkState(row);
    state.passed = true; // the enqueuer takes aborted ones, before all others
    state.words += QStringLiteral(", in state %1").arg(row.abortedInState ? toName(*row.abortedInState) : QString());
    explanation.checks << state << checkRetries(row, policy) << positionOf(*first ? **first : row, *before);
    explanation.isNext = *before == 0;
    explanation.eligible = true;
    if (explanation.isNext && (!*first || (*first)->id != row.id)) {
        explanation.isNext = false;
        explanation.summary
            = QStringLiteral("aborted a moment ago, by a failure of the registry or because it took too "
                             "long; others go first until it has rested for %1 s")
                  .arg(RepositoryStore::restAfterFailure.count() / 1000);
        return {};
    }
    const CheckResult* failed = firstFailed(explanation.checks);
    explanation.summary = failed ? QStringLiteral("aborted; it is retried when its turn comes: %1").arg(failed->words)
                                 : QStringLiteral("aborted; it is retried next");
    explanation.advice = QStringLiteral("`transshipctl repo retry %1` retries it now").arg(row.path);
    return {};
}

void explainInProcess(const Policy& policy, const QDateTime& now, Explanation& explanation)
{
    const ContainerRepository& row = explanation.repository;
    CheckResult state = checkState(row);
    const bool importing = row.state == MigrationState::Importing;
    const std::chrono::seconds timeout = importing ? policy.importTimeout : policy.preImportTimeout(row.tagsCount);
    state.values[QStringLiteral("accepted_at")]
        = row.stepAcceptedAt.isValid() ? QJsonValue(row.stepAcceptedAt.toString(Qt::ISODateWithMs)) : QJsonValue();
    state.values[QStringLiteral("running_seconds")] = row.stateSince().secsTo(now);
    state.values[QStringLiteral("max_step_duration_seconds")] = static_cast<qint64>(policy.maxStepDuration.count());
    state.values[QStringLiteral("timeout_seconds")] = static_cast<qint64>(timeout.count());
    explanation.checks << state << checkRetries(row, policy);
    const QString guard
        = QStringLiteral("the guard looks at it when a step lasts longer than %1").arg(inWords(policy.maxStepDuration));
    if (row.state == MigrationState::PreImportDone) {
        explanation.summary = QStringLiteral("the pre import is done since %1, the import is started next; %2")
                                  .arg(shown(row.stateSince()), guard);
        return;
    }
    const QString accepted = row.stepAcceptedAt.isValid()
        ? QStringLiteral("the registry accepted the step at %1").arg(shown(row.stepAcceptedAt))
        : QStringLiteral("the registry has not answered the start yet");
    explanation.summary = QStringLiteral("%1 since %2; %3; %4, and cancels it after %5")
                              .arg(toName(row.state), shown(row.stateSince()), accepted, guard, inWords(timeout));
}

void explainEnd(Explanation& explanation)
{
    const ContainerRepository& row = explanation.repository;
    explanation.checks << checkState(row);
    const QString reason = row.skippedReason ? toName(*row.skippedReason) : QString();
    if (row.state == MigrationState::ImportDone) {
        explanation.summary = QStringLiteral("done since %1").arg(shown(row.stateSince()));
        if (!reason.isEmpty()) {
            explanation.summary += QStringLiteral(", without an import: %1").arg(reason);
        }
        return;
    }
    explanation.summary = QStringLiteral("skipped since %1: %2").arg(shown(row.stateSince()), reason);
    explanation.checks.last().values[QStringLiteral("migration_skipped_reason")] = reason;
    explanation.advice = QStringLiteral("`transshipctl repo reset %1` lets it wait for its turn again").arg(row.path);
    if (row.skippedReason == SkippedReason::TooManyTags) {
        explanation.advice += QStringLiteral("; raise max_tags_count first; all that were skipped for their tags are "
                                             "reset by `transshipctl background start reset-skipped`");
    }
}

} // namespace

QJsonObject Explanation::toJson() const
{
    QJsonArray list;
    for (const CheckResult& check : checks) {
        list << check.toJson();
    }
    return {{QStringLiteral("id"), repository.id}, {QStringLiteral("path"), repository.path},
        {QStringLiteral("migration_state"), toName(repository.state)}, {QStringLiteral("eligible"), eligible},
        {QStringLiteral("is_next"), isNext}, {QStringLiteral("summary"), summary},
        {QStringLiteral("advice"), advice.isEmpty() ? QJsonValue() : QJsonValue(advice)},
        {QStringLiteral("checks"), list}};
}

Result<Explanation> explain(Stores& stores, qint64 repositoryId, const QDateTime& now, bool registryConfigured)
{
    const Result<Policy> policy = stores.settings.policy();
    if (!policy) {
        return policy.error();
    }
    const Result<ContainerRepository> row = stores.repositories.find(repositoryId);
    if (!row) {
        return row.error();
    }
    Explanation explanation;
    explanation.repository = *row;
    const bool waits = row->state == MigrationState::Default || row->state == MigrationState::ImportAborted;
    if (waits) {
        const Result<QList<CheckResult>> rollout = rolloutChecks(stores, *policy, now, registryConfigured);
        if (!rollout) {
            return rollout.error();
        }
        explanation.checks = *rollout;
        const Result<void> explained = row->state == MigrationState::Default
            ? explainDefault(stores, *policy, now, explanation)
            : explainAborted(stores, *policy, now, explanation);
        return explained ? Result<Explanation>(explanation) : explained.error();
    }
    if (isInProcess(row->state)) {
        explainInProcess(*policy, now, explanation);
    } else {
        explainEnd(explanation);
    }
    return explanation;
}

} // namespace transship
