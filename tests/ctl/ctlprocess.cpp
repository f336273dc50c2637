// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ctl/ctlprocess.h"

#include <QJsonDocument>
#include <QTest>

namespace transship::testing {
namespace {

constexpr int limitMs = 60000;

} // namespace

QJsonObject CtlResult::json() const
{
    return QJsonDocument::fromJson(out.toUtf8()).object();
}

QString CtlResult::toString() const
{
    return QStringLiteral("exit code %1\nstdout: %2\nstderr: %3").arg(exitCode).arg(out, err);
}

CtlProcess::CtlProcess()
    : m_environment(QProcessEnvironment::systemEnvironment())
{
    for (const QString& name : m_environment.keys()) {
        if (name.startsWith(u"TRANSSHIP_") || name.startsWith(u"PG")) {
            m_environment.remove(name);
        }
    }
    m_environment.insert(QStringLiteral("HOME"), m_home.path());
    m_environment.insert(QStringLiteral("XDG_DATA_HOME"), m_home.filePath(QStringLiteral("data")));
    m_environment.insert(QStringLiteral("TMPDIR"), m_home.path());
    m_environment.remove(QStringLiteral("XDG_RUNTIME_DIR"));
}

CtlResult CtlProcess::run(const QStringList& arguments, const QByteArray& standardInput) const
{
    const auto process = start(arguments);
    process->write(standardInput);
    process->closeWriteChannel();
    if (!QTest::qWaitFor([&] { return process->state() == QProcess::NotRunning; }, limitMs)) {
        process->kill();
        process->waitForFinished();
        return {-1, {}, QStringLiteral("did not end: ") + arguments.join(u' ')};
    }
    const int code = process->exitStatus() == QProcess::NormalExit ? process->exitCode() : -2;
    return {
        code, QString::fromUtf8(process->readAllStandardOutput()), QString::fromUtf8(process->readAllStandardError())};
}

std::unique_ptr<QProcess> CtlProcess::start(const QStringList& arguments) const
{
    auto process = std::make_unique<QProcess>();
    process->setProcessEnvironment(m_environment);
    process->start(QStringLiteral(TRANSSHIPCTL), arguments);
    return process;
}

} // namespace transship::testing
