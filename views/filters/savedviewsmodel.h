// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/policy.h"
#include "models/domain/repositoryfilter.h"
#include "models/settings/savedview.h"

#include <QAbstractListModel>
#include <QList>

#include <chrono>

namespace transship {

class ViewCounts;

/// Views to go to: those that every migration needs, with the limits of its policy, then the operator's own, which can
/// be renamed (Qt::EditRole), moved and removed. CountTextRole: how many match, "…" until it is known, "10,000+" where
/// it is not counted further. GUI thread; borrows the counts.
class SavedViewsModel : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role { CountTextRole = Qt::UserRole + 100, FilterTextRole, IconNameRole };

    explicit SavedViewsModel(ViewCounts& counts, QObject* parent = nullptr);

    /// Call it as often as the policy is read: only another limit makes other views.
    void setPolicy(const Policy& policy);
    void setOwn(const QList<SavedView>& views);
    const QList<SavedView>& own() const { return m_own; }
    /// Nothing beyond the end.
    std::optional<SavedView> viewAt(int row) const;
    bool isOwn(int row) const;
    /// The first that shows this; -1.
    int rowOf(const RepositoryFilter& filter) const;

    /// Its row.
    int add(const SavedView& view);
    void removeAt(int row);
    /// To another place among the operator's own; elsewhere it does not go.
    void move(int row, int by);

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role = Qt::EditRole) override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

Q_SIGNALS:
    void ownChanged(const QList<transship::SavedView>& views);

private:
    struct BuiltIn {
        SavedView view;
        QString icon;
        QString meaning;
    };
    void makeBuiltIn(int maxRetries, std::chrono::seconds maxStepDuration);
    void count();
    QString countText(int row) const;
    int firstOwn() const { return static_cast<int>(m_builtIn.size()); }

    ViewCounts& m_counts;
    int m_maxRetries = 0; ///< of the limits in the built-in views
    std::chrono::seconds m_maxStepDuration{};
    QList<BuiltIn> m_builtIn;
    QList<SavedView> m_own;
};

} // namespace transship
