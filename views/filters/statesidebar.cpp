// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/filters/statesidebar.h"

#include "models/tables/statecountsmodel.h"
#include "views/filters/statecountdelegate.h"

namespace transship {

StateSidebar::StateSidebar(StateCountsModel& model, QWidget* parent)
    : QListView(parent)
    , m_model(model)
{
    setObjectName(QStringLiteral("stateSidebar"));
    setAccessibleName(tr("States with the number of repositories in each"));
    setModel(&model);
    setItemDelegate(new StateCountDelegate(this));
    setUniformItemSizes(true);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setVerticalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFrameShape(QFrame::NoFrame);
    setMouseTracking(true);
    setMinimumWidth(178);
    connect(selectionModel(), &QItemSelectionModel::currentChanged, this,
        [this](const QModelIndex& current) { announce(current); });
    showStates({});
}

void StateSidebar::showStates(const QList<MigrationState>& states)
{
    m_showing = true;
    if (states.size() > 1) {
        selectionModel()->clear();
    } else {
        const int row = m_model.rowOf(states.isEmpty() ? std::nullopt : std::optional<MigrationState>(states.first()));
        selectionModel()->setCurrentIndex(m_model.index(row), QItemSelectionModel::ClearAndSelect);
    }
    m_showing = false;
}

QSize StateSidebar::sizeHint() const
{
    return {200, m_model.rowCount() * sizeHintForRow(0) + 2 * frameWidth()};
}

void StateSidebar::announce(const QModelIndex& current)
{
    if (!m_showing && current.isValid()) {
        Q_EMIT stateChosen(m_model.stateAt(current.row()));
    }
}

} // namespace transship
