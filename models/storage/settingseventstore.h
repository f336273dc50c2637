// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/settingsevent.h"
#include "models/storage/connection.h"

#include <QHash>
#include <QList>

namespace transship {

/// The append-only history of the settings, `settings_events`. Written by SettingsStore alone. Thread: the
/// connection's.
class SettingsEventStore {
public:
    explicit SettingsEventStore(Connection& connection);

    /// Stamped with the database's time; `event.id` and `event.createdAt` are not looked at. In the transaction of the
    /// change.
    Result<void> record(const SettingsEvent& event);
    /// Newest first, those with an id above `afterId`.
    Result<QList<SettingsEvent>> latest(int limit, qint64 afterId = 0);
    /// The last change of each setting, flag and namespace, by name.
    Result<QHash<QString, SettingsEvent>> lastChanges();

private:
    Connection& m_connection;
};

} // namespace transship
