// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/policy.h"
#include "models/domain/result.h"

#include <QCoroTask>
#include <QStringList>

namespace transship {

class StorageWorker;

/// The operator's hands on the rollout: pause and resume, capacity, speed, settings, flags, deny list. What the control
/// strip of the console and `transshipctl settings|flags|deny` change. Thread: that of the caller (coroutines).
class RolloutControl {
public:
    explicit RolloutControl(StorageWorker& storage);

    QCoro::Task<Result<Policy>> policy();
    /// The phase2_enabled flag: paused starts nothing and retries nothing; what is in process goes on to its end.
    QCoro::Task<Result<void>> setEnabled(bool enabled);
    QCoro::Task<Result<void>> setCapacity(int capacity); ///< one of capacitySteps, or 0
    QCoro::Task<Result<void>> setFlag(QString name, bool on);
    QCoro::Task<Result<QString>> setSetting(QString name, QString value);
    QCoro::Task<Result<QStringList>> denyList();
    QCoro::Task<Result<void>> deny(QString rootNamespace);
    QCoro::Task<Result<void>> allow(QString rootNamespace);

private:
    StorageWorker& m_storage;
};

} // namespace transship
