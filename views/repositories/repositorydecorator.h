// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/clock.h"
#include "models/domain/operatoraction.h"
#include "models/domain/repository.h"
#include "models/tables/repositorycolumns.h"

#include <QIdentityProxyModel>

#include <functional>

#include <optional>

namespace transship {

class RepositoryTableModel;

/// Gives the table's meaning words, icons and tooltips; sorting, filtering and row numbers stay the model's.
/// GUI thread; borrows model and clock.
class RepositoryDecorator : public QIdentityProxyModel {
    Q_OBJECT
public:
    RepositoryDecorator(RepositoryTableModel& model, const Clock& clock, QObject* parent = nullptr);

    /// Tells of a repository what was asked for and has no answer yet; the state's cell shows it. Views have to be
    /// repainted when it changes.
    using Requested = std::function<std::optional<OperatorAction>(qint64 repositoryId)>;
    void setRequested(Requested requested) { m_requested = std::move(requested); }
    /// Absolute times, in tooltips, on this machine's clock instead of UTC.
    void setLocalTimes(bool local) { m_localTimes = local; }
    bool hasLocalTimes() const { return m_localTimes; }

    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    QString text(const ContainerRepository& row, RepositoryColumn column) const;
    QString stateText(const ContainerRepository& row) const;
    QString toolTip(const ContainerRepository& row, RepositoryColumn column) const;

    RepositoryTableModel& m_model;
    const Clock& m_clock;
    Requested m_requested;
    bool m_localTimes = false;
};

/// Title of a column, translated.
QString columnTitle(RepositoryColumn column);
/// Why a repository is where it is, in one phrase: the reason it was skipped for, the step it was aborted in.
QString reasonText(const ContainerRepository& row);

} // namespace transship
