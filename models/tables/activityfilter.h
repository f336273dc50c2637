// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/enums.h"

#include <QSortFilterProxyModel>

#include <optional>

namespace transship {

/// Lets through what an operator wants to see of an ActivityModel, which holds few rows. Thread: its own.
class ActivityFilter : public QSortFilterProxyModel {
    Q_OBJECT

public:
    struct Criteria {
        std::optional<MigrationState> state; ///< entered
        bool onlySettings = false;
        std::optional<Origin> origin;
        QString actor; ///< a part of the name
        QString text; ///< a part of anything else that is shown; upper and lower case are the same
    };

    explicit ActivityFilter(QObject* parent = nullptr);

    const Criteria& criteria() const { return m_criteria; }
    void setCriteria(const Criteria& criteria);

protected:
    bool filterAcceptsRow(int sourceRow, const QModelIndex& sourceParent) const override;

private:
    Criteria m_criteria;
};

} // namespace transship
