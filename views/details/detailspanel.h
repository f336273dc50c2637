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
class QStackedLayout;
class QVBoxLayout;

namespace transship {

class EmptyState;
class HistoryModel;
class RegistrySection;
class RepositoryInquiry;
class StateBadge;
class TimelineBar;
class WhySection;

/// The selected repository: where it stands, the operator's actions, why it moves or not, its steps with their
/// durations, what the registry says, and its history. GUI thread; borrows models, clock and actions.
class DetailsPanel : public QWidget {
    Q_OBJECT
public:
    DetailsPanel(HistoryModel& history, RepositoryInquiry& inquiry, const Clock& clock, const QList<QAction*>& actions,
        QWidget* parent = nullptr);

    std::optional<ContainerRepository> repository() const { return m_repository; }

public Q_SLOTS:
    /// Nothing: says that nothing is selected. The same repository again: updates in place.
    void setRepository(const std::optional<transship::ContainerRepository>& repository);
    /// An action on it was asked for and has no answer yet.
    void setRequested(std::optional<OperatorAction> action);
    void setPolicy(const transship::Policy& policy);

private:
    QWidget* content(RepositoryInquiry& inquiry, const QList<QAction*>& actions);
    QWidget* sections(RepositoryInquiry& inquiry, const QList<QAction*>& actions);
    void addHead(QVBoxLayout& layout);
    QWidget* buttons(const QList<QAction*>& actions);
    void updateTexts();
    void updateLastWords();

    HistoryModel& m_history;
    const Clock& m_clock;
    std::optional<Policy> m_policy;
    std::optional<ContainerRepository> m_repository;
    std::optional<OperatorAction> m_requested;
    QTimer m_tick;

    QStackedLayout* m_stack;
    QLabel* m_path = nullptr;
    StateBadge* m_badge = nullptr;
    QLabel* m_facts = nullptr;
    QLabel* m_lastWords = nullptr;
    WhySection* m_why = nullptr;
    TimelineBar* m_bar = nullptr;
    QLabel* m_steps = nullptr;
    RegistrySection* m_registry = nullptr;
};

} // namespace transship
