// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/storage/storageworker.h"
#include "models/tables/eventtablemodel.h"

#include <memory>
#include <optional>

namespace transship {

/// The history of one repository, oldest first. Thread: its own, with an event loop; reads on the worker it is given.
class HistoryModel : public EventTableModel {
    Q_OBJECT

public:
    explicit HistoryModel(std::shared_ptr<StorageWorker> reader, QObject* parent = nullptr);

    std::optional<qint64> repository() const { return m_repository; }

public Q_SLOTS:
    /// Empties the model at once, then reads. Nothing: stays empty.
    void setRepository(std::optional<qint64> repositoryId);
    /// Reads again; new rows are appended.
    void refresh();

Q_SIGNALS:
    void loaded(); ///< events() is up to date
    void failed(const transship::Error& error);

private:
    std::shared_ptr<StorageWorker> m_reader;
    std::optional<qint64> m_repository;
    bool m_reading = false;
    bool m_again = false;
};

} // namespace transship
