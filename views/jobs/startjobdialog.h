// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/migration/backgroundcontrol.h"

#include <QDialog>

class QButtonGroup;
class QLabel;
class QLineEdit;
class QPushButton;

namespace transship {

/// Starts a background migration: which, in which batches, with which pause; says before how many repositories match,
/// and offers a dry run. GUI thread; borrows the control.
class StartJobDialog : public QDialog {
    Q_OBJECT
public:
    explicit StartJobDialog(BackgroundControl& control, QWidget* parent = nullptr);

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
    void updateButtons();
    QCoro::Task<> count();
    QCoro::Task<> start();

    BackgroundControl& m_control;
    QButtonGroup* m_kinds = nullptr;
    QLabel* m_count = nullptr;
    QLineEdit* m_batch = nullptr;
    QLineEdit* m_subBatch = nullptr;
    QLineEdit* m_pause = nullptr;
    QLabel* m_problem = nullptr;
    QPushButton* m_start = nullptr;
    QString m_refusal;
    bool m_starting = false;
};

} // namespace transship
