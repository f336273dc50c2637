// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/benchmarks/common/pgbench.h"

#include "tests/benchmarks/common/settings.h"

#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>

namespace transship::bench {

double runPgbench(
    const DatabaseUrl& url, const QString& script, int clients, int seconds, qint64 firstId, Protocol protocol)
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("script.sql")));
    const QString numbered
        = QStringLiteral("\\set n :n + 1\n\\set id :base + :client_id + (:n - 1) * :clients\n") + script;
    if (!file.open(QIODevice::WriteOnly) || file.write(numbered.toUtf8()) < 0) {
        giveUp(QStringLiteral("cannot write %1").arg(file.fileName()));
    }
    file.close();
    QProcess pgbench;
    pgbench.start(QStringLiteral("/usr/lib/postgresql/15/bin/pgbench"),
        {QStringLiteral("-n"), QStringLiteral("-M"),
            protocol == Protocol::Prepared ? QStringLiteral("prepared") : QStringLiteral("extended"),
            QStringLiteral("-h"), url.host(), QStringLiteral("-p"), QString::number(url.port()), QStringLiteral("-U"),
            url.user(), QStringLiteral("-c"), QString::number(clients), QStringLiteral("-j"),
            QString::number(qMin(clients, 2)), QStringLiteral("-T"), QString::number(seconds), QStringLiteral("-D"),
            QStringLiteral("n=0"), QStringLiteral("-D"), QStringLiteral("base=%1").arg(firstId), QStringLiteral("-D"),
            QStringLiteral("clients=%1").arg(clients), QStringLiteral("-f"), file.fileName(), url.name()});
    if (!pgbench.waitForFinished((seconds + 60) * 1000) || pgbench.exitCode() != 0) {
        giveUp(QStringLiteral("pgbench: ") + QString::fromUtf8(pgbench.readAllStandardError()));
    }
    static const QRegularExpression tps(QStringLiteral("^tps = ([0-9.]+)"), QRegularExpression::MultilineOption);
    const auto found = tps.match(QString::fromUtf8(pgbench.readAllStandardOutput()));
    if (!found.hasMatch()) {
        giveUp(QStringLiteral("pgbench says no tps"));
    }
    return found.captured(1).toDouble();
}

} // namespace transship::bench
