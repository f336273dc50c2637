// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/documents.h"

#include "app/ctl/exitcodes.h"

namespace transship::ctl {
namespace {

QJsonValue textOrNull(const QString& text)
{
    return text.isEmpty() ? QJsonValue() : QJsonValue(text);
}

template <typename E> QJsonValue nameOrNull(const std::optional<E>& value)
{
    return value ? QJsonValue(transship::toName(*value)) : QJsonValue();
}

} // namespace

QJsonValue toJson(const QDateTime& time)
{
    return time.isValid() ? QJsonValue(time.toUTC().toString(Qt::ISODateWithMs)) : QJsonValue();
}

QString shortTime(const QDateTime& time)
{
    return time.isValid() ? time.toUTC().toString(QStringLiteral("yyyy-MM-dd HH:mm:ss")) : QString();
}

QJsonObject toJson(const ContainerRepository& repository)
{
    return {
        {QStringLiteral("id"), repository.id},
        {QStringLiteral("project_id"), repository.projectId},
        {QStringLiteral("name"), repository.name},
        {QStringLiteral("path"), repository.path},
        {QStringLiteral("created_at"), toJson(repository.createdAt)},
        {QStringLiteral("updated_at"), toJson(repository.updatedAt)},
        {QStringLiteral("status"), nameOrNull(repository.status)},
        {QStringLiteral("migration_state"), transship::toName(repository.state)},
        {QStringLiteral("migration_pre_import_started_at"), toJson(repository.preImportStartedAt)},
        {QStringLiteral("migration_pre_import_done_at"), toJson(repository.preImportDoneAt)},
        {QStringLiteral("migration_import_started_at"), toJson(repository.importStartedAt)},
        {QStringLiteral("migration_import_done_at"), toJson(repository.importDoneAt)},
        {QStringLiteral("migration_aborted_at"), toJson(repository.abortedAt)},
        {QStringLiteral("migration_skipped_at"), toJson(repository.skippedAt)},
        {QStringLiteral("migration_step_accepted_at"), toJson(repository.stepAcceptedAt)},
        {QStringLiteral("migration_retries_count"), repository.retriesCount},
        {QStringLiteral("migration_skipped_reason"), nameOrNull(repository.skippedReason)},
        {QStringLiteral("migration_aborted_in_state"), nameOrNull(repository.abortedInState)},
        {QStringLiteral("migration_plan"), textOrNull(repository.plan)},
        {QStringLiteral("tags_count"), repository.tagsCount ? QJsonValue(*repository.tagsCount) : QJsonValue()},
    };
}

QJsonObject toJson(const MigrationEventRow& row)
{
    return {
        {QStringLiteral("id"), row.id},
        {QStringLiteral("container_repository_id"), row.repositoryId},
        {QStringLiteral("event"), transship::toName(row.event)},
        {QStringLiteral("from_state"), transship::toName(row.from)},
        {QStringLiteral("to_state"), transship::toName(row.to)},
        {QStringLiteral("actor"), row.actor},
        {QStringLiteral("origin"), transship::toName(row.origin)},
        {QStringLiteral("reason"), textOrNull(row.reason)},
        {QStringLiteral("detail"), textOrNull(row.detail)},
        {QStringLiteral("created_at"), toJson(row.createdAt)},
    };
}

QJsonObject toJson(const StateCounts& counts)
{
    QJsonObject object;
    for (const MigrationState state : allMigrationStates) {
        object[transship::toName(state)] = counts.of(state);
    }
    return object;
}

QJsonObject toJson(const StartAnswer& answer)
{
    return {
        {QStringLiteral("outcome"), transship::toName(answer.outcome)},
        {QStringLiteral("http_status"), answer.httpStatus > 0 ? QJsonValue(answer.httpStatus) : QJsonValue()},
        {QStringLiteral("code"), textOrNull(answer.code)},
        {QStringLiteral("message"), textOrNull(answer.message)},
    };
}

QJsonObject toJson(const Error& error)
{
    return {
        {QStringLiteral("code"), toName(error.code)},
        {QStringLiteral("message"), error.message},
        {QStringLiteral("detail"), textOrNull(error.detail)},
        {QStringLiteral("retryable"), error.retryable},
        {QStringLiteral("exit_code"), exitCodeOf(error.code)},
    };
}

} // namespace transship::ctl
