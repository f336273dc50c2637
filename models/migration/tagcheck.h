// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/repository.h"
#include "models/registry/importapiclient.h"

#include <QCoroTask>
#include <QStringList>

namespace transship {

class StorageWorker;

/// A registry may end an import as complete and have left broken tags out without a word (docs/registry-api.md §3): the
/// tags right before the final import are kept and compared with those after it. What cannot be listed is not compared;
/// it never holds an import up. Thread: that of the caller (coroutines).

/// Right before a final import is asked for.
QCoro::Task<> keepTags(
    StorageWorker& storage, ImportApiClient* registry, ContainerRepository repository, QDateTime now);

/// What the comparison came to.
struct TagCheck {
    bool compared = false;
    qint64 before = 0;
    QStringList missing;

    /// For history: "all 12 tags are there", "2 of 12 tags are missing: a, b"; empty when nothing was compared.
    QString inWords() const;
};

/// After it was reported complete. Keeps what was listed before until forgetTags.
QCoro::Task<TagCheck> checkTags(StorageWorker& storage, ImportApiClient* registry, ContainerRepository repository);
QCoro::Task<> forgetTags(StorageWorker& storage, qint64 repositoryId);

} // namespace transship
