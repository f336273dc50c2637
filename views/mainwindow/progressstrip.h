// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/policy.h"

#include <QWidget>

#include <optional>

class QLabel;

namespace transship {

class MigrationProgress;
class StackedBar;
class StateCountsModel;

/// How far, how fast, until when; and what is true of the next start. GUI thread; borrows its models.
class ProgressStrip : public QWidget {
    Q_OBJECT
public:
    ProgressStrip(MigrationProgress& progress, StateCountsModel& counts, QWidget* parent = nullptr);

public Q_SLOTS:
    void setPolicy(const transship::Policy& policy);

private:
    void updateTexts();
    QString progressText() const;

    MigrationProgress& m_progress;
    StateCountsModel& m_counts;
    StackedBar* m_bar;
    QLabel* m_text;
    QLabel* m_idle;
    std::optional<Policy> m_policy;
};

} // namespace transship
