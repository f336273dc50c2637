// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/migration/rolloutmonitor.h"

#include "models/migration/enqueuedecision.h"
#include "models/migration/workerpresence.h"
#include "models/storage/storageworker.h"

#include <QCoroFuture>

namespace transship {
namespace {

using namespace std::chrono_literals;

constexpr std::chrono::seconds recently = 5min;

Result<RolloutState> read(Stores& stores, const QDateTime& now, bool registryConfigured)
{
    RolloutState state;
    state.at = now;
    Result<QList<Lease>> workers = stores.leases.held(WorkerPresence::leasePrefix);
    if (!workers) {
        return workers.error();
    }
    state.workers = std::move(*workers);
    Result<EnqueueDecision> decision = decideNext(stores, now, registryConfigured || !state.workers.isEmpty());
    if (!decision) {
        return decision.error();
    }
    state.policy = std::move(decision->policy);
    state.next = std::move(decision->report);
    const Result<QList<Lease>> enqueuing = stores.leases.held(Enqueuer::leaseName());
    if (!enqueuing) {
        return enqueuing.error();
    }
    if (!enqueuing->isEmpty()) {
        state.enqueuing = enqueuing->first();
    }
    const Result<qint64> failures
        = stores.events.countEntered(MigrationState::ImportAborted, now.addSecs(-recently.count()));
    if (!failures) {
        return failures.error();
    }
    state.failures = *failures;
    return state;
}

Result<SettingsState> readSettings(Stores& stores)
{
    Result<QHash<QString, QString>> settings = stores.settings.settings();
    if (!settings) {
        return settings.error();
    }
    Result<QSet<QString>> flags = stores.settings.enabledFlags();
    if (!flags) {
        return flags.error();
    }
    Result<QList<RootNamespace>> denied = stores.settings.denied();
    if (!denied) {
        return denied.error();
    }
    Result<QHash<QString, SettingsEvent>> last = stores.settingsEvents.lastChanges();
    if (!last) {
        return last.error();
    }
    return SettingsState{std::move(*settings), std::move(*flags), std::move(*denied), std::move(*last)};
}

} // namespace

RolloutMonitor::RolloutMonitor(StorageWorker& reader, const Clock& clock, bool registryConfigured)
    : m_reader(reader)
    , m_clock(clock)
    , m_registryConfigured(registryConfigured)
{
}

QCoro::Task<Result<RolloutState>> RolloutMonitor::state()
{
    const auto job = [now = m_clock.now(), configured = m_registryConfigured](
                         Stores& stores) { return read(stores, now, configured); };
    co_return co_await m_reader.run(job);
}

QCoro::Task<Result<SettingsState>> RolloutMonitor::settings()
{
    co_return co_await m_reader.run(&readSettings);
}

QCoro::Task<Result<QList<SettingsEvent>>> RolloutMonitor::settingsHistory(int limit)
{
    const auto job = [limit](Stores& stores) { return stores.settingsEvents.latest(limit); };
    co_return co_await m_reader.run(job);
}

QCoro::Task<Result<QStringList>> RolloutMonitor::rootNamespaces(QString prefix, int limit)
{
    const auto job = [prefix, limit](Stores& stores) { return stores.settings.rootNamespaces(prefix, limit); };
    co_return co_await m_reader.run(job);
}

QCoro::Task<Result<RootNamespace>> RolloutMonitor::rootNamespace(QString path)
{
    const auto job = [path](Stores& stores) { return stores.settings.rootNamespace(path); };
    co_return co_await m_reader.run(job);
}

} // namespace transship
