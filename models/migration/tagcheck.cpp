// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/migration/tagcheck.h"

#include "models/storage/storageworker.h"

#include <QCoroFuture>
#include <QSet>

namespace transship {
namespace {

/// History is read by people: more names than this are only counted.
constexpr qsizetype mostNames = 20;

} // namespace

QString TagCheck::inWords() const
{
    if (!compared) {
        return {};
    }
    if (missing.isEmpty()) {
        return QStringLiteral("all %1 tags are there").arg(before);
    }
    QString names = missing.mid(0, mostNames).join(QStringLiteral(", "));
    if (missing.size() > mostNames) {
        names += QStringLiteral(" and %1 more").arg(missing.size() - mostNames);
    }
    return QStringLiteral("%1 of %2 tags are missing: %3").arg(missing.size()).arg(before).arg(names);
}

QCoro::Task<> keepTags(StorageWorker& storage, ImportApiClient* registry, ContainerRepository repository, QDateTime now)
{
    if (!registry) {
        co_return;
    }
    const Result<QStringList> names = co_await registry->tagNames(repository.path);
    if (!names) {
        // Not compared with what an earlier attempt found: tags may have been deleted since.
        co_await forgetTags(storage, repository.id);
        co_return;
    }
    const auto job
        = [id = repository.id, tags = *names, now](Stores& stores) { return stores.tagLists.keep(id, tags, now); };
    const Result<void> kept = co_await storage.run(job);
    Q_UNUSED(kept) // then there is nothing to compare with
}

QCoro::Task<TagCheck> checkTags(StorageWorker& storage, ImportApiClient* registry, ContainerRepository repository)
{
    TagCheck check;
    const auto job = [id = repository.id](Stores& stores) { return stores.tagLists.find(id); };
    const Result<std::optional<QStringList>> before = co_await storage.run(job);
    if (!registry || !before || !before->has_value()) {
        co_return check;
    }
    const Result<QStringList> after = co_await registry->tagNames(repository.path);
    if (!after && after.error().code != ErrorCode::NotFound) {
        co_return check;
    }
    check.compared = true;
    check.before = (*before)->size();
    const QSet<QString> present = after ? QSet<QString>(after->begin(), after->end()) : QSet<QString>();
    for (const QString& name : **before) {
        if (!present.contains(name)) {
            check.missing << name;
        }
    }
    co_return check;
}

QCoro::Task<> forgetTags(StorageWorker& storage, qint64 repositoryId)
{
    const auto job = [repositoryId](Stores& stores) { return stores.tagLists.remove(repositoryId); };
    const Result<void> removed = co_await storage.run(job);
    Q_UNUSED(removed) // left over, replaced at the next final import
}

} // namespace transship
