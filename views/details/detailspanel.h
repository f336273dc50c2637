// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/clock.h"
#include "models/domain/operatoraction.h"
#include "models/domain/policy.h"
#include "models/domain/repository.h"

#include <QTimer>
#include <QWidget>

#include <optional>

class QAction;
class QLabel;
class QListView;
class QStackedLayout;
class QWidget;

namespace transship {

class EmptyState;
class HistoryModel;
class StateBadge;

/// The selected repository: where it stands and why, its steps with their durations, what happens next, the last words
/// of the registry, the operator's actions and the history. GUI thread; borrows model, clock and actions.
class DetailsPanel : public QWidget {
    Q_OBJECT
public:
    DetailsPanel(HistoryModel& history, const Clock& clock, const QList<QAction*>& actions, QWidget* parent = nullptr);

    std::optional<ContainerRepository> repository() const { return m_repository; }

public Q_SLOTS:
    /// Nothing: says that nothing is selected. The same repository again: updates in place.
    void setRepository(const std::optional<transship::ContainerRepository>& repository);
    /// An action on it was asked for and has no answer yet.
    void setRequested(std::optional<OperatorAction> action);
    void setPolicy(const transship::Policy& policy);

private:
    QWidget* content(const QList<QAction*>& actions);
    QWidget* buttons(const QList<QAction*>& actions);
    QListView* historyList();
    void updateTexts();
    void updateLastWords();

    HistoryModel& m_history;
    const Clock& m_clock;
    std::optional<Policy> m_policy;
    std::optional<ContainerRepository> m_repository;
    std::optional<OperatorAction> m_requested;
    QTimer m_tick;

    QStackedLayout* m_stack;
    QWidget* m_content = nullptr;
    QLabel* m_path = nullptr;
    StateBadge* m_badge = nullptr;
    QLabel* m_facts = nullptr;
    QLabel* m_lastWords = nullptr;
    QListView* m_list = nullptr;
};

} // namespace transship
