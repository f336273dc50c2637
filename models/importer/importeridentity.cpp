// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importer/importeridentity.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QStringList>
#include <QSysInfo>
#include <QUuid>

using namespace Qt::StringLiterals;

namespace transship {

namespace {

QByteArray contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll().trimmed() : QByteArray();
}

QString bootOfThisKernel()
{
    return QString::fromLatin1(contentOf(u"/proc/sys/kernel/random/boot_id"_s));
}

QString processesSeenHere()
{
    return QFile::symLinkTarget(u"/proc/self/ns/pid"_s).section(u'/', -1);
}

/// Empty: there is no such process (a zombie is none).
QString startOf(qint64 process)
{
    const QByteArray stat = contentOf(u"/proc/%1/stat"_s.arg(process));
    // The program's name may hold blanks; what follows its bracket does not. Fields as in proc(5), from the third on.
    const QList<QByteArray> fields = stat.mid(stat.lastIndexOf(')') + 2).split(' ');
    return fields.value(0) == "Z" ? QString() : QString::fromLatin1(fields.value(19));
}

} // namespace

ImporterIdentity ImporterIdentity::ofThisProcess()
{
    ImporterIdentity identity;
    identity.m_host = QSysInfo::machineHostName().remove(u' ');
    identity.m_boot = bootOfThisKernel();
    identity.m_processes = processesSeenHere();
    identity.m_process = QCoreApplication::applicationPid();
    identity.m_started = startOf(identity.m_process);
    identity.m_number = QUuid::createUuid().toString(QUuid::WithoutBraces).left(8);
    return identity;
}

ImporterIdentity::ImporterIdentity(const QString& text)
{
    const QStringList parts = text.split(u' ');
    m_host = parts.value(0);
    m_boot = parts.value(1);
    m_processes = parts.value(2);
    m_process = parts.value(3).toLongLong();
    m_started = parts.value(4);
    m_number = parts.value(5);
}

QString ImporterIdentity::toString() const
{
    return QStringList{m_host, m_boot, m_processes, QString::number(m_process), m_started, m_number}.join(u' ');
}

QString ImporterIdentity::displayName() const
{
    return u"%1:%2"_s.arg(m_host, QString::number(m_process));
}

bool ImporterIdentity::isKnownDead() const
{
    if (m_boot.isEmpty() || m_processes.isEmpty() || m_started.isEmpty() || m_process <= 0) {
        return false;
    }
    return m_boot == bootOfThisKernel() && m_processes == processesSeenHere() && startOf(m_process) != m_started;
}

} // namespace transship
