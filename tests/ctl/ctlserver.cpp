// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ctl/ctlserver.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QTest>

#include <csignal>

namespace transship::testing {
namespace {

constexpr int patienceMs = 30000;

} // namespace

CtlServer::CtlServer(const CtlProcess& ctl, const QStringList& arguments)
    : m_process(ctl.start(QStringList{QStringLiteral("--log-format"), QStringLiteral("json")} + arguments))
{
    QObject::connect(m_process.get(), &QProcess::readyReadStandardOutput, m_process.get(),
        [this] { m_written += m_process->readAllStandardOutput(); });
    QObject::connect(m_process.get(), &QProcess::readyReadStandardError, m_process.get(),
        [this] { m_written += m_process->readAllStandardError(); });
}

CtlServer::~CtlServer()
{
    if (!hasEnded()) {
        m_process->kill();
        m_process->waitForFinished();
    }
}

QUrl CtlServer::url()
{
    // The importer's first line is its address, the worker's log says it.
    static const QRegularExpression address(
        QStringLiteral("(?:^|\"(?:listening|importer_listening)\".*\"url\":\")(http://[0-9.:]+)"),
        QRegularExpression::MultilineOption);
    QRegularExpressionMatch match;
    (void)QTest::qWaitFor(
        [&] {
            match = address.match(QString::fromUtf8(written()));
            return match.hasMatch() || hasEnded();
        },
        patienceMs);
    return QUrl(match.captured(1));
}

int CtlServer::stop()
{
    ::kill(static_cast<pid_t>(m_process->processId()), SIGTERM);
    if (!QTest::qWaitFor([this] { return hasEnded(); }, patienceMs)) {
        return -1;
    }
    return m_process->exitStatus() == QProcess::NormalExit ? m_process->exitCode() : -2;
}

QByteArray CtlServer::written()
{
    m_written += m_process->readAllStandardOutput() + m_process->readAllStandardError();
    return m_written;
}

qint64 CtlServer::peakMemory() const
{
    QFile status(QStringLiteral("/proc/%1/status").arg(processId()));
    if (!status.open(QIODevice::ReadOnly)) {
        return -1;
    }
    static const QRegularExpression peak(QStringLiteral("VmHWM:\\s*(\\d+)"));
    return peak.match(QString::fromUtf8(status.readAll())).captured(1).toLongLong();
}

qsizetype CtlServer::openFiles() const
{
    const QDir folder(QStringLiteral("/proc/%1/fd").arg(processId()));
    return folder.entryList(QDir::NoDotAndDotDot | QDir::AllEntries | QDir::System).size();
}

} // namespace transship::testing
