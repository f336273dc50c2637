// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/result.h"

#include <QDateTime>
#include <QString>

#include <array>
#include <chrono>
#include <optional>

namespace transship {

/// What a background migration does to every row that matches (docs/domain.md section 5).
enum class BackgroundKind {
    ResetSkipped, ///< import_skipped for too_many_tags becomes default again
    ResetStatus, ///< delete_scheduled is lifted where the registry still has a tag
};

inline constexpr std::array allBackgroundKinds{BackgroundKind::ResetSkipped, BackgroundKind::ResetStatus};

enum class BackgroundStatus {
    Running, ///< under way, or waiting for a worker
    Paused,
    Canceled,
    Finished,
    Failed, ///< the database refused; `error` says why
};

/// The stored name, for example "reset_skipped".
QString toName(BackgroundKind kind);
QString toName(BackgroundStatus status);
/// "reset-skipped", as it is typed, is "reset_skipped" as well.
Result<BackgroundKind> backgroundKindFromName(QStringView name);
Result<BackgroundStatus> backgroundStatusFromName(QStringView name);

/// The name in log lines, for example "ResetStatusOnContainerRepositories".
QString migratorName(BackgroundKind kind);

/// How the work is cut: a pause after each batch, one short transaction for each sub-batch.
struct BackgroundOptions {
    int batchSize = 0;
    int subBatchSize = 0;
    std::chrono::seconds pause{};
};

/// 10,000 and 100 for reset_skipped, 50 and 50 for reset_status, two minutes between batches.
BackgroundOptions defaultOptions(BackgroundKind kind);
/// Sizes of at least 1, a sub-batch no larger than 1,000 and than its batch, a pause of at most a day.
Result<void> validate(const BackgroundOptions& options);

/// One row of `background_migrations`. A plain value: any thread.
struct BackgroundMigration {
    qint64 id = 0;
    BackgroundKind kind = BackgroundKind::ResetSkipped;
    BackgroundStatus status = BackgroundStatus::Running;
    BackgroundOptions options;
    QString actor; ///< who asked for it
    QString correlationId; ///< in every log line of it
    qint64 cursorId = 0; ///< rows with an id up to this one are done
    qint64 lastId = 0; ///< the largest id there was to do at the start
    qint64 totalCount = 0; ///< rows there were to do at the start
    qint64 doneCount = 0;
    qint64 changedCount = 0;
    qint64 batchesCount = 0; ///< complete ones; the last may be short
    qint64 subBatchesCount = 0;
    int batchDoneCount = 0; ///< rows done of the batch under way
    QDateTime nextBatchAt; ///< nothing is done before; invalid: at once
    QString worker; ///< who works on it now; empty: nobody
    QString error;
    QDateTime startedAt;
    QDateTime updatedAt;
    QDateTime finishedAt;
    QDateTime measuredFrom; ///< since when, and from which count on, the rate is taken: the start or the last resume
    qint64 measuredFromCount = 0;

    /// Rows a second since it was started or resumed, pauses between batches included; nothing before there is one.
    std::optional<double> rate() const;
    /// At that rate; nothing unless it is running and moves.
    std::optional<std::chrono::seconds> timeLeft() const;
};

/// Neither finished nor canceled.
bool isUnderWay(BackgroundStatus status);

} // namespace transship
