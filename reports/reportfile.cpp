// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "reports/reportfile.h"

#include "reports/reportwriter.h"

#include <QFileInfo>

#include <cstdio>
#include <sys/stat.h>
#include <unistd.h>

namespace transship {
namespace {

/// The mode that a new file would get; umask() alone can be asked only by setting it, which other threads would see.
mode_t ordinaryMode(const QString& target)
{
    struct stat present = {};
    if (::stat(QFile::encodeName(target).constData(), &present) == 0) {
        return present.st_mode & 0777;
    }
    QFile status(QStringLiteral("/proc/self/status"));
    if (status.open(QIODevice::ReadOnly)) {
        for (const QByteArray& line : status.readAll().split('\n')) {
            if (line.startsWith("Umask:")) {
                return 0666 & ~line.mid(6).trimmed().toUInt(nullptr, 8);
            }
        }
    }
    return 0600;
}

} // namespace

ReportFile::ReportFile(const QString& target)
    : m_target(target)
{
}

Result<void> ReportFile::open()
{
    const QFileInfo target(m_target);
    if (target.exists() && !target.isFile()) {
        return Error{ErrorCode::Io, QStringLiteral("%1 is not a file; name one to write the report to").arg(m_target)};
    }
    if (target.isSymLink()) {
        m_target = target.symLinkTarget();
    }
    const QFileInfo folder(QFileInfo(m_target).absolutePath());
    if (!folder.isDir()) {
        return Error{ErrorCode::Io,
            QStringLiteral("there is no folder %1; create it or choose another one").arg(folder.filePath())};
    }
    m_file.setFileTemplate(
        folder.filePath() + QStringLiteral("/.%1.XXXXXX").arg(QFileInfo(m_target).fileName().left(200)));
    if (!m_file.open()) {
        return Error{ErrorCode::Io,
            QStringLiteral("nothing can be written in the folder %1: %2; choose another one")
                .arg(folder.filePath(), m_file.errorString())};
    }
    return {};
}

Result<void> ReportFile::commit()
{
    const QByteArray temporary = QFile::encodeName(m_file.fileName());
    if (!m_file.flush() || ::fchmod(m_file.handle(), ordinaryMode(m_target)) != 0 || ::fsync(m_file.handle()) != 0) {
        return cannotWrite(m_target, m_file.error() == QFileDevice::NoError ? qt_error_string() : m_file.errorString());
    }
    if (std::rename(temporary.constData(), QFile::encodeName(m_target).constData()) != 0) {
        return cannotWrite(m_target, qt_error_string());
    }
    m_file.setAutoRemove(false);
    return {};
}

} // namespace transship
