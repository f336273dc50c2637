// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/importer/reportfile.h"

#include <cstdio>

namespace transship::ctl {

ReportFile::ReportFile(const QString& name)
    : m_name(name)
    , m_file(name)
{
}

Error ReportFile::error(const QString& reason) const
{
    return {.code = ErrorCode::Io,
        .message
        = QStringLiteral("cannot write %1: %2").arg(isStdout() ? QStringLiteral("to stdout") : m_name, reason)};
}

Result<void> ReportFile::open()
{
    const bool open = isStdout() ? m_stdout.open(stdout, QIODevice::WriteOnly) : m_file.open(QIODevice::WriteOnly);
    return open ? Result<void>() : Result<void>(error(device().errorString()));
}

QIODevice& ReportFile::device()
{
    return isStdout() ? static_cast<QIODevice&>(m_stdout) : m_file;
}

Result<void> ReportFile::commit()
{
    const bool done = isStdout() ? m_stdout.flush() : m_file.commit();
    return done ? Result<void>() : Result<void>(error(device().errorString()));
}

} // namespace transship::ctl
