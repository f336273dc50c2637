// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/backgroundmigration.h"
#include "models/storage/storageworker.h"
#include "models/tables/tableroles.h"

#include <QAbstractTableModel>
#include <QList>

#include <memory>
#include <optional>

namespace transship {

enum class JobColumn { Id, Name, Status, Progress, Changed, Rate, TimeLeft, Worker, Actor, Started, Ended };

/// The background migrations, newest first, whoever started them and works on them. Raw values: names, numbers,
/// QDateTime in UTC; Progress gives done (SortRole: the share done, 0 to 1), Rate rows a second, TimeLeft seconds.
/// Thread: its own, with an event loop; reads on the worker it is given.
class JobsModel : public QAbstractTableModel {
    Q_OBJECT

public:
    explicit JobsModel(std::shared_ptr<StorageWorker> reader, QObject* parent = nullptr);

    const QList<BackgroundMigration>& jobs() const { return m_jobs; }
    std::optional<BackgroundMigration> job(qint64 id) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

public Q_SLOTS:
    /// Rows are updated in place; new ones come on top.
    void refresh();

Q_SIGNALS:
    void failed(const transship::Error& error);

private:
    void apply(const QList<BackgroundMigration>& jobs);

    std::shared_ptr<StorageWorker> m_reader;
    QList<BackgroundMigration> m_jobs;
    bool m_reading = false;
    bool m_again = false;
};

} // namespace transship
