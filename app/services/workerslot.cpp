// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/workerslot.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QSysInfo>

#include <fcntl.h>
#include <sys/file.h>
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

} // namespace

WorkerSlot::WorkerSlot()
{
    const QString host = QSysInfo::machineHostName();
    const QString folder = slotFolder();
    if (QDir().mkpath(folder)) {
        for (int slot = 1; slot <= slotCount && m_fd < 0; ++slot) {
            m_fd = lockedFile(folder + QStringLiteral("/%1.lock").arg(slot));
            m_name = host + QStringLiteral("/%1").arg(slot);
        }
    }
    if (m_fd < 0) {
        m_name = host + QStringLiteral("/pid-%1").arg(QCoreApplication::applicationPid());
    }
}

WorkerSlot::~WorkerSlot()
{
    if (m_fd >= 0) {
        close(m_fd);
    }
}

} // namespace transship
