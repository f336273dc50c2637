// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/migration/backgroundpreview.h"

#include "models/migration/tagquestions.h"
#include "models/storage/storageworker.h"

#include <QCoroFuture>

#include <limits>

namespace transship {
namespace {

constexpr int pageSize = 500;

QCoro::Task<Result<QList<ContainerRepository>>> page(StorageWorker& reader, BackgroundKind kind, qint64 afterId)
{
    const auto job = [kind, afterId](Stores& stores) {
        return stores.background.candidates(kind, afterId, std::numeric_limits<qint64>::max(), pageSize);
    };
    co_return co_await reader.run(job);
}

} // namespace

QCoro::Task<Result<BackgroundPreview>> previewBackground(StorageWorker& reader, ImportApiClient* registry,
    BackgroundKind kind, std::function<bool(const BackgroundPreviewRow&)> each)
{
    BackgroundPreview preview;
    TagQuestions questions(registry);
    qint64 cursor = 0;
    while (true) {
        const Result<QList<ContainerRepository>> rows = co_await page(reader, kind, cursor);
        if (!rows) {
            co_return rows.error();
        }
        TagQuestions::Answers answers;
        if (kind == BackgroundKind::ResetStatus) {
            answers = questions.ask(*rows);
            co_await questions.wait(answers);
            preview.unanswered += answers->unanswered;
            preview.lastError = answers->unanswered > 0 ? answers->lastError : preview.lastError;
        }
        for (const ContainerRepository& row : *rows) {
            BackgroundPreviewRow shown{row, true, std::nullopt};
            if (answers) {
                shown.wouldChange = answers->withTags.contains(row.id);
                shown.hasTags = shown.wouldChange;
            }
            ++preview.rows;
            preview.changes += shown.wouldChange ? 1 : 0;
            if (!each(shown)) {
                co_return preview;
            }
        }
        if (rows->size() < pageSize) {
            co_return preview;
        }
        cursor = rows->last().id;
    }
}

} // namespace transship
