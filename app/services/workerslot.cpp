// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/workerslot.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QRandomGenerator>
#include <QSysInfo>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace transship {
namespace {

constexpr int slotCount = 64;

QString slotFolder()
{
    QString base = qEnvironmentVariable("XDG_RUNTIME_DIR"); // not QStandardPaths, which talks on stderr without it
    if (base.isEmpty()) {
        base = QDir::tempPath() + QStringLiteral("/transship-%1").arg(getuid());
    }
    return base + QStringLiteral("/transship-workers");
}

int lockedFile(const QString& path)
{
    const int fd = open(QFile::encodeName(path).constData(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd >= 0 && flock(fd, LOCK_EX | LOCK_NB) != 0) {
        close(fd);
        return -1;
    }
    return fd;
}

QString randomDigits()
{
    return QStringLiteral("%1").arg(QRandomGenerator::system()->generate(), 8, 16, QLatin1Char('0'));
}

/// Of the file itself, as its path means another one in another mount namespace: device and inode are the kernel's,
/// and the boot says which kernel.
QString digitsOf(int fd)
{
    struct stat file = {};
    if (fstat(fd, &file) != 0) {
        return randomDigits();
    }
    const QByteArray identity = QSysInfo::bootUniqueId() + ' ' + QByteArray::number(quint64(file.st_dev)) + ' '
        + QByteArray::number(quint64(file.st_ino));
    return QString::fromLatin1(QCryptographicHash::hash(identity, QCryptographicHash::Sha256).toHex().left(8));
}

} // namespace

WorkerSlot::WorkerSlot()
{
    const QString host = QSysInfo::machineHostName();
    const QString folder = slotFolder();
    if (QDir().mkpath(folder)) {
        for (int slot = 1; slot <= slotCount && m_fd < 0; ++slot) {
            m_fd = lockedFile(folder + QStringLiteral("/%1.lock").arg(slot));
            if (m_fd >= 0) {
                m_name = host + QStringLiteral("/%1-%2").arg(QString::number(slot), digitsOf(m_fd));
            }
        }
    }
    if (m_fd < 0) {
        // Containers under the host's name have the same process numbers.
        m_name = host
            + QStringLiteral("/pid-%1-%2").arg(QString::number(QCoreApplication::applicationPid()), randomDigits());
    }
}

WorkerSlot::~WorkerSlot()
{
    if (m_fd >= 0) {
        close(m_fd);
    }
}

} // namespace transship
