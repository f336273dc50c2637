// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/importer/manifestcopier.h"

#include <QCoroTask>
#include <QMap>
#include <QSet>

#include <functional>
#include <memory>

namespace transship {

enum class ImportType { Pre, Final };

/// One import under way: what it works with and what it has found so far. Shared by everything that works on it.
struct ImportSetup {
    QString path;
    ImportType type = ImportType::Pre;
    OciClient source;
    OciClient target;
    std::shared_ptr<ImportStore> store;
    std::shared_ptr<BlobIndex> blobs;
    int width = 6; ///< tags at a time
    bool copyForeignLayers = false; ///< where the target insists on having them
    /// Closes the source's repository for writing, for the last look of a final import; null: nobody can. Who gave it
    /// opens it again, however the import ends.
    std::function<QCoro::Task<Result<void>>()> freeze{};
};

/// Brings one repository over. Pre: every tag's digest on record, every manifest and blob copied, no tags written.
/// Final: tags written and what changed copied, again and again until a whole pass over the source finds every tag
/// equal on the target. A tag that moved or vanished meanwhile wins; nothing on the target is ever deleted. What is
/// broken in the source is an error that names tag, digest and reason, once all else was tried.
/// Thread: one. Must outlive run().
class RepositoryImport {
public:
    explicit RepositoryImport(ImportSetup setup);

    /// The remark for a success (empty, or what is worth knowing); the error says why it failed.
    QCoro::Task<Result<QString>> run();
    /// Where it stands, at any time.
    ImportProgress progress() const;
    const CopyCounts& counts() const { return *m_counts; }
    int tagsSeen() const { return m_tagsSeen; }

private:
    using TagWork = QCoro::Task<Result<void>> (RepositoryImport::*)(QString);

    QCoro::Task<Result<QString>> runPre();
    QCoro::Task<Result<QString>> runFinal();
    /// One pass over the source's tags, page by page.
    QCoro::Task<Result<void>> forEachTag(TagWork work);
    QCoro::Task<Result<void>> workOnChunk(QStringList tags, TagWork work);
    QCoro::Task<Result<void>> preImportTag(QString tag);
    QCoro::Task<Result<void>> importTag(QString tag);
    /// The target has it; what came to refer to it comes over, too.
    QCoro::Task<Result<void>> settleTag(QString tag, QString digest);
    /// Is the tag broken, or was it moved or deleted while it was copied?
    QCoro::Task<Result<void>> copyFailed(QString tag, QString digest, Error error);
    QCoro::Task<Result<QString>> headDigest(QString tag);
    /// None: the tag cannot be resolved (settleUnresolved).
    QCoro::Task<Result<std::optional<QString>>> sourceDigest(QString tag);
    /// Empty: it does not have the tag, or `asks` is false.
    QCoro::Task<Result<QString>> targetDigest(QString tag, bool asks);
    /// Has the target any tag of the repository?
    QCoro::Task<Result<bool>> targetHasTags();
    /// Tags that could not be resolved: vanished (fine) or dangling (broken)?
    QCoro::Task<Result<void>> settleUnresolved();

    Result<void> tagFailed(const QString& tag, const QString& digest, const Error& error);
    Result<void> summary() const;

    ImportSetup m_setup;
    std::shared_ptr<CopyCounts> m_counts = std::make_shared<CopyCounts>();
    ManifestCopier m_manifests;
    QMap<QString, ImportedTag> m_chunk; ///< of the chunk being worked on: on record before, and what is to be recorded
    QStringList m_unresolved;
    QStringList m_failures; ///< the first few, in words
    QList<TagFailure> m_unrecorded; ///< failures of the chunk
    QSet<QString> m_failedTags; ///< they cannot be brought over, in this run
    int m_changed = 0; ///< tags written in this pass
    int m_tagsSeen = 0;
    int m_tagsDone = 0;
    int m_pass = 0; ///< of the final import, from 1
    ImportProgress::Phase m_phase = ImportProgress::Phase::Starting;
    bool m_targetIsEmpty = false; ///< of tags, at the beginning of the final import
};

} // namespace transship
