// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/clock.h"
#include "models/domain/settingsevent.h"
#include "models/migration/enqueuer.h"
#include "models/storage/stores.h"

#include <QCoroTask>
#include <QHash>
#include <QStringList>

namespace transship {

class StorageWorker;

/// The rollout at one moment, as far as the database tells.
struct RolloutState {
    QDateTime at;
    Policy policy;
    EnqueueReport next; ///< which check stops the enqueuer now, or whom it would take
    std::optional<Lease> enqueuing; ///< a run of the enqueuer that is under way
    QList<Lease> workers; ///< those that said so less than half a minute ago
    qint64 failures = 0; ///< steps that were aborted in the last five minutes
};

/// Everything about the settings that a page of them shows.
struct SettingsState {
    QHash<QString, QString> settings; ///< only what is set, by full name
    QSet<QString> flags;
    QList<RootNamespace> denied;
    QHash<QString, SettingsEvent> lastChanges; ///< by full name
};

/// Looks at the rollout and its settings; changes nothing. Thread: that of the caller (coroutines).
class RolloutMonitor {
public:
    /// Borrows both. `registryConfigured`: in this program; a worker elsewhere is taken to have one.
    RolloutMonitor(StorageWorker& reader, const Clock& clock, bool registryConfigured);

    QCoro::Task<Result<RolloutState>> state();
    QCoro::Task<Result<SettingsState>> settings();
    /// Newest first.
    QCoro::Task<Result<QList<SettingsEvent>>> settingsHistory(int limit);
    /// For completion: root namespaces that begin with this.
    QCoro::Task<Result<QStringList>> rootNamespaces(QString prefix, int limit);
    /// NotFound where there is none of this path.
    QCoro::Task<Result<RootNamespace>> rootNamespace(QString path);

private:
    StorageWorker& m_reader;
    const Clock& m_clock;
    bool m_registryConfigured;
};

} // namespace transship
