// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/migration/backgroundlog.h"

#include <QJsonDocument>

namespace transship::backgroundlog {
namespace {

const QString component = QStringLiteral("component");
const QString severity = QStringLiteral("severity");
const QString message = QStringLiteral("message");
const QString background = QStringLiteral("background");

} // namespace

QJsonObject line(const BackgroundMigration& migration, const QString& words)
{
    return {{component, background}, {message, words}, {QStringLiteral("background_migration_id"), migration.id},
        {QStringLiteral("migrator"), migratorName(migration.kind)},
        {QStringLiteral("correlation_id"), migration.correlationId}};
}

QJsonObject failure(const BackgroundMigration& migration, const Error& error)
{
    QJsonObject object = line(migration, error.toString());
    object[severity] = QStringLiteral("ERROR");
    return object;
}

QJsonObject problem(const Error& error)
{
    return {{component, background}, {severity, QStringLiteral("WARN")}, {message, error.toString()}};
}

QList<QJsonObject> linesOf(const SubBatchResult& result)
{
    const BackgroundMigration& migration = result.migration;
    const auto withProgress = [&](const QString& words) {
        QJsonObject object = line(migration, words);
        object[QStringLiteral("done")] = migration.doneCount;
        object[QStringLiteral("total")] = migration.totalCount;
        object[QStringLiteral("changed")] = migration.changedCount;
        return object;
    };
    QList<QJsonObject> lines;
    if (result.subBatchEnded) {
        QJsonObject subBatch = withProgress(QStringLiteral("sub-batch %1 done").arg(migration.subBatchesCount));
        subBatch[QStringLiteral("sub_batch_done")] = result.doneCount;
        subBatch[QStringLiteral("sub_batch_changed")] = result.changedCount;
        subBatch[QStringLiteral("up_to_id")] = migration.cursorId;
        lines << subBatch;
    }
    if (result.batchEnded) {
        QJsonObject batch = withProgress(QStringLiteral("batch %1 done").arg(migration.batchesCount));
        if (migration.nextBatchAt.isValid()) {
            batch[QStringLiteral("next_batch_at")] = migration.nextBatchAt.toString(Qt::ISODateWithMs);
        }
        lines << batch;
    }
    if (migration.status == BackgroundStatus::Finished) {
        lines << withProgress(QStringLiteral("finished"));
    }
    return lines;
}

QJsonObject repository(const BackgroundMigration& migration, const ContainerRepository& row, bool hasTags)
{
    return {{component, QString()}, {QStringLiteral("correlation_id"), migration.correlationId},
        {QStringLiteral("migrator"), migratorName(migration.kind)}, {QStringLiteral("has_tags"), hasTags},
        {QStringLiteral("container_repository_id"), row.id}, {QStringLiteral("container_repository_path"), row.path}};
}

QJsonObject unanswered(const BackgroundMigration& migration, int count, const QString& lastError)
{
    QJsonObject object = line(migration,
        QStringLiteral("%1 repositories count as having tags, since the registry gave no good answer: %2")
            .arg(count)
            .arg(lastError));
    object[severity] = QStringLiteral("WARN");
    return object;
}

QList<QJsonObject> linesOf(const BackgroundMigration& migration, const TagAnswers& answers)
{
    QList<QJsonObject> lines;
    for (const ContainerRepository& row : answers.rows) {
        lines << repository(migration, row, answers.withTags.contains(row.id));
    }
    if (answers.unanswered > 0) {
        lines << unanswered(migration, answers.unanswered, answers.lastError);
    }
    return lines;
}

QString stored(const QJsonObject& line, const QDateTime& time)
{
    QJsonObject complete = line;
    complete[QStringLiteral("time")] = time.toUTC().toString(Qt::ISODateWithMs);
    if (!complete.contains(severity)) {
        complete[severity] = QStringLiteral("INFO");
    }
    if (complete[component].toString().isEmpty()) {
        complete.remove(component);
    }
    return QString::fromUtf8(QJsonDocument(complete).toJson(QJsonDocument::Compact));
}

QStringList stored(const QList<QJsonObject>& lines, const QDateTime& time)
{
    QStringList texts;
    for (const QJsonObject& line : lines) {
        texts << stored(line, time);
    }
    return texts;
}

} // namespace transship::backgroundlog
