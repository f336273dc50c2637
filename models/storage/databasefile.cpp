// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/storage/databasefile.h"

#include <QFile>

#include <sys/stat.h>

namespace transship {

Result<DatabaseFile> DatabaseFile::of(const DatabaseUrl& url)
{
    DatabaseFile file;
    if (url.backend() != Backend::Sqlite) {
        return file;
    }
    struct stat info = {};
    if (::stat(QFile::encodeName(url.name()).constData(), &info) != 0) {
        return Error{ErrorCode::DatabaseUnavailable,
            QStringLiteral("the database file %1 is gone; put it back or open another database").arg(url.name()), {},
            true};
    }
    file.m_device = info.st_dev;
    file.m_number = info.st_ino;
    return file;
}

} // namespace transship
