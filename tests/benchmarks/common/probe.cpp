// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/benchmarks/common/probe.h"

#include "tests/benchmarks/common/settings.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonDocument>

#include <cstdio>
#include <sys/resource.h>

namespace transship::bench {
namespace {

constexpr int longestProbe = 1'800'000; ///< milliseconds

} // namespace

std::unique_ptr<QProcess> startProbe(const QStringList& arguments)
{
    auto process = std::make_unique<QProcess>();
    process->setProcessChannelMode(QProcess::ForwardedErrorChannel);
    process->start(QCoreApplication::applicationFilePath(), QStringList{QStringLiteral("--probe")} + arguments);
    return process;
}

QJsonObject figuresOf(QProcess& process)
{
    if (!process.waitForFinished(longestProbe) || process.exitCode() != 0) {
        giveUp(QStringLiteral("a probe failed: ") + process.arguments().join(u' '));
    }
    return QJsonDocument::fromJson(process.readAllStandardOutput()).object();
}

QJsonObject probe(const QStringList& arguments)
{
    return figuresOf(*startProbe(arguments));
}

void printFigures(const QJsonObject& figures)
{
    std::printf("%s\n", QJsonDocument(figures).toJson(QJsonDocument::Compact).constData());
}

double memoryPeak()
{
    QFile status(QStringLiteral("/proc/self/status"));
    if (status.open(QIODevice::ReadOnly)) {
        for (const QByteArray& line : status.readAll().split('\n')) {
            if (line.startsWith("VmHWM:")) {
                return line.mid(6).trimmed().split(' ').first().toDouble() / 1024;
            }
        }
    }
    return 0;
}

double processorSeconds()
{
    struct rusage usage = {};
    getrusage(RUSAGE_SELF, &usage);
    return static_cast<double>(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
        + static_cast<double>(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

} // namespace transship::bench
