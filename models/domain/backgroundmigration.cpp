// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/backgroundmigration.h"

#include "models/domain/enumnames.h"

#include <cmath>

namespace transship {
namespace {

using namespace std::chrono_literals;

constexpr std::array kindNames{
    EnumName<BackgroundKind>{BackgroundKind::ResetSkipped, "reset_skipped"},
    EnumName<BackgroundKind>{BackgroundKind::ResetStatus, "reset_status"},
};

constexpr std::array statusNames{
    EnumName<BackgroundStatus>{BackgroundStatus::Running, "running"},
    EnumName<BackgroundStatus>{BackgroundStatus::Paused, "paused"},
    EnumName<BackgroundStatus>{BackgroundStatus::Canceled, "canceled"},
    EnumName<BackgroundStatus>{BackgroundStatus::Finished, "finished"},
    EnumName<BackgroundStatus>{BackgroundStatus::Failed, "failed"},
};

/// A sub-batch is one transaction, which every other writer waits for on SQLite.
constexpr int largestSubBatch = 1000;
constexpr std::chrono::seconds longestPause = 24h;

Error notLegal(const QString& what)
{
    return {ErrorCode::InvalidArgument, what};
}

} // namespace

QString toName(BackgroundKind kind)
{
    return nameOf(kindNames, kind);
}

QString toName(BackgroundStatus status)
{
    return nameOf(statusNames, status);
}

Result<BackgroundKind> backgroundKindFromName(QStringView name)
{
    const QString stored = name.toString().replace(u'-', u'_');
    return parseName(kindNames, stored, "background migration");
}

Result<BackgroundStatus> backgroundStatusFromName(QStringView name)
{
    return parseName(statusNames, name, "status of a background migration");
}

QString migratorName(BackgroundKind kind)
{
    return kind == BackgroundKind::ResetSkipped ? QStringLiteral("ResetSkippedContainerRepositories")
                                                : QStringLiteral("ResetStatusOnContainerRepositories");
}

BackgroundOptions defaultOptions(BackgroundKind kind)
{
    return kind == BackgroundKind::ResetSkipped ? BackgroundOptions{10'000, 100, 120s}
                                                : BackgroundOptions{50, 50, 120s};
}

Result<void> validate(const BackgroundOptions& options)
{
    if (options.batchSize < 1 || options.subBatchSize < 1) {
        return notLegal(QStringLiteral("a batch and a sub-batch hold at least one row"));
    }
    if (options.subBatchSize > largestSubBatch) {
        return notLegal(
            QStringLiteral("a sub-batch is one transaction and holds at most %1 rows").arg(largestSubBatch));
    }
    if (options.subBatchSize > options.batchSize) {
        return notLegal(QStringLiteral("a sub-batch (%1) cannot be larger than its batch (%2)")
                            .arg(options.subBatchSize)
                            .arg(options.batchSize));
    }
    if (options.pause < 0s || options.pause > longestPause) {
        return notLegal(QStringLiteral("the pause between batches is 0 to %1 seconds").arg(longestPause.count()));
    }
    return {};
}

std::optional<double> BackgroundMigration::rate() const
{
    const qint64 elapsed = measuredFrom.isValid() ? measuredFrom.msecsTo(updatedAt) : 0;
    const qint64 rows = doneCount - measuredFromCount;
    if (elapsed <= 0 || rows <= 0) {
        return std::nullopt;
    }
    return static_cast<double>(rows) * 1000.0 / static_cast<double>(elapsed);
}

std::optional<std::chrono::seconds> BackgroundMigration::timeLeft() const
{
    const std::optional<double> perSecond = rate();
    if (status != BackgroundStatus::Running || !perSecond) {
        return std::nullopt;
    }
    const double left = static_cast<double>(std::max<qint64>(totalCount - doneCount, 0));
    return std::chrono::seconds(std::llround(std::ceil(left / *perSecond)));
}

bool isUnderWay(BackgroundStatus status)
{
    return status != BackgroundStatus::Finished && status != BackgroundStatus::Canceled;
}

} // namespace transship
