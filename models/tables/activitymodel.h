// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/settingsevent.h"
#include "models/storage/storageworker.h"
#include "models/tables/tableroles.h"

#include <QAbstractTableModel>
#include <QList>
#include <QSet>

#include <memory>
#include <optional>

namespace transship {

/// One thing that happened: to a repository, or to the settings. Names as they are stored.
struct Activity {
    qint64 id = 0; ///< of migration_events, or of settings_events
    bool isSetting = false;
    QDateTime at;
    qint64 repositoryId = 0; ///< 0 with a setting
    QString subject; ///< path of the repository ("" when it is gone), or name of the setting
    QString event; ///< event of the state machine, or kind of setting
    QString before; ///< state or value
    QString after;
    std::optional<MigrationState> state; ///< entered; nothing with a setting
    QString actor;
    Origin origin = Origin::Ctl;
    QString words; ///< reason and detail
};

enum class ActivityColumn { Time, Subject, Event, Before, After, Actor, Origin, Words };

/// What happened last, in all of the migration and to its settings, newest first; at most `capacity` rows are kept.
/// Roles: IdRole, RepositoryIdRole, StateRole (nothing with a setting), OriginRole. Thread: its own, with an event
/// loop; reads on the worker it is given.
class ActivityModel : public QAbstractTableModel {
    Q_OBJECT

public:
    explicit ActivityModel(std::shared_ptr<StorageWorker> reader, int capacity = 5000, QObject* parent = nullptr);

    const Activity& at(int row) const { return m_rows.at(row); }
    bool isPaused() const { return m_paused; }
    /// What came while it was paused and is not shown yet.
    int heldBack() const { return int(m_heldBack.size()); }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QHash<int, QByteArray> roleNames() const override;

public Q_SLOTS:
    /// Reads what is new.
    void refresh();
    /// Forgets all and reads anew: it may be another database now.
    void startOver();
    /// Paused: rows stay as they are; what is new comes when it goes on.
    void setPaused(bool paused);

Q_SIGNALS:
    void heldBackChanged(int count);
    void failed(const transship::Error& error);

private:
    struct News;
    static Result<News> read(Stores& stores, qint64 afterEvent, qint64 afterSetting, int limit);
    void take(const News& news);
    void insert(QList<Activity> fresh);
    void trim();

    std::shared_ptr<StorageWorker> m_reader;
    int m_capacity;
    QList<Activity> m_rows;
    QList<Activity> m_heldBack; ///< newest first
    QSet<qint64> m_knownEvents; ///< those that a look may find again
    QSet<qint64> m_knownSettings;
    qint64 m_lastEvent = 0;
    qint64 m_lastSetting = 0;
    bool m_paused = false;
    bool m_reading = false;
    bool m_again = false;
    int m_reads = 0; ///< what was asked for before it started over is not taken
};

} // namespace transship
