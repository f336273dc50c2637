// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/reports/reportexporter.h"

#include "models/tables/repositorytablemodel.h"
#include "reports/reportrunner.h"
#include "views/reports/exportdialog.h"
#include "views/repositories/repositorytableview.h"
#include "views/repositories/tableselection.h"

#include <QFileInfo>
#include <QHeaderView>
#include <QStandardPaths>

namespace transship {
namespace {

QList<RepositoryColumn> shownColumns(const RepositoryTableModel& model, const RepositoryTableView& table)
{
    QList<RepositoryColumn> columns;
    const QHeaderView& header = *table.horizontalHeader();
    for (int place = 0; place < header.count(); ++place) {
        const int section = header.logicalIndex(place);
        const auto meaning = model.meaningOf(section);
        if (!header.isSectionHidden(section) && meaning) {
            columns << *meaning;
        }
    }
    return columns;
}

} // namespace

ReportExporter::ReportExporter(
    ReportRunner& reports, RepositoryTableModel& model, RepositoryTableView& table, const Clock& clock, QObject* parent)
    : QObject(parent)
    , m_reports(reports)
    , m_model(model)
    , m_table(table)
    , m_clock(clock)
    , m_folder(QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation))
{
}

void ReportExporter::ask()
{
    if (m_reports.isRunning()) {
        return;
    }
    ExportOffer offer;
    offer.view = m_model.repositoryFilter();
    offer.viewCount = m_model.isCounting() ? std::nullopt : std::optional<qint64>(m_model.rowCount());
    offer.sort = m_model.repositorySort();
    offer.descending = m_model.sortOrder() == Qt::DescendingOrder;
    offer.columns = shownColumns(m_model, m_table);
    // All that match are the view; rows that are selected but not loaded have no ids here yet.
    const Selection selection = m_table.tableSelection().selection();
    if (!selection.allMatching && selection.unknown() == 0) {
        for (const ContainerRepository& row : selection.rows) {
            offer.selected << row.id;
        }
    }
    offer.folder = m_folder;
    offer.now = m_clock.now();
    auto* dialog = new ExportDialog(std::move(offer), m_table.window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ExportDialog::chosen, this, &ReportExporter::start);
    dialog->open();
}

void ReportExporter::start(ReportRequest request, const QString& file)
{
    m_folder = QFileInfo(file).path();
    request.source = m_reports.source();
    request.time = m_clock.now();
    m_reports.start(request, file);
}

} // namespace transship
