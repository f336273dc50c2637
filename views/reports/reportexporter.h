// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/clock.h"
#include "reports/report.h"

#include <QObject>

namespace transship {

class ReportRunner;
class RepositoryTableModel;
class RepositoryTableView;

/// Export…: asks what and where to, and starts it. GUI thread; borrows everything.
class ReportExporter : public QObject {
    Q_OBJECT
public:
    ReportExporter(ReportRunner& reports, RepositoryTableModel& model, RepositoryTableView& table, const Clock& clock,
        QObject* parent = nullptr);

public Q_SLOTS:
    /// Nothing while an export is under way.
    void ask();

private:
    void start(ReportRequest request, const QString& file);

    ReportRunner& m_reports;
    RepositoryTableModel& m_model;
    RepositoryTableView& m_table;
    const Clock& m_clock;
    QString m_folder; ///< of the last one
};

} // namespace transship
