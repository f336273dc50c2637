// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "reports/report.h"

#include <QFrame>

class QLabel;
class QProgressBar;
class QToolButton;

namespace transship {

class ReportRunner;

/// One line over the table while a report is written: how far it is, with a way to cancel; then where it is, or what
/// went wrong. GUI thread; never takes the focus; borrows the runner.
class ExportBar : public QFrame {
    Q_OBJECT
public:
    explicit ExportBar(ReportRunner& reports, QWidget* parent = nullptr);

private:
    void showProgress(qint64 done, qint64 total);
    void showEnd(const Result<ReportSummary>& summary);
    void openFolder();

    ReportRunner& m_reports;
    QLabel* m_icon;
    QLabel* m_text;
    QProgressBar* m_progress;
    QToolButton* m_cancel;
    QToolButton* m_folder;
    QToolButton* m_close;
    QString m_file;
};

} // namespace transship
