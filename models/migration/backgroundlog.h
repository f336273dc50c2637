// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/migration/tagquestions.h"
#include "models/storage/backgroundmigrationstore.h"

#include <QJsonObject>
#include <QList>
#include <QStringList>

/// The log lines of background migrations; severity is INFO where a line names none. Pure functions.
namespace transship::backgroundlog {

QJsonObject line(const BackgroundMigration& migration, const QString& message);
QJsonObject failure(const BackgroundMigration& migration, const Error& error);
/// Nothing could even be looked for.
QJsonObject problem(const Error& error);
/// One for the sub-batch, one for the batch where that ended, one for the end of all.
QList<QJsonObject> linesOf(const SubBatchResult& result);
/// reset_status, one for each repository: the very fields that the original logged, and no others.
QJsonObject repository(const BackgroundMigration& migration, const ContainerRepository& row, bool hasTags);
/// All lines of a sub-batch of reset_status besides linesOf().
QList<QJsonObject> linesOf(const BackgroundMigration& migration, const TagAnswers& answers);
/// As it is kept with the job: complete, on one line.
QString stored(const QJsonObject& line, const QDateTime& time);
QStringList stored(const QList<QJsonObject>& lines, const QDateTime& time);
QJsonObject unanswered(const BackgroundMigration& migration, int count, const QString& lastError);

} // namespace transship::backgroundlog
