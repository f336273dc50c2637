// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/commands/backgroundviews.h"

#include "app/ctl/documents.h"
#include "models/migration/backgroundpreview.h"

namespace transship::ctl {
namespace {

QJsonValue textOrNull(const QString& text)
{
    return text.isEmpty() ? QJsonValue() : QJsonValue(text);
}

QString changeOf(const BackgroundPreviewRow& row, BackgroundKind kind)
{
    if (kind == BackgroundKind::ResetSkipped) {
        return QStringLiteral("import_skipped -> default");
    }
    return row.wouldChange ? QStringLiteral("delete_scheduled -> none") : QStringLiteral("unchanged: no tags");
}

QJsonObject toJson(const BackgroundPreviewRow& row, BackgroundKind kind)
{
    QJsonObject object{{QStringLiteral("container_repository_id"), row.repository.id},
        {QStringLiteral("container_repository_path"), row.repository.path},
        {QStringLiteral("would_change"), row.wouldChange}};
    if (row.hasTags) {
        object[QStringLiteral("has_tags")] = *row.hasTags;
    }
    object[QStringLiteral("change")] = changeOf(row, kind);
    return object;
}

} // namespace

QJsonObject toJson(const BackgroundMigration& migration)
{
    const std::optional<double> rate = migration.rate();
    const std::optional<std::chrono::seconds> left = migration.timeLeft();
    return {
        {QStringLiteral("id"), migration.id},
        {QStringLiteral("name"), transship::toName(migration.kind)},
        {QStringLiteral("status"), transship::toName(migration.status)},
        {QStringLiteral("batch_size"), migration.options.batchSize},
        {QStringLiteral("sub_batch_size"), migration.options.subBatchSize},
        {QStringLiteral("pause_seconds"), static_cast<qint64>(migration.options.pause.count())},
        {QStringLiteral("total"), migration.totalCount},
        {QStringLiteral("done"), migration.doneCount},
        {QStringLiteral("changed"), migration.changedCount},
        {QStringLiteral("batches"), migration.batchesCount},
        {QStringLiteral("sub_batches"), migration.subBatchesCount},
        {QStringLiteral("cursor_id"), migration.cursorId},
        {QStringLiteral("last_id"), migration.lastId},
        {QStringLiteral("rate_per_second"), rate ? QJsonValue(*rate) : QJsonValue()},
        {QStringLiteral("seconds_left"), left ? QJsonValue(static_cast<qint64>(left->count())) : QJsonValue()},
        {QStringLiteral("next_batch_at"), ctl::toJson(migration.nextBatchAt)},
        {QStringLiteral("worker"), textOrNull(migration.worker)},
        {QStringLiteral("actor"), migration.actor},
        {QStringLiteral("correlation_id"), migration.correlationId},
        {QStringLiteral("error"), textOrNull(migration.error)},
        {QStringLiteral("started_at"), ctl::toJson(migration.startedAt)},
        {QStringLiteral("updated_at"), ctl::toJson(migration.updatedAt)},
        {QStringLiteral("finished_at"), ctl::toJson(migration.finishedAt)},
    };
}

QString progressOf(const BackgroundMigration& migration)
{
    QString text = QStringLiteral("%1 of %2").arg(migration.doneCount).arg(migration.totalCount);
    if (const std::optional<double> rate = migration.rate()) {
        text += QStringLiteral(", %1 a second").arg(*rate, 0, 'f', 1);
    }
    if (const auto left = migration.timeLeft()) {
        text += QStringLiteral(", %1 s left").arg(left->count());
    }
    return text;
}

TextTable tableOf(const QList<BackgroundMigration>& migrations)
{
    TextTable table({QStringLiteral(">ID"), QStringLiteral("NAME"), QStringLiteral("STATUS"), QStringLiteral(">DONE"),
        QStringLiteral(">TOTAL"), QStringLiteral(">CHANGED"), QStringLiteral("STARTED"), QStringLiteral("ENDED"),
        QStringLiteral("WORKER")});
    for (const BackgroundMigration& migration : migrations) {
        table.addRow({QString::number(migration.id), transship::toName(migration.kind),
            transship::toName(migration.status), QString::number(migration.doneCount),
            QString::number(migration.totalCount), QString::number(migration.changedCount),
            shortTime(migration.startedAt), shortTime(migration.finishedAt), migration.worker});
    }
    return table;
}

QCoro::Task<int> previewMigration(Session& session, BackgroundKind kind)
{
    bool interrupted = false;
    session.onTermination = [&interrupted] { interrupted = true; };
    const auto show = [&session, &interrupted, kind](const BackgroundPreviewRow& row) {
        session.out().line(toJson(row, kind));
        session.out().text(
            QStringLiteral("%1  %2  %3").arg(row.repository.id).arg(changeOf(row, kind), row.repository.path));
        return !interrupted;
    };
    Services& services = session.services();
    const Result<BackgroundPreview> preview
        = co_await previewBackground(*services.reader, services.registry.get(), kind, show);
    session.onTermination = nullptr;
    if (!preview) {
        co_return session.fail(preview.error());
    }
    session.out().note(
        QStringLiteral("%1 of %2 would change; nothing was changed.").arg(preview->changes).arg(preview->rows));
    if (preview->unanswered > 0) {
        session.out().note(QStringLiteral("%1 count as having tags, since the registry gave no good answer: %2")
                               .arg(preview->unanswered)
                               .arg(preview->lastError));
    }
    if (interrupted) {
        co_return exitInterrupted;
    }
    co_return preview->rows == 0 ? int(exitNothingMatched) : int(exitDone);
}

} // namespace transship::ctl
