// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/enums.h"
#include "models/importer/blobcopier.h"
#include "models/registry/requestgovernor.h"

#include <QByteArray>
#include <QMap>

#include <optional>

namespace transship {

/// What /metrics of an importer tells.
struct ImportFacts {
    std::optional<QMap<ImportStatus, qint64>> statuses; ///< nullopt: the database does not answer
    int running = 0;
    int slots = 0;
    int openWindows = 0; ///< repositories of the source that are closed for writing, by this process
    bool draining = false;
    CopyCounts totals; ///< by this process
    qint64 notificationsDelivered = 0;
    qint64 notificationsLost = 0;
    GovernorState source;
    GovernorState target;
};

/// As Prometheus reads it (docs/importer.md lists the names). Thread: any.
QByteArray importMetricsText(const ImportFacts& facts);

} // namespace transship
