// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importer/freezehook.h"

#include "models/registry/printable.h"
#include "models/registry/wakeup.h"

#include <QProcess>
#include <QTimer>

using namespace Qt::StringLiterals;

namespace transship {

namespace {

constexpr qsizetype longestWords = 300;

QProcessEnvironment withoutSecrets()
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const QString& name : environment.keys()) {
        if (name.startsWith(u"TRANSSHIP_")) {
            environment.remove(name);
        }
    }
    return environment;
}

/// The last line that is not empty.
QString lastWords(QProcess& process)
{
    const QString text = QString::fromUtf8(process.readAll()).trimmed();
    return printable(text.section(u'\n', -1).right(longestWords));
}

} // namespace

QCoro::Task<Result<void>> FreezeHook::run(QStringList arguments, std::shared_ptr<Cancellation> cancellation) const
{
    if (cancellation->isCanceled()) {
        co_return Cancellation::error();
    }
    const QString call = m_program + u' ' + arguments.join(u' ');
    const std::chrono::milliseconds most = m_limit;
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.setStandardInputFile(QProcess::nullDevice());
    process.setProcessEnvironment(withoutSecrets());
    WakeUp wakeUp;
    QTimer limit; // after the process, so that nothing of it comes any more when that goes
    limit.setSingleShot(true);
    bool timedOut = false;
    QObject::connect(&limit, &QTimer::timeout, &process, [&process, &timedOut] {
        timedOut = true;
        process.kill();
    });
    QObject::connect(cancellation.get(), &Cancellation::canceled, &process, &QProcess::kill);
    QObject::connect(
        &process, &QProcess::stateChanged, &limit, [&wakeUp] { wakeUp.ring(); }, Qt::QueuedConnection);
    limit.start(most);
    process.start(m_program, arguments, QIODevice::ReadOnly);
    while (process.state() != QProcess::NotRunning) {
        co_await wakeUp.wait();
    }
    if (cancellation->isCanceled()) {
        co_return Cancellation::error();
    }
    if (process.error() == QProcess::FailedToStart) {
        co_return Error{.code = ErrorCode::InvalidArgument,
            .message = u"%1 cannot be started: %2"_s.arg(call, process.errorString())};
    }
    if (timedOut) {
        co_return Error{.code = ErrorCode::Timeout,
            .message = u"%1 did not end within %2 s and was killed"_s.arg(call).arg(double(most.count()) / 1000),
            .retryable = true};
    }
    if (process.exitStatus() != QProcess::NormalExit || process.exitCode() != 0) {
        const QString words = lastWords(process);
        co_return Error{.code = ErrorCode::Conflict,
            .message = u"%1 ended with exit code %2%3"_s.arg(
                call, QString::number(process.exitCode()), words.isEmpty() ? QString() : u": "_s + words),
            .retryable = true};
    }
    co_return Result<void>();
}

} // namespace transship
