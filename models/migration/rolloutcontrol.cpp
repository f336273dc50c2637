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
    co_return co_await m_storage.run([name, on](Stores& stores) -> Result<void> {
        const Result<FlagDefinition> flag = findFlag(name);
        if (!flag) {
            return flag.error();
        }
        return stores.settings.setFlag(flag->name, on);
    });
}

QCoro::Task<Result<QString>> RolloutControl::setSetting(QString name, QString value)
{
    co_return co_await m_storage.run([name, value](Stores& stores) { return stores.settings.setSetting(name, value); });
}

QCoro::Task<Result<QStringList>> RolloutControl::denyList()
{
    co_return co_await m_storage.run([](Stores& stores) { return stores.settings.denyList(); });
}

QCoro::Task<Result<void>> RolloutControl::deny(QString rootNamespace)
{
    co_return co_await m_storage.run([rootNamespace](Stores& stores) { return stores.settings.deny(rootNamespace); });
}

QCoro::Task<Result<void>> RolloutControl::allow(QString rootNamespace)
{
    co_return co_await m_storage.run([rootNamespace](Stores& stores) { return stores.settings.allow(rootNamespace); });
}

} // namespace transship
