// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/result.h"

#include <QString>
#include <QTemporaryFile>

namespace transship {

/// A file that appears under its name complete or not at all: written beside it under another name and renamed; what
/// was there under the name stays until then. Thread: any one.
class ReportFile {
public:
    explicit ReportFile(const QString& target);

    /// Io when the folder is missing or cannot be written, or the target is something else than a file.
    Result<void> open();
    QIODevice& device() { return m_file; }
    QString temporaryName() const { return m_file.fileName(); }
    /// On the disk and under its name; else it is gone when this object goes.
    Result<void> commit();

private:
    QString m_target;
    QTemporaryFile m_file;
};

} // namespace transship
