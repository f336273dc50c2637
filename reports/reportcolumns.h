// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/result.h"
#include "models/tables/repositorycolumns.h"

#include <QList>
#include <QStringList>

namespace transship {

enum class ReportValue { Text, Number, Time };

/// The name in files: the database's, and "since".
QString reportName(RepositoryColumn column);
ReportValue valueOf(RepositoryColumn column);

/// What a report has unless it is told otherwise.
QList<RepositoryColumn> defaultReportColumns();
QList<RepositoryColumn> allReportColumns();
/// "path,migration_state", "default", "all". An unknown name is an error that lists those that are known.
Result<QList<RepositoryColumn>> parseReportColumns(const QString& text);

} // namespace transship
