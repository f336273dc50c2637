// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/tables/historymodel.h"

#include "models/tables/answer.h"

namespace transship {

HistoryModel::HistoryModel(std::shared_ptr<StorageWorker> reader, QObject* parent)
    : EventTableModel(parent)
    , m_reader(std::move(reader))
{
}

void HistoryModel::setRepository(std::optional<qint64> repositoryId)
{
    if (repositoryId == m_repository) {
        return;
    }
    m_repository = repositoryId;
    setEvents({});
    refresh();
}

void HistoryModel::refresh()
{
    if (!m_repository) {
        return;
    }
    if (std::exchange(m_reading, true)) {
        m_again = true;
        return;
    }
    const auto answer = m_reader->run([id = *m_repository](Stores& stores) { return stores.events.history(id); });
    whenAnswered(answer, this, [this, id = *m_repository](const Result<QList<MigrationEventRow>>& events) {
        m_reading = false;
        const bool late = id != m_repository;
        if (!late && events) {
            setEvents(*events);
            Q_EMIT loaded();
        } else if (!late) {
            Q_EMIT failed(events.error());
        }
        if (std::exchange(m_again, false) || late) {
            refresh();
        }
    });
}

} // namespace transship
