// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/migration/backgroundcontrol.h"
#include "views/actions/actionpolicy.h"

#include <QDialog>

#include <optional>

class QButtonGroup;
class QLabel;
class QLineEdit;
class QPushButton;

namespace transship {

/// Starts a background migration: which, in which batches, with which pause; says before how many repositories match,
/// and offers a dry run. Nothing is started before that number is known, and where the actions ask for theirs it has to
/// be typed. GUI thread; borrows the control.
class StartJobDialog : public QDialog {
    Q_OBJECT
public:
    StartJobDialog(BackgroundControl& control, ActionPolicy policy, QWidget* parent = nullptr);

Q_SIGNALS:
    void started(qint64 jobId);

private:
    QWidget* kinds();
    QWidget* form();
    QWidget* buttons();
    BackgroundKind kind() const;
    /// What is typed, or why it is not legal.
    Result<BackgroundOptions> options() const;
    void chooseKind();
    /// The number is known and, where it is asked for, typed.
    bool isConfirmed() const;
    void updateButtons();
    void showTyping();
    QCoro::Task<> count();
    QCoro::Task<> start();

    BackgroundControl& m_control;
    ActionPolicy m_policy;
    QButtonGroup* m_kinds = nullptr;
    QLabel* m_count = nullptr;
    QLineEdit* m_batch = nullptr;
    QLineEdit* m_subBatch = nullptr;
    QLineEdit* m_pause = nullptr;
    QLabel* m_typeLabel = nullptr;
    QLineEdit* m_typed = nullptr; ///< shown only where the number has to be typed
    QLabel* m_problem = nullptr;
    QPushButton* m_start = nullptr;
    std::optional<qint64> m_matching; ///< nothing: not counted (yet)
    QString m_notCounted; ///< why
    QString m_refusal;
    bool m_starting = false;
};

} // namespace transship
