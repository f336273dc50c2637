// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "reports/pdfreport.h"

#include "reports/pdfcharts.h"
#include "reports/pdfplot.h"
#include "reports/statepalette.h"

namespace transship {
namespace {

using namespace pdf;
using Align = PdfCanvas::Align;

constexpr double margin = 40;
constexpr double rowHeight = 12;
constexpr double cellGap = 8;
constexpr double pathWidth = 190; ///< at least
constexpr PdfCanvas::Style cellStyle{8, paper::ink};
constexpr PdfCanvas::Style headStyle{8, paper::ink, true};

double pdfWidth(RepositoryColumn column)
{
    return column == RepositoryColumn::Path      ? pathWidth
        : valueOf(column) == ReportValue::Time   ? 96
        : valueOf(column) == ReportValue::Number ? 46
                                                 : 84;
}

/// A column's name without what all have in common.
QString shortName(RepositoryColumn column)
{
    QString name = reportName(column);
    name.remove(QStringLiteral("migration_"));
    name.replace(QStringLiteral("_count"), QString());
    return name;
}

bool isNumber(RepositoryColumn column)
{
    return valueOf(column) == ReportValue::Number;
}

} // namespace

PdfReport::PdfReport(QIODevice& device, ReportCharts charts)
    : m_device(device)
    , m_charts(std::move(charts))
    , m_canvas(QStringLiteral("Container registry migration"))
{
}

Result<void> PdfReport::begin(const ReportHead& head)
{
    m_head = head;
    m_canvas.addPage(PdfCanvas::Orientation::Portrait);
    drawSummary();
    drawCharts();
    chooseWidths();
    return {};
}

void PdfReport::drawSummary()
{
    const ReportRequest& request = m_head.request;
    m_canvas.text({margin, margin + 14}, QStringLiteral("Container registry migration"), {18, paper::ink, true});
    const QString filter = request.filter.toString();
    const QList<std::pair<QString, QString>> lines{{QStringLiteral("Database"), request.source},
        {QStringLiteral("Filter"), filter.isEmpty() ? QStringLiteral("none: the whole migration") : filter},
        {QStringLiteral("Repositories"), number(m_head.counts.total())},
        {QStringLiteral("Time"),
            QLocale::c().toString(request.time.toUTC(), QStringLiteral("d MMMM yyyy, HH:mm:ss"))
                + QStringLiteral(" UTC")},
        {QStringLiteral("Made by"), QStringLiteral("Transship ") + m_head.version}};
    double y = margin + 34;
    for (const auto& [name, value] : lines) {
        m_canvas.text({margin, y}, name, {9, paper::soft});
        m_canvas.text({margin + 70, y}, m_canvas.fitted(value, m_canvas.pageSize().width() - 2 * margin - 70, {}), {});
        y += 13;
    }
    drawStateShares(m_canvas, QRectF(margin, y + 10, m_canvas.pageSize().width() - 2 * margin, 160), m_head.counts);
}

void PdfReport::drawCharts()
{
    const double width = m_canvas.pageSize().width() - 2 * margin;
    const double bottom = m_canvas.pageSize().height() - margin - 14;
    const QString whole = QStringLiteral("The charts are of the whole migration. All times are UTC.");
    m_canvas.text({margin, 306}, whole, {8, paper::soft});
    drawStatesOverTime(m_canvas, QRectF(margin, 326, width, (bottom - 326) / 2 - 10), m_charts.samples);
    drawThroughput(m_canvas, QRectF(margin, (bottom + 326) / 2 + 6, width, (bottom - 326) / 2 - 10), m_charts.events);
    m_canvas.addPage(PdfCanvas::Orientation::Portrait);
    drawDurations(m_canvas, QRectF(margin, margin, width, 220), m_charts.events);
    drawCauses(m_canvas, QRectF(margin, margin + 250, width, 200), m_charts.events);
}

void PdfReport::chooseWidths()
{
    m_canvas.addPage(PdfCanvas::Orientation::Landscape);
    double room = m_canvas.pageSize().width() - 2 * margin;
    for (const RepositoryColumn column : m_head.request.columns) {
        const double width = pdfWidth(column);
        if (width > room) {
            break;
        }
        m_columns << column;
        m_widths << width;
        room -= width;
    }
    const qsizetype path = m_columns.indexOf(RepositoryColumn::Path);
    if (path >= 0) {
        m_widths[path] += room;
    }
    startTablePage();
}

void PdfReport::startTablePage()
{
    m_y = margin + 10;
    if (m_canvas.pageCount() == 3) {
        QString title = QStringLiteral("Repositories");
        if (m_head.counts.total() > shownRows) {
            title += QStringLiteral(": the first %1 of %2").arg(number(shownRows), number(m_head.counts.total()));
        }
        m_canvas.text({margin, m_y}, title, {12, paper::ink, true});
        m_y += 14;
        if (m_head.counts.total() > shownRows) {
            m_canvas.text({margin, m_y},
                QStringLiteral("The others are left out here; CSV, JSON and XLSX have them all."), {8, paper::soft});
            m_y += 6;
        }
        if (const qsizetype left = m_head.request.columns.size() - m_columns.size(); left > 0) {
            m_canvas.text({m_canvas.pageSize().width() - margin, m_y - 6},
                QStringLiteral("%1 more columns do not fit on a page").arg(left),
                {8, paper::soft, false, Align::Right});
        }
        m_y += 12;
    }
    double x = margin;
    for (qsizetype i = 0; i < m_columns.size(); ++i) {
        const double width = m_widths[i] - cellGap;
        PdfCanvas::Style style = headStyle;
        style.align = isNumber(m_columns[i]) ? Align::Right : Align::Left;
        m_canvas.text({isNumber(m_columns[i]) ? x + width : x, m_y},
            m_canvas.fitted(shortName(m_columns[i]), width, style), style);
        x += m_widths[i];
    }
    m_canvas.line({{margin, m_y + 4}, {m_canvas.pageSize().width() - margin, m_y + 4}}, paper::rule, 0.8);
    m_y += 4 + rowHeight;
}

Result<void> PdfReport::row(const QList<QByteArrayView>& fields)
{
    if (m_y > m_canvas.pageSize().height() - margin - 16) {
        m_canvas.addPage(PdfCanvas::Orientation::Landscape);
        startTablePage();
    }
    double x = margin;
    for (qsizetype i = 0; i < m_columns.size(); ++i) {
        const RepositoryColumn column = m_columns[i];
        const double width = m_widths[i] - cellGap;
        // Of a time the seconds are enough on paper.
        const QString whole = QString::fromUtf8(fields[i]);
        const QString text = valueOf(column) == ReportValue::Time ? whole.left(19) : whole;
        if (isNumber(column)) {
            m_canvas.text({x + width, m_y}, text, {cellStyle.size, cellStyle.colour, false, Align::Right});
        } else {
            const double indent = column == RepositoryColumn::State ? 10 : 0;
            if (const Result<MigrationState> state = migrationStateFromName(text); indent > 0 && state) {
                m_canvas.fill(QRectF(x, m_y - 6, 6, 6), colourOf(*state));
            }
            m_canvas.text({x + indent, m_y}, m_canvas.fitted(text, width - indent, cellStyle), cellStyle);
        }
        x += m_widths[i];
    }
    m_y += rowHeight;
    ++m_rows;
    return {};
}

void PdfReport::drawFooters()
{
    for (int page = 0; page < m_canvas.pageCount(); ++page) {
        m_canvas.turnTo(page);
        const QSizeF size = m_canvas.pageSize();
        m_canvas.text({margin, size.height() - 26},
            m_canvas.fitted(m_head.request.source, size.width() / 2, {7, paper::soft}), {7, paper::soft});
        m_canvas.text({size.width() - margin, size.height() - 26},
            QStringLiteral("page %1 of %2").arg(page + 1).arg(m_canvas.pageCount()),
            {7, paper::soft, false, Align::Right});
    }
}

Result<void> PdfReport::end()
{
    if (m_rows == 0) {
        m_canvas.text({margin, m_y}, QStringLiteral("No repository matches the filter."), {9, paper::soft});
    }
    drawFooters();
    const Result<QByteArray> document = m_canvas.document();
    return document ? writeAll(m_device, *document) : document.error();
}

} // namespace transship
