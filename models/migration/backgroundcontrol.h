// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/migration/backgroundpreview.h"
#include "models/migration/engine.h"
#include "models/storage/backgroundmigrationstore.h"
#include "models/storage/joblogstore.h"

#include <QCoroTask>
#include <QList>

namespace transship {

class StorageWorker;

/// The operator's hands on background migrations (docs/domain.md section 5): start, pause, resume, cancel, each with a
/// line in the job's log that says who did it. Thread: that of the caller (coroutines).
class BackgroundControl {
public:
    /// Borrows all. `registry` null: none is configured.
    BackgroundControl(
        StorageWorker& storage, StorageWorker& reader, ImportApiClient* registry, const Clock& clock, Actor actor);

    /// Queued for the next worker; see BackgroundMigrationStore for this and the wishes below.
    QCoro::Task<Result<BackgroundMigration>> start(BackgroundKind kind, BackgroundOptions options);
    /// Try: what it would be afterwards, or why it would be refused; nothing is changed.
    enum class Changing { Apply, Try };
    QCoro::Task<Result<BackgroundMigration>> pause(qint64 id, Changing changing = Changing::Apply);
    QCoro::Task<Result<BackgroundMigration>> resume(qint64 id, Changing changing = Changing::Apply);
    QCoro::Task<Result<BackgroundMigration>> cancel(qint64 id, Changing changing = Changing::Apply);

    QCoro::Task<Result<QList<BackgroundMigration>>> list(); ///< newest first
    /// How many rows match now.
    QCoro::Task<Result<qint64>> countCandidates(BackgroundKind kind);
    /// See previewBackground.
    QCoro::Task<Result<BackgroundPreview>> preview(
        BackgroundKind kind, std::function<bool(const BackgroundPreviewRow&)> each);
    /// The lines behind `afterId`, oldest first; from the beginning on (0) only the last of them.
    QCoro::Task<Result<QList<JobLogLine>>> log(qint64 id, qint64 afterId, int limit);

private:
    using Wish = Result<BackgroundMigration> (BackgroundMigrationStore::*)(qint64, const QDateTime&);
    QCoro::Task<Result<BackgroundMigration>> change(qint64 id, Wish wish, QString done, Changing changing);

    StorageWorker& m_storage;
    StorageWorker& m_reader;
    ImportApiClient* m_registry;
    const Clock& m_clock;
    Actor m_actor;
};

} // namespace transship
