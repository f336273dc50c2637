// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ctl/session.h"
#include "models/domain/backgroundmigration.h"

#include <QJsonObject>

/// Background migrations as text and JSON.
namespace transship::ctl {

QJsonObject toJson(const BackgroundMigration& migration);
TextTable tableOf(const QList<BackgroundMigration>& migrations);
/// "12,000 of 27,700, 950 a second, 17 s left"
QString progressOf(const BackgroundMigration& migration);

/// What it would change, row by row, as it becomes known; the registry is asked.
QCoro::Task<int> previewMigration(Session& session, BackgroundKind kind);

} // namespace transship::ctl
