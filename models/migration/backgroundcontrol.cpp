// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/migration/backgroundcontrol.h"

#include "models/migration/backgroundlog.h"
#include "models/storage/storageworker.h"

#include <QCoroFuture>
#include <QUuid>

namespace transship {
namespace {

Result<BackgroundMigration> noted(Stores& stores, const Result<BackgroundMigration>& migration, const QString& words,
    const Actor& actor, const QDateTime& now)
{
    if (!migration) {
        return migration;
    }
    const QJsonObject line
        = backgroundlog::line(*migration, QStringLiteral("%1 by %2 (%3)").arg(words, actor.name, toName(actor.origin)));
    const Result<void> written = stores.jobLogs.append(migration->id, {backgroundlog::stored(line, now)});
    return written ? migration : written.error();
}

} // namespace

BackgroundControl::BackgroundControl(
    StorageWorker& storage, StorageWorker& reader, ImportApiClient* registry, const Clock& clock, Actor actor)
    : m_storage(storage)
    , m_reader(reader)
    , m_registry(registry)
    , m_clock(clock)
    , m_actor(std::move(actor))
{
}

QCoro::Task<Result<BackgroundMigration>> BackgroundControl::start(BackgroundKind kind, BackgroundOptions options)
{
    const auto job = [=, actor = m_actor, now = m_clock.now()](Stores& stores) {
        return stores.connection.transaction([&] {
            const Result<BackgroundMigration> made = stores.background.create(
                kind, options, actor.name, QUuid::createUuid().toString(QUuid::WithoutBraces), now);
            const QString words = QStringLiteral("started in batches of %1, sub-batches of %2, %3 s between batches,")
                                      .arg(options.batchSize)
                                      .arg(options.subBatchSize)
                                      .arg(options.pause.count());
            return noted(stores, made, words, actor, now);
        });
    };
    co_return co_await m_storage.run(job);
}

QCoro::Task<Result<BackgroundMigration>> BackgroundControl::change(
    qint64 id, Wish wish, QString done, Changing changing)
{
    const auto job = [=, actor = m_actor, now = m_clock.now()](Stores& stores) {
        Result<BackgroundMigration> would = Error{};
        const Result<BackgroundMigration> changed = stores.connection.transaction([&]() -> Result<BackgroundMigration> {
            would = noted(stores, (stores.background.*wish)(id, now), done, actor, now);
            // An error takes back what was done.
            return changing == Changing::Try ? Error{ErrorCode::Canceled, QStringLiteral("only tried")} : would;
        });
        return changing == Changing::Try ? would : changed;
    };
    co_return co_await m_storage.run(job);
}

QCoro::Task<Result<BackgroundMigration>> BackgroundControl::pause(qint64 id, Changing changing)
{
    return change(id, &BackgroundMigrationStore::pause, QStringLiteral("paused"), changing);
}

QCoro::Task<Result<BackgroundMigration>> BackgroundControl::resume(qint64 id, Changing changing)
{
    return change(id, &BackgroundMigrationStore::resume, QStringLiteral("resumed"), changing);
}

QCoro::Task<Result<BackgroundMigration>> BackgroundControl::cancel(qint64 id, Changing changing)
{
    return change(id, &BackgroundMigrationStore::cancel, QStringLiteral("canceled"), changing);
}

QCoro::Task<Result<QList<BackgroundMigration>>> BackgroundControl::list()
{
    co_return co_await m_reader.run([](Stores& stores) { return stores.background.list(); });
}

QCoro::Task<Result<qint64>> BackgroundControl::countCandidates(BackgroundKind kind)
{
    const auto job = [kind](Stores& stores) { return stores.background.countCandidates(kind); };
    co_return co_await m_reader.run(job);
}

QCoro::Task<Result<BackgroundPreview>> BackgroundControl::preview(
    BackgroundKind kind, std::function<bool(const BackgroundPreviewRow&)> each)
{
    return previewBackground(m_reader, m_registry, kind, std::move(each));
}

QCoro::Task<Result<QList<JobLogLine>>> BackgroundControl::log(qint64 id, qint64 afterId, int limit)
{
    const auto job = [=](Stores& stores) {
        return afterId == 0 ? stores.jobLogs.lastLines(id, limit) : stores.jobLogs.lines(id, afterId, limit);
    };
    co_return co_await m_reader.run(job);
}

} // namespace transship
