// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/migration/backgroundpreview.h"

#include <QAbstractTableModel>
#include <QList>

namespace transship {

/// What a background migration would do, one repository a row, as it becomes known. GUI thread.
class JobPreviewModel : public QAbstractTableModel {
    Q_OBJECT
public:
    explicit JobPreviewModel(BackgroundKind kind, QObject* parent = nullptr);

    /// More are counted, not listed.
    static constexpr int mostRows = 100'000;

    void append(const QList<BackgroundPreviewRow>& rows);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    QString changeOf(const BackgroundPreviewRow& row) const;

    BackgroundKind m_kind;
    struct Row {
        QString path;
        QString change;
        bool wouldChange = false;
    };
    QList<Row> m_rows;
};

} // namespace transship
