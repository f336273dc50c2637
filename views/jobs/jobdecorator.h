// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/clock.h"

#include <QIdentityProxyModel>

namespace transship {

class JobsModel;

/// Words, units and headers for a JobsModel. GUI thread; borrows model and clock.
class JobDecorator : public QIdentityProxyModel {
    Q_OBJECT
public:
    JobDecorator(JobsModel& model, const Clock& clock, QObject* parent = nullptr);

    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    QString textOf(const QModelIndex& index) const;
    QString toolTipOf(const QModelIndex& index) const;

    JobsModel& m_model;
    const Clock& m_clock;
};

} // namespace transship
