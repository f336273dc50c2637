// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/migration/rolloutcontrol.h"

#include "models/domain/settingdefinitions.h"
#include "models/storage/storageworker.h"

#include <QCoroFuture>

namespace transship {

RolloutControl::RolloutControl(StorageWorker& storage)
    : m_storage(storage)
{
}

QCoro::Task<Result<Policy>> RolloutControl::policy()
{
    co_return co_await m_storage.run([](Stores& stores) { return stores.settings.policy(); });
}

QCoro::Task<Result<void>> RolloutControl::setEnabled(bool enabled)
{
    co_return co_await m_storage.run(
        [enabled](Stores& stores) { return stores.settings.setFlag(flags::enabled, enabled); });
}

QCoro::Task<Result<void>> RolloutControl::setCapacity(int capacity)
{
    co_return co_await m_storage.run([capacity](Stores& stores) { return stores.settings.setCapacity(capacity); });
}

QCoro::Task<Result<void>> RolloutControl::setFlag(QString name, bool on)
{
    // A name for the job: GCC 12 destroys captures twice when the lambda is a temporary of a co_await expression.
    const auto job = [name, on](Stores& stores) -> Result<void> {
        const Result<FlagDefinition> flag = findFlag(name);
        if (!flag) {
            return flag.error();
        }
        return stores.settings.setFlag(flag->name, on);
    };
    co_return co_await m_storage.run(job);
}

QCoro::Task<Result<QString>> RolloutControl::setSetting(QString name, QString value)
{
    const auto job = [name, value](Stores& stores) { return stores.settings.setSetting(name, value); };
    co_return co_await m_storage.run(job);
}

QCoro::Task<Result<QStringList>> RolloutControl::denyList()
{
    co_return co_await m_storage.run([](Stores& stores) { return stores.settings.denyList(); });
}

QCoro::Task<Result<void>> RolloutControl::deny(QString rootNamespace)
{
    const auto job = [rootNamespace](Stores& stores) { return stores.settings.deny(rootNamespace); };
    co_return co_await m_storage.run(job);
}

QCoro::Task<Result<void>> RolloutControl::allow(QString rootNamespace)
{
    const auto job = [rootNamespace](Stores& stores) { return stores.settings.allow(rootNamespace); };
    co_return co_await m_storage.run(job);
}

} // namespace transship
