// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/storage/repositorytotals.h"
#include "models/storage/storageworker.h"
#include "models/tables/backgroundrefresh.h"

#include <QAbstractListModel>

#include <memory>

namespace transship {

/// The root namespaces, the one with the most repositories first, with how many each has and how many of them are done;
/// no more than a few hundred of those that contain the search text. Qt::DisplayRole is the name, CountRole the
/// number, DoneRole how many are import_done or import_skipped. Counted in the background; the longer it takes the less
/// often. Thread: its own, with an event loop.
class NamespacesModel : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role { DoneRole = Qt::UserRole + 100, AbortedRole };

    explicit NamespacesModel(std::shared_ptr<StorageWorker> reader, QObject* parent = nullptr);

    void setSearch(const QString& text);
    QString nameAt(int row) const;
    int rowOf(const QString& rootNamespace) const; ///< -1: not among them
    bool isCounted() const { return m_counted; }

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

public Q_SLOTS:
    /// Something may have changed.
    void refresh();

Q_SIGNALS:
    void counted();

private:
    void ask();
    void show();

    std::shared_ptr<StorageWorker> m_reader;
    QList<NamespaceTotals> m_all;
    QList<NamespaceTotals> m_shown;
    QString m_search;
    BackgroundRefresh m_refresh;
    bool m_counted = false;
};

} // namespace transship
