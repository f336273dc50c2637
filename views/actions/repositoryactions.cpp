// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/actions/repositoryactions.h"

#include "views/common/icons.h"
#include "views/common/texts.h"

#include <QAction>
#include <QPointer>

namespace transship {
namespace {

struct ActionStyle {
    OperatorAction action;
    const char* icon;
    const char* shortcut;
    bool prominent;
};

// The order of the toolbar: what an operator needs most comes first, what cannot be taken back last.
constexpr std::array styles{
    ActionStyle{OperatorAction::Retry, "action-retry", "Ctrl+R", true},
    ActionStyle{OperatorAction::Skip, "action-skip", "Ctrl+Shift+S", true},
    ActionStyle{OperatorAction::Start, "action-start", "Ctrl+Shift+R", true},
    ActionStyle{OperatorAction::Abort, "action-abort", "", true},
    ActionStyle{OperatorAction::Cancel, "action-cancel", "", true},
    ActionStyle{OperatorAction::Reset, "action-reset", "", true},
    ActionStyle{OperatorAction::ForceCancel, "action-cancel", "", false},
};

} // namespace

RepositoryActions::RepositoryActions(
    BulkActions& bulk, ActionRunner& runner, Confirmer& confirmer, SelectionSource selection, QObject* parent)
    : QObject(parent)
    , m_bulk(bulk)
    , m_runner(runner)
    , m_confirmer(confirmer)
    , m_selection(std::move(selection))
{
    for (const ActionStyle& style : styles) {
        auto* action = new QAction(
            themedIcon(QString::fromLatin1(style.icon)), texts::verb(style.action) + QStringLiteral("…"), this);
        action->setObjectName(QStringLiteral("action_") + toName(style.action));
        action->setIconText(texts::shortVerb(style.action));
        action->setShortcut(QKeySequence(QString::fromLatin1(style.shortcut)));
        const OperatorAction which = style.action;
        connect(action, &QAction::triggered, this, [this, which] { trigger(which); });
        m_actions.insert(which, action);
    }
    connect(&m_runner, &ActionRunner::progressed, this, &RepositoryActions::updateActions);
    updateActions();
}

QAction* RepositoryActions::action(OperatorAction action) const
{
    return m_actions.value(action);
}

QList<QAction*> RepositoryActions::all() const
{
    QList<QAction*> actions;
    for (const ActionStyle& style : styles) {
        actions << m_actions.value(style.action);
    }
    return actions;
}

QList<QAction*> RepositoryActions::prominent() const
{
    QList<QAction*> actions;
    for (const ActionStyle& style : styles) {
        if (style.prominent) {
            actions << m_actions.value(style.action);
        }
    }
    return actions;
}

void RepositoryActions::setPolicy(const ActionPolicy& policy)
{
    m_policy = policy;
    updateActions();
}

std::optional<OperatorAction> RepositoryActions::requestedOf(const Selection& selection) const
{
    for (const ContainerRepository& row : selection.rows) {
        if (const std::optional<OperatorAction> action = m_runner.requested(row.id)) {
            return action;
        }
    }
    return std::nullopt;
}

void RepositoryActions::updateActions()
{
    const Selection selection = m_selection();
    const SelectionSummary summary = SelectionSummary::of(selection, requestedOf(selection));
    for (auto it = m_actions.cbegin(); it != m_actions.cend(); ++it) {
        const Availability state = availability(it.key(), summary, m_policy);
        QString tip = texts::explanation(it.key());
        if (!it.value()->shortcut().isEmpty()) {
            tip += QStringLiteral(" (%1)").arg(it.value()->shortcut().toString(QKeySequence::NativeText));
        }
        if (!state.enabled) {
            tip += QLatin1Char('\n') + state.whyNot;
        }
        it.value()->setEnabled(state.enabled);
        it.value()->setToolTip(tip);
        it.value()->setStatusTip(state.enabled ? texts::explanation(it.key()) : state.whyNot);
    }
}

void RepositoryActions::trigger(OperatorAction action)
{
    const Selection selection = m_selection();
    if (selection.source) {
        BulkOperation operation;
        operation.what = action;
        ask(selection.source, selection.count, operation);
    }
}

void RepositoryActions::retryFailed(const BulkReport& report)
{
    const QList<qint64> ids = report.failedIds();
    ask(keysOf(ids), ids.size(), report.operation);
}

void RepositoryActions::undo(const BulkReport& report)
{
    BulkOperation operation;
    operation.what = OperatorAction::Reset;
    operation.note = tr("undoes: %1").arg(texts::verb(actionOf(report.operation)));
    ask(keysOf(report.succeededIds), report.succeededIds.size(), operation);
}

bool RepositoryActions::mayChange()
{
    if (m_policy.readOnly) {
        Q_EMIT refused(Error{ErrorCode::ReadOnly, m_policy.whyReadOnly});
    }
    return !m_policy.readOnly;
}

void RepositoryActions::ask(const KeySource& source, qint64 count, const BulkOperation& operation)
{
    if (!mayChange()) {
        return;
    }
    ConfirmRequest request;
    request.action = actionOf(operation);
    request.selected = count;
    request.cancel = std::make_shared<std::atomic_bool>(false);
    request.preview = m_bulk.preview(source, operation, request.cancel);
    request.policy = m_policy;
    request.estimate = [bulk = &m_bulk, operation](qint64 number) { return bulk->estimate(operation, number); };
    request.reason = operation.reason;
    request.note = operation.note;
    const QPointer<RepositoryActions> self(this);
    m_confirmer.ask(request, [self](const ConfirmAnswer& answer) {
        if (!self || !answer.confirmed || !self->mayChange()) {
            return;
        }
        // What was confirmed is what is acted on, each as it was then: whatever changed since is left alone.
        BulkOperation confirmed = answer.confirmed->operation;
        confirmed.reason = answer.reason;
        confirmed.note = answer.note;
        self->m_runner.run(std::move(confirmed), answer.confirmed->frozen);
    });
}

} // namespace transship
