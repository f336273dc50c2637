// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/testauthority.h"

#include "tests/support/processes.h"

#include <QFile>
#include <QProcess>

namespace transship::testing {
namespace {

void openssl(const QStringList& arguments)
{
    QProcess process;
    startProcess(process, QStringLiteral("openssl"), arguments);
    if (!process.waitForFinished(30000) || process.exitCode() != 0) {
        qFatal("openssl does not work (apt-get install openssl): %s", process.readAllStandardError().constData());
    }
}

} // namespace

TestAuthority::TestAuthority()
{
    const QString caKey = m_folder.filePath(QStringLiteral("ca.key"));
    const QString request = m_folder.filePath(QStringLiteral("server.csr"));
    const QString extensions = m_folder.filePath(QStringLiteral("extensions"));
    QFile file(extensions);
    if (!file.open(QIODevice::WriteOnly) || file.write("subjectAltName=DNS:localhost,IP:127.0.0.1\n") < 0) {
        qFatal("cannot write %s", qPrintable(extensions));
    }
    file.close();
    openssl({QStringLiteral("req"), QStringLiteral("-x509"), QStringLiteral("-newkey"), QStringLiteral("rsa:2048"),
        QStringLiteral("-nodes"), QStringLiteral("-keyout"), caKey, QStringLiteral("-out"), caFile(),
        QStringLiteral("-days"), QStringLiteral("2"), QStringLiteral("-subj"),
        QStringLiteral("/CN=transship test CA")});
    openssl({QStringLiteral("req"), QStringLiteral("-newkey"), QStringLiteral("rsa:2048"), QStringLiteral("-nodes"),
        QStringLiteral("-keyout"), keyFile(), QStringLiteral("-out"), request, QStringLiteral("-subj"),
        QStringLiteral("/CN=localhost")});
    openssl({QStringLiteral("x509"), QStringLiteral("-req"), QStringLiteral("-in"), request, QStringLiteral("-CA"),
        caFile(), QStringLiteral("-CAkey"), caKey, QStringLiteral("-CAcreateserial"), QStringLiteral("-out"),
        certificateFile(), QStringLiteral("-days"), QStringLiteral("2"), QStringLiteral("-extfile"), extensions});
}

} // namespace transship::testing
