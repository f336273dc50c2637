// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/operatoraction.h"
#include "views/actions/confirmer.h"
#include "views/actions/selectionsummary.h"

#include <QHash>
#include <QObject>

#include <functional>

class QAction;

namespace transship {

class ActionRunner;

/// The selection as it is now: loaded rows, and how many more are selected but not loaded.
struct Selection {
    QList<ContainerRepository> rows;
    int notLoaded = 0;
};

/// The operator's actions as QActions for toolbar, menus and details. Enabled by the transition table alone.
/// GUI thread; borrows runner and confirmer.
class RepositoryActions : public QObject {
    Q_OBJECT
public:
    using SelectionSource = std::function<Selection()>;

    RepositoryActions(ActionRunner& runner, Confirmer& confirmer, SelectionSource selection, QObject* parent = nullptr);

    QAction* action(OperatorAction action) const;
    /// In the order they are shown.
    QList<QAction*> all() const;

public Q_SLOTS:
    /// Call on every change of the selection or of a selected row.
    void updateActions();

private:
    void trigger(OperatorAction action);
    void apply(OperatorAction action, const QList<ContainerRepository>& confirmed, const ConfirmAnswer& answer);
    bool isAnyBusy(const Selection& selection) const;

    ActionRunner& m_runner;
    Confirmer& m_confirmer;
    SelectionSource m_selection;
    QHash<OperatorAction, QAction*> m_actions;
};

} // namespace transship
