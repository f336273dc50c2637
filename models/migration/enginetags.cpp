// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/migration/engineprivate.h"

/// The tags before a final import and after it, see TagCheck.
namespace transship {

QCoro::Task<> MigrationEngine::Private::keepTags(ContainerRepository repository)
{
    if (!q || !registry) {
        co_return;
    }
    const QDateTime now = clock.now();
    const Result<QStringList> names = co_await registry->tagNames(repository.path);
    if (!names) {
        // Not compared with what an earlier attempt found: tags may have been deleted since.
        co_await forgetTags(repository.id);
        co_return;
    }
    const auto job
        = [id = repository.id, tags = *names, now](Stores& stores) { return stores.tagLists.keep(id, tags, now); };
    const Result<void> kept = co_await ask(job);
    Q_UNUSED(kept) // then there is nothing to compare with
}

QCoro::Task<TagCheck> MigrationEngine::Private::checkTags(ContainerRepository repository)
{
    const auto job = [id = repository.id](Stores& stores) { return stores.tagLists.find(id); };
    const Result<std::optional<QStringList>> before = co_await ask(job);
    if (!before || !before->has_value() || !registry) {
        co_return TagCheck();
    }
    const Result<QStringList> after = co_await registry->tagNames(repository.path);
    co_return TagCheck::compare(**before, after);
}

QCoro::Task<> MigrationEngine::Private::forgetTags(qint64 repositoryId)
{
    const auto job = [repositoryId](Stores& stores) { return stores.tagLists.remove(repositoryId); };
    const Result<void> removed = co_await ask(job);
    Q_UNUSED(removed) // left over, replaced at the next final import
}

} // namespace transship
