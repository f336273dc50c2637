// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/storage/storageworker.h"
#include "models/tables/eventtablemodel.h"

#include <memory>

namespace transship {

/// What happened last, over all repositories, newest first. Thread: its own, with an event loop.
class RecentEventsModel : public EventTableModel {
    Q_OBJECT

public:
    explicit RecentEventsModel(std::shared_ptr<StorageWorker> reader, int limit = 200, QObject* parent = nullptr);

public Q_SLOTS:
    /// New rows come in on top, as many go at the end.
    void refresh();

Q_SIGNALS:
    void loaded();
    void failed(const transship::Error& error);

private:
    std::shared_ptr<StorageWorker> m_reader;
    int m_limit;
    bool m_reading = false;
    bool m_again = false;
};

} // namespace transship
