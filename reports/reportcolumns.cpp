// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "reports/reportcolumns.h"

namespace transship {
namespace {

using C = RepositoryColumn;

constexpr std::array all{C::Id, C::ProjectId, C::Name, C::Path, C::RootNamespaceId, C::Plan, C::Tags, C::Status,
    C::State, C::Since, C::Retries, C::Reason, C::AbortedIn, C::CreatedAt, C::UpdatedAt, C::PreImportStartedAt,
    C::PreImportDoneAt, C::ImportStartedAt, C::ImportDoneAt, C::AbortedAt, C::SkippedAt, C::StepAcceptedAt};
constexpr std::array standard{C::Id, C::Path, C::Plan, C::Tags, C::State, C::Since, C::Retries, C::Reason, C::AbortedIn,
    C::CreatedAt, C::UpdatedAt};

} // namespace

QString reportName(RepositoryColumn column)
{
    return column == C::Since ? QStringLiteral("since") : columnName(column);
}

ReportValue valueOf(RepositoryColumn column)
{
    switch (column) {
    case C::Id:
    case C::ProjectId:
    case C::RootNamespaceId:
    case C::Tags:
    case C::Retries:
        return ReportValue::Number;
    case C::Name:
    case C::Path:
    case C::Plan:
    case C::Status:
    case C::State:
    case C::Reason:
    case C::AbortedIn:
        return ReportValue::Text;
    default:
        return ReportValue::Time;
    }
}

QList<RepositoryColumn> defaultReportColumns()
{
    return {standard.begin(), standard.end()};
}

QList<RepositoryColumn> allReportColumns()
{
    return {all.begin(), all.end()};
}

Result<QList<RepositoryColumn>> parseReportColumns(const QString& text)
{
    if (text == u"default") {
        return defaultReportColumns();
    }
    if (text == u"all") {
        return allReportColumns();
    }
    QList<RepositoryColumn> columns;
    for (const QString& part : text.split(u',')) {
        const QString name = part.trimmed();
        const auto found
            = std::find_if(all.begin(), all.end(), [&](RepositoryColumn column) { return reportName(column) == name; });
        if (found == all.end()) {
            QStringList known;
            for (const RepositoryColumn column : all) {
                known << reportName(column);
            }
            return Error{ErrorCode::InvalidArgument,
                QStringLiteral("there is no column \"%1\"; known: default, all, %2")
                    .arg(name, known.join(QStringLiteral(", ")))};
        }
        if (columns.contains(*found)) {
            return Error{ErrorCode::InvalidArgument, QStringLiteral("the column \"%1\" is named twice").arg(name)};
        }
        columns << *found;
    }
    return columns;
}

} // namespace transship
