// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/actions/repositoryactions.h"

#include "views/actions/actionrunner.h"
#include "views/common/icons.h"
#include "views/common/texts.h"

#include <QAction>
#include <QPointer>

#include <algorithm>

namespace transship {
namespace {

struct ActionStyle {
    OperatorAction action;
    const char* icon;
    const char* shortcut;
};

// The order of the toolbar: what an operator needs most comes first.
constexpr std::array styles{
    ActionStyle{OperatorAction::Retry, "action-retry", "Ctrl+R"},
    ActionStyle{OperatorAction::Skip, "action-skip", "Ctrl+Shift+S"},
    ActionStyle{OperatorAction::Start, "action-start", "Ctrl+Shift+R"},
    ActionStyle{OperatorAction::Abort, "action-abort", ""},
    ActionStyle{OperatorAction::Cancel, "action-cancel", ""},
    ActionStyle{OperatorAction::Reset, "action-reset", ""},
};

} // namespace

RepositoryActions::RepositoryActions(
    ActionRunner& runner, Confirmer& confirmer, SelectionSource selection, QObject* parent)
    : QObject(parent)
    , m_runner(runner)
    , m_confirmer(confirmer)
    , m_selection(std::move(selection))
{
    for (const ActionStyle& style : styles) {
        QString text = texts::verb(style.action);
        if (style.action == OperatorAction::Skip) {
            text += QStringLiteral("…");
        }
        auto* action = new QAction(themedIcon(QString::fromLatin1(style.icon)), text, this);
        action->setObjectName(QStringLiteral("action_") + toName(style.action));
        if (style.action == OperatorAction::Cancel) {
            action->setIconText(tr("Cancel"));
        }
        action->setShortcut(QKeySequence(QString::fromLatin1(style.shortcut)));
        const OperatorAction which = style.action;
        connect(action, &QAction::triggered, this, [this, which] { trigger(which); });
        m_actions.insert(which, action);
    }
    connect(&m_runner, &ActionRunner::busyChanged, this, &RepositoryActions::updateActions);
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

bool RepositoryActions::isAnyBusy(const Selection& selection) const
{
    return std::any_of(selection.rows.cbegin(), selection.rows.cend(),
        [this](const ContainerRepository& row) { return m_runner.isBusy(row.id); });
}

void RepositoryActions::updateActions()
{
    const Selection selection = m_selection();
    const SelectionSummary summary = SelectionSummary::of(selection.rows, selection.notLoaded, isAnyBusy(selection));
    for (auto it = m_actions.cbegin(); it != m_actions.cend(); ++it) {
        const Availability state = availability(it.key(), summary);
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
    ConfirmRequest request;
    request.action = action;
    for (const ContainerRepository& row : selection.rows) {
        if (isAllowed(action, row.state)) {
            request.affected << row;
        } else {
            ++request.unaffected;
        }
    }
    if (request.affected.isEmpty() || selection.notLoaded > 0) {
        return;
    }
    const QPointer<RepositoryActions> self(this);
    m_confirmer.ask(request, [self, action, confirmed = request.affected](const ConfirmAnswer& answer) {
        if (self && answer.accepted) {
            self->apply(action, confirmed, answer);
        }
    });
}

void RepositoryActions::apply(
    OperatorAction action, const QList<ContainerRepository>& confirmed, const ConfirmAnswer& answer)
{
    FireOptions options;
    options.reason = answer.reason;
    options.note = answer.note;
    // What was confirmed is what is acted on, each in the state it was confirmed in: the engine compares and reports
    // the ones that changed while the question stood open.
    m_runner.run(action, confirmed, options);
}

} // namespace transship
