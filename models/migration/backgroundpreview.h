// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/backgroundmigration.h"
#include "models/domain/repository.h"
#include "models/registry/importapiclient.h"

#include <QCoroTask>

#include <functional>
#include <optional>

namespace transship {

class StorageWorker;

/// A row that a background migration would look at.
struct BackgroundPreviewRow {
    ContainerRepository repository;
    bool wouldChange = true;
    std::optional<bool> hasTags; ///< reset_status: as the registry says now, or as it counts without an answer
};

struct BackgroundPreview {
    qint64 rows = 0;
    qint64 changes = 0;
    int unanswered = 0; ///< reset_status: counted as having tags for lack of an answer
    QString lastError; ///< of the last of those
};

/// Dry run: every row in the order of the ids, one by one as they become known, changing nothing. reset_status does ask
/// the registry. `each` returns false to end it. Thread: the caller's.
QCoro::Task<Result<BackgroundPreview>> previewBackground(StorageWorker& reader, ImportApiClient* registry,
    BackgroundKind kind, std::function<bool(const BackgroundPreviewRow&)> each);

} // namespace transship
