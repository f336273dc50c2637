// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/policy.h"
#include "models/domain/result.h"
#include "models/migration/engine.h"
#include "models/storage/settingsstore.h"

#include <QCoroTask>
#include <QStringList>

namespace transship {

class StorageWorker;

/// The operator's hands on the rollout: pause and resume, capacity, speed, settings, flags, deny list. What the control
/// strip of the console and `transshipctl settings|flags|deny` change; history says that `actor` did it.
/// Thread: that of the caller (coroutines).
class RolloutControl {
public:
    RolloutControl(StorageWorker& storage, const Actor& actor);

    QCoro::Task<Result<Policy>> policy();
    /// The phase2_enabled flag: paused starts nothing and retries nothing; what is in process goes on to its end.
    QCoro::Task<Result<void>> setEnabled(bool enabled);
    QCoro::Task<Result<void>> setCapacity(int capacity); ///< one of capacitySteps, or 0
    QCoro::Task<Result<void>> setFlag(QString name, bool on);
    QCoro::Task<Result<QString>> setSetting(QString name, QString value);
    /// All of them or none; see SettingsStore::apply.
    QCoro::Task<Result<void>> apply(QList<SettingChange> changes);
    QCoro::Task<Result<QStringList>> denyList();
    QCoro::Task<Result<void>> deny(QString rootNamespace);
    QCoro::Task<Result<void>> allow(QString rootNamespace);

private:
    StorageWorker& m_storage;
    ChangeAuthor m_author;
};

} // namespace transship
