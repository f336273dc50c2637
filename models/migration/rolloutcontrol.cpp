// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/migration/rolloutcontrol.h"

#include "models/domain/settingdefinitions.h"
#include "models/storage/storageworker.h"

#include <QCoroFuture>

namespace transship {

RolloutControl::RolloutControl(StorageWorker& storage, const Actor& actor)
    : m_storage(storage)
    , m_author{actor.name, actor.origin}
{
}

QCoro::Task<Result<Policy>> RolloutControl::policy()
{
    co_return co_await m_storage.run([](Stores& stores) { return stores.settings.policy(); });
}

QCoro::Task<Result<void>> RolloutControl::setEnabled(bool enabled)
{
    co_return co_await setFlag(flags::enabled, enabled);
}

QCoro::Task<Result<void>> RolloutControl::setCapacity(int capacity)
{
    const auto job = [capacity, by = m_author](Stores& stores) { return stores.settings.setCapacity(capacity, by); };
    co_return co_await m_storage.run(job);
}

QCoro::Task<Result<void>> RolloutControl::setFlag(QString name, bool on)
{
    // A name for the job: GCC 12 destroys captures twice when the lambda is a temporary of a co_await expression.
    const auto job = [name, on, by = m_author](Stores& stores) { return stores.settings.setFlag(name, on, by); };
    co_return co_await m_storage.run(job);
}

QCoro::Task<Result<QString>> RolloutControl::setSetting(QString name, QString value)
{
    const auto job
        = [name, value, by = m_author](Stores& stores) { return stores.settings.setSetting(name, value, by); };
    co_return co_await m_storage.run(job);
}

QCoro::Task<Result<void>> RolloutControl::apply(QList<SettingChange> changes)
{
    const auto job = [changes, by = m_author](Stores& stores) { return stores.settings.apply(changes, by); };
    co_return co_await m_storage.run(job);
}

QCoro::Task<Result<QStringList>> RolloutControl::denyList()
{
    co_return co_await m_storage.run([](Stores& stores) { return stores.settings.denyList(); });
}

QCoro::Task<Result<void>> RolloutControl::deny(QString rootNamespace)
{
    const auto job = [rootNamespace, by = m_author](Stores& stores) { return stores.settings.deny(rootNamespace, by); };
    co_return co_await m_storage.run(job);
}

QCoro::Task<Result<void>> RolloutControl::allow(QString rootNamespace)
{
    const auto job
        = [rootNamespace, by = m_author](Stores& stores) { return stores.settings.allow(rootNamespace, by); };
    co_return co_await m_storage.run(job);
}

} // namespace transship
