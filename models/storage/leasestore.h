// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/storage/connection.h"

#include <QDateTime>
#include <QList>
#include <QString>

#include <chrono>
#include <optional>

namespace transship {

struct Lease {
    QString name;
    QString holder;
    QDateTime expiresAt;
    QDateTime acquiredAt; ///< since when the holder has had it without a break, by the database's clock
};

/// Named leases in `leases`: at most one holder at a time over all processes; a dead holder's lease runs out by the
/// database's clock, so that hosts whose clocks differ agree.
class LeaseStore {
public:
    explicit LeaseStore(Connection& connection);

    /// True: `holder` has it now (new, renewed, or taken over after it ran out).
    Result<bool> acquire(const QString& name, const QString& holder, std::chrono::seconds ttl);
    /// Only the holder's own; not having it is fine.
    Result<void> release(const QString& name, const QString& holder);
    Result<std::optional<Lease>> current(const QString& name);
    /// Those that begin with `prefix` and have not run out, by name.
    Result<QList<Lease>> held(const QString& prefix);

private:
    Result<QList<Lease>> read(const QString& condition, const QVariantList& values);

    Connection& m_connection;
};

} // namespace transship
