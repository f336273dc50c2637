// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/migration/workerpresence.h"

#include "models/storage/storageworker.h"

#include <QCoroFuture>

namespace transship {
namespace {

using namespace std::chrono_literals;

constexpr std::chrono::seconds ttl = 30s;
constexpr std::chrono::milliseconds renewEvery = 10s;

} // namespace

const QString WorkerPresence::leasePrefix = QStringLiteral("worker:");

WorkerPresence::WorkerPresence(StorageWorker& storage, QString worker)
    : m_storage(storage)
    , m_worker(std::move(worker))
{
    QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] { renew(); });
}

void WorkerPresence::start()
{
    m_timer.start(renewEvery);
    renew();
}

void WorkerPresence::renew()
{
    // Nobody waits for it: what fails is made up for ten seconds later.
    m_storage.run(
        [worker = m_worker](Stores& stores) { return stores.leases.acquire(leasePrefix + worker, worker, ttl); });
}

QCoro::Task<> WorkerPresence::stop()
{
    m_timer.stop();
    const auto job
        = [worker = m_worker](Stores& stores) { return stores.leases.release(leasePrefix + worker, worker); };
    const Result<void> released = co_await m_storage.run(job);
    Q_UNUSED(released) // it runs out by itself
}

} // namespace transship
