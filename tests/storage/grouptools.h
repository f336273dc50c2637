// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/transitiontable.h"
#include "models/storage/storageworker.h"
#include "tests/storage/storagetools.h"

#include <QSemaphore>

namespace transship::testing {

using Fired = QFuture<Result<TransitionResult>>;

inline TransitionRequest start(qint64 id)
{
    return request(id, MigrationEvent::StartPreImport, at(QStringLiteral("01:00:00.000")));
}

inline Fired fireGrouped(StorageWorker& worker, const TransitionRequest& wanted)
{
    return worker.runGrouped([wanted](Stores& stores) { return stores.repositories.fire(wanted); });
}

/// Holds a worker up, so that what is queued meanwhile waits in a row.
class Gate {
public:
    explicit Gate(StorageWorker& worker)
        : m_waiting(worker.run([this](Stores&) -> Result<void> {
            m_open.acquire();
            return {};
        }))
    {
    }
    void open()
    {
        m_open.release();
        m_waiting.waitForFinished();
    }

private:
    QSemaphore m_open;
    QFuture<Result<void>> m_waiting;
};

inline QList<qint64> addMany(Fixture& f, int count)
{
    QList<InventoryEntry> entries;
    for (int i = 0; i < count; ++i) {
        entries << InventoryEntry{QStringLiteral("a/p%1").arg(i), {}, {}, {}};
    }
    const auto added = f.stores.inventory.add(entries, at(QStringLiteral("00:00:00.000")));
    const auto ids = f.stores.repositories.ids({});
    return added && ids ? *ids : QList<qint64>();
}

} // namespace transship::testing
