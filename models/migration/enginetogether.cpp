// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/migration/engineprivate.h"

#include "models/domain/transitiontable.h"

#include <QMap>

#include <algorithm>

/// Many transitions in one transaction.
namespace transship {
namespace {

using Outcomes = QList<Result<FireOutcome>>;

Result<Outcomes> fireEach(Stores& stores, const QList<MigrationEngine::Seen>& repositories,
    const std::function<TransitionRequest(const MigrationEngine::Seen&)>& requestOf)
{
    Outcomes outcomes;
    for (const MigrationEngine::Seen& seen : repositories) {
        Result<TransitionResult> transition = stores.repositories.fire(requestOf(seen));
        if (transition) {
            outcomes << FireOutcome{*transition, transition->after, std::nullopt};
        } else if (stores.connection.isBroken() || !stores.connection.isUsable()) {
            return transition.error();
        } else {
            outcomes << transition.error();
        }
    }
    return outcomes;
}

} // namespace

QCoro::Task<Result<Outcomes>> MigrationEngine::Private::commitTogether(
    QList<MigrationEngine::Seen> repositories, MigrationEvent event, Actor actor, FireOptions options)
{
    if (!q) {
        co_return engineGone();
    }
    const QDateTime now = clock.now();
    const auto job = [=](Stores& stores) -> Result<Outcomes> {
        const Result<Policy> policy = stores.settings.policy();
        if (!policy) {
            return policy.error();
        }
        const auto requestOf = [&](const MigrationEngine::Seen& seen) {
            TransitionRequest request = requestFor(event, actor, options, *policy, now);
            request.repositoryId = seen.id;
            request.expected = seen.state;
            request.expectedUpdatedAt = seen.updatedAt;
            return request;
        };
        return stores.connection.transaction([&] { return fireEach(stores, repositories, requestOf); });
    };
    Result<Outcomes> outcomes = co_await storage.run(job);
    if (outcomes) {
        for (const Result<FireOutcome>& outcome : *outcomes) {
            if (outcome) {
                tell(outcome->transition);
            }
        }
    }
    co_return outcomes;
}

QCoro::Task<Outcomes> MigrationEngine::Private::skipWhereTooManyRetries(Outcomes outcomes, Actor actor)
{
    const Result<Policy> policy = co_await ask([](Stores& stores) { return stores.settings.policy(); });
    QMap<int, QList<qsizetype>> tooOften; ///< places, by the number of times
    for (qsizetype place = 0; policy && place < outcomes.size(); ++place) {
        if (outcomes[place] && outcomes[place]->now.retriesCount >= policy->maxRetries) {
            tooOften[outcomes[place]->now.retriesCount] << place;
        }
    }
    for (auto same = tooOften.cbegin(); same != tooOften.cend(); ++same) {
        QList<MigrationEngine::Seen> rows;
        for (const qsizetype place : same.value()) {
            const ContainerRepository& row = outcomes[place]->now;
            rows << MigrationEngine::Seen{row.id, row.state, row.updatedAt};
        }
        FireOptions skip;
        skip.reason = SkippedReason::TooManyRetries;
        skip.note = QStringLiteral("aborted %1 times").arg(same.key());
        const Result<Outcomes> skipped
            = co_await commitTogether(std::move(rows), MigrationEvent::SkipImport, actor, std::move(skip));
        // A row that is left aborted is skipped by its next abort, or retried: nothing is lost.
        for (qsizetype i = 0; skipped && i < same.value().size(); ++i) {
            if ((*skipped)[i]) {
                outcomes[same.value()[i]]->now = (*skipped)[i]->now;
            }
        }
    }
    co_return outcomes;
}

QCoro::Task<Outcomes> MigrationEngine::Private::fireTogether(
    QList<Seen> repositories, MigrationEvent event, Actor actor, FireOptions options)
{
    Q_ASSERT(!isActive(ruleOf(event).to) || options.forced);
    Result<Outcomes> together = co_await commitTogether(repositories, event, actor, options);
    Outcomes outcomes;
    if (together) {
        outcomes = *std::move(together);
    } else {
        // The transaction failed as a whole, by one of them or by chance: each by itself, with its own answer.
        for (const Seen& seen : repositories) {
            FireOptions own = options;
            own.expected = seen.state;
            own.expectedUpdatedAt = seen.updatedAt;
            Result<FireOutcome> outcome = co_await fire(seen.id, event, actor, std::move(own));
            outcomes << std::move(outcome);
        }
        co_return outcomes;
    }
    if (ruleOf(event).to == MigrationState::ImportAborted) {
        outcomes = co_await skipWhereTooManyRetries(std::move(outcomes), std::move(actor));
    }
    const bool any = std::any_of(outcomes.cbegin(), outcomes.cend(),
        [](const Result<FireOutcome>& outcome) { return outcome && isFinal(outcome->transition.after.state); });
    if (any) {
        wantEnqueue();
    }
    co_return outcomes;
}

} // namespace transship
