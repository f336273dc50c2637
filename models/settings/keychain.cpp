// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/settings/keychain.h"

#include <qt6keychain/keychain.h>

#include <QCoroFuture>
#include <QFuture>
#include <QPromise>

#include <memory>

namespace transship {
namespace {

const QString service = QStringLiteral("transship");

Error errorOf(const QKeychain::Job& job)
{
    switch (job.error()) {
    case QKeychain::EntryNotFound:
        return {ErrorCode::NotFound, QStringLiteral("the keychain has no such secret"), job.errorString()};
    case QKeychain::AccessDeniedByUser:
    case QKeychain::AccessDenied:
        return {ErrorCode::Unauthorized, QStringLiteral("the keychain refused access; unlock it and try again"),
            job.errorString(), true};
    case QKeychain::NoBackendAvailable:
    case QKeychain::NotImplemented:
        return {ErrorCode::Unreachable,
            QStringLiteral("this session has no keychain (no Secret Service, no KWallet); keep the secret for this "
                           "session only, or take it from an environment variable or a file"),
            job.errorString()};
    default:
        // A locked collection without anybody to ask, a service that is not running, D-Bus gone: all come as this.
        return {ErrorCode::Unreachable,
            QStringLiteral("the keychain does not answer or is locked; unlock it, or keep the secret for this session "
                           "only, or take it from an environment variable or a file"),
            job.errorString(), true};
    }
}

/// Runs to its end by itself; `answer` is asked before the job goes.
template <typename T> QFuture<T> started(QKeychain::Job& job, std::function<T()> answer)
{
    const auto promise = std::make_shared<QPromise<T>>();
    promise->start();
    QObject::connect(&job, &QKeychain::Job::finished, &job, [promise, answer = std::move(answer)] {
        promise->addResult(answer());
        promise->finish();
    });
    job.start();
    return promise->future();
}

QFuture<Result<void>> startedChange(QKeychain::Job& job, bool absentIsFine)
{
    const std::function<Result<void>()> answer = [&job, absentIsFine]() -> Result<void> {
        if (job.error() == QKeychain::NoError || (absentIsFine && job.error() == QKeychain::EntryNotFound)) {
            return {};
        }
        return errorOf(job);
    };
    return started(job, answer);
}

} // namespace

QCoro::Task<Result<QByteArray>> SystemKeychain::read(QString key)
{
    auto* job = new QKeychain::ReadPasswordJob(service); // deletes itself
    job->setKey(key);
    const std::function<Result<QByteArray>()> answer = [job]() -> Result<QByteArray> {
        return job->error() == QKeychain::NoError ? Result<QByteArray>(job->binaryData()) : errorOf(*job);
    };
    const QFuture<Result<QByteArray>> future = started(*job, answer);
    co_return co_await future;
}

QCoro::Task<Result<void>> SystemKeychain::write(QString key, QByteArray secret)
{
    auto* job = new QKeychain::WritePasswordJob(service);
    job->setKey(key);
    job->setBinaryData(secret);
    const QFuture<Result<void>> future = startedChange(*job, false);
    co_return co_await future;
}

QCoro::Task<Result<void>> SystemKeychain::remove(QString key)
{
    auto* job = new QKeychain::DeletePasswordJob(service);
    job->setKey(key);
    const QFuture<Result<void>> future = startedChange(*job, true);
    co_return co_await future;
}

} // namespace transship
