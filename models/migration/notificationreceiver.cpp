// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/migration/notificationreceiver.h"

#include "models/registry/requestgovernor.h"
#include "models/storage/storageworker.h"

#include <QCoroFuture>

namespace transship {
namespace {

using namespace std::chrono_literals;

constexpr std::chrono::milliseconds firstLook = 50ms;
constexpr std::chrono::milliseconds longestPause = 5s;

bool endsAStep(ImportStatus status)
{
    switch (status) {
    case ImportStatus::PreImportComplete:
    case ImportStatus::PreImportFailed:
    case ImportStatus::PreImportCanceled:
    case ImportStatus::ImportComplete:
    case ImportStatus::ImportFailed:
    case ImportStatus::ImportCanceled:
        return true;
    case ImportStatus::Native:
    case ImportStatus::PreImportInProgress:
    case ImportStatus::ImportInProgress:
        return false;
    }
    Q_UNREACHABLE();
    return false;
}

} // namespace

NotificationReceiver::NotificationReceiver(
    StorageWorker& storage, MigrationEngine& engine, QString actor, QObject* parent)
    : QObject(parent)
    , m_storage(storage)
    , m_engine(engine)
    , m_actor(std::move(actor))
{
}

QCoro::Task<Result<void>> NotificationReceiver::take(ImportStatusReport report)
{
    const auto running = m_tasks.enter();
    if (!endsAStep(report.status)) {
        co_return Error{
            ErrorCode::InvalidArgument, QStringLiteral("Unknown status for a notification: ") + toName(report.status)};
    }
    const Result<ContainerRepository> row = co_await read(report.path);
    if (!row) {
        co_return row.error();
    }
    if (!isActive(row->state)) {
        co_return Error{ErrorCode::Refused, QStringLiteral("Wrong migration state (%1)").arg(toName(row->state))};
    }
    if (!row->stepAcceptedAt.isValid()) {
        log(report, QStringLiteral("waits until the registry has answered the start"));
        applyOnceAccepted(*row);
        co_return Result<void>();
    }
    const Result<ContainerRepository> after = co_await m_engine.applyStatus(*row, report, actor());
    if (!after) {
        co_return after.error();
    }
    log(report, toName(after->state));
    startImport(*after);
    co_return Result<void>();
}

QCoro::Task<> NotificationReceiver::stop()
{
    m_stopping->cancel();
    co_await m_tasks.finished();
}

QCoro::Task<> NotificationReceiver::startImport(ContainerRepository repository)
{
    const auto running = m_tasks.enter();
    const Result<ContainerRepository> started = co_await m_engine.startAfterPreImport(repository, actor());
    Q_UNUSED(started) // what went wrong is in history; a database that is gone leaves it to the poller
}

QCoro::Task<> NotificationReceiver::applyOnceAccepted(ContainerRepository seen)
{
    const auto running = m_tasks.enter();
    if (m_awaitingAcceptance.contains(seen.id)) {
        co_return;
    }
    m_awaitingAcceptance.insert(seen.id);
    for (auto wait = firstLook; !m_stopping->isCanceled(); wait = std::min(wait * 2, longestPause)) {
        co_await pause(wait, m_stopping);
        const Result<ContainerRepository> row = co_await read(seen.path);
        if (row && row->updatedAt != seen.updatedAt) {
            break; // somebody ended the step
        }
        if (row && row->stepAcceptedAt.isValid()) {
            co_await applyAsked(*row);
            break;
        }
        if (!row && row.error().code == ErrorCode::NotFound) {
            break;
        }
    }
    m_awaitingAcceptance.remove(seen.id);
}

QCoro::Task<> NotificationReceiver::applyAsked(ContainerRepository repository)
{
    const Result<ImportStatusReport> report = co_await m_engine.registry()->status(repository.path);
    if (!report) {
        co_return; // the poller's
    }
    const Result<ContainerRepository> after = co_await m_engine.applyStatus(repository, *report, actor());
    if (after) {
        log(*report, toName(after->state));
        co_await startImport(*after);
    }
}

QCoro::Task<Result<ContainerRepository>> NotificationReceiver::read(QString path)
{
    // A name for the job: GCC 12 destroys captures twice when the lambda is a temporary of a co_await expression.
    const auto job = [path](Stores& stores) { return stores.repositories.findByPath(path); };
    co_return co_await m_storage.run(job);
}

void NotificationReceiver::log(const ImportStatusReport& report, const QString& outcome)
{
    Q_EMIT logged({{QStringLiteral("component"), QStringLiteral("notifications")}, {QStringLiteral("message"), outcome},
        {QStringLiteral("container_repository_path"), report.path}, {QStringLiteral("status"), toName(report.status)},
        {QStringLiteral("detail"), report.detail}});
}

} // namespace transship
