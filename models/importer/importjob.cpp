// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importer/importjob.h"

using namespace Qt::StringLiterals;

namespace transship {

namespace {

QString toWords(std::chrono::milliseconds time)
{
    const qint64 seconds = time.count() / 1000;
    return seconds >= 120 ? u"%1 min"_s.arg(seconds / 60) : u"%1 s"_s.arg(double(time.count()) / 1000);
}

} // namespace

QString toName(ImportType type)
{
    return type == ImportType::Pre ? u"pre"_s : u"final"_s;
}

QCoro::Task<Result<QString>> ImportJob::run(std::shared_ptr<ImportJob> job)
{
    if (job->cancellation->isCanceled()) {
        co_return Cancellation::error();
    }
    Result<QString> result = co_await job->import->run();
    if (!result || !job->verifier) {
        co_return result;
    }
    using Outcome = Verification::Outcome;
    const Verification found = co_await job->verifier->run();
    if (found.outcome == Outcome::Match || found.outcome == Outcome::NotFound) {
        co_return result;
    }
    if (job->verifier->failure()) {
        co_return *job->verifier->failure();
    }
    co_return Error{.code = ErrorCode::Verification,
        .message = u"source and target were compared after the import and differ in %1 places: %2"_s.arg(
            QString::number(found.findings), found.detail)};
}

QCoro::Task<> ImportJob::closeWindow(std::shared_ptr<ImportJob> job, bool complete)
{
    if (job->windows) {
        const QString outcome = complete ? u"complete"_s : job->wasLeft() ? u"interrupted"_s : u"failed"_s;
        co_await job->windows->close(job->path, outcome);
    }
}

void ImportJob::stopFor(Stop reason)
{
    if (stop == Stop::No) {
        stop = reason;
    }
    timeout.stop();
    cancellation->cancel();
}

QJsonObject ImportJob::progress() const
{
    QJsonObject object = toJson(import->progress());
    object.insert(u"import_type"_s, toName(type));
    object.insert(u"duration_ms"_s, clock.elapsed());
    if (const std::optional<qint64> window = windows ? windows->milliseconds(path) : std::nullopt) {
        object.insert(u"window_ms"_s, *window);
    }
    return object;
}

ImportRecord ImportJob::outcome(ImportRecord record, const Result<QString>& result) const
{
    const bool pre = type == ImportType::Pre;
    record.updatedAt = QDateTime::currentDateTimeUtc();
    record.progress = progress();
    if (result) {
        record.status = pre ? ImportStatus::PreImportComplete : ImportStatus::ImportComplete;
        record.detail = *result;
        record.preImported = true;
        return record;
    }
    record.status = pre ? ImportStatus::PreImportFailed : ImportStatus::ImportFailed;
    record.detail = result.error().toString();
    if (stop == Stop::TimedOut) {
        record.detail = u"the %1 did not finish within %2"_s.arg(pre ? u"pre import"_s : u"import"_s, toWords(limit));
    }
    return record;
}

} // namespace transship
