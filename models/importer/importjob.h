// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/importer/importrecords.h"
#include "models/importer/importservice.h"
#include "models/importer/readonlywindows.h"
#include "models/importer/repositoryimport.h"
#include "models/importer/repositoryverifier.h"

#include <QCoroTask>
#include <QElapsedTimer>
#include <QTimer>

#include <memory>

namespace transship {

/// One import at work in an ImportRunner: the copy, the verification after it when asked for, its clock, and why it was
/// stopped. Always shared. Thread: the runner's.
struct ImportJob {
    enum class Stop {
        No,
        Canceled, ///< on record by then
        TimedOut,
        Drained, ///< another importer, or the next start, goes on with it
        Lost, ///< canceled, or taken over, by another importer
    };

    QString path;
    ImportType type = ImportType::Pre;
    std::chrono::milliseconds limit{}; ///< of its time
    std::shared_ptr<Cancellation> cancellation = std::make_shared<Cancellation>();
    std::unique_ptr<RepositoryImport> import;
    std::shared_ptr<ReadOnlyWindows> windows; ///< null: the source is never closed for writing
    std::unique_ptr<RepositoryVerifier> verifier; ///< null: the import's own looks are enough
    QTimer timeout;
    QElapsedTimer clock;
    Stop stop = Stop::No;

    /// The remark of a success, or why it is none.
    static QCoro::Task<Result<QString>> run(std::shared_ptr<ImportJob> job);
    /// Opens the source again, if it was closed for this import.
    static QCoro::Task<> closeWindow(std::shared_ptr<ImportJob> job, bool complete);
    /// The first reason counts.
    void stopFor(Stop reason);
    bool wasLeft() const { return stop != Stop::No && stop != Stop::TimedOut; } ///< its end is not ours to record

    /// How far it is, as it is logged, kept on record and answered (docs/importer.md).
    QJsonObject progress() const;
    /// What goes on record.
    ImportRecord outcome(ImportRecord record, const Result<QString>& result) const;
};

/// "pre" or "final".
QString toName(ImportType type);

} // namespace transship
