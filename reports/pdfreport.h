// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/storage/samplestore.h"
#include "models/tables/eventcharts.h"
#include "reports/pdfcanvas.h"
#include "reports/reportcolumns.h"
#include "reports/reportwriter.h"

namespace transship {

/// What the charts of a report show: of the whole migration, whatever its filter.
struct ReportCharts {
    QList<StateSample> samples;
    EventCharts events;
};

/// A document to read: what it is, charts, and the first thousands of rows. Kept in memory until its end.
class PdfReport final : public ReportWriter {
public:
    static constexpr qint64 shownRows = 2000;

    PdfReport(QIODevice& device, ReportCharts charts);

    Result<void> begin(const ReportHead& head) override;
    Result<void> row(const QList<QByteArrayView>& fields) override;
    Result<void> end() override;
    qint64 maxRows() const override { return shownRows; }

private:
    void drawSummary();
    void drawCharts();
    void chooseWidths();
    void startTablePage();
    void drawFooters();

    QIODevice& m_device;
    ReportCharts m_charts;
    ReportHead m_head;
    PdfCanvas m_canvas;
    QList<RepositoryColumn> m_columns; ///< those that fit on a page
    QList<double> m_widths;
    double m_y = 0; ///< baseline of the next row
    qint64 m_rows = 0;
};

} // namespace transship
