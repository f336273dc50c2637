// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/migration/bulkoperation.h"

#include "models/domain/transitiontable.h"

namespace transship {
namespace {

/// What the row itself goes through. Cancel and force cancel: once the registry has agreed.
MigrationEvent eventOf(OperatorAction action, const ContainerRepository& row)
{
    switch (action) {
    case OperatorAction::Start:
        return MigrationEvent::StartPreImport;
    case OperatorAction::Retry:
        return row.preImportDoneAt.isValid() ? MigrationEvent::RetryImport : MigrationEvent::RetryPreImport;
    case OperatorAction::Abort:
        return MigrationEvent::AbortImport;
    case OperatorAction::Reset:
        return MigrationEvent::Reset;
    case OperatorAction::Skip:
    case OperatorAction::Cancel:
    case OperatorAction::ForceCancel:
        return MigrationEvent::SkipImport;
    }
    Q_UNREACHABLE();
    return {};
}

std::optional<SkippedReason> reasonOf(OperatorAction action, const BulkOperation& operation)
{
    switch (action) {
    case OperatorAction::Cancel:
        return SkippedReason::MigrationCanceled;
    case OperatorAction::ForceCancel:
        return SkippedReason::MigrationForcedCanceled;
    default:
        return operation.reason;
    }
}

} // namespace

QString BulkOperation::name() const
{
    return std::visit([](auto which) { return toName(which); }, what);
}

bool BulkOperation::callsRegistry() const
{
    if (const auto* action = std::get_if<OperatorAction>(&what)) {
        return *action == OperatorAction::Start || *action == OperatorAction::Retry || *action == OperatorAction::Cancel
            || *action == OperatorAction::ForceCancel;
    }
    return isActive(ruleOf(std::get<MigrationEvent>(what)).to) && !forced;
}

std::optional<MigrationEvent> BulkOperation::plainEvent() const
{
    if (callsRegistry()) {
        return std::nullopt;
    }
    if (const auto* action = std::get_if<OperatorAction>(&what)) {
        return eventOf(*action, {});
    }
    return std::get<MigrationEvent>(what);
}

Result<ContainerRepository> wouldBecome(
    const BulkOperation& operation, const ContainerRepository& before, const Policy& policy, const QDateTime& now)
{
    const auto* action = std::get_if<OperatorAction>(&operation.what);
    if (!action) {
        return applyEvent(before, std::get<MigrationEvent>(operation.what), {now, policy.enabled, operation.reason});
    }
    if (!isAllowed(*action, before.state)) {
        return Error{ErrorCode::Refused,
            QStringLiteral("%1 is not allowed in state %2").arg(toName(*action), toName(before.state))};
    }
    return applyEvent(before, eventOf(*action, before), {now, policy.enabled, reasonOf(*action, operation)});
}

QCoro::Task<Result<FireOutcome>> applyTo(MigrationEngine& engine, ContainerRepository seen, BulkOperation operation,
    Actor actor, std::shared_ptr<Cancellation> cancellation)
{
    FireOptions options;
    options.expected = seen.state;
    options.expectedUpdatedAt = seen.updatedAt;
    options.reason = operation.reason;
    options.note = operation.note;
    options.forced = operation.forced;
    options.cancellation = std::move(cancellation);
    if (const auto* action = std::get_if<OperatorAction>(&operation.what)) {
        co_return co_await engine.act(seen.id, *action, std::move(actor), std::move(options));
    }
    co_return co_await engine.fire(
        seen.id, std::get<MigrationEvent>(operation.what), std::move(actor), std::move(options));
}

std::optional<Error> refusalOf(const FireOutcome& outcome)
{
    if (!outcome.answer) {
        return std::nullopt;
    }
    const StartAnswer& answer = *outcome.answer;
    ErrorCode code = ErrorCode::Refused;
    switch (answer.outcome) {
    case StartOutcome::Started:
    case StartOutcome::AlreadyImported:
    case StartOutcome::NotFound:
        return std::nullopt;
    case StartOutcome::Unauthorized:
        code = ErrorCode::Unauthorized;
        break;
    case StartOutcome::Timeout:
    case StartOutcome::Unreachable:
        code = ErrorCode::Unreachable;
        break;
    case StartOutcome::RateLimited:
    case StartOutcome::InProgress:
        code = ErrorCode::Busy;
        break;
    case StartOutcome::ServerError:
        code = ErrorCode::HttpStatus;
        break;
    case StartOutcome::NotThisApi:
        code = ErrorCode::Protocol;
        break;
    default:
        break;
    }
    return Error{code,
        QStringLiteral("the registry did not start it (%1), it is now %2")
            .arg(toName(answer.outcome), toName(outcome.now.state)),
        answer.message};
}

} // namespace transship
