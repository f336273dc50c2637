// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/storage/connection.h"

#include <QList>
#include <QStringList>

namespace transship {

struct JobLogLine {
    qint64 id = 0;
    QString line; ///< one JSON object
};

/// The logs of background migrations, `background_migration_lines`. Thread: the connection's.
class JobLogStore {
public:
    explicit JobLogStore(Connection& connection);

    /// In this order, in the transaction of what they tell.
    Result<void> append(qint64 migrationId, const QStringList& lines);
    /// Oldest first, those with an id above `afterId`.
    Result<QList<JobLogLine>> lines(qint64 migrationId, qint64 afterId, int limit);
    /// The newest, oldest of them first.
    Result<QList<JobLogLine>> lastLines(qint64 migrationId, int limit);

private:
    Result<QList<JobLogLine>> read(const QString& rest, const QVariantList& values);

    Connection& m_connection;
};

} // namespace transship
