// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/tables/recenteventsmodel.h"

#include "models/tables/answer.h"

namespace transship {

RecentEventsModel::RecentEventsModel(std::shared_ptr<StorageWorker> reader, int limit, QObject* parent)
    : EventTableModel(parent)
    , m_reader(std::move(reader))
    , m_limit(limit)
{
}

void RecentEventsModel::refresh()
{
    if (std::exchange(m_reading, true)) {
        m_again = true;
        return;
    }
    const auto answer = m_reader->run([limit = m_limit](Stores& stores) { return stores.events.latest(limit); });
    whenAnswered(answer, this, [this](const Result<QList<MigrationEventRow>>& events) {
        m_reading = false;
        if (events) {
            setEvents(*events);
            Q_EMIT loaded();
        } else {
            Q_EMIT failed(events.error());
        }
        if (std::exchange(m_again, false)) {
            refresh();
        }
    });
}

} // namespace transship
