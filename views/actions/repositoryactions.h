// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/actions/actionrunner.h"
#include "views/actions/confirmer.h"
#include "views/actions/selectionsummary.h"

#include <QHash>
#include <QObject>

#include <functional>

class QAction;

namespace transship {

/// The operator's actions as QActions for toolbar, menus and details: from what is selected to the question, and from
/// the answer to the run. Enabled by the policy and the transition table. GUI thread; borrows runner, bulk actions and
/// confirmer.
class RepositoryActions : public QObject {
    Q_OBJECT
public:
    using SelectionSource = std::function<Selection()>;

    RepositoryActions(BulkActions& bulk, ActionRunner& runner, Confirmer& confirmer, SelectionSource selection,
        QObject* parent = nullptr);

    QAction* action(OperatorAction action) const;
    /// In the order they are shown.
    QList<QAction*> all() const;
    /// Without those that are for menus only.
    QList<QAction*> prominent() const;

    const ActionPolicy& policy() const { return m_policy; }
    void setPolicy(const ActionPolicy& policy);

public Q_SLOTS:
    /// Call on every change of the selection or of a selected row.
    void updateActions();
    /// The same again for those that failed, with reason and note proposed; looked at anew and asked as any other.
    void retryFailed(const transship::BulkReport& report);
    /// Back to default what was just skipped; asked as any other.
    void undo(const transship::BulkReport& report);

Q_SIGNALS:
    /// Nothing is done, and why: it was locked, or the database lost, since the button was offered.
    void refused(const transship::Error& why);

private:
    bool mayChange();
    void trigger(OperatorAction action);
    /// Looks, asks, runs. Of the operation: the action, and what is proposed for reason and note.
    void ask(const KeySource& source, qint64 count, const BulkOperation& operation);
    std::optional<OperatorAction> requestedOf(const Selection& selection) const;

    BulkActions& m_bulk;
    ActionRunner& m_runner;
    Confirmer& m_confirmer;
    SelectionSource m_selection;
    ActionPolicy m_policy;
    QHash<OperatorAction, QAction*> m_actions;
};

} // namespace transship
