// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/result.h"
#include "models/tables/activitymodel.h"

#include <QList>
#include <QString>

namespace transship {

/// One JSON object a line, with the field's own names; the file is complete or not there. Thread: any; does file I/O.
Result<void> exportActivity(const QString& file, const QList<Activity>& rows);

/// As it is copied: separated by tabs.
QString activityAsText(const QList<Activity>& rows);

} // namespace transship
