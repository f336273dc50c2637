// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/migration/bulkrun.h"

#include <QFuture>
#include <QHash>

#include <chrono>
#include <memory>

namespace transship {

/// Where operators' actions on many repositories begin: a look at what would happen, then exactly that, then what
/// became of it. Thread: that of the engine; previews and files are made by the reader's. Borrows all.
class BulkActions {
public:
    /// `reader` may be busy for seconds: give it one that nothing urgent waits for.
    BulkActions(MigrationEngine& engine, StorageWorker& storage, StorageWorker& reader, const Clock& clock);

    QFuture<Result<BulkPreview>> preview(KeySource source, BulkOperation operation, CancelFlag cancel);
    std::unique_ptr<BulkRun> makeRun(
        BulkOperation operation, std::shared_ptr<const FrozenRepositories> frozen, Actor actor);
    QFuture<Result<qint64>> writeFailures(const BulkReport& report, const QString& filePath);

    /// How long it will take, by what the same took before; without experience a cautious guess.
    std::chrono::seconds estimate(const BulkOperation& operation, qint64 count) const;
    /// Experience for estimate().
    void learn(const BulkReport& report);

private:
    MigrationEngine& m_engine;
    StorageWorker& m_storage;
    StorageWorker& m_reader;
    const Clock& m_clock;
    QHash<QString, double> m_perSecond; ///< by the operation's name
};

} // namespace transship
