// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/tables/eventcharts.h"

#include <QAbstractListModel>

namespace transship {

/// Causes of failure for a list; Qt::DisplayRole is the whole line in words. GUI thread.
class CausesModel : public QAbstractListModel {
    Q_OBJECT
public:
    using QAbstractListModel::QAbstractListModel;

    void setCauses(const QList<FailureCause>& causes);
    const FailureCause& causeAt(int row) const { return m_causes.at(row); }
    qint64 highest() const { return m_causes.isEmpty() ? 0 : m_causes.first().count; }

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

private:
    QList<FailureCause> m_causes;
};

} // namespace transship
