// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/clock.h"
#include "models/migration/explanation.h"
#include "models/registry/importapiclient.h"

#include <QCoroTask>

namespace transship {

class StorageWorker;

/// What can be asked about one repository beyond its row: why it does not move, what the registry says of it now, how
/// many tags it has. Starts nothing and moves nothing. Thread: that of the caller (coroutines); never blocks.
class RepositoryInquiry {
public:
    /// Borrows all. `registry` null: none is configured, and what only it knows is answered by an error that says so.
    RepositoryInquiry(StorageWorker& storage, StorageWorker& reader, ImportApiClient* registry, const Clock& clock);

    bool hasRegistry() const { return m_registry != nullptr; }

    /// The enqueuer's checks with their present values, see explain().
    QCoro::Task<Result<Explanation>> explanation(qint64 id);
    QCoro::Task<Result<ImportStatusReport>> status(QString path);
    /// All of them; the number is kept in the row.
    QCoro::Task<Result<qint64>> countTags(qint64 id, QString path);

private:
    StorageWorker& m_storage;
    StorageWorker& m_reader;
    ImportApiClient* m_registry;
    const Clock& m_clock;
};

} // namespace transship
