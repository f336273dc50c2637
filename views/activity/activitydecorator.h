// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QIdentityProxyModel>

namespace transship {

/// Words, icons and headers for an ActivityModel or a filter on it. GUI thread.
class ActivityDecorator : public QIdentityProxyModel {
    Q_OBJECT
public:
    explicit ActivityDecorator(QAbstractItemModel& model, QObject* parent = nullptr);

    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
};

} // namespace transship
