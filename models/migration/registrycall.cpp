// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/migration/registrycall.h"

namespace transship {
namespace {

using namespace std::chrono_literals;

QString inWords(const StartAnswer& answer)
{
    QStringList words;
    if (answer.httpStatus != 0) {
        words << QStringLiteral("HTTP %1").arg(answer.httpStatus);
    }
    if (!answer.code.isEmpty()) {
        words << answer.code;
    }
    const QString head = words.join(u' ');
    if (answer.message.isEmpty()) {
        return head;
    }
    return head.isEmpty() ? answer.message : head + QStringLiteral(": ") + answer.message;
}

StartVerdict aborted(const StartAnswer& answer)
{
    return {MigrationEvent::AbortImport, std::nullopt, toName(answer.outcome), inWords(answer), false};
}

StartVerdict finishedAs(SkippedReason reason, const StartAnswer& answer)
{
    return {MigrationEvent::FinishImport, reason, toName(reason), inWords(answer), false};
}

/// A 200 alone proves nothing: a redirect followed somewhere on the way looks the same.
StartVerdict afterOk(
    const ContainerRepository& repository, const StartAnswer& answer, const Result<ImportStatusReport>& confirmed)
{
    if (!confirmed) {
        return {MigrationEvent::AbortImport, std::nullopt, QStringLiteral("unconfirmed"),
            QStringLiteral("answered 200 to a start, but its status cannot be read: ") + confirmed.error().toString(),
            false};
    }
    const bool pre = repository.state == MigrationState::PreImporting;
    switch (confirmed->status) {
    case ImportStatus::Native:
        return finishedAs(SkippedReason::NativeImport, answer);
    case ImportStatus::ImportComplete:
        return {
            MigrationEvent::FinishImport, std::nullopt, QStringLiteral("import_complete"), confirmed->detail, false};
    case ImportStatus::PreImportInProgress:
        if (pre) {
            return {std::nullopt, std::nullopt, {}, {}, true};
        }
        break;
    case ImportStatus::ImportInProgress:
        if (!pre) {
            return {std::nullopt, std::nullopt, {}, {}, true};
        }
        break;
    default:
        break;
    }
    return {MigrationEvent::AbortImport, std::nullopt, QStringLiteral("unconfirmed"),
        QStringLiteral("answered 200 to a start, but its status is %1").arg(toName(confirmed->status)), false};
}

} // namespace

QCoro::Task<StartAnswer> startStep(
    ImportApiClient* registry, ContainerRepository repository, Policy policy, Delay delay, StillWanted stillWanted)
{
    StartAnswer answer;
    if (!registry) {
        answer.outcome = StartOutcome::Unreachable;
        answer.message = QStringLiteral("no registry is configured; give --registry or TRANSSHIP_REGISTRY");
        co_return answer;
    }
    const bool pre = repository.state == MigrationState::PreImporting;
    for (int attempt = 1;; ++attempt) {
        if (pre) {
            answer = co_await registry->startPreImport(repository.path);
        } else {
            answer = co_await registry->startImport(repository.path);
        }
        if (answer.outcome != StartOutcome::RateLimited || attempt >= policy.startMaxRetries) {
            co_return answer;
        }
        const auto asked = answer.retryAfter.value_or(0ms);
        if (asked > longestRetryAfter) {
            answer.message += QStringLiteral(" (it asks to wait %1 s, more than the %2 s that a start waits)")
                                  .arg(std::chrono::ceil<std::chrono::seconds>(asked).count())
                                  .arg(longestRetryAfter.count());
            co_return answer;
        }
        co_await delay(std::max<std::chrono::milliseconds>(100ms * attempt, asked));
        const bool wanted = co_await stillWanted();
        if (!wanted) {
            co_return answer;
        }
    }
}

StartVerdict verdictOf(
    const ContainerRepository& repository, const StartAnswer& answer, const Result<ImportStatusReport>& confirmed)
{
    switch (answer.outcome) {
    case StartOutcome::Started:
        return {std::nullopt, std::nullopt, {}, {}, true};
    case StartOutcome::AlreadyImported:
        return afterOk(repository, answer, confirmed);
    case StartOutcome::NotFound:
        return finishedAs(SkippedReason::NotFound, answer);
    default:
        return aborted(answer);
    }
}

} // namespace transship
