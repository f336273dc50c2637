// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/migration/backgroundcontrol.h"

#include <QDialog>
#include <QTimer>

#include <memory>

class QLabel;
class QProgressBar;
class QPushButton;

namespace transship {

class JobPreviewModel;

/// Dry run of a background migration: the list of what it would change, growing, and how many; changes nothing, can be
/// stopped. GUI thread; borrows the control.
class JobPreviewDialog : public QDialog {
    Q_OBJECT
public:
    JobPreviewDialog(BackgroundControl& control, BackgroundKind kind, QWidget* parent = nullptr);
    ~JobPreviewDialog() override;

private:
    QCoro::Task<> run(BackgroundControl& control, BackgroundKind kind);
    void say(const QString& summary);
    void flush();

    /// Outlives the dialog until the preview has noticed that it is gone.
    struct Progress {
        bool stopped = false;
        qint64 rows = 0;
        qint64 changes = 0;
        QList<BackgroundPreviewRow> fresh;
    };
    std::shared_ptr<Progress> m_progress = std::make_shared<Progress>();
    JobPreviewModel* m_model;
    QLabel* m_summary;
    QProgressBar* m_busy;
    QPushButton* m_stop;
    QTimer m_timer;
};

} // namespace transship
